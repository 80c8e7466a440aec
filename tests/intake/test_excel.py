"""Excel files as offices make them: merged headers, notes, formulas, dates, several sheets."""

from __future__ import annotations

import csv
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from semibook.cli import app
from semibook.intake import ImportRefusedError, propose, write
from semibook.intake.preview import preview
from semibook.intake.read import sheets
from semibook.intake.read.sheet import FileError
from semibook.tables import frames, vintages
from tests.intake.conftest import HEADER, ROW, digest

VALUES = [2024, 5900, datetime(2024, 4, 1), "Post-5G fund programme", "ポスト5G基金事業", "s12"]


def rows_of(path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["fiscal_year"]: row for row in csv.DictReader(file)}


def imported(path, place, **how) -> dict[str, dict[str, str]]:
    return rows_of(write(propose(path, "rapidus_support", place, **how)))


def test_numbers_and_months_of_excel_are_read(excel, place):
    file = excel([HEADER, VALUES], shapes={"C2": 'yyyy"年"m"月"'})
    row = imported(file, place)["2024"]
    assert (row["cap"], row["cap_resolution"], row["adopted"]) == ("5900", "1", "2024-04")


def test_a_merged_header_of_two_rows_beneath_notes_is_understood(excel, place):
    file = excel(
        [
            ["ラピダスへの支援", None, None, None, None, None, None],
            [None, None, None, None, None, None, "（単位：百万円）"],
            ["年度", "支援上限", None, "採択月", "事業", "事業（日本語）", "出典"],
            [None, "支援上限", "支援上限の限定", None, None, None, None],
            ["令和6年度", 590000, "約", "令和6年4月", "Post-5G", "ポスト5G", "s12"],
        ],
        "A1:G1", "B3:C3", "A3:A4", "D3:D4", "E3:E4", "F3:F4", "G3:G4",
    )  # fmt: skip
    result = propose(file, "rapidus_support", place)
    row = {key: result.rows[-1][key] for key in ("fiscal_year", "cap", "cap_qualifier", "adopted")}
    assert row == {
        "fiscal_year": "2024",
        "cap": "5900",
        "cap_qualifier": "about",
        "adopted": "2024-04",
    }
    shown = preview(result)
    assert "line 'ラピダスへの支援' is left out" in shown
    assert "590000 in 1e6 JPY is 5900 in 1e8 JPY" in shown


def test_names_merged_over_rows_hold_for_each_but_an_amount_does_not(excel, place):
    rows = [HEADER, ROW, ["令和7年度", "8,025", "令和7年3月", None, None, None]]
    good = imported(excel(rows, "D2:D3", "E2:E3", "F2:F3"), place)
    assert good["2025"]["programme_ja"] == "ポスト5G基金事業"
    rows[2][1] = None
    with pytest.raises(ImportRefusedError, match=r"様式1!B2 .*merged, it is one amount"):
        propose(excel(rows, "B2:B3", "D2:D3", "E2:E3", "F2:F3"), "rapidus_support", place)


def test_a_formula_without_its_result_and_an_error_are_refused(excel, place):
    file = excel([HEADER, [2024, "=5365+535", *ROW[2:]]])
    with pytest.raises(ImportRefusedError, match=r"様式1!B2 .*a formula without its result"):
        propose(file, "rapidus_support", place)
    file = excel([HEADER, [2024, "#REF!", *ROW[2:]]])
    with pytest.raises(ImportRefusedError, match=r"B2 .*'#REF!'.*an error of the spreadsheet"):
        propose(file, "rapidus_support", place)


def test_percent_is_what_the_sheet_shows(excel):
    (sheet,) = sheets(excel([["share"], [0.275]], shapes={"A2": "0.0%"}))
    assert sheet.rows[1][0].text == "27.5%"


def test_millions_that_only_the_format_shows_are_read_as_shown(excel, place):
    header = [HEADER[0], "支援上限（百万円）", *HEADER[2:]]
    shapes = {"A2": '"令和"0"年度"', "B2": "#,##0,,"}
    file = excel([header, [6, 590_000_000_000, *ROW[2:]]], shapes=shapes)
    result = propose(file, "rapidus_support", place)
    assert result.rows[-1]["cap"] == "5900"
    assert result.rows[-1]["fiscal_year"] == "2024"
    assert "B2: 590000000000 is shown as '590000'" in preview(result)


def test_what_the_office_hid_is_named(excel, place):
    file = excel([HEADER, ROW])
    book = load_workbook(file)
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions.group("C", "D", hidden=True)
    book.save(file)
    shown = preview(propose(file, "rapidus_support", place))
    assert "hidden in the sheet, and read all the same: row 2, column C, column D" in shown


@pytest.mark.parametrize("name", ["合計", "合　計", " 小 計 ", "Total"])
def test_a_line_of_totals_is_no_row(excel, place, name):
    file = excel([HEADER, ROW, [name, "5,900", None, None, None, None]])
    with pytest.raises(ImportRefusedError, match=r"A3: .*expected rows, and no total"):
        propose(file, "rapidus_support", place)


def test_a_year_that_is_a_days_number_is_refused(excel, place):
    file = excel([HEADER, [45383, *ROW[1:]]])
    with pytest.raises(ImportRefusedError, match=r"A2 .*'45383'; expected at most 2100"):
        propose(file, "rapidus_support", place)


def test_a_key_that_comes_twice_is_refused_once_with_both_cells(excel, place):
    with pytest.raises(ImportRefusedError) as refused:
        propose(excel([HEADER, ROW, ROW]), "rapidus_support", place)
    (problem,) = refused.value.problems
    assert "A3 (fiscal_year): found a duplicate key, the same as in A2" in problem


def test_a_figure_that_changes_needs_a_source_of_its_own(excel, place):
    file = excel([["年度", "支援上限"], [2023, 2700]])
    with pytest.raises(ImportRefusedError, match=r"A2 \(source\): .*expected a value"):
        propose(file, "rapidus_support", place)


def test_of_several_sheets_one_must_be_meant(excel, place):
    file = excel([HEADER, VALUES], shapes={"C2": "yyyy-mm"})
    book = load_workbook(file)
    book.copy_worksheet(book["様式1"]).title = "様式2"
    book.create_sheet("メモ")["A1"] = "備忘"
    book.save(file)
    with pytest.raises(ImportRefusedError, match="様式1, 様式2 all hold such a table"):
        propose(file, "rapidus_support", place)
    assert "2024" in imported(file, place, sheet="様式2")
    with pytest.raises(FileError, match=r"found the sheets .*expected '様式9'"):
        propose(file, "rapidus_support", place, sheet="様式9")


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as file:
        file.writestr("content.xml", "")
    with pytest.raises(FileError, match="not an Excel file"):
        sheets(tmp_path / "a.xlsx")


def test_an_empty_workbook_is_refused(tmp_path):
    Workbook().save(tmp_path / "a.xlsx")
    with pytest.raises(FileError, match="no cells"):
        sheets(tmp_path / "a.xlsx")


def test_rows_the_file_lacks_stay_unless_they_are_to_be_replaced(excel, place):
    file = excel([HEADER, ROW])
    assert list(imported(file, place)) == ["2022", "2023", "2024"]
    file = excel([["年度", "支援上限"], [2022, 700], [2023, 2600]])
    assert list(imported(file, place, replace=True)) == ["2022", "2023"]


def test_rows_that_other_tables_refer_to_cannot_be_dropped(excel, place):
    with pytest.raises(ImportRefusedError, match=r"rapidus_milestones\.csv, row 2 .*'2022'"):
        propose(excel([HEADER, ROW]), "rapidus_support", place, replace=True)


def test_columns_the_file_lacks_keep_their_cells_and_what_moved_gets_a_source(excel, place):
    before = rows_of(vintages.find().path("rapidus_support"))["2023"]
    file = excel([["年度", "支援上限"], [2023, 2700], [2022, 700]])
    result = propose(file, "rapidus_support", place, source="s16", as_of="2025-01-31")
    assert result.changed == {("2023",): {"cap": ("2600", "2700")}}
    after = rows_of(write(result))
    assert after["2023"]["programme_ja"] == before["programme_ja"]
    assert (after["2023"]["source"], after["2023"]["as_of"]) == ("s16", "2025-01-31")
    assert (after["2022"]["source"], after["2022"]["as_of"]) == ("s12", "2024-02-09")


def test_the_same_file_again_changes_nothing(excel, place):
    file = excel([HEADER, ROW])
    imported(file, place)
    again = propose(file, "rapidus_support", place)
    assert not (again.added or again.changed or again.dropped)


def test_without_a_yes_nothing_is_written(excel, place):
    before = digest(place)
    command = ["vintage", "import", str(place), "rapidus_support", str(excel([HEADER, ROW]))]
    done = CliRunner().invoke(app, command, input="n\n")
    assert "1 new row(s)" in done.output
    assert "Nothing was written." in done.output
    assert digest(place) == before


def test_a_written_table_can_be_loaded(excel, place):
    imported(excel([HEADER, ROW]), place)
    frame = frames.load("rapidus_support", place)
    assert frame["cap"].tolist() == [700, 2600, 5900]


def test_a_new_vintage_is_dated_by_its_name_and_replaces_none(tmp_path):
    made = vintages.create(tmp_path / "2027-02", title="題")
    assert (made.as_of, made.base.name, made.title) == ("2027-02-28", "2024-02", "題")
    with pytest.raises(FileExistsError, match="exists already"):
        vintages.create(tmp_path / "2027-02")
