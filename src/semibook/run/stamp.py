"""The stamp at the end of a chapter: which data, parameters and libraries made the page."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path
from typing import Any

from IPython.display import display

from semibook import paths, toc
from semibook.page import markup
from semibook.page.markup import from_template
from semibook.run import dependencies
from semibook.run.parameters import AGAINST, VINTAGE, parameters
from semibook.tables import vintages
from semibook.translation.catalogues import PACKAGE, translator

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
    _ = translator(lang, PACKAGE)
    place = vintages.find(values[VINTAGE])
    rows = _files(chapter, place, values)
    known = parameters(toc.notebook(chapter))
    own = {name: values[name] for name in known if name not in ("lang", VINTAGE)}
    moved = [name for name, value in own.items() if value != known[name].default]
    said = _("Data: {vintage}, as of {date}. {files} files, {moved} of {all} parameters changed.")
    if not own:
        said = _("Data: {vintage}, as of {date}. {files} files.")
    summary = said.format(
        vintage=place.name, date=place.as_of, files=len(rows), moved=len(moved), all=len(own)
    )
    libraries = ", ".join(f"{each} {version(each)}" for each in LIBRARIES)
    lock = digest(paths.ROOT / "requirements.txt")
    html = from_template(
        "stamp.html",
        summary=summary,
        files=rows,
        chosen=[(f"{name} = {value!r}", name in moved) for name, value in own.items()],
        libraries=libraries,
        lock=lock,
        words={
            "caption": _("Files that the chapter reads"),
            "heads": (_("File"), _("Vintage"), "SHA-256"),
            "parameters": _("Parameters:"),
            "libraries": _("Libraries:"),
            "lock": _("lock"),
        },
    )
    display(
        {
            "text/html": html,
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
    read = [place, vintages.find(values[AGAINST])] if dependencies.compares(chapter) else [place]
    if dependencies.looks_ahead(chapter):
        read.append(dependencies.ahead(chapter, values))
    paths_of_tables = {
        vintage.path(table): vintage.holder(table).name
        for table in dependencies.tables(chapter)
        for vintage in read
    }
    found = [(path.name, held, digest(path)) for path, held in paths_of_tables.items()]
    for name in parameters(toc.notebook(chapter)):
        value = values[name]
        path = paths.NOTEBOOKS / value if isinstance(value, str) and value else paths.NOTEBOOKS
        if path.is_file():
            found.append((path.name, "–", digest(path)))
    return found
