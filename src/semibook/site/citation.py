"""Sphinx extension: how to cite a page and the book, at the foot of each page, to be copied.

What is cited is what CITATION.cff says; a page's address stands there if `_config.yml` names one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from docutils import nodes
from sphinx.application import Sphinx

from semibook import paths
from semibook.cache import until_changed
from semibook.site.data_dates import known_up_to
from semibook.tables.characters import as_line
from semibook.translation.catalogues import PACKAGE, SOURCE_LANGUAGE, translator

_FILE = paths.ROOT / "CITATION.cff"
#: Signs that LaTeX reads as more than themselves.
_LATEX, _ESCAPED = re.compile(r"[&%$#_{}]"), r"\\\g<0>"


class Citation(NamedTuple):
    """How something is cited: what it is, in a sentence, and for BibTeX."""

    heading: str
    text: str
    bibtex: str


def about() -> dict[str, Any]:
    """CITATION.cff as it stands; who gets it must not change it."""
    return _read(_FILE)


@until_changed
def _read(file: Path) -> dict[str, Any]:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def citations(chapter: str, page: str, address: str, vintage: str, lang: str) -> list[Citation]:
    """How to cite a page, and the book that it is in.

    Args:
        chapter: the title of the page.
        page: its name in the table of contents (`notebooks/kumamoto`).
        address: of the page on the web, or empty.
        vintage: whose data it shows.
        lang: language of the edition.
    """
    _, cited = translator(lang, PACKAGE), about()
    values = {
        "authors": ", ".join(_(author["name"]) for author in cited["authors"]),
        "year": cited["date-released"].year,
        "title": _(cited["title"]),
        "chapter": chapter,
        "version": cited["version"],
        "date": known_up_to(vintage, lang),
    }
    of_book = _("{authors} ({year}): {title}. Version {version}, data as known on {date}.")
    of_page = _(
        "{authors} ({year}): {chapter}. In: {title}. Version {version}, data as known on {date}."
    )
    said = of_page.format_map(values)
    in_book = {"title": chapter, "booktitle": values["title"], **_fields(values, _)}
    name = page.rpartition("/")[2].replace("_", "-")
    return [
        Citation(
            _("This page"),
            f"{said} {address}".rstrip(),
            _bibtex("incollection", f"semibook-{name}", in_book, address),
        ),
        Citation(
            _("The book"),
            of_book.format_map(values),
            _bibtex("book", "semibook", {"title": values["title"], **_fields(values, _)}),
        ),
    ]


def _fields(values: dict[str, Any], _: Callable[[str], str]) -> dict[str, str]:
    """What BibTeX wants of a page and of the book alike."""
    note = _("Version {version}, data as known on {date}").format_map(values)
    return {"author": values["authors"], "year": str(values["year"]), "note": note}


def _bibtex(kind: str, key: str, fields: dict[str, str], address: str = "") -> str:
    """An entry; the author is in braces of its own, as an institution's name is not taken apart."""
    escaped = {name: _LATEX.sub(_ESCAPED, text) for name, text in fields.items()}
    escaped["author"] = f"{{{escaped['author']}}}"
    if address:
        escaped["url"] = address  # the one field that BibTeX's styles take as it is
    lines = [f"  {name} = {{{text}}}," for name, text in escaped.items()]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def _offer(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], tree: nodes.document | None
) -> None:
    """Give the page's foot (book/_templates/cite.html) what it shows."""
    if tree is None:
        return
    title = next(iter(tree.findall(nodes.title)), None)
    chapter = as_line(title.astext()) if title else app.config.html_title
    lang = app.config.language or SOURCE_LANGUAGE
    _ = translator(lang, PACKAGE)
    address = context.get("pageurl") or ""
    context["citations"] = citations(chapter, page, address, app.config.semibook_vintage, lang)
    context["cite"] = _("Cite")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension (called by Sphinx)."""
    app.connect("html-page-context", _offer)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
