"""Finding the header of an office's table, and which column of ours each of its columns is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from semibook.intake.grids import Cell, Sheet
from semibook.intake.notes import HeaderError, fitting, statements
from semibook.intake.text import is_missing, plain, without_marks
from semibook.intake.written import units_in, units_of, without_unit
from semibook.tables import column_units, schema
from semibook.tables.units import Unit
from semibook.tables.vintages import AS_OF

#: Headers of two or three rows occur, with merged cells above.
_DEEPEST = 3
#: A table begins within so many lines.
_FURTHEST = 200
_MARK = re.compile(r"(?<=.)[※*†]\d*$")
_AS_OF_NAMES = {AS_OF, "as of", "時点", "基準日"}


@dataclass(frozen=True)
class Column:
    """A column of the file.

    Attributes:
        index: its place in the sheet's rows, from 0.
        name: the field of the table that it holds.
        header: what the file calls it.
        unit: the unit that its header or the note above the table names.
    """

    index: int
    name: str
    header: str
    unit: Unit | None


@dataclass(frozen=True)
class Header:
    """Where the table begins and what its columns are.

    Attributes:
        columns: those that are understood, in the order of the file.
        above: the lines above the header, and those right beneath it that are no data, as text.
        first: index of the first row of data in the sheet.
        skipped: headers that the caller asked to leave out, by their place in the sheet's rows.
    """

    columns: list[Column]
    above: list[str]
    first: int
    skipped: dict[int, str]


def find_header(sheet: Sheet, table: str, skip: list[str]) -> Header:
    """Find the header rows of a sheet: those that name the most columns of the table.

    Args:
        sheet: the cells.
        table: the table whose columns are looked for, by name or title in either language.
        skip: headers that may be left out.

    Raises:
        HeaderError: if no row names the table's key, if two columns of the file are the same one,
            or one is unknown and not in `skip`.
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
    return _header(sheet, table, heads, top, depth, skip)


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
    sheet: Sheet, table: str, heads: list[list[Cell]], top: int, depth: int, skip: list[str]
) -> Header:
    known, columns, strange, skipped = _names(table), [], [], {}
    above = list(dict.fromkeys(c.text for row in sheet.rows[:top] for c in row if c.text.strip()))
    first, beneath, left = _beneath(sheet, table, top + depth)
    around = statements(sheet, top, first)
    left_out = {_bare(each): each for each in skip}
    for index, (cells, match) in enumerate(zip(heads, _matches(heads, known), strict=True)):
        text = _text(cells)
        if not text:
            continue
        names = {_bare(text), _bare(cells[-1].text), known.get(match)} & left_out.keys()
        if names:
            skipped[index] = text
        elif not match:
            strange.append((cells[-1].at, text))
        else:
            name = known[match]
            units = {each for cell in cells for each in units_of(cell.text)}
            units |= {beneath[index]} if index in beneath else set()
            if len(units) > 1:
                several = ", ".join(sorted(map(column_units.written, units)))
                raise HeaderError(f"{cells[-1].at}: found the units {several}; expected one")
            unit = next(iter(units), None)
            if unit is None and name != AS_OF:
                unit = fitting(table, name, around)
            columns.append(Column(index, name, text, unit))
        for each in names:
            left_out[each] = ""
    if unused := [each for each in left_out.values() if each]:
        heard = ", ".join(filter(None, map(_text, heads)))
        raise HeaderError(f"--skip: found no column {', '.join(unused)}; the columns are {heard}")
    for name in {each.name for each in columns}:
        twice = [each.header for each in columns if each.name == name]
        if len(twice) > 1:
            raise HeaderError(f"found {name} twice: {', '.join(twice)}; expected it once")
    if strange:
        raise HeaderError("\n".join(_unknown(at, text, known) for at, text in strange))
    return Header(columns, [*above, *left], first, skipped)


def _beneath(sheet: Sheet, table: str, first: int) -> tuple[int, dict[int, Unit], list[str]]:
    """What stands under a header: the first row of data, units by column, lines left out."""
    units: dict[int, Unit] = {}
    left: list[str] = []
    keys = [schema.field(table, each) for each in schema.resource(table)["schema"]["primaryKey"]]
    counted = any(each.get("unit") == "1" for each in keys)  # rows that have numbers themselves
    for row in sheet.rows[first : first + 2]:
        texts = {x: cell.text.strip() for x, cell in enumerate(row) if not is_missing(cell.text)}
        read = {x: units_in(plain(each).strip("()[]【】〔〕")) for x, each in texts.items()}
        if texts and all(len(each) == 1 and each[0].name != "1" for each in read.values()):
            units |= {x: each[0] for x, each in read.items()}
        elif not _are_numbers(list(texts.values()), marked=counted):
            break
        left.append(" ".join(texts.values()))
        first += 1
    return first, units, left


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
    for field in schema.resource(table)["schema"]["fields"]:
        for each in {field["name"], field.get("title", ""), field.get("title_ja", "")} - {""}:
            name = _bare(each)
            found[name] = field["name"] if found.get(name, field["name"]) == field["name"] else None
    found |= {_bare(each): AS_OF for each in _AS_OF_NAMES}
    return {key: name for key, name in found.items() if name}


def _title(table: str, column: str) -> str:
    return f"{column} ({schema.field(table, column).get('title_ja', '')})"


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
