"""The stamp at the end of a chapter: which data, parameters and libraries made the page."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path
from typing import Any

from IPython.display import display

from semibook import paths, toc
from semibook.page import markup
from semibook.page.markup import as_html
from semibook.run import dependencies
from semibook.run.parameters import parameters
from semibook.tables import vintages
from semibook.translation.catalogues import translator

#: The libraries that a chapter's figures come from.
LIBRARIES = ("numpy", "pandas", "scipy", "matplotlib", "seaborn", "papermill")
#: Hexadecimal digits shown: enough to tell files apart, few enough to compare by eye.
DIGITS = 12


def digest(path: Path) -> str:
    """The first twelve digits of a file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:DIGITS]


def stamp(chapter: str, values: dict[str, Any], lang: str = "en") -> None:
    """Show what a chapter was made from.

    Args:
        chapter: its name.
        values: the notebook's variables, among which are its parameters (`globals()`).
        lang: language of the words around the names.

    Raises:
        KeyError: if `values` lacks one of the chapter's parameters.
    """
    if not markup.wanted:
        return
    _ = translator(lang, "semibook")
    place = vintages.find(values["vintage"])
    rows = _files(chapter, place, values)
    known = parameters(toc.notebook(chapter))
    own = {name: values[name] for name in known if name not in ("lang", "vintage")}
    moved = [name for name, value in own.items() if value != known[name].default]
    said = _("Data: {vintage}, as of {date}. {files} files, {moved} of {all} parameters changed.")
    summary = said.format(
        vintage=place.name, date=place.as_of, files=len(rows), moved=len(moved), all=len(own)
    )
    libraries = ", ".join(f"{each} {version(each)}" for each in LIBRARIES)
    lock = digest(paths.ROOT / "requirements.txt")
    files = "".join(
        f'<tr><th scope="row">{as_html(name)}</th><td>{as_html(held)}</td>'
        f"<td><code>{found}</code></td></tr>"
        for name, held, found in rows
    )
    heads = "".join(f'<th scope="col">{each}</th>' for each in (_("File"), _("Vintage"), "SHA-256"))
    chosen = ", ".join(
        f"<b>{text}</b>" if name in moved else text
        for name, value in own.items()
        for text in [as_html(f"{name} = {value!r}")]
    )
    display(
        {
            "text/html": (
                f'<details class="provenance"><summary>{as_html(summary)}</summary>'
                '<div class="table-scroll"><table class="book-table">'
                f"<caption>{_('Files that the chapter reads')}</caption>"
                f"<thead><tr>{heads}</tr></thead><tbody>{files}</tbody></table></div>"
                f"<p>{_('Parameters:')} <code>{chosen or '–'}</code></p>"
                f"<p>{_('Libraries:')} <code>{libraries}</code>; "
                f"{_('lock')} <code>{lock}</code></p></details>"
            ),
            "text/plain": "\n".join(
                [summary, *(f"{found}  {held}/{name}" for name, held, found in rows)]
            ),
        },
        raw=True,
    )


def _files(
    chapter: str, place: vintages.Vintage, values: dict[str, Any]
) -> list[tuple[str, str, str]]:
    """Every file of data that the chapter reads: its name, where it is from, its digest."""
    found = [
        (f"{table}.csv", place.holder(table).name, digest(place.path(table)))
        for table in dependencies.tables(chapter)
    ]
    if dependencies.looks_ahead(chapter):
        found += _ahead(chapter, values, [file for file, *_held in found])
    for name in parameters(toc.notebook(chapter)):
        value = values[name]
        path = paths.NOTEBOOKS / value if isinstance(value, str) and value else paths.NOTEBOOKS
        if path.is_file():
            found.append((path.name, "–", digest(path)))
    return found


def _ahead(chapter: str, values: dict[str, Any], files: list[str]) -> list[tuple[str, str, str]]:
    """The files that a chapter reads of a vintage later than the book's, where it has its own."""
    later = dependencies.ahead(chapter, values)
    if later.folder == vintages.find(values["vintage"]).folder:
        return []
    held = [later.folder / file for file in files]
    return [(file.name, later.name, digest(file)) for file in held if file.is_file()]
