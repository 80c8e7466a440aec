"""What each column is in: as its header says, or lines around the table, or the caller."""

from __future__ import annotations

from semibook.intake.header.columns import Column, Header
from semibook.intake.header.names import bare
from semibook.intake.header.unit_lines import (
    HeaderError,
    called,
    stated_for,
    takes_unit,
    unit_lines,
)
from semibook.intake.header.unit_text import StatedUnit
from semibook.intake.read.sheet import Sheet
from semibook.tables import column_units
from semibook.tables.schema import Table
from semibook.tables.units import SIGNS
from semibook.tables.vintages import AS_OF


def give_units(
    sheet: Sheet, table: Table, header: Header, top: int, units: list[StatedUnit]
) -> None:
    """Give each column that names no unit that of the lines around the table, or of --unit."""
    names = {each.index: {called(bare(each.header)), each.name} for each in header.columns}
    every = {each for found in names.values() for each in found}
    headed = {each.index for each in header.columns} | set(header.skipped)
    lines = unit_lines(sheet, top, header.first, headed, every)
    header.unit_cells = lines.used()
    named = {each.unit for each in header.columns}
    unused = [each for each in units if each.unit not in named]
    for column in header.columns:
        if column.name == AS_OF or column.unit or not takes_unit(table, column.name):
            continue
        if line := stated_for(table, column.name, names[column.index], lines, given=bool(units)):
            column.unit, column.said_at = line.units[0].unit, str(line)
        given = _given(table, column, names[column.index], units)
        if given and column.unit not in (None, given.unit):
            raise HeaderError(
                f"--unit: found {column_units.written(given.unit)} for {column.name}; expected"
                f" {column_units.written(column.unit)}, which {column.said_at} says"
            )
        if given:
            column.unit, column.said_at = given.unit, "--unit"
            unused = [each for each in unused if each != given]
    if unused:
        told = ", ".join(column_units.written(each.unit) for each in unused)
        raise HeaderError(f"--unit: found no column without a unit that may be in {told}")
    _give_resolutions_units(table, header)
    header.unclear_units = lines.unclear


def _given(
    table: Table, column: Column, names: set[str], units: list[StatedUnit]
) -> StatedUnit | None:
    """The unit that the caller gives a column, by its name or for all that may have it."""
    if own := [each for each in units if each.column and called(each.column) in names]:
        return own[-1]
    may_be = column_units.allowed(table, column.name)
    money = bool(may_be & set(SIGNS))
    fit = [
        each
        for each in units
        if not each.column and (each.unit.name in may_be or (each.unit.name == "1" and money))
    ]
    if len(fit) > 1:
        raise HeaderError(f"--unit: found several for {column.name}; expected {column.name}=…")
    return next(iter(fit), None)


def _give_resolutions_units(table: Table, header: Header) -> None:
    """Give a column of place values the unit of its figure, which it is a place of."""
    by_name = {each.name: each for each in header.columns}
    for described in table.fields:
        figure = by_name.get(described["name"])
        place = by_name.get(described.get("resolutionField"))
        if figure and place and place.unit is None:
            place.unit, place.said_at = figure.unit, figure.said_at
