"""A vintage's tables as one .xlsx: a sheet each, with what a person needs to fill them in."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from semibook import files, paths
from semibook.check import tables
from semibook.intake.merge import existing
from semibook.intake.read.number_formats import number_as_shown
from semibook.intake.read.sheet import FileError
from semibook.intake.workbook import layout
from semibook.intake.workbook.cells import put_head, put_text, put_texts
from semibook.tables import vintages
from semibook.tables.characters import strange
from semibook.tables.schema import Table
from semibook.tables.vintages import AS_OF, Vintage
from semibook.translation.catalogues import PACKAGE, translator

#: New rows beneath a table, to which drop-downs reach.
_NEW_ROWS = 1000
#: Widths of columns in characters: the least, and the most before a text is wrapped.
_NARROWEST, _WIDEST = 10, 48
_FREE = Protection(locked=False)
_AS_OF_FIELD = {"name": AS_OF, "type": "date", "title": "As of", "title_ja": "時点"}


def write_workbook(vintage: str | Path, target: Path) -> Path:
    """Write every table of a vintage, its own and those of its bases, into one workbook.

    Args:
        vintage: a name under data/ or a path.
        target: the .xlsx file; one that is there is replaced.

    Raises:
        FileNotFoundError: if there is no such vintage, or none holds a table.
        FileError: if a table is not in its form, or has a cell that no spreadsheet can hold.
        OSError: if the file cannot be written, or has another ending.
    """
    place = vintages.find(vintage)
    paths.writable(target, ".xlsx")
    book = Workbook()
    guide, codes = book.active, book.create_sheet(layout.CODES)
    guide.title = layout.GUIDE
    lists = _code_lists(codes, place.tables())
    counts = {}
    for table in place.tables():
        sheet = book.create_sheet(table.name)
        content = _content(table, place)
        _fill(sheet, content, lists)
        counts[table.name] = len(content.rows)
        _protect(sheet)
    _explain(guide, place, counts)
    book.move_sheet(codes, len(counts))
    saved = io.BytesIO()
    book.save(saved)
    files.write(target, saved.getvalue())
    return target


def table_workbook(name: str, vintage: str | Path) -> bytes:
    """One table as a workbook, with titles in both languages, units and source above its rows.

    Args:
        name: its name.
        vintage: a name under data/ or a path.

    Raises:
        KeyError: if there is no such table.
        FileError: if it is not in its form, or has a cell that no spreadsheet can hold.
    """
    place = vintages.find(vintage)
    return _alone(_content(place.table(name), place))


def reference_workbook(table: Table, file: Path, rows: list[dict[str, str]]) -> bytes:
    """A table that is the same for every vintage as a workbook, as `table_workbook` has them.

    Args:
        table: what it is.
        file: where it stands, for messages.
        rows: its cells as text.

    Raises:
        FileError: if it has a cell that no spreadsheet can hold.
    """
    return _alone(_Content(table, table.fields, rows, _about(table.descriptor), file))


def _alone(content: _Content) -> bytes:
    book = Workbook()
    sheet, codes = book.active, book.create_sheet(layout.CODES)
    sheet.title = content.table.name
    lists = _code_lists(codes, [content.table])
    _fill(sheet, content, lists)
    if not lists:
        book.remove(codes)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _code_lists(sheet: Worksheet, described: list[Table]) -> dict[tuple[str, str], str]:
    """Write all codes with their meaning; gives each column's range, as drop-downs name it."""
    ranges, at = {}, 2
    put_head(sheet, 1, ["表 / Table", "列 / Column", "コード / Code", "日本語", "English"])
    for table in described:
        for each in table.fields:
            listed = each.get("constraints", {}).get("enum", [])
            for code in listed:
                words = each.get("labels", {}).get(code, {})
                cells = [table.name, each["name"], code]
                put_texts(sheet, at, [*cells, words.get("ja", ""), words.get("en", "")])
                at += 1
            if listed:
                name = quote_sheetname(layout.CODES)
                ranges[table.name, each["name"]] = f"={name}!$C${at - len(listed)}:$C${at - 1}"
    _shape(sheet, 1)
    sheet.protection.sheet = True
    return ranges


class _Content(NamedTuple):
    """What a sheet shows: a table, its columns and rows, what stands above them, and its file."""

    table: Table
    columns: list[dict[str, Any]]
    rows: Collection[Mapping[str, str]]
    above: list[str]
    file: Path


def _content(table: Table, place: Vintage) -> _Content:
    """A table of a vintage."""
    fields = {AS_OF: _AS_OF_FIELD} | {each["name"]: each for each in table.fields}
    return _Content(
        table,
        [fields[name] for name in tables.columns(table, place)],
        existing(place, table).values(),
        [*_about(table.descriptor), _source(place.holder(table.name))],
        place.path(table.name),
    )


def _fill(sheet: Worksheet, content: _Content, lists: dict[tuple[str, str], str]) -> None:
    """Write one table."""
    table, columns, rows, above, file = content
    key = table.key
    for at, text in enumerate(above, layout.TITLE):
        put_texts(sheet, at, [text])
    sheet.cell(layout.TITLE, 1).font = Font(bold=True, size=13)
    names = [each["name"] for each in columns]
    put_head(sheet, layout.TITLES, [_in_both(each, "title", "\n") for each in columns])
    put_head(sheet, layout.UNITS, [layout.unit_said(table, name) for name in names])
    put_head(sheet, layout.NAMES, names)
    for x, each in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(x)].protection = _FREE
        sheet.cell(layout.TITLES, x).comment = _comment(each, key)
        _offer(sheet, x, len(rows), each, lists.get((table.name, each["name"]), ""))
    for y, row in enumerate(rows, layout.FIRST):
        for x, each in enumerate(columns, 1):
            where = f"{file}, row {y - layout.FIRST + 2}, column {each['name']}"
            _put(sheet.cell(y, x), row.get(each["name"], ""), each, where)
            if each["name"] not in key:
                sheet.cell(y, x).protection = _FREE
    _shape(sheet, layout.NAMES)


def _about(described: dict[str, Any]) -> list[str]:
    return [_in_both(described, text, " / ") for text in ("title", "description")]


def _source(holder: Vintage) -> str:
    return (
        f"出典: {holder.title_ja}（{holder.as_of}時点）。行ごとの出典は列 source にある。"
        f" / Source: {holder.title}, as of {holder.as_of}; each row's own is in the column source."
    )


def _in_both(described: dict, text: str, between: str) -> str:
    said = [described.get(f"{text}_ja", ""), described.get(text, "")]
    return between.join(filter(None, said)) or described["name"]


def _comment(field: dict, key: list[str]) -> Comment:
    """What the schema says of a column, beside its header."""
    rules = field.get("constraints", {})
    required = "必須 / required" if rules.get("required") or field["name"] in key else ""
    keyed = "行の鍵（保護） / key of the row (protected)" if field["name"] in key else ""
    kind = f"型 / type: {field.get('type', 'string')}"
    words = [field.get("description_ja", ""), field.get("description", "")]
    said = "\n".join(filter(None, [kind, keyed, required, *words]))
    return Comment(said, "semibook", width=320, height=120)


def _offer(sheet: Worksheet, x: int, rows: int, field: dict, codes: str) -> None:
    """Give the cells of a column a drop-down, if there are only so many values."""
    offered = '"TRUE,FALSE"' if field.get("type") == "boolean" else codes
    if offered:
        letter = get_column_letter(x)
        choice = DataValidation("list", formula1=offered, allow_blank=True, showErrorMessage=True)
        choice.add(f"{letter}{layout.FIRST}:{letter}{layout.FIRST + rows + _NEW_ROWS}")
        sheet.add_data_validation(choice)


def _put(cell: Cell, text: str, field: dict, where: str) -> None:
    """Write a cell of a table so that it shows exactly what the table holds."""
    if said := strange(text, lines=True):
        raise FileError(f"{where}: found {said}, expected text that can be seen")
    if not text:
        return
    reading = _READINGS.get(field.get("type", "string"))
    read = reading(text) if reading else None
    if read is None:
        put_text(cell, text)
    else:
        cell.value, cell.number_format = read


def _number(text: str) -> tuple[float, str] | None:
    """A number and the format that shows it digit by digit; None if there is no such."""
    try:
        value = Decimal(text)
    except ArithmeticError:
        return None
    decimals = max(0, -int(value.as_tuple().exponent))
    shape = f"0.{'0' * decimals}" if decimals else "0"
    return (float(value), shape) if number_as_shown(float(value), shape) == text else None


def _day(text: str) -> tuple[datetime, str] | None:
    """A day or the first of a month, as spreadsheet programs know it; None before 1900-03-01."""
    try:
        value = datetime.fromisoformat(text if len(text) > 7 else f"{text}-01")
    except ValueError:
        return None
    shape = "yyyy-mm-dd" if len(text) > 7 else "yyyy-mm"
    return (value, shape) if value.date() > date(1900, 2, 28) else None


def _truth(text: str) -> tuple[bool, str] | None:
    return {"true": (True, "General"), "false": (False, "General")}.get(text)


_READINGS: dict[str, Callable[[str], tuple[object, str] | None]] = {
    "number": _number,
    "integer": _number,
    "date": _day,
    "yearmonth": _day,
    "boolean": _truth,
}


def _shape(sheet: Worksheet, head: int) -> None:
    """Give columns the width of what stands in them, and keep the header in view."""
    for cells in sheet.iter_cols(min_row=head):
        width = max(len(str(cell.value or "")) for cell in cells) + 2
        letter = cells[0].column_letter
        sheet.column_dimensions[letter].width = min(max(width, _NARROWEST), _WIDEST)
    sheet.freeze_panes = sheet.cell(head + 1, 1)


def _protect(sheet: Worksheet) -> None:
    """Protect keys and headers from a slip; without a password, so whoever means it may."""
    sheet.protection.sheet = True
    for each in ("formatCells", "formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(sheet.protection, each, False)  # False: not protected


def _explain(sheet: Worksheet, place: Vintage, counts: dict[str, int]) -> None:
    """The first sheet: what this is and how to fill it in, and the list of tables."""
    ja, en = (_explanation(translator(lang, PACKAGE)) for lang in ("ja", "en"))
    put_texts(sheet, 1, [f"{place.title_ja} / {place.title}（{place.as_of}）"])
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    for y, texts in enumerate(zip(ja, en, strict=True), 3):
        put_texts(sheet, y, list(texts))
        for x in (1, 2):
            sheet.cell(y, x).alignment = Alignment(wrap_text=True, vertical="top")
    top = len(ja) + 4
    put_head(sheet, top, ["表 / Table", "内容 / Content", "行 / Rows", "データ / Data"])
    for y, (table, count) in enumerate(counts.items(), top + 1):
        title = _in_both(place.table(table).descriptor, "title", " / ")
        put_texts(sheet, y, [table, title, "", place.holder(table).name])
        sheet.cell(y, 1).hyperlink = f"#{quote_sheetname(table)}!A1"
        sheet.cell(y, 3).value = count
    for letter, width in {"A": 60, "B": 70, "D": 14}.items():
        sheet.column_dimensions[letter].width = width
    sheet.protection.sheet = True


def _explanation(_: Callable[[str], str]) -> list[str]:
    return [
        _("Each sheet is one table of the data. Edit the cells, add rows beneath the last one."),
        _("The rows above the data give title, unit, and the name by which a column is read."),
        _("Comments on the headers say what a column holds. Codes are chosen from a list."),
        _("Keys of rows are protected, without a password: a row with another key is another row."),
        _("An empty cell says that there is no figure. It is never zero."),
        _("A new or changed figure needs its source: the id of a row of the sheet sources."),
        _("A row that is deleted here stays in the data, unless the import is told to replace."),
        _("Read back with: semibook vintage import VINTAGE THIS_FILE"),
    ]
