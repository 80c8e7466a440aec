"""Excel files, as sheets of what they show.

openpyxl reads strings, formats and rows. Its worksheets are not made: they would hold every cell of
a merged range, and have no place for both a formula and what it came to.
"""

from __future__ import annotations

import io
import re
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice, product
from pathlib import Path
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS_MAX_SIZE
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import from_excel
from openpyxl.workbook import Workbook
from openpyxl.worksheet._reader import (
    COL_TAG,
    FORMULA_TAG,
    MERGE_TAG,
    ROW_TAG,
    WorkSheetParser,
)
from openpyxl.xml.functions import iterparse

from semibook.intake.characters import cleaned
from semibook.intake.read.number_formats import (
    FormatError,
    builtin_format,
    date_as_shown,
    number_as_shown,
    shows_date,
    shows_time,
    text_as_shown,
)
from semibook.intake.read.sheet import MOST_CELLS, Cell, FileError, Sheet

#: Unpacked, in bytes: of a part with many cells or texts, and of one that describes others.
_LARGEST_PART, _LARGEST_DESCRIPTION = 64_000_000, 10_000_000
_MOST_PARTS = 5_000
_CELL_OR_ROW = re.compile(rb"<(?:\w+:)?(?:c|row)[\s/>]")
_STRICT = b"http://purl.oclc.org/ooxml/"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_COMPUTE_LATER = re.compile(rb'fullCalcOnLoad\s*=\s*["\'](?:1|true)["\']')
_NO_RESULT = "a value, not a formula without its result; save the file in Excel"


class _RowParser(WorkSheetParser):
    """Gives each cell together with its element, which tells whether it has a formula."""

    def parse_cell(self, element: object) -> tuple[object, dict]:
        return element, super().parse_cell(element)


@dataclass
class _Read:
    """A worksheet as openpyxl's parser gives it, cells with content only.

    Attributes:
        cells: by row and column.
        struck: rows and columns of cells that are struck through.
        merged: ranges as first column, first row, last column, last row.
        hidden_rows: their numbers.
        hidden_columns: first and last column of each range of them.
    """

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    struck: list[str] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


def worksheets(path: Path, content: bytes, name: str = "") -> list[Sheet]:
    """The visible worksheets of an Excel file, or the one that is named.

    Args:
        path: the file, for messages.
        content: its bytes.
        name: the only worksheet to read.

    Raises:
        FileError: if it is damaged, no Excel file, too large, has cells too far off, or has no
            such worksheet.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of charts and the like, of no use here
        return _worksheets(path, content, name)


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    """Call a file damaged by which openpyxl or the archive fails: they let through what they raise.

    What is made of the cells then is no matter of theirs, and its faults are not the file's.

    Raises:
        FileError: in one line.
    """
    try:
        yield
    except FileError:
        raise
    except Exception as error:
        said = " ".join(str(error).split())
        raise FileError(f"{path}: a damaged Excel file ({said}); save it again") from error


def _opened(path: Path, content: bytes) -> tuple[ExcelReader, list[tuple[Any, Any]]]:
    """A workbook with its texts and formats, and its worksheets: what each is, and its part."""
    with _damage_told(path):
        _refuse_other_kinds(path, zipfile.ZipFile(io.BytesIO(content)))
        reader = ExcelReader(io.BytesIO(content), data_only=True, rich_text=True, keep_links=False)
        reader.read_manifest()
        reader.read_strings()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        every = reader.parser.find_sheets()
        return reader, [each for each in every if "chartsheet" not in each[1].Type]


def _worksheets(path: Path, content: bytes, name: str) -> list[Sheet]:
    reader, every = _opened(path, content)
    wanted = [(sheet, part) for sheet, part in every if sheet.name == name]
    if name and not wanted:
        names = ", ".join(sheet.name for sheet, _part in every)
        raise FileError(f"{path}: found the sheets {names}; expected {name!r}")
    found = []
    for sheet, part in wanted or [each for each in every if each[0].state == "visible"]:
        where = f"{path}, sheet {sheet.name}"
        with _damage_told(path):
            source = reader.archive.read(part.target)
        if next(islice(_CELL_OR_ROW.finditer(source), 2 * MOST_CELLS, None), None):
            raise FileError(
                f"{where}: found more than {MOST_CELLS:,} cells; expected a table of at most"
                " that many"
            )
        found.append(_sheet(where, sheet.name, _parsed(path, source, reader)))
    return found


def _refuse_other_kinds(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse what openpyxl does not read, and what would fill the memory before it is read.

    Raises:
        FileError: with what to do about it.
    """
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS:
        raise FileError(f"{path}: found {len(parts):,} parts in the file; expected one workbook")
    names = {each.filename for each in parts}
    if "xl/workbook.bin" in names:
        raise FileError(f"{path}: a binary Excel file (.xlsb); save it as .xlsx")
    if "xl/workbook.xml" not in names:
        raise FileError(f"{path}: not an Excel file; save it as .xlsx or as CSV")
    for each in parts:
        describes = each.filename.endswith((".xml", ".rels")) and not re.fullmatch(
            r"xl/(worksheets/.*|sharedStrings)\.xml", each.filename
        )
        most = _LARGEST_DESCRIPTION if describes else _LARGEST_PART
        if each.file_size > most:
            raise FileError(
                f"{path}, {each.filename}: found {each.file_size / 1e6:,.0f} MB unpacked; expected"
                f" at most {most // 1_000_000} MB (copy the table into a new workbook)"
            )
    if _STRICT in archive.read("xl/workbook.xml"):
        raise FileError(
            f"{path}: saved as Strict Open XML Spreadsheet; save it as Excel Workbook (.xlsx)"
        )


def _parsed(path: Path, source: bytes, reader: ExcelReader) -> _Read:
    book, found = reader.wb, _Read()
    with _damage_told(path):
        styles = _styles(book)
        # Programs that compute nothing write 0 for a result, and leave computing to Excel.
        computed = not _COMPUTE_LATER.search(reader.archive.read("xl/workbook.xml"))
    for each, facts, (code, struck) in _contents(path, source, reader, styles, found):
        cell = _cell(each, facts, code, book.epoch, computed=computed)
        if cell:
            found.cells[facts["row"], facts["column"]] = cell
        if cell and struck:
            found.struck.append(cell.at)
    return found


def _contents(
    path: Path, source: bytes, reader: ExcelReader, styles: list[tuple[str, bool]], found: _Read
) -> Iterator[tuple[Any, dict, tuple[str, bool]]]:
    """The cells of a worksheet with what the parser says of them and their style.

    What is hidden and what is merged goes into `found`.
    """
    # Dates are made of numbers here, since openpyxl does not know the formats of Japan.
    epoch = reader.wb.epoch
    parser = _RowParser(None, reader.shared_strings, data_only=True, epoch=epoch, rich_text=True)
    with _damage_told(path):
        for _event, element in iterparse(io.BytesIO(source)):
            if element.tag == ROW_TAG:
                row, cells = parser.parse_row(element)
                if str(element.get("hidden")) in ("1", "true"):
                    found.hidden_rows.append(row)
                for each, facts in cells:
                    yield each, facts, styles[facts["style_id"]]
                element.clear()
            elif element.tag == COL_TAG:
                if str(element.get("hidden")) in ("1", "true"):
                    found.hidden_columns.append((int(element.get("min")), int(element.get("max"))))
            elif element.tag == MERGE_TAG:
                found.merged = [range_boundaries(each.get("ref")) for each in element]


def _styles(book: Workbook) -> list[tuple[str, bool]]:
    """By style: its number format, and whether it strikes the cell through."""
    return [
        (
            builtin_format(each.numFmtId)
            if each.numFmtId < BUILTIN_FORMATS_MAX_SIZE
            else book._number_formats[each.numFmtId - BUILTIN_FORMATS_MAX_SIZE],
            bool(book._fonts[each.fontId].strike),
        )
        for each in book._cell_styles
    ]


def _sheet(where: str, name: str, read: _Read) -> Sheet:
    height = max((row for row, _column in read.cells), default=0)
    width = max((column for _row, column in read.cells), default=0)
    if height * width > MOST_CELLS:
        last = f"{get_column_letter(width)}{height}"
        raise FileError(
            f"{where}: found cells as far as {last}; expected a table of at most"
            f" {MOST_CELLS:,} cells (delete what stands far off)"
        )
    rows = [
        [
            read.cells.get((y, x)) or Cell(f"{get_column_letter(x)}{y}", "")
            for x in range(1, width + 1)
        ]
        for y in range(1, height + 1)
    ]
    for y, x, first in _merged(where, read, height, width):
        rows[y][x] = replace(first, at=rows[y][x].at, merged=True)
    hidden = [f"row {each}" for each in read.hidden_rows if each <= height]
    hidden += [
        f"column {get_column_letter(at)}"
        for first, last in read.hidden_columns
        for at in range(first, min(last, width) + 1)
    ]
    return Sheet(name, rows, f"Excel, sheet {name}", tuple(hidden), tuple(read.struck))


def _merged(where: str, read: _Read, height: int, width: int) -> Iterator[tuple[int, int, Cell]]:
    """The cells of merged ranges within the table: row and column from 0, and what they show.

    Raises:
        FileError: if the ranges have more cells than a table.
    """
    left = MOST_CELLS
    for x_first, y_first, x_last, y_last in read.merged:
        left -= (x_last - x_first + 1) * (y_last - y_first + 1)
        if left < 0:
            block = f"{get_column_letter(x_first)}{y_first}:{get_column_letter(x_last)}{y_last}"
            raise FileError(
                f"{where}: found cells merged as far as {block}; expected at most"
                f" {MOST_CELLS:,} merged cells"
            )
        if y_first > height or x_first > width:
            continue
        first = read.cells.get((y_first, x_first)) or Cell("", "")
        down = range(y_first - 1, min(y_last, height))
        for y, x in product(down, range(x_first - 1, min(x_last, width))):
            yield y, x, first


def _cell(
    element: object, facts: dict, code: str, epoch: datetime, *, computed: bool
) -> Cell | None:
    """A cell as the sheet shows it; None if it has no content."""
    at, value = f"{get_column_letter(facts['column'])}{facts['row']}", facts["value"]
    formula = element.find(FORMULA_TAG)
    blank = value is None or not str(value).strip()
    # A text that is empty is what a formula came to; no text at all is no result.
    if blank and (formula is None or element.get("t") == "str"):
        return None
    if formula is not None and (blank or not computed):
        return Cell(at, f"={formula.text or ''}", _NO_RESULT)
    return _value(at, value, facts["data_type"], code, epoch)


def _value(at: str, value: object, data_type: str, code: str, epoch: datetime) -> Cell:
    if data_type == "e":
        return Cell(at, str(value), "a value, not an error of the spreadsheet program")
    if isinstance(value, CellRichText):
        return _rich(at, value)
    if isinstance(value, bool):
        return Cell(at, str(value).lower())
    if isinstance(value, str):
        return _text(at, value, code)
    if isinstance(value, int) and abs(value) > sys.float_info.max:
        return Cell(at, f"{str(value)[:15]}...", "a number of fewer digits")
    if isinstance(value, int | float) and not shows_date(code):
        held = format(value, ".15g")
        return _shown(at, held, lambda: number_as_shown(value, code))
    if isinstance(value, int | float):
        if shows_time(code):
            return Cell(at, format(value, ".15g"), "a value, not a time of day", is_date=True)
        try:
            value = from_excel(value, epoch)
        except (OverflowError, ValueError):
            return Cell(at, str(value), "a day that the calendar of the sheet has", is_date=True)
    if not isinstance(value, date):
        return Cell(at, str(value), "a value, not a time of day", is_date=True)
    cell = _shown(at, f"{value:%Y-%m-%d}", lambda: date_as_shown(value, code))
    # A month is kept as its first day.
    same = cell.held in ("", f"{cell.text}-01")
    return replace(cell, is_date=True, held="" if same else cell.held)


def _shown(at: str, held: str, show: Callable[[], str]) -> Cell:
    try:
        text = show()
    except FormatError as error:
        return Cell(at, held, str(error))
    return Cell(at, text, held="" if held == text else held)


def _text(at: str, value: str, code: str) -> Cell:
    value, replaced = cleaned(value)
    cell = _shown(at, value, lambda: text_as_shown(value, code))
    return replace(cell, replaced=replaced)


def _rich(at: str, value: CellRichText) -> Cell:
    """Text in several fonts; raised digits are marks of footnotes."""
    fonts = [(each, each.font) for each in value if isinstance(each, TextBlock)]
    if any(font.strike for _block, font in fonts):
        return Cell(at, str(value), "a value, not text of which a part is struck through")
    parts = [
        each.text.translate(_RAISED)
        if isinstance(each, TextBlock) and each.font.vertAlign in ("superscript", "subscript")
        else str(each)
        for each in value
    ]
    text, replaced = cleaned("".join(parts))
    return Cell(at, text, replaced=replaced)
