"""The order of the book, from _toc.yml: its pages, and the chapters among them."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import yaml

from semibook import paths
from semibook.cache import until_changed


def parts() -> list[dict]:
    """The parts of the book: `caption`, and `chapters` with a `file` each."""
    return contents()["parts"]


def pages() -> list[str]:
    """Every page in order, the first page first, as _toc.yml names it (`notebooks/kumamoto`)."""
    toc = contents()
    return [toc["root"], *(each["file"] for part in toc["parts"] for each in part["chapters"])]


def chapters() -> list[str]:
    """The chapters' names in the order of the book."""
    return [Path(each).name for each in pages() if each.startswith("notebooks/")]


def notebook(chapter: str) -> Path:
    """The stored notebook of a chapter."""
    return paths.NOTEBOOKS / f"{chapter}.ipynb"


def contents() -> dict:
    """_toc.yml as it stands, for an edition to put its captions into its language."""
    return deepcopy(_read(paths.ROOT / "_toc.yml"))


@until_changed
def _read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
