"""Finding the header of an office's table, and which column of ours each of its columns is."""

from __future__ import annotations

from difflib import get_close_matches

from openpyxl.utils import get_column_letter

from semibook.intake.header.beneath import lines_beneath
from semibook.intake.header.columns import Column, Head, Header
from semibook.intake.header.names import bare, header_text, matches, names_of
from semibook.intake.header.unit_lines import HeaderError
from semibook.intake.header.unit_text import (
    StatedUnit,
    begins_with_title,
    says_unit,
    stated_units,
    units_of,
)
from semibook.intake.header.units import give_units
from semibook.intake.read.sheet import Cell, Sheet
from semibook.tables import column_units
from semibook.tables.schema import Table
from semibook.tables.units import Unit
from semibook.tables.vintages import AS_OF

#: Headers of two or three rows occur, with merged cells above.
_DEEPEST = 3
#: A table begins within so many lines.
_FURTHEST = 200


def find_header(
    sheet: Sheet,
    table: Table,
    skip: list[str],
    units: list[StatedUnit] | None = None,
    head: Head | None = None,
) -> Header:
    """Find the header rows of a sheet: those that name the most columns of the table.

    Args:
        sheet: the cells.
        table: the table whose columns are looked for, by name or title in either language.
        skip: headers that may be left out, or letters of columns without one.
        units: units that the caller gives for columns that name none.
        head: the header rows, if the caller knows them.

    Raises:
        HeaderError: if no row names the table's key, if two columns of the file are the same one,
            or one is unknown and not in `skip`; if units contradict each other.
    """
    known = names_of(table)
    key = table.key
    places = [head] if head else _places(sheet)
    tried = [
        (len({known[each] for each in matched if each}), -place.depth, -place.top)
        for place in places
        for heads in [_heads(sheet, place.top, place.depth)]
        for matched in [matches(heads, known)]
        if head or not _takes_a_row(heads, matched)
    ]
    count, depth, top = max(tried)
    depth, top = -depth, -top
    heads = _heads(sheet, top, depth)
    named = {known[each] for each in matches(heads, known) if each}
    lost = [_title(table, each) for each in key if each not in named]
    if count < 2 or lost:
        raise HeaderError(_nearest(table, heads, top, lost))
    return _header(sheet, table, heads, top, depth, skip, units or [])


def _places(sheet: Sheet) -> list[Head]:
    """Where a header may be."""
    return [
        Head(top, depth)
        for top in range(min(len(sheet.rows), _FURTHEST))
        for depth in range(1, _DEEPEST + 1)
        if top + depth <= len(sheet.rows)
    ]


def _takes_a_row(heads: list[list[Cell]], matched: list[str | None]) -> bool:
    """Whether a header of several rows has a row of data in it: a value beneath a column's name."""
    return any(
        name and below and below not in name and not below.startswith(("(", "["))
        for cells, name in zip(heads, matched, strict=True)
        for below in (bare(cell.text) for cell in cells[1:])
    )


def _nearest(table: Table, heads: list[list[Cell]], top: int, lost: list[str]) -> str:
    """Why no header was found, with the line that comes nearest to one."""
    known = names_of(table)
    matched = matches(heads, known)
    if not any(matched):
        return f"no row heads the table {table}: found none with the column(s) {', '.join(lost)}"
    strange = [
        _unknown(cells[-1].at, header_text(cells), known)
        for cells, match in zip(heads, matched, strict=True)
        if not match and header_text(cells)
    ]
    without = f" without the column(s) {', '.join(lost)}" if lost else " with its key alone"
    first = f"no row heads the table {table}: the nearest is line {top + 1},{without}"
    return "\n".join([first, *strange])


def _header(
    sheet: Sheet,
    table: Table,
    heads: list[list[Cell]],
    top: int,
    depth: int,
    skip: list[str],
    units: list[StatedUnit],
) -> Header:
    above = list(dict.fromkeys(c.text for row in sheet.rows[:top] for c in row if c.text.strip()))
    first, beneath, left = lines_beneath(sheet, table, heads, top + depth)
    header = Header([], [*above, *left], first, _skipped(table, heads, skip))
    header.own_form = not above and depth == 1 and _is_own_form(table, heads)
    known, strange = names_of(table), []
    for index, (cells, match) in enumerate(zip(heads, matches(heads, known), strict=True)):
        if index in header.skipped or not header_text(cells):
            continue
        if match:
            own = {each for cell in cells for each in units_of(cell.text)}
            own |= beneath.get(index, set())
            header.columns.append(_column(cells, index, known[match], own))
        elif not _states_unit_only(sheet, cells, index, first):
            strange.append(_unknown(cells[-1].at, header_text(cells), known))
    _refuse_twice(header.columns)
    if strange:
        raise HeaderError("\n".join(strange))
    give_units(sheet, table, header, top, units)
    return header


def _skipped(table: Table, heads: list[list[Cell]], skip: list[str]) -> dict[int, str]:
    """The columns that the caller leaves out: by header, name, or letter if they have neither.

    Raises:
        HeaderError: if the file does not have one of them.
    """
    known, found = names_of(table), {}
    wanted = {bare(each): each for each in skip}
    unused = dict(wanted)
    for index, (cells, match) in enumerate(zip(heads, matches(heads, known), strict=True)):
        text, letter = header_text(cells), get_column_letter(index + 1)
        named = {bare(text), bare(cells[-1].text), known.get(match)} if text else {letter.lower()}
        named &= wanted.keys()
        if named:
            found[index] = text or letter
        unused = {key: each for key, each in unused.items() if key not in named}
    if unused:
        heard = ", ".join(filter(None, map(header_text, heads)))
        lost = ", ".join(unused.values())
        raise HeaderError(f"--skip: found no column {lost}; the columns are {heard}")
    return found


def _refuse_twice(columns: list[Column]) -> None:
    for name in {each.name for each in columns}:
        twice = [f"{each.at} {each.header}" for each in columns if each.name == name]
        if len(twice) > 1:
            raise HeaderError(f"found {name} twice: {', '.join(twice)}; expected it once")


def _column(cells: list[Cell], index: int, name: str, own: set[Unit]) -> Column:
    if len(own) > 1:
        several = ", ".join(sorted(map(column_units.written, own)))
        raise HeaderError(f"{cells[-1].at}: found the units {several}; expected one")
    return Column(index, name, header_text(cells), next(iter(own), None), cells[-1].at)


def _states_unit_only(sheet: Sheet, cells: list[Cell], index: int, first: int) -> bool:
    """Whether a header is no column's, but a line about the unit that stands beside the table."""
    beneath = any(
        row[index].text.strip() and not row[index].merged
        for row in sheet.rows[first:]
        if index < len(row)
    )
    text = header_text(cells)
    of_a_column = begins_with_title(text) and not says_unit(text)  # 金額（億円）
    return not beneath and bool(stated_units(text)) and not of_a_column


def _is_own_form(table: Table, heads: list[list[Cell]]) -> bool:
    """Whether a header is that of the table itself, whose units its schema gives."""
    names = [each["name"] for each in table.fields]
    found = [header_text(cells) for cells in heads]
    return found in (names, [*names, AS_OF])


def _unknown(at: str, text: str, known: dict[str, str]) -> str:
    near = get_close_matches(bare(text), known, n=1, cutoff=0.5)
    hint = f"; did you mean {known[near[0]]}" if near else ""
    return (
        f"{at}: found a column {text!r} that the table does not have{hint} (--skip leaves it out)"
    )


def _title(table: Table, column: str) -> str:
    return f"{column} ({table.field(column).get('title_ja', '')})"


def _heads(sheet: Sheet, top: int, depth: int) -> list[list[Cell]]:
    rows = sheet.rows[top : top + depth]
    width = max(len(row) for row in rows)
    blank = Cell("", "")
    return [[row[x] if x < len(row) else blank for row in rows] for x in range(width)]
