"""What the tests share: running a chapter on a vintage that holds only the tables it declares."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from semibook import toc
from semibook.run import dependencies
from semibook.run.chapter import headlines, run
from semibook.tables import vintages


@pytest.fixture
def only_its_tables(tmp_path: Path) -> Callable[[str], Path]:
    """A function from a chapter to a vintage folder with that chapter's tables and no others."""

    def make(chapter: str) -> Path:
        place, folder = vintages.find(), tmp_path / "data"
        folder.mkdir()
        shutil.copy(place.folder / "vintage.yml", folder)
        for table in dependencies.tables(chapter):
            shutil.copy(place.path(table), folder)
        return folder

    return make


@pytest.fixture
def later(tmp_path) -> Callable[..., Path]:
    """A function that makes a vintage folder on a base with the named tables of the deck."""

    def make(name: str, base: str | Path = "", *tables: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        about = f"title: {name}\nas_of: 2026-03-01\nbase: {base}\n"
        (folder / "vintage.yml").write_text(about, encoding="utf-8")
        for table in tables:
            text = vintages.find().path(table).read_text(encoding="utf-8")
            (folder / f"{table}.csv").write_text(text, encoding="utf-8")
        return folder

    return make


@pytest.fixture
def rerun(tmp_path: Path, only_its_tables) -> Callable[..., dict[str, float]]:
    """A function that runs a chapter with other parameters and gives its headline figures.

    The run sees only the tables that the plan of tasks knows of, so it fails if the chapter reads
    another.
    """

    def again(chapter: str, folder: Path | None = None, **given) -> dict[str, float]:
        target = tmp_path / f"{chapter}.ipynb"
        folder = folder or only_its_tables(chapter)
        run(toc.notebook(chapter), target, {"vintage": str(folder), **given})
        return headlines(target)

    return again


@pytest.fixture
def stored() -> Callable[[str], dict[str, float]]:
    """A function from a chapter to the headline figures of its stored default run."""
    return lambda chapter: headlines(toc.notebook(chapter))
