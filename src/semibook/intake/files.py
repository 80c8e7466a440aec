"""Files as offices save them, as grids of cells that know where they stand."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.worksheet import Worksheet

from semibook.intake.shapes import ShapeError, dated, is_era, shown, shows_text
from semibook.intake.text import CellError

#: Larger files are not a policy table; they would only keep the machine busy.
LARGEST = 20_000_000
_MARKS = [(b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")]
#: Cells of a sheet, up to its last one with content; a table of ours has some thousands.
MOST_CELLS = 500_000
#: No spreadsheet program keeps a longer text in a cell.
LONGEST = 32_767
_KINDS = {
    b"\xd0\xcf\x11\xe0": "an old or locked Excel file; save it as .xlsx without a password",
    b"%PDF": "a PDF, whatever its name; copy its table into a sheet and save that as .xlsx",
    b"<!doctype html": "a page of the web; copy its table into a sheet and save that as .xlsx",
    b"<html": "a page of the web; copy its table into a sheet and save that as .xlsx",
    b"<table": "a page of the web; copy its table into a sheet and save that as .xlsx",
}
_HALF_WIDTH = re.compile("[\uff61-\uff9f]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class FileError(ValueError):
    """A file that is no table, or cannot be opened; the message says what to do."""


@dataclass(frozen=True)
class Cell:
    """What a cell holds.

    Attributes:
        at: where it is, as spreadsheet programs name it: `C7`.
        text: its content as text.
        problem: why its content cannot be known, if so.
        expected: what should be there instead, if what it holds is not what the sheet shows.
        merged: it is part of a merged range, and `text` comes from the range's first cell.
        held: the number that it holds, where the sheet shows it as another text.
    """

    at: str
    text: str
    problem: str = ""
    expected: str = ""
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
        struck: cells that the office struck through.
    """

    name: str
    rows: list[list[Cell]]
    how: str
    hidden: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()


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
    start = content[:500].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for mark, kind in _KINDS.items():
        if start.startswith(mark.lower()):
            raise FileError(f"{path}: {kind}")
    zipped = content.startswith(b"PK\x03\x04")
    found = _workbook(path, content) if zipped else [_text(path, content)]
    found = [each for each in found if any(cell.text for row in each.rows for cell in row)]
    if not found:
        raise FileError(f"{path}: found no cells; expected a table")
    return found


def _text(path: Path, content: bytes) -> Sheet:
    text, encoding = _decoded(path, content)
    if "\0" in text:
        raise FileError(f"{path}: found zero bytes; expected text (CSV) or .xlsx")
    lines = _lines(path, text)
    rows = [
        [Cell(f"{get_column_letter(x)}{y}", cell) for x, cell in enumerate(line, 1)]
        for y, line in enumerate(lines, 1)
    ]
    return Sheet("", rows, f"text in {encoding}")


def _decoded(path: Path, content: bytes) -> tuple[str, str]:
    encodings = [name for mark, name in _MARKS if content.startswith(mark)] or ["utf-8", "cp932"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            where = error.start
            continue
        foreign = len(re.findall(r"[^\x00-\x7f]", text))
        if encoding != "cp932" or len(_HALF_WIDTH.findall(text)) * 3 < foreign or not foreign:
            return text, encoding
        where = 0  # EUC-JP passes for cp932 with half-width kana, which real files have little of
    line = content[:where].count(b"\n") + 1
    raise FileError(
        f"{path}, line {line}: found bytes that are neither UTF-8 nor cp932 (Shift_JIS)"
        f"{_likely(content)}; save the file as CSV in UTF-8"
    )


def _likely(content: bytes) -> str:
    try:
        content.decode("euc_jp")
    except UnicodeDecodeError:
        return ""
    return ", it seems EUC-JP"


def _lines(path: Path, text: str) -> list[list[str]]:
    """The cells of a text: its delimiter is the one that the most lines have."""
    counts = {mark: sum(mark in line for line in text.splitlines()) for mark in "\t,;"}
    delimiter = max(counts, key=lambda mark: counts[mark])
    try:
        lines = [*csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)]
    except csv.Error as error:
        if "field limit" not in str(error):
            said = f"quotation marks do not match ({error}); save it again"
            raise FileError(f"{path}: {said}") from error
        lines = [[text]]
    if any(len(cell) > LONGEST for line in lines for cell in line):
        raise FileError(
            f"{path}: found a cell of more than {LONGEST:,} characters; expected a table"
            " (is a quotation mark left open?)"
        )
    return lines


def _workbook(path: Path, content: bytes) -> list[Sheet]:
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        if "xl/workbook.xml" not in names:
            raise FileError(f"{path}: not an Excel file; save it as .xlsx or as CSV")
        # Twice: values show what formulas came to, formulas show that there is one.
        computed = load_workbook(io.BytesIO(content), data_only=True, rich_text=True)
        written = load_workbook(io.BytesIO(content))
    except FileError:
        raise
    except Exception as error:  # openpyxl lets through what its parsers raise
        raise FileError(f"{path}: a damaged Excel file ({error}); save it again") from error
    return [
        _sheet(path, sheet, written[sheet.title])
        for sheet in computed.worksheets
        if sheet.sheet_state == "visible"
    ]


def _sheet(path: Path, computed: Worksheet, written: Worksheet) -> Sheet:
    # Of all cells, only those with content: a space typed in the last row makes a million more.
    used = {
        (cell.row, cell.column)
        for sheet in (computed, written)
        for cell in sheet._cells.values()
        if cell.value is not None and str(cell.value).strip()
    }
    height = max((row for row, _column in used), default=0)
    width = max((column for _row, column in used), default=0)
    if height * width > MOST_CELLS:
        last = f"{get_column_letter(width)}{height}"
        raise FileError(
            f"{path}, sheet {computed.title}: found cells as far as {last};"
            f" expected a table of at most {MOST_CELLS:,} cells (delete what stands far off)"
        )
    rows = [
        [
            _cell(computed.cell(y, x), written.cell(y, x))
            if (y, x) in used
            else Cell(f"{get_column_letter(x)}{y}", "")
            for x in range(1, width + 1)
        ]
        for y in range(1, height + 1)
    ]
    for block in computed.merged_cells.ranges:
        if block.min_row > height or block.min_col > width:
            continue
        first = rows[block.min_row - 1][block.min_col - 1]
        down = range(block.min_row - 1, min(block.max_row, height))
        for y, x in product(down, range(block.min_col - 1, min(block.max_col, width))):
            rows[y][x] = replace(first, at=rows[y][x].at, merged=True)
    how = f"Excel, sheet {computed.title}"
    struck = [computed.cell(*at).coordinate for at in sorted(used) if _is_struck(computed, at)]
    return Sheet(computed.title, rows, how, _hidden(computed, height, width), tuple(struck))


def _is_struck(sheet: Worksheet, at: tuple[int, int]) -> bool:
    cell = sheet.cell(*at)
    return bool(cell.font and cell.font.strike)


def _hidden(sheet: Worksheet, height: int, width: int) -> tuple[str, ...]:
    rows = [
        f"row {at}" for at, each in sheet.row_dimensions.items() if each.hidden and at <= height
    ]
    # A range of columns hidden together has one entry, under its first.
    columns = [
        f"column {get_column_letter(at)}"
        for each in sheet.column_dimensions.values()
        if each.hidden
        for at in range(each.min, min(each.max, width) + 1)
    ]
    return (*rows, *columns)


def _cell(computed: ExcelCell, written: ExcelCell) -> Cell:
    at, value, shape = computed.coordinate, computed.value, computed.number_format
    if written.data_type == "f" and value is None:
        return Cell(at, str(written.value), "a formula without its result; save the file in Excel")
    if computed.data_type == "e":
        return Cell(at, str(value), "an error of the spreadsheet program")
    if isinstance(value, CellRichText):
        return _rich(at, value)
    if isinstance(value, int | float) and not isinstance(value, bool) and is_era(shape):
        value = from_excel(value, computed.parent.parent.epoch)  # openpyxl knows no eras
    held = _held(value)
    try:
        text = _shown(value, shape)
    except (ShapeError, CellError) as error:
        return Cell(at, held, expected=str(error))
    return Cell(at, text, held=held if held != text else "")


def _rich(at: str, value: CellRichText) -> Cell:
    """Text in several fonts; raised digits are marks of footnotes."""
    fonts = [(each, each.font) for each in value if isinstance(each, TextBlock)]
    if any(font.strike for _block, font in fonts):
        return Cell(at, str(value), "text of which a part is struck through")
    parts = [
        each.text.translate(_RAISED)
        if isinstance(each, TextBlock) and each.font.vertAlign in ("superscript", "subscript")
        else str(each)
        for each in value
    ]
    return Cell(at, "".join(parts))


def _held(value: object) -> str:
    """What a cell holds, with all its digits."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return format(value, ".15g")
    return f"{value:%Y-%m-%d}" if isinstance(value, datetime) else str(value or "")


def _shown(value: object, shape: str) -> str:
    """What the sheet shows of it."""
    if isinstance(value, bool):
        return _held(value)
    if isinstance(value, datetime):
        return dated(value, shape)
    if isinstance(value, int | float):
        return shown(value, shape)
    if not shows_text(shape):
        raise ShapeError(f"text that the sheet shows; the format {shape} does not")
    return _held(value)
