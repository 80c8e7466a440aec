"""Lines right beneath a header that are no data: units, numbers of columns, a second header."""

from __future__ import annotations

import re

from semibook.intake.cells.text import is_missing
from semibook.intake.characters import plain
from semibook.intake.header.names import match, names_of
from semibook.intake.header.unit_text import stated_units, units_of, without_unit
from semibook.intake.read.sheet import Cell, Sheet
from semibook.tables.schema import Table
from semibook.tables.units import Unit
from semibook.tables.vintages import AS_OF


def lines_beneath(
    sheet: Sheet, table: Table, heads: list[list[Cell]], first: int
) -> tuple[int, dict[int, set[Unit]], list[str]]:
    """What stands under a header: the first row of data, units by column, lines left out."""
    units: dict[int, set[Unit]] = {}
    left: list[str] = []
    keys = [table.field(each) for each in table.key]
    counted = any(each.get("unit") == "1" for each in keys)  # rows that have numbers themselves
    for row in sheet.rows[first : first + 3]:
        texts = {x: cell.text.strip() for x, cell in enumerate(row) if not is_missing(cell.text)}
        read = {x: [each.unit for each in stated_units(text)] for x, text in texts.items()}
        if texts and all(len(each) == 1 and each[0].name != "1" for each in read.values()):
            found = {x: set(each) for x, each in read.items()}
        elif _names_columns_again(table, heads, row):
            found = {x: set(units_of(text)) for x, text in texts.items()}
        elif are_column_numbers(list(texts.values()), marked=counted):
            found = {}
        else:
            break
        for x, each in found.items():
            units[x] = units.get(x, set()) | each
        left.append(" ".join(texts.values()))
        first += 1
    return first, units, left


def _names_columns_again(table: Table, heads: list[list[Cell]], row: list[Cell]) -> bool:
    """Whether a row is a second header, such as the same in English: no number, and names."""
    known, again = names_of(table), 0
    for cells, cell in zip(heads, row, strict=False):
        name = known.get(match([each.text for each in cells], known))
        if not name or not cell.text.strip():
            continue
        kind = "date" if name == AS_OF else table.field(name).get("type", "string")
        if kind != "string" and (
            re.search(r"\d", plain(without_unit(cell.text))) or is_missing(cell.text)
        ):
            return False
        again += known.get(match([cell.text], known)) == name
    return again > 1


def are_column_numbers(texts: list[str], *, marked: bool) -> bool:
    """Whether these are the numbers of columns: (1), (2), (3) or, if not `marked`, 1, 2, 3."""
    said = [plain(each).strip("()") for each in texts]
    bare = any(plain(each) == each and each.isdecimal() for each in texts)
    return (
        said == [str(each + 1) for each in range(len(said))]
        and len(said) > 2
        and (not bare or not marked)
    )
