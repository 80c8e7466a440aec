"""Excel cells that hold one thing and show another: what is shown counts, or they are refused."""

from __future__ import annotations

import csv
import re
import time
from datetime import datetime

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from semibook.intake import ImportRefusedError, propose, write
from semibook.intake.preview import preview
from semibook.intake.read import sheets
from semibook.intake.read.number_formats import FormatError, date_as_shown, number_as_shown
from semibook.intake.read.sheet import FileError
from tests.intake.conftest import HEADER, ROW

H = ["年度", "支援上限", *HEADER[2:]]


def row_of(result) -> dict[str, str]:
    with write(result).open(encoding="utf-8", newline="") as file:
        return next(row for row in csv.DictReader(file) if row["fiscal_year"] == "2024")


@pytest.mark.parametrize(
    ("value", "shape", "text"),
    [
        (39, '"$"#,##0', "$39"),
        (39, "[$$-409]#,##0", "$39"),
        (39, "[$€-2] #,##0", "€39"),
        (39, "[$USD] #,##0", "USD39"),
        (5900, r"\\#,##0", "¥5900"),
        (5900, r"#,##0\百\万\円", "5900百万円"),
        (5900, "#,##0円", "5900円"),
        (5_900_000, "[>=1000000]#,##0,,;#,##0", "6"),
        (5900, "[>=1000000]#,##0,,;#,##0", "5900"),
        (0, '#,##0;-#,##0;0"件"', "0件"),
        (1966.66666666667, "#,##0", "1967"),
        (1234.5678, "#,##0", "1235"),
        (0.5, "0", "1"),
        (5900, "#,##0.00", "5900.00"),
        (5900, "#,##0.##", "5900"),
        (2024.1, "0.00", "2024.10"),
        (2024.1, "General", "2024.1"),
        (1966.6666666666667, "General", "1966.666667"),
        (590_000_000_000, "General", "590000000000"),
    ],
)
def test_a_number_is_what_its_format_shows(value, shape, text):
    assert number_as_shown(value, shape) == text


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (5900, '"非公表"'),
        (5900, ";;;"),
        (0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '),
        (0, "#,###"),
        (5900, "0.0E+00"),
        (0.5, "# ?/?"),
        (12345, '0"億"0000"万円"'),
        (5, "[>=100]0;[<10]0;[=7]0"),
    ],
)
def test_a_format_that_hides_or_breaks_up_a_number_is_refused(value, shape):
    with pytest.raises(FormatError):
        if value == 5 and number_as_shown(value, shape):
            raise FormatError
        number_as_shown(value, shape)


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        ("yyyy/m/d", "2024-02-09"),
        ("[Red]yyyy/m", "2024-02"),
        ('yyyy"年"m"月"', "2024-02"),
        (r"[$-411]ggge\年m\月", "2024-02"),
        ('ggge"年度"', "令和6年度"),
        ('yyyy"年度"', "2024年度"),
    ],
)
def test_a_date_is_what_its_format_shows(shape, text):
    assert date_as_shown(datetime(2024, 2, 9), shape) == text


@pytest.mark.parametrize("shape", ['m"月"', 'e"年度"'])
def test_a_date_without_its_whole_year_is_refused(shape):
    with pytest.raises(FormatError, match="2024-02-09"):
        date_as_shown(datetime(2024, 2, 9), shape)


@pytest.mark.parametrize(
    ("header", "value", "shape", "cap"),
    [
        ("支援上限", 590_000, r"#,##0\百\万\円", "5900"),
        ("支援上限（百万円）", 590_000, '"¥"#,##0', "5900"),
        ("支援上限（百万円）", 590_000_000_000, "[>=1000000]#,##0,,;#,##0", "5900"),
    ],
)
def test_the_format_of_an_amount_is_honoured(excel, place, header, value, shape, cap):
    file = excel([[H[0], header, *H[2:]], [2024, value, *ROW[2:]]], shapes={"B2": shape})
    assert row_of(propose(file, "rapidus_support", place))["cap"] == cap


@pytest.mark.parametrize(
    ("value", "shape", "said"),
    [
        (5900, '"$"#,##0', "a unit in the header or the cell"),
        (5900, '"¥"#,##0', "a unit in the header or the cell"),
        (5900, '"非公表"', "holds 5900, it shows 非公表"),
        (5900, ";;;", "holds 5900, it shows nothing"),
        ("5,900", ";;;", "text that the sheet shows"),
        (5900, "yyyy", "a number, not a date"),
        (5900, "yyyy/m/d", "a number, not a date"),
    ],
)
def test_a_format_that_leaves_the_amount_open_is_refused_by_its_cell(
    excel, place, value, shape, said
):
    file = excel([H, [2024, value, *ROW[2:]]], shapes={"B2": shape})
    with pytest.raises(ImportRefusedError, match=rf"様式1!B2 \(支援上限\): .*{said}"):
        propose(file, "rapidus_support", place)


def test_digits_that_a_formula_came_to_are_not_those_that_the_sheet_shows(excel, place):
    file = excel([H, [2024, 1966.66666666667, *ROW[2:]]], shapes={"B2": "#,##0"})
    result = propose(file, "rapidus_support", place)
    assert "B2: 1966.66666666667 is shown as '1967'" in preview(result)
    row = row_of(result)
    assert (row["cap"], row["cap_resolution"]) == ("1967", "1")


@pytest.mark.parametrize(("shape", "month"), [("General", ""), ("0.0", ""), ("0.00", "2024-10")])
def test_a_number_is_a_month_only_with_both_digits(excel, place, shape, month):
    file = excel([HEADER, [2024, 5900, 2024.1, *ROW[3:]]], shapes={"C2": shape})
    if month:
        assert row_of(propose(file, "rapidus_support", place))["adopted"] == month
        return
    with pytest.raises(ImportRefusedError, match=r"C2 .*may have made 2024.1 of 2024.10"):
        propose(file, "rapidus_support", place)


def test_dates_that_show_a_month_or_a_fiscal_year_are_these(excel, place):
    rows = [HEADER, [datetime(2024, 4, 1), 5900, datetime(2024, 2, 9), *ROW[3:]]]
    file = excel(rows, shapes={"A2": 'ggge"年度"', "C2": 'yyyy"年"m"月"'})
    result = propose(file, "rapidus_support", place)
    assert row_of(result)["adopted"] == "2024-02"
    assert "C2: 2024-02-09 is shown as '2024-02'" in preview(result)


def test_what_the_office_struck_through_is_named(excel, place):
    file = excel([HEADER, ROW])
    book = load_workbook(file)
    book.active["B2"].font = Font(strike=True)
    book.save(file)
    shown = preview(propose(file, "rapidus_support", place))
    assert "struck through in the sheet, and read all the same: B2" in shown


def test_raised_digits_are_no_digits_of_the_number(excel, place):
    file = excel([HEADER, ROW])
    book = load_workbook(file)
    raised = TextBlock(InlineFont(vertAlign="superscript"), "1")
    book.active["B2"] = CellRichText("5900", raised)
    book.save(file)
    assert row_of(propose(file, "rapidus_support", place))["cap"] == "5900"
    book.active["B2"] = CellRichText(TextBlock(InlineFont(strike=True), "5800"), "5900")
    book.save(file)
    with pytest.raises(ImportRefusedError, match=r"B2 .*a part is struck through"):
        propose(file, "rapidus_support", place)


@pytest.mark.parametrize("at", ["A1048576", "XFD9000"])
def test_a_stray_space_far_off_costs_nothing(excel, place, at):
    file = excel([HEADER, ROW])
    book = load_workbook(file)
    book.active[at] = " "
    book.save(file)
    began = time.perf_counter()
    assert row_of(propose(file, "rapidus_support", place))["cap"] == "5900"
    assert time.perf_counter() - began < 10
    book.active["XFD1048576"] = "x"
    book.save(file)
    with pytest.raises(FileError, match=r"cells as far as XFD1048576; expected .*500,000 cells"):
        sheets(file)


def test_merged_footnotes_and_numbers_of_columns_are_no_rows(excel, place):
    rows = [
        HEADER, ["（１）", "（２）", "（３）", "（４）", "（５）", "（６）"], ROW,
        ["1) 採択時の公表額"], ["（注）暫定値"],
    ]  # fmt: skip
    result = propose(excel(rows, "A4:F4", "A5:F5"), "rapidus_support", place)
    assert row_of(result)["cap"] == "5900"
    assert re.findall(r"line '(.*?)' is left out", preview(result)) == [
        "（１） （２） （３） （４） （５） （６）", "1) 採択時の公表額", "（注）暫定値",
    ]  # fmt: skip


def test_a_row_of_units_beneath_the_header_is_read(excel, place):
    for unit in ("百万円", "（百万円）"):
        rows = [H, [None, unit, None, None, None, None], ["2024", 590_000, *ROW[2:]]]
        row = row_of(propose(excel(rows), "rapidus_support", place))
        assert (row["cap"], row["cap_resolution"]) == ("5900", "0.01")
