"""Files as offices save them, as grids of cells that know where they stand."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from semibook.intake.shapes import shown

#: Larger files are not a policy table; they would only keep the machine busy.
LARGEST = 20_000_000
_MARKS = [(b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")]
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class FileError(ValueError):
    """A file that is no table, or cannot be opened; the message says what to do."""


@dataclass(frozen=True)
class Cell:
    """What a cell holds.

    Attributes:
        at: where it is, as spreadsheet programs name it: `C7`.
        text: its content as text.
        problem: why its content cannot be known, if so.
        merged: it is part of a merged range, and `text` comes from the range's first cell.
        held: the number that it holds, where the sheet shows it as another text.
    """

    at: str
    text: str
    problem: str = ""
    merged: bool = False
    held: str = ""


@dataclass(frozen=True)
class Sheet:
    """One table of cells.

    Attributes:
        name: the worksheet's name; empty for CSV.
        rows: the cells, row by row.
        how: how the file was read, for the preview: `cp932`, `Excel, sheet 様式1`.
        hidden: rows and columns that the office hid: `row 4`, `column C`.
    """

    name: str
    rows: list[list[Cell]]
    how: str
    hidden: tuple[str, ...] = ()


def sheets(path: Path) -> list[Sheet]:
    """Read a CSV or Excel file.

    Args:
        path: CSV or tab-separated text in UTF-8, UTF-16 or cp932 (Shift_JIS), or .xlsx.

    Returns:
        Its worksheets that have cells; one for a text file.

    Raises:
        FileNotFoundError: if there is no such file.
        FileError: if it is too large, of another kind, damaged, or in an unknown encoding.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file")
    if path.stat().st_size > LARGEST:
        raise FileError(f"{path}: larger than {LARGEST // 1_000_000} MB; expected one table")
    content = path.read_bytes()
    if content.startswith(_OLD_EXCEL):
        raise FileError(f"{path}: an old or locked Excel file; save it as .xlsx without a password")
    found = _workbook(path, content) if content.startswith(b"PK") else [_text(path, content)]
    found = [each for each in found if any(cell.text for row in each.rows for cell in row)]
    if not found:
        raise FileError(f"{path}: found no cells; expected a table")
    return found


def _text(path: Path, content: bytes) -> Sheet:
    encodings = [name for mark, name in _MARKS if content.startswith(mark)] or ["utf-8", "cp932"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError as error:
            where = error.start
    else:
        line = content[:where].count(b"\n") + 1
        raise FileError(
            f"{path}, line {line}: found bytes that are neither UTF-8 nor cp932 (Shift_JIS);"
            " save the file as CSV in UTF-8"
        )
    if "\0" in text:
        raise FileError(f"{path}: found zero bytes; expected text (CSV) or .xlsx")
    first = text.split("\n", 1)[0]
    delimiter = "\t" if "\t" in first and "," not in first else ","
    try:
        lines = [*csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)]
    except csv.Error as error:
        raise FileError(f"{path}: quotation marks do not match ({error}); save it again") from error
    rows = [
        [Cell(f"{get_column_letter(x)}{y}", cell) for x, cell in enumerate(line, 1)]
        for y, line in enumerate(lines, 1)
    ]
    return Sheet("", rows, f"text in {encoding}")


def _workbook(path: Path, content: bytes) -> list[Sheet]:
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        if "xl/workbook.xml" not in names:
            raise FileError(f"{path}: not an Excel file; save it as .xlsx or as CSV")
        # Twice: values show what formulas came to, formulas show that there is one.
        computed = load_workbook(io.BytesIO(content), data_only=True)
        written = load_workbook(io.BytesIO(content))
    except FileError:
        raise
    except Exception as error:  # openpyxl lets through what its parsers raise
        raise FileError(f"{path}: a damaged Excel file ({error}); save it again") from error
    return [
        Sheet(
            sheet.title,
            _rows(sheet, written[sheet.title]),
            f"Excel, sheet {sheet.title}",
            _hidden(sheet),
        )
        for sheet in computed.worksheets
        if sheet.sheet_state == "visible"
    ]


def _hidden(sheet: Worksheet) -> tuple[str, ...]:
    rows = [f"row {at}" for at, each in sheet.row_dimensions.items() if each.hidden]
    # A range of columns hidden together has one entry, under its first.
    columns = [
        f"column {get_column_letter(at)}"
        for each in sheet.column_dimensions.values()
        if each.hidden
        for at in range(each.min, min(each.max, sheet.max_column) + 1)
    ]
    return (*rows, *columns)


def _rows(computed: Worksheet, written: Worksheet) -> list[list[Cell]]:
    rows = [
        [_cell(cell, written[cell.coordinate]) for cell in row]
        for row in computed.iter_rows(max_row=computed.max_row, max_col=computed.max_column)
    ]
    for block in computed.merged_cells.ranges:
        first = rows[block.min_row - 1][block.min_col - 1]
        for y in range(block.min_row - 1, block.max_row):
            for x in range(block.min_col - 1, block.max_col):
                rows[y][x] = replace(first, at=rows[y][x].at, merged=True)
    return rows


def _cell(computed: ExcelCell, written: ExcelCell) -> Cell:
    at, value = computed.coordinate, computed.value
    if written.data_type == "f" and value is None:
        return Cell(at, str(written.value), "a formula without its result; save the file in Excel")
    if computed.data_type == "e":
        return Cell(at, str(value), "an error of the spreadsheet program")
    text = _plain(value, computed.number_format)
    held = _plain(value, "General") if isinstance(value, int | float) else text
    return Cell(at, text, held=held if held != text else "")


def _plain(value: object, shape: str) -> str:
    """An Excel value as the text that the sheet shows, with all its digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        month_only = value.day == 1 and "d" not in shape.lower()
        return f"{value:%Y-%m}" if month_only else f"{value:%Y-%m-%d}"
    return shown(value, shape) if isinstance(value, int | float) else str(value)
