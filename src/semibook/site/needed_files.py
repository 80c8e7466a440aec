"""Sphinx extension: pages load what they show, and the book holds no file that no page asks for."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import nbformat
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html._assets import _JavaScript

from semibook.site import what_if

_WHAT_IF, _FOLD = 'class="what-if', "dropdown"
#: Scripts and style sheets, by the ends of their names, and what a page shows that needs them.
_NEEDED_FOR = {
    "formulas.js": 'class="math',
    what_if.SCRIPT: _WHAT_IF,
    what_if.STYLE: _WHAT_IF,
    "terms.js": 'class="term"',
    "filter.js": "data-filter",
    "togglebutton.js": _FOLD,
    "togglebutton.css": _FOLD,
    "exercise.css": "exercise",
    "design-tabs.js": "sd-tab",
    "sphinx-design.min.css": "sd-",
    "sphinx-thebe.css": "thebe-",
}
_FIRST = ("documentation_options.js", "doctools.js", "translations.js")
#: formulas.js loads it, and only where a formula is near.
_LOADED_LATER = "tex-svg.js"
#: Files of the theme for who develops it, the icons as a script, and icons, logos and templates
#: that no page shows.
_UNUSED = (
    "*.map",
    "fontawesome.js*",
    "fa-brands*",
    "fa-regular*",
    "fa-v4*",
    "logo_*",
    "*macros.html",
)


def _load_nothing_unused(
    _app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    body = context.get("body", "")
    unused = tuple(end for end, shown in _NEEDED_FOR.items() if shown not in body)
    for kind in ("script_files", "css_files"):
        context[kind] = [
            each
            for each in context[kind]
            if not str(each.filename).endswith((*unused, _LOADED_LATER))
        ]
    scripts = sorted(context["script_files"], key=lambda each: not _is_first(each))
    context["script_files"] = [_after_text(script) for script in scripts]


def _is_first(script: _JavaScript) -> bool:
    """Whether others speak through it as soon as they are there."""
    return str(script.filename).endswith(_FIRST)


def _after_text(script: _JavaScript) -> _JavaScript:
    """A script that no text waits for; all run in their order once the page has come."""
    # In line, only modules wait for files before them. Constants they would keep to themselves.
    if script.filename:
        added = {"defer": "defer"}
    elif script.attributes["body"].startswith("DOCUMENTATION_OPTIONS."):
        added = {"type": "module"}
    else:
        return script
    attributes = {name: text for name, text in script.attributes.items() if name != "async"}
    return _JavaScript(script.filename, priority=script.priority, **attributes, **added)


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
