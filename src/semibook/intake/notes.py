"""Lines around a table: remarks, and what they say of its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from semibook.intake.grids import Cell, Sheet
from semibook.intake.text import plain
from semibook.intake.written import is_about_rounding, mentions_unit, says_unit, stated_units
from semibook.tables import column_units, schema
from semibook.tables.units import SIGNS, Unit

_REMARK = re.compile(
    r"注|\(注|※|\*|出典|出所|資料:|\(資料|\(出|note|source:|\(?\d{1,2}\)|\[\d{1,2}\]", re.IGNORECASE
)


class HeaderError(ValueError):
    """A sheet whose header, or a line about its unit, is not understood."""


@dataclass(frozen=True)
class Statements:
    """What the lines around a table say of its unit, by how much they count.

    Attributes:
        above: the units of each line above the table, the nearest first.
        below: those of each line beneath it.
        hints: those of lines about rounding, which count where no other does.
    """

    above: list[list[Unit]] = field(default_factory=list)
    below: list[list[Unit]] = field(default_factory=list)
    hints: list[list[Unit]] = field(default_factory=list)


def remark(row: list[Cell]) -> Cell | None:
    """The text of a line that is a remark and no row of the table, or None."""
    texts = {cell.text.strip(): cell for cell in reversed(row) if cell.text.strip()}
    if len(texts) != 1:
        return None
    ((text, cell),) = texts.items()
    return cell if _REMARK.match(plain(text)) or mentions_unit(text) else None


def statements(sheet: Sheet, top: int, first: int) -> Statements:
    """What is said of the unit above a table's header and beneath it.

    Args:
        sheet: the cells.
        top: index of the first row of the header.
        first: index of the first row of data.

    Raises:
        HeaderError: for a line that speaks of a unit and is not understood.
    """
    found = Statements()
    for row in reversed(sheet.rows[:top]):
        for cell in row:
            # In "in all | 2 | 兆円" the unit is that of one amount, and not said of the table.
            plainly = says_unit(cell.text) or not _has_amount(row)
            _read(cell, found.above, found.hints, plainly=plainly)
        # What is said further up is about something else.
        if any(unit.name in {*SIGNS, "1"} for units in found.above for unit in units):
            break
    for cell in filter(None, map(remark, sheet.rows[first:])):
        _read(cell, found.below, found.hints)
    return found


def _has_amount(row: list[Cell]) -> bool:
    return any(re.fullmatch(r"[^\w\s]?[\d,.]+", plain(cell.text)) for cell in row)


def _read(
    cell: Cell, said: list[list[Unit]], hints: list[list[Unit]], *, plainly: bool = True
) -> None:
    if not mentions_unit(cell.text):
        return
    units = stated_units(cell.text)
    rounding = is_about_rounding(cell.text)
    if not (units or rounding) or not plainly:
        raise HeaderError(
            f"{cell.at}: found {cell.text.strip()!r}; expected a line that says the unit plainly,"
            " such as （単位：百万円）, or none"
        )
    (hints if rounding else said).append(units)


def fitting(table: str, column: str, said: Statements) -> Unit | None:
    """The unit that the lines around a table give a column, or None.

    Raises:
        HeaderError: if they give it more than one.
    """
    if "qualifierField" not in schema.field(table, column):
        return None  # a year, a count or an order has no unit of money
    may_be = column_units.allowed(table, column)
    above, below, hints = (
        next(filter(None, (_fit(units, may_be, column) for units in lines)), None)
        for lines in (said.above, said.below, said.hints)
    )
    if above and below and above != below:
        raise HeaderError(_several(column, [above, below]))
    return above or below or hints


def _fit(units: list[Unit], may_be: frozenset[str], column: str) -> Unit | None:
    money = bool(may_be & set(SIGNS))
    fit = [each for each in units if each.name in may_be or (each.name == "1" and money)]
    if len(fit) > 1:
        raise HeaderError(_several(column, fit))
    # Another currency is not passed over: the cells will be refused.
    foreign = [each for each in units if each.name in SIGNS and money]
    return next(iter(fit or foreign), None)


def _several(column: str, found: list[Unit]) -> str:
    names = " and ".join(map(column_units.written, found))
    return (
        f"the lines around the table give {column} the units {names};"
        " expected one (or the unit in the column's header)"
    )
