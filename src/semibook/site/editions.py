"""Sphinx extension: what makes each edition speak its language, and lead to the other.

- each page leads to its twin in the other language, and names it in its head where the book has an
  address: search engines take whole addresses alone;
- what the theme leaves in English is translated.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from semibook.translation.catalogues import NAMES, PACKAGE, SOURCE_LANGUAGE, translator

N_ = str  # marks a text for the catalogue where it is not yet translated
#: Attributes that the theme and its extensions write in English in every language. Texts of the
#: book never set them so: what is just `Page` in a table or a link stays.
THEME = (
    ("title", N_("Toggle primary sidebar")),
    ("title", N_("Toggle secondary sidebar")),
    ("aria-label", N_("Main")),
    ("aria-label", N_("Page")),
    ("aria-label", N_("Color mode")),
    ("data-bs-title", N_("Color mode")),
    ("title", N_("System Settings")),
    ("title", N_("Link to this heading")),
    ("title", N_("Link to this image")),
    ("title", N_("Link to this table")),
)


def _lead_to_twin(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    if not app.config.semibook_twins:
        context["other_editions"] = []
        return
    up = "../" * (pagename.count("/") + 1)
    twins = [(lang, name, f"{lang}/{pagename}.html") for lang, name in NAMES.items()]
    if address := app.config.html_baseurl:
        base = address.rstrip("/").removesuffix(f"/{app.config.language}")
        places = [(lang, place) for lang, _name, place in twins] + [("x-default", "index.html")]
        context["metatags"] = context.get("metatags", "") + "".join(
            f'\n<link rel="alternate" hreflang="{lang}" href="{base}/{place}">'
            for lang, place in places
        )
    twins = [(lang, name, f"{up}{place}") for lang, name, place in twins]
    context["other_editions"] = [each for each in twins if each[0] != app.config.language]


def _finish(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    for page in Path(app.outdir).rglob("*.html"):
        translate_theme(page, app.config.language)


def translate_theme(page: Path, lang: str) -> None:
    """Write what the theme says on a page in the language of its edition."""
    if lang == SOURCE_LANGUAGE:
        return
    _ = translator(lang, PACKAGE)
    text = before = page.read_text(encoding="utf-8")
    for attribute, english in THEME:
        text = text.replace(f' {attribute}="{english}"', f' {attribute}="{_(english)}"')
    if text != before:
        page.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension (called by Sphinx)."""
    app.add_config_value("semibook_twins", default=False, rebuild="html")
    app.connect("html-page-context", _lead_to_twin)
    app.connect("build-finished", _finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
