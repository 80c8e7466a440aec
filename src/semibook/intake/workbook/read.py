"""The sheets of a workbook that came from a vintage, each with its header."""

from __future__ import annotations

from pathlib import Path

from semibook.check import tables
from semibook.intake.header.columns import Column, Header
from semibook.intake.read import sheets
from semibook.intake.read.sheet import Cell, Sheet
from semibook.intake.refusal import ImportRefusedError
from semibook.intake.workbook import layout
from semibook.tables.schema import Table
from semibook.tables.vintages import Vintage


def tables_of(path: Path, place: Vintage) -> list[tuple[Sheet, Header]]:
    """The tables of a workbook.

    Args:
        path: the workbook.
        place: the vintage that they go into.

    Raises:
        FileError: if the file cannot be read at all.
        ImportRefusedError: if a sheet is no table, or has other columns or units than it.
    """
    known = {table.name: table for table in place.tables()}
    read, problems = [], []
    for sheet in sheets(path):
        if sheet.name in (layout.GUIDE, layout.CODES):
            continue
        if sheet.name not in known:
            problems.append(
                f"{path}: found a sheet {sheet.name!r}, expected the name of a table (a single"
                " table is imported with its name: semibook vintage import VINTAGE TABLE FILE)"
            )
            continue
        table = known[sheet.name]
        header, wrong = _header(sheet, table, tables.columns(table, place))
        problems += [f"{path}, {each}" for each in wrong]
        read.append((sheet, header))
    if not (read or problems):
        problems = [f"{path}: found no sheet with a table, expected those of semibook workbook"]
    if problems:
        raise ImportRefusedError(problems)
    return read


def _header(sheet: Sheet, table: Table, names: list[str]) -> tuple[Header, list[str]]:
    """The header of a sheet, and what is wrong with it."""
    key = table.key
    rows = [{cell.text.strip() for cell in row} for row in sheet.rows]
    found = [at for at, texts in enumerate(rows) if texts >= {*key} and len(texts & {*names}) > 1]
    if not found:
        return Header([], [], 0, {}), [
            f"{sheet.place('A1')}: found no row with the names {', '.join(names[:5])}, ...;"
            " expected it beneath the header"
        ]
    at, columns, wrong = found[0], [], []
    for index, cell in enumerate(sheet.rows[at]):
        name = cell.text.strip()
        if name in [each.name for each in columns]:
            wrong.append(f"{sheet.place(cell.at)}: found {name} twice, expected it once")
        elif name in names:
            columns.append(Column(index, name, name, None, cell.at))
            wrong += _other_unit(sheet, table, sheet.rows[at - 1] if at else [], index, name)
        elif name:
            wrong.append(
                f"{sheet.place(cell.at)}: found a column {name!r}, expected one of table {table}"
            )
    return Header(columns, [], at + 1, {}, own_form=True), wrong


def _other_unit(sheet: Sheet, table: Table, units: list[Cell], index: int, name: str) -> list[str]:
    """Whether someone wrote another unit above a column, whose numbers would be misread."""
    expected = layout.unit_said(table, name)
    found = units[index].text.strip() if index < len(units) else ""
    if found == expected or not units:
        return []
    return [
        f"{sheet.place(units[index].at)} ({name}): found the unit {found!r}, expected"
        f" {expected!r}, as the table has it (convert the figures, or write the unit beside each)"
    ]
