"""約, 以上, p, r and X in a table of a vintage's own: columns beside the figure hold them."""

from __future__ import annotations

import csv
import json

import pytest

from semibook.check.tables import problems
from semibook.intake import ImportRefusedError, propose, propose_workbook
from semibook.intake.own_table import propose_table
from semibook.intake.shape import Shape
from semibook.intake.workbook.write import write_workbook
from semibook.tables import frames, vintages

MARKED = [
    ["年度", "出荷額（百万円）"],
    ["令和2年度", "1,000以上"],
    ["令和3年度", "約1,200"],
    ["令和4年度", "X"],
    ["令和5年度", "1,300p"],
    ["令和6年度", "r1,400"],
]
NAMED = Shape(columns={"出荷額": "shipments"})


@pytest.fixture
def sheet(tmp_path):
    def write(rows):
        with (tmp_path / "office.csv").open("w", encoding="utf-8", newline="") as text:
            csv.writer(text).writerows(rows)
        return tmp_path / "office.csv"

    return write


@pytest.fixture
def place(later):
    return vintages.find(later("my-data", "2024-02"))


@pytest.fixture
def filled(place, sheet):
    propose_table(sheet(MARKED), "shipments", place, source="s12", shape=NAMED).write()
    return vintages.find(place.folder)


def cells(rows, year):
    ((row),) = [row for row in rows if row["fiscal_year"] == year]
    return [row["shipments"], row["shipments_qualifier"], row["shipments_status"]]


def test_words_and_marks_have_columns_of_their_own(place, sheet):
    rows = propose_table(sheet(MARKED), "t", place, source="s12", shape=NAMED).proposal.rows
    found = {row["fiscal_year"]: cells(rows, row["fiscal_year"]) for row in rows}
    assert found == {
        "2020": ["1000", "atleast", ""],
        "2021": ["1200", "about", ""],
        "2022": ["", "", "secret"],
        "2023": ["1300", "exact", "preliminary"],
        "2024": ["1400", "exact", "revised"],
    }


def test_such_a_table_passes_the_check_and_gives_intervals(filled):
    assert problems(filled.folder) == []
    found = frames.intervals(frames.load("shipments", filled.folder), "shipments")
    assert found[0].high == float("inf")
    assert found[2] is None


def test_a_secret_figure_that_is_there_is_a_fault(filled):
    file = filled.folder / "shipments.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(",preliminary,", ",secret,"), encoding="utf-8")
    assert [(each.row, each.column) for each in problems(filled.folder)] == [(5, "shipments")]


def test_a_final_figure_takes_the_mark_away(filled, sheet):
    rows = [MARKED[0], ["令和4年度", "1,250"], ["令和5年度", "1,310"]]
    proposal = propose(sheet(rows), "shipments", filled.folder, source="s12")
    assert cells(proposal.rows, "2022") == ["1250", "exact", ""]
    assert cells(proposal.rows, "2023") == ["1310", "exact", ""]


def test_they_go_out_and_come_back_in_the_workbook(filled, tmp_path):
    book = write_workbook(filled.folder, tmp_path / "book.xlsx")
    assert not any(each.changes for each in propose_workbook(book, filled.folder))


def test_marks_that_come_later_need_a_place_from_the_start(place, sheet):
    rows = [MARKED[0], ["令和2年度", "1,000"]]
    later = [MARKED[0], ["令和3年度", "1,200p"]]
    propose_table(sheet(rows), "plain", place, source="s12", shape=NAMED).write()
    with pytest.raises(ImportRefusedError, match="no place for 'preliminary'"):
        propose(sheet(later), "plain", place.folder, source="s12")
    propose_table(sheet(rows), "marks", place, source="s12", shape=NAMED, marks=True).write()
    proposal = propose(sheet(later), "marks", place.folder, source="s12")
    assert cells(proposal.rows, "2021") == ["1200", "exact", "preliminary"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"statusField": "fiscal_year"}, "codes of secret"),
        ({"qualifierField": "nowhere"}, "codes of exact"),
        ({"resolutionField": "fiscal_year"}, "a number in the unit of shipments"),
    ],
)
def test_companions_that_are_none_are_refused_in_a_line(filled, change, said):
    file = filled.folder / "datapackage.json"
    described = json.loads(file.read_text(encoding="utf-8"))
    described["resources"][0]["schema"]["fields"][1] |= change
    file.write_text(json.dumps(described), encoding="utf-8")
    (problem,) = problems(filled.folder)
    assert said in problem.expected
