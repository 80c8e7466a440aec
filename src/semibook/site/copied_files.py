"""Sphinx extension: the book has copies of data and MathJax, so that no page asks another host."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from sphinx.application import Sphinx

from semibook import paths
from semibook.files import lay_out
from semibook.site import downloads
from semibook.tables import vintages
from semibook.tables.vintages import Vintage

MATHJAX = "mathjax/tex-svg.js"  # one file that holds its fonts


def _copy_files(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    out = Path(app.outdir)
    vintage = app.config.semibook_vintage
    copies = {name: _as_handed_out(file) for file, name in _data(vintages.find(vintage))}
    lay_out(out / "data", copies | downloads.in_all_forms(vintage))
    script = out / "_static" / MATHJAX
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_bytes(files("mathjax").joinpath("static/mathjax/es5/tex-svg.js").read_bytes())


def _as_handed_out(file: Path) -> bytes:
    """A file of data; Excel takes a table's Japanese for Latin letters unless a mark leads."""
    content = file.read_bytes()
    if file.suffix == ".csv" and not content.isascii() and not content.startswith(BOM_UTF8):
        content = BOM_UTF8 + content
    return content


def _data(place: Vintage | None) -> Iterator[tuple[Path, Path]]:
    """The files of data/ and of a vintage elsewhere, each with its path in the book's data/."""
    yield from [(file, file.relative_to(paths.DATA)) for file in downloads.data_files()]
    while place:  # its bases may lie elsewhere too
        if not place.folder.resolve().is_relative_to(paths.DATA.resolve()):
            yield from [(file, Path(place.name, file.name)) for file in place.files()]
        place = place.base


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension (called by Sphinx)."""
    app.connect("build-finished", _copy_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
