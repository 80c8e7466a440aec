"""Excel files, as grids of what their sheets show."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from itertools import product
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.worksheet import Worksheet

from semibook.intake.grids import Cell, FileError, Sheet
from semibook.intake.shapes import ShapeError, dated, is_era, shown, shows_text
from semibook.intake.text import CellError

#: Cells of a sheet, up to its last one with content; a table of ours has some thousands.
MOST_CELLS = 500_000
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def workbook(path: Path, content: bytes) -> list[Sheet]:
    """The visible worksheets of an Excel file.

    Args:
        path: the file, for messages.
        content: its bytes.

    Raises:
        FileError: if it is damaged, no Excel file, or has cells too far off.
    """
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
    same = held in (text, f"{text}-01")  # a month is kept as its first day
    return Cell(at, text, held="" if same else held)


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
