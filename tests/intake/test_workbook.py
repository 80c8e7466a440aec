"""A vintage as one workbook, and back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from semibook.cli import app
from semibook.intake import ImportRefusedError, propose_workbook, write_all
from semibook.intake.workbook import layout
from semibook.intake.workbook.write import write_workbook
from semibook.tables import schema, vintages
from tests.intake.conftest import digest


@pytest.fixture(scope="module")
def of_deck(tmp_path_factory) -> Path:
    """Some sheets of the workbook of an empty vintage on the deck."""
    folder = tmp_path_factory.mktemp("books")
    made = vintages.create(folder / "own")
    book = load_workbook(write_workbook(made.folder, folder / "book.xlsx"))
    kept = {layout.GUIDE, layout.CODES, "rapidus_support", "budgets", "places"}
    for name in {*book.sheetnames} - kept:
        del book[name]
    book.save(folder / "some.xlsx")
    return folder / "some.xlsx"


@pytest.fixture
def edited(of_deck, tmp_path):
    """A function that saves these sheets with other cells: sheet, column, row, value."""

    def edit(*cells: tuple[str, str, int, object]) -> Path:
        book = load_workbook(of_deck)
        for table, column, row, value in cells:
            cell_of(book[table], column, row).value = value
        book.save(tmp_path / "edited.xlsx")
        return tmp_path / "edited.xlsx"

    return edit


def cell_of(sheet: Worksheet, column: str, row: int):
    names = [cell.value for cell in sheet[layout.NAMES]]
    return sheet.cell(layout.FIRST + row, names.index(column) + 1)


@pytest.mark.parametrize("name", vintages.names())
def test_a_workbook_that_nobody_edited_changes_nothing(name, tmp_path):
    book = write_workbook(name, tmp_path / "book.xlsx")
    proposals = propose_workbook(book, name, correct=True)
    assert len(proposals) == len(schema.package()["resources"])
    assert [each.table for each in proposals if each.changes or each.kept or each.read] == []


def test_an_edited_cell_is_shown_by_table_and_column(edited, place):
    (changed,) = [
        each
        for each in propose_workbook(edited(("rapidus_support", "cap", 0, 701)), place)
        if each.changes
    ]
    assert changed.table == "rapidus_support"
    assert changed.changed[("2022",)]["cap"] == ("700", "701")


def test_a_date_alone_is_a_change_too(edited, place):
    book = edited(("rapidus_support", "as_of", 0, "2024-03-01"))
    (changed,) = [each for each in propose_workbook(book, place) if each.changes]
    assert changed.changed == {("2022",): {"as_of": ("2024-02-09", "2024-03-01")}}


def test_a_new_row_is_read_as_an_office_writes_it(edited, place):
    cells = [("fiscal_year", "令和6年度"), ("cap", "5,900億円"), ("adopted", "令和6年4月")]
    cells += [("programme", "Post-5G"), ("programme_ja", "ポスト5G"), ("source", "s12")]
    cells += [("as_of", "2024-04-02")]
    book = edited(*(("rapidus_support", column, 2, value) for column, value in cells))
    (changed,) = [each for each in propose_workbook(book, place) if each.changes]
    assert changed.added == ["2024"]
    assert changed.rows[-1]["cap"] == "5900"


def test_one_wrong_cell_keeps_all_sheets_out(edited, place):
    before = digest(place)
    book = edited(("rapidus_support", "cap", 0, 701), ("budgets", "fund", 0, "casino"))
    done = CliRunner().invoke(app, ["vintage", "import", str(place), str(book), "-y"])
    assert done.exit_code == 1
    assert "budgets!D7 (fund): found 'casino'; expected one of" in done.output
    assert digest(place) == before


def test_what_the_check_refuses_is_named_by_its_cell(edited, place):
    book = edited(("rapidus_support", "source", 0, "nowhere"))
    with pytest.raises(ImportRefusedError, match=r"rapidus_support!\w7 \(source\).*nowhere"):
        propose_workbook(book, place)


def test_another_unit_above_a_column_is_refused(of_deck, place, tmp_path):
    book = load_workbook(of_deck)
    sheet = book["places"]
    cell_of(sheet, "latitude", layout.UNITS - layout.FIRST).value = "km"
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(ImportRefusedError, match="found the unit 'km', expected 'degree'"):
        propose_workbook(tmp_path / "other.xlsx", place)


def test_a_sheet_of_no_table_is_named(excel, place):
    with pytest.raises(ImportRefusedError, match=r"found a sheet '様式1', expected the name"):
        propose_workbook(excel([["年度", "支援上限"]]), place)


def test_all_tables_are_written_or_none(edited, place, monkeypatch):
    book = edited(("rapidus_support", "cap", 0, 701), ("budgets", "amount", 0, 6171))
    changed = [each for each in propose_workbook(book, place) if each.changes]
    assert len(changed) == 2
    before, replace, calls = digest(place), os.replace, []

    def full_at_the_second(*names: object) -> None:
        calls.append(names)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        replace(*names)

    monkeypatch.setattr(os, "replace", full_at_the_second)
    with pytest.raises(OSError, match="No space left"):
        write_all(changed)
    assert digest(place) == before


FORMULAS = ["=1+1", "+81", "-x", "@home"]


@pytest.fixture(scope="module")
def with_formulas(tmp_path_factory) -> Worksheet:
    """The sheet of sources whose titles begin as formulas do."""
    made = vintages.create(tmp_path_factory.mktemp("books") / "own")
    header = [each["name"] for each in schema.resource("sources")["schema"]["fields"]]
    lines = [",".join([*header, "as_of"])]
    for at, text in enumerate(FORMULAS, 1):
        row = dict.fromkeys(header, "") | {"id": f"s0{at}", "order": f"{at}", "title": text}
        lines.append(",".join([*row.values(), "2024-02-09"]))
    (made.folder / "sources.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load_workbook(write_workbook(made.folder, made.folder.parent / "book.xlsx"))["sources"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_that_begins_as_a_formula_is_marked_as_text(text, with_formulas):
    cell = cell_of(with_formulas, "title", FORMULAS.index(text))
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_a_sheet_explains_itself(of_deck):
    book = load_workbook(of_deck)
    assert book.sheetnames[0] == layout.GUIDE
    sheet = book["budgets"]
    assert sheet["A4"].value == "項目\nLine"
    assert cell_of(sheet, "id", 0).protection.locked
    assert not cell_of(sheet, "amount", 0).protection.locked
    assert sheet.protection.sheet
    assert "Our reading" in cell_of(sheet, "step", layout.TITLES - layout.FIRST).comment.text
    (funds,) = [each for each in sheet.data_validations.dataValidation if "D7" in str(each.sqref)]
    codes = book[layout.CODES]
    listed = [cell.value for (cell,) in codes[funds.formula1.rpartition("!")[2].replace("$", "")]]
    assert listed == schema.field("budgets", "fund")["constraints"]["enum"]
