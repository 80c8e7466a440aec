"""Sphinx extension: pages load what they show, and the book holds no file that no page asks for."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import nbformat
from sphinx.application import Sphinx
from sphinx.builders import Builder

from semibook.site import what_if

_FORMULA, _WHAT_IF, _TERM = 'class="math', 'class="what-if', 'class="term"'
#: Scripts and style sheets, by the ends of their names, and what a page shows that needs them.
_NEEDED_FOR = {
    "formulas.js": _FORMULA,
    "tex-svg.js": _FORMULA,
    what_if.SCRIPT: _WHAT_IF,
    what_if.STYLE: _WHAT_IF,
    "terms.js": _TERM,
}
#: Files of the theme for who develops it, for browsers of before 2016, the icons as a script, and
#: logos and templates, which no page shows.
_UNUSED = (
    "*.map",
    "fontawesome.js*",
    "fa-*.ttf",
    "fa-v4*",
    "logo_*",
    "*macros.html",
)


def _load_nothing_unused(
    _app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    # Sphinx loads MathJax also where a page of the table of contents has formulas.
    body = context.get("body", "")
    unused = tuple(end for end, shown in _NEEDED_FOR.items() if shown not in body)
    for kind in ("script_files", "css_files"):
        loaded = [each for each in context[kind] if not str(each.filename).endswith(unused)]
        context[kind] = loaded


def _begin_without_statics(app: Sphinx, _builder: Builder) -> None:
    # Pages name files with their checksums, if they are there. Some come at the end of a build: a
    # page that is made again must not find those of the build before.
    shutil.rmtree(Path(app.outdir, "_static"), ignore_errors=True)


def _remove_unused(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    statics = Path(app.outdir, "_static")
    for pattern in _UNUSED:
        for file in statics.rglob(pattern):
            file.unlink()
    shutil.rmtree(statics / "locales", ignore_errors=True)  # the theme reads its own
    for chapter in Path(app.outdir, "_sources").rglob("*.ipynb"):
        _strip(chapter)


def _strip(chapter: Path) -> None:
    """Leave out the outputs of a chapter that readers download: its pictures stand on the page."""
    notebook = nbformat.read(chapter, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    nbformat.write(notebook, chapter)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension (called by Sphinx)."""
    app.connect("html-page-context", _load_nothing_unused, priority=900)  # after Sphinx adds them
    app.connect("write-started", _begin_without_statics)
    app.connect("build-finished", _remove_unused)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
