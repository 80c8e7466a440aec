"""Marks of a figure's state, words beside whole numbers, years of one kind or the other."""

from __future__ import annotations

import pytest

from semibook.intake import ImportRefusedError
from semibook.intake.cells import dates, numbers
from semibook.intake.cells.text import CellError
from semibook.tables.units import Unit
from tests.intake.conftest import HEADER, ROW

YEN = Unit(1e8, "JPY")


# Marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("X", "secret"), ("χ", "secret"), ("***", "secret"), ("＊＊", "secret"), ("秘", "secret"),
        ("...", "not known"), ("n.a.", "not known"), ("不詳", "not known"),
        ("5,900r", "'revised'"), ("r 5,900", "'revised'"), ("5,900（改）", "'revised'"),
        ("5,900p", "'preliminary'"), ("５９００ｐ", "'preliminary'"), ("5,900ᵖ", "'preliminary'"),
        ("5,900（速報値）", "'preliminary'"), ("5,900e", "'estimated'"), ("5,900*", "a number"),
        ("5,900(*)", "a number"), ("5,900弱", "a number"), ("5,900余", "a number"),
        (">5,900", "a number"), ("5,900+", "a number"),
    ],
)  # fmt: skip
def test_the_mark_of_a_figures_state_is_refused_by_its_cell(proposed, text, expected):
    with pytest.raises(
        ImportRefusedError, match=r"office\.csv, B2 \(支援上限（億円）\).*" + expected
    ):
        proposed(HEADER, [ROW[0], text, *ROW[2:]])


@pytest.mark.parametrize("text", ["▲0", "△0.0", "−0", "-0", "(0)"])
def test_a_zero_has_no_sign(text):
    assert numbers.decimal_text(numbers.quantity(text, YEN).value) == "0"


# Whole numbers, and columns without a qualifier


@pytest.mark.parametrize("text", ["5年以上", "約5年", "5超", "最大5", "5年未満", "5程度"])
def test_a_word_that_a_column_has_no_place_for_is_refused(proposed, text):
    with pytest.raises(ImportRefusedError, match=r"B2 \(期間\): .*the column has no place for 約"):
        proposed(["id", "期間"], ["us-chips-tax", text], table="policy_measures")


def test_a_number_without_a_qualifier_of_its_own_takes_no_word_either(proposed):
    header = ["年度", "支援上限（億円）", "支援上限の最小桁（億円）"]
    with pytest.raises(ImportRefusedError, match=r"C2 .*the column has no place for 約"):
        proposed(header, ["2023", "2600", "約1"])


def test_at_most_adds_nothing_to_a_maximum_but_other_words_count(proposed):
    row = proposed(HEADER, [ROW[0], "最大5,900", *ROW[2:]]).rows[-1]
    assert row["cap_qualifier"] == "exact"
    row = proposed(HEADER, [ROW[0], "5,900超", *ROW[2:]]).rows[-1]
    assert row["cap_qualifier"] == "over"


@pytest.mark.parametrize("text", ["令和6年", "R6", "FY2024", "2024年度", "5年度", "5p"])
def test_a_number_of_years_is_no_year(proposed, text):
    with pytest.raises(ImportRefusedError, match=r"B2 \(期間\)"):
        proposed(["id", "期間"], ["us-chips-tax", text], table="policy_measures")


# Years


@pytest.mark.parametrize("kind", ["fiscal", "calendar"])
@pytest.mark.parametrize("text", ["令和0年", "令和0年度", "R0", "平成00年"])
def test_an_era_has_no_year_0(text, kind):
    with pytest.raises(CellError):
        dates.year(text, kind)
    with pytest.raises(CellError, match="元年"):
        dates.month("令和0年4月")


@pytest.mark.parametrize(
    ("text", "fiscal", "calendar"),
    [
        ("2024", "2024", "2024"), ("令和6", "2024", "2024"), ("2024年度", "2024", ""),
        ("FY2024", "2024", ""), ("fy 2024", "2024", ""), ("令和元年度", "2019", ""),
        ("2024年", "", "2024"), ("CY2024", "", "2024"), ("2024暦年", "", "2024"),
        ("令和6年", "", "2024"),
    ],
)  # fmt: skip
def test_a_year_is_of_the_kind_that_it_says(text, fiscal, calendar):
    for kind, expected in (("fiscal", fiscal), ("calendar", calendar)):
        if expected:
            assert dates.year(text, kind) == expected
        else:
            with pytest.raises(CellError, match=f"a {kind} year"):
                dates.year(text, kind)


def test_a_fiscal_year_in_a_column_of_years_is_refused_by_its_cell(proposed):
    rows = ["country", "year", "share", "compiler", "source"], ["x", "2024年度", "10%", "x", "s12"]
    with pytest.raises(ImportRefusedError, match=r"B2 \(year\): .*expected a calendar year"):
        proposed(*rows, table="maker_shares")
    with pytest.raises(ImportRefusedError, match=r"A2 \(年度\): .*expected a fiscal year"):
        proposed(HEADER, ["令和6年", *ROW[1:]])


@pytest.mark.parametrize("text", ["r6", "r59", "h31"])
def test_small_letters_are_no_eras(text):
    assert dates.year(text, "fiscal") is None
