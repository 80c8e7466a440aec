"""Finding the header of an office's table, and which column of ours each of its columns is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from semibook import vintages
from semibook.intake.cells import plain, unit_text, written_unit
from semibook.intake.files import Cell, Sheet
from semibook.units import Unit
from semibook.vintages import AS_OF

#: Headers of two or three rows occur, with merged cells above.
_DEEPEST = 3
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_AS_OF_NAMES = {AS_OF, "as of", "時点", "基準日"}


class HeaderError(ValueError):
    """A sheet whose header is not that of the table."""


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
        above: the lines above the header, as text.
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
    tried = [
        (len({known[each] for each in matched if each}), -depth, -top)
        for top in range(len(sheet.rows))
        for depth in range(1, _DEEPEST + 1)
        if top + depth <= len(sheet.rows)
        for matched in [_matches(_heads(sheet, top, depth), known)]
    ]
    count, depth, top = max(tried)
    depth, top = -depth, -top
    key = vintages.resource(table)["schema"]["primaryKey"]
    heads = _heads(sheet, top, depth)
    named = {known[each] for each in _matches(heads, known) if each}
    lost = sorted(set(key) - named)
    if count < 2 or lost:
        titles = [_title(table, each) for each in lost or key]
        raise HeaderError(
            f"no row heads the table {table}: found none with the column(s) {', '.join(titles)}"
        )
    return _header(sheet, table, heads, top, depth, skip)


def _header(
    sheet: Sheet, table: str, heads: list[list[Cell]], top: int, depth: int, skip: list[str]
) -> Header:
    known, columns, strange, skipped = _names(table), [], [], {}
    above = list(dict.fromkeys(c.text for row in sheet.rows[:top] for c in row if c.text.strip()))
    general = next(filter(None, map(_unit_above, above)), None)
    for index, (cells, match) in enumerate(zip(heads, _matches(heads, known), strict=True)):
        text = " ".join(dict.fromkeys(cell.text.strip() for cell in cells if cell.text.strip()))
        if not text:
            continue
        if not match:
            if _bare(text) in {_bare(each) for each in skip}:
                skipped[index] = text
            else:
                strange.append((cells[-1].at, text))
            continue
        name = known[match]
        own = next(filter(None, (_unit_of(cell.text) for cell in reversed(cells))), None)
        columns.append(
            Column(index, name, " ".join(text.split()), own or _fitting(table, name, general))
        )
    for name in {each.name for each in columns}:
        twice = [each.header for each in columns if each.name == name]
        if len(twice) > 1:
            raise HeaderError(f"found {name} twice: {', '.join(twice)}; expected it once")
    if strange:
        raise HeaderError("\n".join(_unknown(at, text, known) for at, text in strange))
    return Header(columns, above, top + depth, skipped)


def _unknown(at: str, text: str, known: dict[str, str]) -> str:
    near = get_close_matches(_bare(text), known, n=1, cutoff=0.5)
    hint = f"; did you mean {known[near[0]]}" if near else ""
    return (
        f"{at}: found a column {text!r} that the table does not have{hint} (--skip leaves it out)"
    )


def _names(table: str) -> dict[str, str]:
    """Every way to name a column: its name and its titles; what names two columns names none."""
    found: dict[str, str | None] = {}
    for field in vintages.resource(table)["schema"]["fields"]:
        for each in {field["name"], field.get("title", ""), field.get("title_ja", "")} - {""}:
            name = _bare(each)
            found[name] = field["name"] if found.get(name, field["name"]) == field["name"] else None
    found |= {_bare(each): AS_OF for each in _AS_OF_NAMES}
    return {key: name for key, name in found.items() if name}


def _title(table: str, column: str) -> str:
    return f"{column} ({vintages.field(table, column).get('title_ja', '')})"


def _bare(text: str) -> str:
    """A header without brackets, spaces and width: what is compared."""
    said = plain(text).casefold()
    without = _IN_BRACKETS.sub("", said) if _unit_of(said) else said
    return re.sub(r"[\s_・、,]+", "", without)


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


def _unit_of(header: str) -> Unit | None:
    brackets = _IN_BRACKETS.findall(plain(header))
    return next(filter(None, map(written_unit, brackets)), None)


def _unit_above(text: str) -> Unit | None:
    said = plain(text)
    if "単位" not in said and "unit" not in said.lower():
        return None
    return _unit_of(said) or written_unit(re.split(r"単位|[Uu]nit", said)[-1].strip(" :()"))


def _fitting(table: str, column: str, general: Unit | None) -> Unit | None:
    """The unit above a table, for the columns that it can be the unit of."""
    if general is None or column == AS_OF:
        return None
    field = vintages.field(table, column)
    if "qualifierField" not in field:
        return None
    own = field.get("unit", unit_text(general))
    return general if own.split()[-1] == general.name else None
