"""The order of the book, from _toc.yml: its pages, and the chapters among them."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import yaml

from semibook import paths
from semibook.cache import until_changed


def parts() -> list[dict]:
    """The parts of the book: `caption`, and `chapters` with a `file` each.

    A part may name its pages by a pattern instead: `glob: regions/*` is a page for each YAML file
    of that folder, in the order of their names.
    """
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
    """_toc.yml with the pages that its patterns stand for; an edition translates its captions."""
    toc = deepcopy(_read(paths.ROOT / "_toc.yml"))
    for part in toc["parts"]:
        part["chapters"] = [page for entry in part["chapters"] for page in _pages(entry)]
    return toc


def from_data() -> list[str]:
    """The pages that no file of text is behind, but a YAML file that a directive shows."""
    return [page for page in pages() if (paths.ROOT / f"{page}.yml").is_file()]


def _pages(entry: dict) -> list[dict]:
    if "glob" not in entry:
        return [entry]
    files = sorted(paths.ROOT.glob(f"{entry['glob']}.yml"))
    return [{"file": file.relative_to(paths.ROOT).with_suffix("").as_posix()} for file in files]


@until_changed
def _read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
