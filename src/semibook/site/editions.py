"""Sphinx extension: what makes each edition speak its language, and lead to the other.

- each page names its twin in the other language, in its head and in a link at its top;
- searching in Japanese works: text and query are cut into pairs of characters;
- what the theme leaves in English is translated.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.search import SearchLanguage, languages

from semibook.translation.catalogues import NAMES, PACKAGE, SOURCE_LANGUAGE, translator

N_ = str  # marks a text for the catalogue where it is not yet translated
#: Texts that the theme and its extensions write in English in every language.
THEME = (
    N_("Toggle primary sidebar"),
    N_("Toggle secondary sidebar"),
    N_("Main"),
    N_("Page"),
    N_("Color mode"),
    N_("System Settings"),
    N_("Link to this heading"),
    N_("Link to this image"),
    N_("Link to this table"),
)

_SCRIPT = (
    r"\u3005\u3006\u3041-\u3096\u309d-\u309f\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_RUNS = re.compile(rf"[{_SCRIPT}]+|[^\W_{_SCRIPT}]+")
_IS_JAPANESE = re.compile(rf"[{_SCRIPT}]")


class Japanese(SearchLanguage):
    """Index and query of overlapping pairs of characters, so that no dictionary is needed.

    Sphinx cuts Japanese text into words when it builds the index, but not the query
    (jupyter-book#1524), so 半導体戦略 would be looked up as one word that no page has.
    """

    lang = "ja"
    language_name = "Japanese"
    js_splitter_code = (
        "function splitQuery(query) {\n"
        "  const runs = query.normalize('NFKC')"
        f".match(/[{_SCRIPT}]+|[^\\s\\p{{P}}\\p{{S}}{_SCRIPT}]+/gu);\n"
        f"  const japanese = /[{_SCRIPT}]/;\n"
        "  return (runs ?? []).flatMap((run) => run.length < 2 || !japanese.test(run) ? [run]\n"
        "    : Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2)));\n"
        "}\n"
    )

    def split(self, input: str) -> list[str]:
        """Cut a text into what is looked up: words, pairs of Japanese characters, single ones."""
        found: list[str] = []
        for run in _RUNS.findall(unicodedata.normalize("NFKC", input)):
            if _IS_JAPANESE.match(run):
                found += [run[at : at + 2] for at in range(len(run) - 1)]
                found += run
            else:
                found.append(run)
        return found

    def word_filter(self, word: str) -> bool:
        """Keep every word: a single character can be a word."""
        return bool(word)


def _lead_to_twin(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    if not app.config.semibook_twins:
        context["other_editions"] = []
        return
    up = "../" * (pagename.count("/") + 1)
    twins = [(lang, name, f"{up}{lang}/{pagename}.html") for lang, name in NAMES.items()]
    links = [(lang, href) for lang, _name, href in twins] + [("x-default", f"{up}index.html")]
    context["metatags"] = context.get("metatags", "") + "".join(
        f'\n<link rel="alternate" hreflang="{lang}" href="{href}">' for lang, href in links
    )
    context["other_editions"] = [each for each in twins if each[0] != app.config.language]


def _finish(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    out = Path(app.outdir)
    if app.config.language == SOURCE_LANGUAGE:
        return
    _ = translator(app.config.language, PACKAGE)
    for page in out.rglob("*.html"):
        text = before = page.read_text(encoding="utf-8")
        for english in THEME:
            for start, end in ('""', "><"):
                text = text.replace(f"{start}{english}{end}", f"{start}{_(english)}{end}")
        if text != before:
            page.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension (called by Sphinx)."""
    app.add_config_value("semibook_twins", default=False, rebuild="html")
    languages["ja"] = Japanese
    app.connect("html-page-context", _lead_to_twin)
    app.connect("build-finished", _finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
