"""Lines around a table: remarks, and what they say of its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from semibook.intake.characters import plain
from semibook.intake.header.unit_text import (
    StatedUnit,
    begins_with_title,
    is_about_rounding,
    mentions_unit,
    says_unit,
    stated_units,
)
from semibook.intake.read.sheet import Cell, Sheet
from semibook.tables import column_units
from semibook.tables.schema import Table
from semibook.tables.units import COUNTERS_JA, SIGNS, unit

_REMARK = re.compile(
    r"注|\(注|※|\*(?!\*)|出典|出所|資料:|\(資料|\(出|note|source:|\(?\d{1,2}\)|\[\d{1,2}\]",
    re.IGNORECASE,
)
#: What a bare number of these can only be: years are not counted in thousands.
_ONE_UNIT_ONLY = frozenset({*COUNTERS_JA, "1", "year", "months", "nm", "degree"})


class HeaderError(ValueError):
    """A sheet whose header, or a line about its unit, is not understood."""


@dataclass(frozen=True)
class UnitLine:
    """A cell around the table that states units.

    Attributes:
        cell: where it stands.
        units: the units, each with the column that the line names for it, if it does.
    """

    cell: Cell
    units: tuple[StatedUnit, ...]

    def __str__(self) -> str:
        return f"{self.cell.at} {self.cell.text.strip()!r}"


@dataclass
class UnitLines:
    """What the lines around a table say of its unit.

    Attributes:
        above: the lines that state units above the table, the nearest first.
        around: those beneath it and beside it.
        unclear_above: cells that speak of a unit and are not understood, with the number of lines
            of `above` that are nearer to the table.
        unclear_around: such cells beneath and beside it.
    """

    above: list[UnitLine] = field(default_factory=list)
    around: list[UnitLine] = field(default_factory=list)
    unclear_above: list[tuple[int, Cell]] = field(default_factory=list)
    unclear_around: list[Cell] = field(default_factory=list)

    @property
    def unclear(self) -> list[Cell]:
        """Every cell that speaks of a unit and is not understood."""
        return [cell for _nearer, cell in self.unclear_above] + self.unclear_around

    def used(self) -> set[str]:
        """Where the cells stand that state units beneath and beside the table."""
        return {each.cell.at for each in self.around}


def remark(row: list[Cell]) -> Cell | None:
    """The text of a line that is a remark and no row of the table, or None."""
    texts = {cell.text.strip(): cell for cell in reversed(row) if cell.text.strip()}
    if len(texts) != 1:
        return None
    ((text, cell),) = texts.items()
    return cell if _REMARK.match(plain(text)) or mentions_unit(text) else None


def unit_lines(sheet: Sheet, top: int, first: int, headed: set[int], names: set[str]) -> UnitLines:
    """What is said of units above a table's header, beneath the table and beside it.

    Args:
        sheet: the cells.
        top: index of the first row of the header.
        first: index of the first row of data.
        headed: indices of the columns of the table.
        names: what the file and the table call its columns.
    """
    found = UnitLines()
    for row in reversed(sheet.rows[:top]):
        for cell in filter(_speaks, _joined(row)):
            line = _line(cell, names)
            # In "in all | 2 | 兆円" the unit is that of one amount, and not said of the table.
            if line and (says_unit(cell.text) or _stands_alone(row, cell)):
                found.above.append(line)
            else:
                found.unclear_above.append((len(found.above), cell))
    for y, row in enumerate(sheet.rows[top:], top):
        beneath = remark(row) if y >= first else None
        beside = [cell for x, cell in enumerate(row) if x not in headed]
        for cell in filter(_speaks, [beneath] if beneath else beside):
            if line := _line(cell, names):
                found.around.append(line)
            else:
                found.unclear_around.append(cell)
    return found


def _line(cell: Cell, names: set[str]) -> UnitLine | None:
    """What a cell states; None if it is not understood, or names a column that is none."""
    units = stated_units(cell.text)
    strange = any(each.column and called(each.column) not in names for each in units)
    return None if strange or not units else UnitLine(cell, tuple(units))


def _joined(row: list[Cell]) -> list[Cell]:
    """The cells of a line, as one if it says "unit" in one cell and which in another."""
    cells = list({cell.text.strip(): cell for cell in reversed(row) if cell.text.strip()}.values())
    joined = " ".join(cell.text.strip() for cell in reversed(cells))
    if len(cells) > 1 and says_unit(joined) and stated_units(joined):
        return [Cell(cells[-1].at, joined)]
    return cells[::-1]


def _speaks(cell: Cell) -> bool:
    return mentions_unit(cell.text) and not is_about_rounding(cell.text)


def _stands_alone(row: list[Cell], cell: Cell) -> bool:
    """Whether a line has no amounts, and is not the header of another table."""
    others = {plain(each.text) for each in row if each.text.strip()} - {plain(cell.text)}
    if any(re.fullmatch(r"[^\w\s]?[\d,.]+", each) for each in others):
        return False
    bare = stated_units(cell.text) and not begins_with_title(cell.text)
    return bool(bare) or not others


def stated_for(
    table: Table, column: str, names: set[str], lines: UnitLines, *, given: bool
) -> UnitLine | None:
    """The line around a table that gives a column its unit, with that unit alone; or None.

    Args:
        table: its name.
        column: the column, of numbers with a unit.
        names: what the file and the table call it.
        lines: the lines around the table.
        given: the caller says units, so that lines which are not understood do not matter.

    Raises:
        HeaderError: if they give it more than one, or one of them is not understood.
    """
    may_be = column_units.allowed(table, column)
    above = next(
        (
            (nearer, line)
            for nearer, each in enumerate(lines.above)
            if (line := _fitting(each, may_be, names, column))
        ),
        None,
    )
    around = [line for each in lines.around if (line := _fitting(each, may_be, names, column))]
    found = [*([above[1]] if above else []), *around]
    if len({line.units for line in found}) > 1:
        raise HeaderError(_several(column, found))
    if not found:
        return None
    if given:
        return found[0]
    unclear = [cell for nearer, cell in lines.unclear_above if not above or nearer <= above[0]]
    refuse_unclear([*unclear, *lines.unclear_around])
    return found[0]


def refuse_unclear(cells: list[Cell]) -> None:
    """Refuse a table whose unit depends on a line that is not understood.

    Raises:
        HeaderError: if there are any; the message names each.
    """
    if cells:
        raise HeaderError(
            "\n".join(
                f"{cell.at}: found {cell.text.strip()!r}; expected a line that says the unit"
                " plainly, such as （単位：百万円）, or none (or --unit 百万円)"
                for cell in cells
            )
        )


def _fitting(
    line: UnitLine, may_be: frozenset[str], names: set[str], column: str
) -> UnitLine | None:
    """A line with the unit that it has for a column alone; None if it has none."""
    own = [each for each in line.units if each.column and called(each.column) in names]
    units = own or [each for each in line.units if not each.column]
    money = bool(may_be & set(SIGNS))
    fit = [each for each in units if each.unit.name in may_be or (each.unit.name == "1" and money)]
    # Another currency is not passed over: the cells will be refused.
    fit = fit or [each for each in units if each.unit.name in SIGNS and money]
    if len(fit) > 1:
        raise HeaderError(_several(column, [UnitLine(line.cell, (each,)) for each in fit]))
    return UnitLine(line.cell, (fit[0],)) if fit else None


def called(label: str) -> str:
    """What a file calls a column, without spaces, width and case: what is compared."""
    return re.sub(r"\s+", "", plain(label)).casefold()


def _several(column: str, lines: list[UnitLine]) -> str:
    said = " and ".join(f"{column_units.written(line.units[0].unit)} ({line})" for line in lines)
    return f"found the units {said} for {column}; expected one, or one in the column's header"


def needs_unit(table: Table, column: str) -> bool:
    """Whether a bare number in a column may be in more than one unit: yen, or millions of them."""
    described = table.field(column)
    if "unitField" in described:
        return True
    own = unit(described.get("unit", "1"))
    return described.get("type") == "number" and (own.scale != 1 or own.name not in _ONE_UNIT_ONLY)


def takes_unit(table: Table, column: str) -> bool:
    """Whether a line around a table may speak of a column: of numbers, not of years or orders."""
    described = table.field(column)
    if described.get("type") not in ("number", "integer") or is_calendar(described):
        return False
    return "unitField" in described or described.get("unit", "1") != "1"


def is_calendar(described: dict) -> bool:
    """Whether a column holds years of the calendar, and not a number of years."""
    return (
        described.get("unit") == "year"
        and described.get("constraints", {}).get("minimum", 0) > 1000
    )
