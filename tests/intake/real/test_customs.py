"""The customs' long series, rebuilt with made-up numbers: recipes of the newest vintage read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from semibook.intake import ImportRefusedError, Proposal, propose, recipes
from semibook.tables import vintages
from tests.intake.conftest import csv_text

NAMES = ["半導体等製造装置", "", "半導体等電子部品", "", "（ＩＣ）", "", "電池", ""]
PIECES = ["(単位：NO)", "(千円)"]
EXPORTS = [
    ["★世界計☆  【月別】  （輸出）", *[""] * 9],
    ["WORLD Monthly Data  (Export)", *[""] * 9],
    ["報道発表品目名", "総額", *NAMES],
    ["概況品名", "", *NAMES],
    ["概況品コード", "'0'～'9'", "'70131'", "", "'70323'", "", "'7032305'", "", "'70303'", ""],
    ["", "金額", *["数量 ", "金額"] * 4],
    ["Years/Months", "(千円)", "(単位：KG)", "(千円)", "(単位 )", "(千円)", *PIECES, *PIECES],
]
AUGUST = ["2026/08", "99 ", "15 ", "480 ", "-", "890 ", "6200 ", "690 ", "1 ", "2 "]
SEPTEMBER = ["2026/09", "98 ", "16 ", "500 ", "-", "900 ", "6300 ", "700 ", "1 ", "2 "]
NOT_OUT = ["2026/10", *["-"] * 9]


@pytest.fixture
def newest(tmp_path) -> Path:
    """A vintage of one's own on the newest, whose recipes it follows."""
    return vintages.create(tmp_path / "own", base="2026-11").folder


@pytest.fixture
def exports(newest, tmp_path):
    """A function that reads rows, saved as the customs save them, by the recipe for exports."""

    def read(*rows: list[str]) -> Proposal:
        file = tmp_path / "d51ma.csv"
        file.write_bytes(csv_text(*rows).encode("cp932"))
        table, recipe = recipes.only(vintages.find(newest), "chip_exports")
        return propose(file, table, newest, source="f382", **recipe.options)

    return read


def with_cell(row: int, column: int, text: str) -> list[list[str]]:
    rows = [list(each) for each in EXPORTS]
    rows[row][column] = text
    return rows


def test_a_new_month_comes_in_by_the_recipe_of_the_base(exports):
    proposal = exports(*EXPORTS, SEPTEMBER, NOT_OUT)
    assert proposal.added == ["2026-09"]
    assert not proposal.assumed
    row = proposal.rows[-1]
    assert [*row.values()][:6] == ["2026-09", "6300", "700", "900", "16", "500"]


def test_a_month_that_is_not_out_gives_no_row_and_is_told(exports):
    proposal = exports(*EXPORTS, SEPTEMBER, NOT_OUT)
    assert "line '2026/10' is left out" in proposal.read
    assert not any("no value" in note and "10" in note.split(":")[0] for note in proposal.notes)


def test_a_month_that_was_withdrawn_is_a_change_and_no_future(exports):
    proposal = exports(*EXPORTS, ["2026/08", *NOT_OUT[1:]], SEPTEMBER)
    assert proposal.changed["2026-08",]["ic_count"] == ("6249290356", "")


def test_a_revised_month_is_shown_before_it_is_written(exports):
    assert exports(*EXPORTS, AUGUST).changed["2026-08",]["equipment_value"] == ("489701074", "480")


def test_columns_are_found_by_their_codes_wherever_they_stand(exports):
    moved = [[row[0], *row[8:], *row[1:8]] for row in [*EXPORTS, SEPTEMBER]]
    assert exports(*moved).rows == exports(*EXPORTS, SEPTEMBER).rows


@pytest.mark.parametrize(
    ("row", "column", "text", "said"),
    [
        (4, 6, "'7032306'", "found no column headed by 7032305/数量, expected one"),
        (4, 8, "'7032305'", "found G, I headed by 7032305/数量, expected one"),
        (6, 6, "(単位：XY)", "G7: found .*XY.*expected a unit that the tables know"),
        (6, 6, "(単位：KG)", "a unit of pieces, not kg"),
        (6, 7, "(千ドル)", "a unit of JPY, not USD"),
    ],
)
def test_another_code_or_unit_is_refused(exports, row, column, text, said):
    with pytest.raises(ImportRefusedError, match=said):
        exports(*with_cell(row, column, text), SEPTEMBER)


def test_a_value_in_another_scale_is_converted(exports):
    rows = with_cell(6, 7, "(百万円)")
    assert exports(*rows, SEPTEMBER).rows[-1]["ic_value"] == "700000"


def test_a_recipe_of_ones_own_goes_before_the_base_s(newest):
    recipes.keep(vintages.find(newest), "chip_exports", recipes.Recipe(skip=["備考"]))
    followed = recipes.followed(vintages.find(newest))
    assert followed["chip_exports"] == recipes.Recipe(skip=["備考"])
    assert followed["chip_imports"].only_named


def test_columns_that_nobody_names_need_an_option(exports, newest, tmp_path):
    recipe = recipes.followed(vintages.find(newest))["chip_exports"]
    (tmp_path / "d51ma.csv").write_bytes(csv_text(*EXPORTS, SEPTEMBER).encode("cp932"))
    options = recipe.model_copy(update={"only_named": False}).options
    with pytest.raises(ImportRefusedError, match="found a column"):
        propose(tmp_path / "d51ma.csv", "chip_exports", newest, source="f382", **options)
