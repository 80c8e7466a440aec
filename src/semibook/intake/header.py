"""Finding the header of an office's table, and which column of ours each of its columns is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

from openpyxl.utils import get_column_letter

from semibook.intake.cells.text import is_missing, without_marks
from semibook.intake.characters import plain
from semibook.intake.read.sheet import Cell, Sheet
from semibook.intake.unit_lines import (
    HeaderError,
    called,
    stated_for,
    takes_unit,
    unit_lines,
)
from semibook.intake.unit_text import (
    StatedUnit,
    begins_with_title,
    says_unit,
    stated_units,
    units_of,
    without_unit,
)
from semibook.tables import column_units, schema
from semibook.tables.units import SIGNS, Unit
from semibook.tables.vintages import AS_OF

#: Headers of two or three rows occur, with merged cells above.
_DEEPEST = 3
#: A table begins within so many lines.
_FURTHEST = 200
_MARK = re.compile(r"(?<=.)[※*†]\d*$")
_AS_OF_NAMES = {AS_OF, "as of", "時点", "基準日"}


@dataclass
class Column:
    """A column of the file.

    Attributes:
        index: its place in the sheet's rows, from 0.
        name: the field of the table that it holds.
        header: what the file calls it.
        unit: the unit that its header, a line around the table or the caller names.
        at: where its header stands.
        said_at: where the unit is named, if not in the header.
    """

    index: int
    name: str
    header: str
    unit: Unit | None
    at: str = ""
    said_at: str = ""


@dataclass
class Header:
    """Where the table begins and what its columns are.

    Attributes:
        columns: those that are understood, in the order of the file.
        above: the lines above the header, and those right beneath it that are no data, as text.
        first: index of the first row of data in the sheet.
        skipped: headers that the caller asked to leave out, by their place in the sheet's rows.
        own_form: it is the header of the table itself, whose units the schema gives.
        unit_cells: cells beneath and beside the table that state a unit, and are no data.
        unclear_units: cells that speak of a unit and are not understood.
    """

    columns: list[Column]
    above: list[str]
    first: int
    skipped: dict[int, str]
    own_form: bool = False
    unit_cells: set[str] = field(default_factory=set)
    unclear_units: list[Cell] = field(default_factory=list)


def find_header(
    sheet: Sheet, table: str, skip: list[str], units: list[StatedUnit] | None = None
) -> Header:
    """Find the header rows of a sheet: those that name the most columns of the table.

    Args:
        sheet: the cells.
        table: the table whose columns are looked for, by name or title in either language.
        skip: headers that may be left out, or letters of columns without one.
        units: units that the caller gives for columns that name none.

    Raises:
        HeaderError: if no row names the table's key, if two columns of the file are the same one,
            or one is unknown and not in `skip`; if units contradict each other.
    """
    known = _names(table)
    key = schema.resource(table)["schema"]["primaryKey"]
    tried = [
        (len({known[each] for each in matched if each}), -depth, -top)
        for top in range(min(len(sheet.rows), _FURTHEST))
        for depth in range(1, _DEEPEST + 1)
        if top + depth <= len(sheet.rows)
        for heads in [_heads(sheet, top, depth)]
        for matched in [_matches(heads, known)]
        if not _takes_a_row(heads, matched)
    ]
    count, depth, top = max(tried)
    depth, top = -depth, -top
    heads = _heads(sheet, top, depth)
    named = {known[each] for each in _matches(heads, known) if each}
    lost = [_title(table, each) for each in key if each not in named]
    if count < 2 or lost:
        raise HeaderError(_nearest(table, heads, top, lost))
    return _header(sheet, table, heads, top, depth, skip, units or [])


def _takes_a_row(heads: list[list[Cell]], matched: list[str | None]) -> bool:
    """Whether a header of several rows has a row of data in it: a value beneath a column's name."""
    return any(
        name and below and below not in name and not below.startswith(("(", "["))
        for cells, name in zip(heads, matched, strict=True)
        for below in (_bare(cell.text) for cell in cells[1:])
    )


def _nearest(table: str, heads: list[list[Cell]], top: int, lost: list[str]) -> str:
    """Why no header was found, with the line that comes nearest to one."""
    known = _names(table)
    matches = _matches(heads, known)
    if not any(matches):
        return f"no row heads the table {table}: found none with the column(s) {', '.join(lost)}"
    strange = [
        _unknown(cells[-1].at, _text(cells), known)
        for cells, match in zip(heads, matches, strict=True)
        if not match and _text(cells)
    ]
    without = f" without the column(s) {', '.join(lost)}" if lost else " with its key alone"
    first = f"no row heads the table {table}: the nearest is line {top + 1},{without}"
    return "\n".join([first, *strange])


def _header(
    sheet: Sheet,
    table: str,
    heads: list[list[Cell]],
    top: int,
    depth: int,
    skip: list[str],
    units: list[StatedUnit],
) -> Header:
    known, columns, strange, skipped = _names(table), [], [], {}
    above = list(dict.fromkeys(c.text for row in sheet.rows[:top] for c in row if c.text.strip()))
    first, beneath, left = _beneath(sheet, table, heads, top + depth)
    wanted = {_bare(each): each for each in skip}
    unused = dict(wanted)
    for index, (cells, match) in enumerate(zip(heads, _matches(heads, known), strict=True)):
        text = _text(cells)
        if not text:
            letter = get_column_letter(index + 1)
            if wanted.get(letter.lower()) == letter:  # a column without a header
                skipped[index] = letter
                unused.pop(letter.lower())
            continue
        named = {_bare(text), _bare(cells[-1].text), known.get(match)} & wanted.keys()
        if named:
            skipped[index] = text
        elif match:
            own = {each for cell in cells for each in units_of(cell.text)} | beneath.get(
                index, set()
            )
            columns.append(_column(cells, index, known[match], text, own))
        elif not _states_unit_only(sheet, cells, index, first):
            strange.append((cells[-1].at, text))
        for each in named:
            unused.pop(each, None)
    if unused:
        heard = ", ".join(filter(None, map(_text, heads)))
        lost = ", ".join(unused.values())
        raise HeaderError(f"--skip: found no column {lost}; the columns are {heard}")
    for name in {each.name for each in columns}:
        twice = [f"{each.at} {each.header}" for each in columns if each.name == name]
        if len(twice) > 1:
            raise HeaderError(f"found {name} twice: {', '.join(twice)}; expected it once")
    if strange:
        raise HeaderError("\n".join(_unknown(at, text, known) for at, text in strange))
    header = Header(columns, [*above, *left], first, skipped)
    header.own_form = not above and depth == 1 and _is_own_form(table, heads)
    _give_units(sheet, table, header, top, units)
    return header


def _column(cells: list[Cell], index: int, name: str, text: str, own: set[Unit]) -> Column:
    if len(own) > 1:
        several = ", ".join(sorted(map(column_units.written, own)))
        raise HeaderError(f"{cells[-1].at}: found the units {several}; expected one")
    return Column(index, name, text, next(iter(own), None), cells[-1].at)


def _states_unit_only(sheet: Sheet, cells: list[Cell], index: int, first: int) -> bool:
    """Whether a header is no column's, but a line about the unit that stands beside the table."""
    beneath = any(
        row[index].text.strip() and not row[index].merged
        for row in sheet.rows[first:]
        if index < len(row)
    )
    text = _text(cells)
    of_a_column = begins_with_title(text) and not says_unit(text)  # 金額（億円）
    return not beneath and bool(stated_units(text)) and not of_a_column


def _is_own_form(table: str, heads: list[list[Cell]]) -> bool:
    """Whether a header is that of the table itself, whose units its schema gives."""
    names = [each["name"] for each in schema.resource(table)["schema"]["fields"]]
    found = [_text(cells) for cells in heads]
    return found in (names, [*names, AS_OF])


def _give_units(
    sheet: Sheet, table: str, header: Header, top: int, units: list[StatedUnit]
) -> None:
    """Give each column that names no unit that of the lines around the table, or of --unit."""
    names = {each.index: {called(_bare(each.header)), each.name} for each in header.columns}
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
    table: str, column: Column, names: set[str], units: list[StatedUnit]
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


def _give_resolutions_units(table: str, header: Header) -> None:
    """Give a column of place values the unit of its figure, which it is a place of."""
    by_name = {each.name: each for each in header.columns}
    for described in schema.resource(table)["schema"]["fields"]:
        figure = by_name.get(described["name"])
        place = by_name.get(described.get("resolutionField"))
        if figure and place and place.unit is None:
            place.unit, place.said_at = figure.unit, figure.said_at


def _beneath(
    sheet: Sheet, table: str, heads: list[list[Cell]], first: int
) -> tuple[int, dict[int, set[Unit]], list[str]]:
    """What stands under a header: the first row of data, units by column, lines left out."""
    units: dict[int, set[Unit]] = {}
    left: list[str] = []
    keys = [schema.field(table, each) for each in schema.resource(table)["schema"]["primaryKey"]]
    counted = any(each.get("unit") == "1" for each in keys)  # rows that have numbers themselves
    for row in sheet.rows[first : first + 3]:
        texts = {x: cell.text.strip() for x, cell in enumerate(row) if not is_missing(cell.text)}
        read = {x: [each.unit for each in stated_units(text)] for x, text in texts.items()}
        if texts and all(len(each) == 1 and each[0].name != "1" for each in read.values()):
            found = {x: set(each) for x, each in read.items()}
        elif _names_columns_again(table, heads, row):
            found = {x: set(units_of(text)) for x, text in texts.items()}
        elif _are_numbers(list(texts.values()), marked=counted):
            found = {}
        else:
            break
        for x, each in found.items():
            units[x] = units.get(x, set()) | each
        left.append(" ".join(texts.values()))
        first += 1
    return first, units, left


def _names_columns_again(table: str, heads: list[list[Cell]], row: list[Cell]) -> bool:
    """Whether a row is a second header, such as the same in English: no number, and names."""
    known, again = _names(table), 0
    for cells, cell in zip(heads, row, strict=False):
        name = known.get(_match([each.text for each in cells], known))
        if not name or not cell.text.strip():
            continue
        kind = "date" if name == AS_OF else schema.field(table, name).get("type", "string")
        if kind != "string" and (
            re.search(r"\d", plain(without_unit(cell.text))) or is_missing(cell.text)
        ):
            return False
        again += known.get(_match([cell.text], known)) == name
    return again > 1


def _are_numbers(texts: list[str], *, marked: bool) -> bool:
    """Whether these are the numbers of columns: (1), (2), (3) or, if not `marked`, 1, 2, 3."""
    said = [plain(each).strip("()") for each in texts]
    bare = any(plain(each) == each and each.isdecimal() for each in texts)
    return (
        said == [str(each + 1) for each in range(len(said))]
        and len(said) > 2
        and (not bare or not marked)
    )


def _text(cells: list[Cell]) -> str:
    """What a file calls a column, of one row or of several."""
    said = dict.fromkeys(cell.text.strip() for cell in cells if cell.text.strip())
    return " ".join(" ".join(said).split())


def _unknown(at: str, text: str, known: dict[str, str]) -> str:
    near = get_close_matches(_bare(text), known, n=1, cutoff=0.5)
    hint = f"; did you mean {known[near[0]]}" if near else ""
    return (
        f"{at}: found a column {text!r} that the table does not have{hint} (--skip leaves it out)"
    )


def _names(table: str) -> dict[str, str]:
    """Every way to name a column: its name and its titles; what names two columns names none."""
    found: dict[str, str | None] = {}
    for described in schema.resource(table)["schema"]["fields"]:
        own = described["name"]
        for each in {own, described.get("title", ""), described.get("title_ja", "")} - {""}:
            name = _bare(each)
            found[name] = own if found.get(name, own) == own else None
    found |= {_bare(each): AS_OF for each in _AS_OF_NAMES}
    return {key: name for key, name in found.items() if name}


def _title(table: str, column: str) -> str:
    return f"{column} ({schema.field(table, column).get('title_ja', '')})"


@lru_cache(maxsize=10_000)
def _bare(text: str) -> str:
    """A header without its unit, marks of footnotes, spaces and width: what is compared."""
    said = without_unit(without_marks(text))
    said = _MARK.sub("", without_marks(said)).casefold()
    return re.sub(r"[\s_・、,]+", "", said)


def _heads(sheet: Sheet, top: int, depth: int) -> list[list[Cell]]:
    rows = sheet.rows[top : top + depth]
    width = max(len(row) for row in rows)
    blank = Cell("", "")
    return [[row[x] if x < len(row) else blank for row in rows] for x in range(width)]


def _matches(heads: list[list[Cell]], known: dict[str, str]) -> list[str | None]:
    return [_match([cell.text for cell in cells], known) for cells in heads]


def _match(texts: list[str], known: dict[str, str]) -> str | None:
    """The name that stacked header cells come to: the lowest, or joined with those above."""
    said = [text for text in dict.fromkeys(map(_bare, texts)) if text]
    joined = ["".join(said[at:]) for at in range(len(said))]
    possessive = ["の".join(said[at:]) for at in range(len(said))]
    for each in [*joined, *possessive, *reversed(said[:-1])]:
        if each in known:
            return each
    return None
