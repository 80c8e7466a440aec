"""The stored chapters keep the frame of the book and hold nothing that a fresh run would change.

That a fresh run gives the stored outputs is nbval's test; it runs with these.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import nbformat
import pytest

from semibook import toc
from semibook.run import dependencies
from semibook.run.parameters import parameters
from semibook.tables import vintages

CHAPTERS = toc.chapters()
MACHINE = re.compile(r"/(home|root|tmp|work|Users|usr)/|[A-Z]:\\|object at 0x|Glyph \d+|Traceback")


@pytest.fixture(params=CHAPTERS)
def chapter(request) -> str:
    return request.param


@cache
def _cells(chapter: str) -> list:
    return nbformat.read(toc.notebook(chapter), as_version=4).cells


@pytest.fixture
def cells(chapter) -> list:
    return _cells(chapter)


def _code(cells):
    return [cell for cell in cells if cell.cell_type == "code"]


def _prose(cells):
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def test_stored_notebooks_and_contents_agree():
    stored = {file.stem for file in toc.notebook("x").parent.glob("*.ipynb")}
    assert stored == set(CHAPTERS)


def test_language_and_vintage_can_be_set(chapter):
    known = parameters(toc.notebook(chapter))
    expected = dependencies.compared() if dependencies.compares(chapter) else vintages.DEFAULT
    assert [known["lang"].default, known["vintage"].default] == ["en", expected]


def test_every_parameter_says_what_it_means(chapter):
    silent = [p.name for p in parameters(toc.notebook(chapter)).values() if len(p.help) < 15]
    assert not silent


def test_code_is_one_click_away(cells):
    shown = [
        cell.source
        for cell in _code(cells)
        if not {"hide-input", "remove-input"} & set(cell.metadata.get("tags", []))
    ]
    assert not shown


def test_nothing_went_wrong_and_nothing_names_the_machine(cells):
    for cell in _code(cells):
        for output in cell.outputs:
            assert output.output_type != "error"
            assert output.get("name") != "stderr", output.text
            texts = [output.get("text", ""), *map(str, output.get("data", {}).values())]
            if "image/png" in output.get("data", {}):
                texts = [output.data["text/plain"]]
            assert not any(MACHINE.search(text) for text in texts), cell.source


def test_a_cell_shows_only_what_it_means_to_show(cells):
    # A value left on a cell's last line is shown as its repr, which for a plot is an address.
    for cell in _code(cells):
        assert not cell.source.rstrip().endswith(";"), cell.source
        shown = [o for o in cell.outputs if o.output_type == "execute_result"]
        assert not shown, cell.source


def test_outputs_carry_no_record_of_when_they_were_made(cells):
    kept = {key for cell in cells for key in cell.metadata}
    assert kept <= {"tags", "mystnb"}


def test_every_figure_is_described(chapter, cells):
    figures = [
        cell
        for cell in _code(cells)
        if any("image/png" in output.get("data", {}) for output in cell.outputs)
    ]
    assert figures
    for cell in figures:
        assert len(cell.metadata["mystnb"]["image"]["alt"]) > 40
        caption = cell.metadata["mystnb"]["figure"]["caption"].replace("\\", "")  # as it shows
        # What is counted from two whole vintages has no slides of its own.
        assert "Source: " in caption or (dependencies.collects(chapter) and caption.endswith("."))


def test_three_exercises_each_with_a_solution(cells):
    prose = _prose(cells)
    labels = re.findall(r"\{exercise(?:-start)?\}[^\n]*\n:label: (\S+)", prose)
    solved = re.findall(r"\{solution(?:-start)?\} (\S+)", prose)
    assert len(labels) >= 3
    assert sorted(labels) == sorted(solved)


def test_money_in_prose_opens_no_equation(cells):
    assert not re.search(r"(?<![A-Z`])\$\d", _prose(cells))


def test_headings_have_an_order(cells):
    levels = [len(mark) for mark in re.findall(r"^(#+) ", _prose(cells), flags=re.M)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
