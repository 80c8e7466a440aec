"""What the stored chapters show is what the book's run of them has just shown, cell by cell.

nbval does the same in Jupyter's own kernel, which takes longer: it is given three of them.
"""

from __future__ import annotations

import nbformat
import pytest

from semibook import paths, toc
from semibook.run import dependencies
from semibook.run.chapter import headlines
from semibook.tables import vintages

#: Of those about the others, the book's own run is given other files, and says so.
CHAPTERS = dependencies.with_headlines()
RUNS = paths.BUILD / "runs" / f"{vintages.DEFAULT}-en"


def shown(path) -> list[tuple[str, list[dict[str, str]]]]:
    """Each cell, and what it shows; of a picture its alternative text."""
    cells = nbformat.read(path, as_version=4).cells
    return [(cell.source, [_text(output) for output in cell.get("outputs", [])]) for cell in cells]


def _text(output) -> dict[str, str]:
    data = {kind: text for kind, text in output.get("data", {}).items() if kind != "image/png"}
    return {"stream": output.get("text", "")} | data


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_stored_chapter_shows_what_a_run_shows(chapter):
    fresh = RUNS / f"{chapter}.ipynb"
    assert shown(toc.notebook(chapter)) == shown(fresh)
    # The last digits differ between processors.
    assert headlines(toc.notebook(chapter)) == pytest.approx(headlines(fresh), rel=1e-9)


def test_pictures_are_where_a_run_has_them():
    for chapter in CHAPTERS:
        kinds = [
            [
                [*output.get("data", {})]
                for cell in nbformat.read(path, as_version=4).cells
                for output in cell.get("outputs", [])
            ]
            for path in (toc.notebook(chapter), RUNS / f"{chapter}.ipynb")
        ]
        assert kinds[0] == kinds[1], chapter
