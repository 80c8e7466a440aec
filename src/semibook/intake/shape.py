"""Files of another shape than their table: members of a column across, deep headers, blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, replace
from typing import Annotated

from openpyxl.utils import column_index_from_string, get_column_letter
from pydantic import BaseModel, ConfigDict, Field

from semibook.intake.cells import dates
from semibook.intake.cells.text import CellError, is_missing
from semibook.intake.characters import plain
from semibook.intake.header.columns import Head
from semibook.intake.header.names import bare, is_figure, match, names_of
from semibook.intake.header.unit_lines import HeaderError, is_calendar, remark
from semibook.intake.header.unit_text import names_unit, units_of
from semibook.intake.lines import carried_down, cell_at, spread, with_whole_remarks, without
from semibook.intake.read.sheet import Cell, Sheet
from semibook.tables import prefectures
from semibook.tables.schema import Table

#: A header of several rows is looked for within so many lines.
_FURTHEST = 200
_LETTERS = re.compile("[A-Z]{1,3}")


class Shape(BaseModel):
    """How a file is laid out, where that is not as its table is.

    Attributes:
        melt: the table's column whose values stand across in the file (years, months, codes).
        value: the table's column of the numbers beneath them, if there could be several.
        header_rows: how many rows the header has; 0: as found.
        rows: first and last line of the data, `8:54`; empty: all beneath the header.
        without: rows that are left out, by a text in one of their cells: `全国`.
        carry: columns, by header, whose cells take from those above what they leave out.
        skip_lines: lines at the top of the sheet that are left out.
        columns: names of columns of the table, by what the file calls them: one cell of a header,
            or several from the top down with `/` between them (`7032305/金額`); a column without a
            header by its letter, where the number of rows of the header is given.
        only_named: columns of the file that `columns` does not name are left out.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    melt: str = ""
    value: str = ""
    header_rows: Annotated[int, Field(ge=0, le=10)] = 0
    rows: Annotated[str, Field(pattern=r"^([1-9]\d{0,6}:[1-9]\d{0,6})?$")] = ""
    without: tuple[str, ...] = ()
    carry: tuple[str, ...] = ()
    skip_lines: Annotated[int, Field(ge=0, le=100_000)] = 0
    columns: dict[str, str] = {}
    only_named: bool = False


@dataclass(frozen=True)
class Shaped:
    """A sheet in the shape of the table.

    Attributes:
        sheet: its cells, each still with its place in the file.
        head: the header, if the shape says where it is.
        notes: lines of the file that give no row.
    """

    sheet: Sheet
    head: Head | None
    notes: tuple[str, ...] = ()


def shaped(sheet: Sheet, table: Table, shape: Shape) -> Shaped:
    """Bring a sheet into the shape of its table.

    Args:
        sheet: as the file has it.
        table: the table that it is for.
        shape: how the file is laid out.

    Raises:
        HeaderError: if the file has no such lines or columns.
        KeyError: if the table has no column that the shape names.
    """
    first, last = _lines(sheet, shape)
    rows = [list(row) for row in with_whole_remarks(sheet.rows)]
    rows[: shape.skip_lines] = [_blank(row) for row in rows[: shape.skip_lines]]
    rows[last:] = [row if remark(row) else _blank(row) for row in rows[last:]]
    head = _given_head(rows, table, shape, first) or _head_with_measures(rows, table, shape, first)
    if head and first:
        rows[head.end : first] = [_blank(row) for row in rows[head.end : first]]
    if head:
        rows[head.top : head.end] = spread(rows[head.top : head.end])
    rows, notes = without(rows, shape.without, head)
    rows = carried_down(rows, shape.carry, head)
    rows = _renamed(rows, table, shape, head)
    if not shape.melt:
        return Shaped(replace(sheet, rows=rows), head, notes)
    read = _melted(replace(sheet, rows=rows), table, shape, head)
    return replace(read, notes=(*notes, *read.notes))


def _lines(sheet: Sheet, shape: Shape) -> tuple[int, int]:
    """Index of the first line of data, 0 if that is not said, and of the first one after it."""
    count = len(sheet.rows)
    if shape.skip_lines >= count:
        raise HeaderError(
            f"--skip: found {shape.skip_lines} lines, expected fewer than the {count} of the file"
            " (a column is left out by its header)"
        )
    if not shape.rows:
        return 0, count
    first, last = map(int, shape.rows.split(":"))
    if not shape.skip_lines + 1 < first <= last <= count:
        raise HeaderError(
            f"--rows: found {shape.rows}, expected lines beneath a header, the last at most {count}"
        )
    return first - 1, last


def _blank(row: list[Cell]) -> list[Cell]:
    return [Cell(cell.at, "") for cell in row]


def _given_head(rows: list[list[Cell]], table: Table, shape: Shape, first: int) -> Head | None:
    """The header, if the number of its rows is given: above the data, or where most names are."""
    depth = shape.header_rows
    if not depth:
        return None
    tops = [first - depth] if first else range(shape.skip_lines, min(len(rows), _FURTHEST) - depth)
    if not tops or min(tops) < shape.skip_lines:
        raise HeaderError(f"--header-rows: found {depth}, expected that many lines above the data")
    melt = shape.melt and _column(table, shape.melt)
    member = _members(table.field(melt)) if melt else None
    known = names_of(table) | {bare(said): name for said, name in shape.columns.items()}

    def names(top: int) -> tuple[int, int]:
        """How many names there are in a block, of columns or of one cell, and how many figures."""
        block = spread(rows[top : top + depth])
        cells = [cell for row in block for cell in row if cell.text.strip()]
        single = sum(bare(c.text) in known or bool(member and member(c.text)) for c in cells)
        width = max(map(len, block))
        stacked = [match([cell_at(row, x).text for row in block], known) for x in range(width)]
        figures = sum(is_figure(cell.text) for cell in cells)
        return single + sum(map(bool, stacked)), -figures

    return Head(max(tops, key=names), depth)


def _head_with_measures(
    rows: list[list[Cell]], table: Table, shape: Shape, first: int
) -> Head | None:
    """Members and, beneath, what is measured, if the line of the members leaves columns alike."""
    if not shape.melt:
        return None
    member = _members(table.field(_column(table, shape.melt)))
    head = _head_of_members(Sheet("", rows, ""), member)
    if _tells_apart(rows, head, member):
        return None
    found = Head(head.top, 2)
    within = found.end <= (first or len(rows))
    return found if within and _tells_apart(rows, found, member) else None


def _tells_apart(rows: list[list[Cell]], head: Head, member: Callable[[str], str | None]) -> bool:
    """Whether a header has a name for each column from the first member on, and no two alike."""
    block = spread(rows[head.top : head.end])
    if any(remark(row) or any(is_figure(cell.text) for cell in row) for row in block):
        return False
    across = [*_across(Sheet("", block, ""), Head(0, head.depth), member)]
    told = {(each.member, each.measure) for each in across}
    headed, filled = _filled(block), _filled(rows[head.end :])
    unnamed = {x for x in filled - headed if across and x > across[0].index}
    return len(told) == len(across) and not unnamed


def _filled(rows: list[list[Cell]]) -> set[int]:
    """The indices of columns in which something stands."""
    return {x for row in rows for x, cell in enumerate(row) if cell.text.strip()}


def _renamed(
    rows: list[list[Cell]], table: Table, shape: Shape, head: Head | None
) -> list[list[Cell]]:
    """The rows with the headers that the caller names as columns of the table."""
    if not shape.columns and not shape.only_named:
        return rows
    if head:
        rows = _headed(rows, shape, head)
    block = range(head.top, head.end) if head else range(min(len(rows), _FURTHEST))
    known = {at: {bare(cell.text) for cell in rows[at]} for at in block}
    headers = {key for at in block for key in known[at]}
    wanted = {said: _column(table, name) for said, name in shape.columns.items()}
    stacked = {said: name for said, name in wanted.items() if bare(said) not in headers}
    single = {bare(said): (said, wanted[said]) for said in wanted.keys() - stacked.keys()}
    places = _stacked_places(rows, head, stacked)
    lines = [*block] if head else [at for at in block if single.keys() <= known[at]][:1]
    if single and not lines:
        lost = ", ".join(wanted)
        raise HeaderError(f"--column: found no header {lost}, expected it in one line")
    for at in lines:
        rows[at] = [
            _named(cell, *single[bare(cell.text)]) if bare(cell.text) in single else cell
            for cell in rows[at]
        ]
    for x, name in places.items():
        _put_name(rows, head, x, name)
    return _only(rows, lines, table, shape, places.keys()) if shape.only_named else rows


def by_letters(shape: Shape) -> dict[str, str]:
    """Names of columns without a header, by their letters."""
    return {said: name for said, name in shape.columns.items() if _LETTERS.fullmatch(said)}


def _headed(rows: list[list[Cell]], shape: Shape, head: Head) -> list[list[Cell]]:
    """The rows with names for columns without a header, by the letters that the caller names."""
    rows = [list(row) for row in rows]
    last = rows[head.end - 1]
    for letter in by_letters(shape):
        x = column_index_from_string(letter) - 1
        if not any(cell_at(row, x).text.strip() for row in rows[head.top : head.end]):
            last += [cell_at(last, at) for at in range(len(last), x + 1)]
            last[x] = replace(last[x], text=letter)
    return rows


def _stacked_places(
    rows: list[list[Cell]], head: Head | None, stacked: dict[str, str]
) -> dict[int, str]:
    """By the index of a column, the name that the caller gives the cells of its header.

    Raises:
        HeaderError: if no column has such cells one beneath the other, or several have.
    """
    if not stacked:
        return {}
    if not head:
        lost = ", ".join(stacked)
        raise HeaderError(f"--column: found no header {lost}, expected it in one line")
    block = rows[head.top : head.end]
    width = max(len(row) for row in block)
    heads = [[_code(cell_at(row, x).text) for row in block] for x in range(width)]
    places = {}
    for said, name in stacked.items():
        parts = [_code(part) for part in said.split("/")]
        found = [x for x, texts in enumerate(heads) if _in_order(parts, texts)]
        if len(found) != 1:
            columns = ", ".join(map(get_column_letter, [x + 1 for x in found])) or "no column"
            raise HeaderError(f"--column: found {columns} headed by {said}, expected one")
        places[found[0]] = name
    return places


def heads_column(said: str, texts: list[str]) -> bool:
    """Whether what a caller calls a column is a cell of its header, or all of it, or parts of it.

    Args:
        said: such as `支援額`, or from the top down `7032305/金額`.
        texts: the cells of the header, from the top down.
    """
    parts, codes = [_code(part) for part in said.split("/")], [_code(text) for text in texts]
    return _in_order(parts, codes) or bare(said) == bare("".join(texts))


def _code(text: str) -> str:
    """A cell of a header as it is compared; codes stand in quotes, so that no zero is lost."""
    return bare(text).strip("'")


def _in_order(parts: list[str], texts: list[str]) -> bool:
    """Whether all parts stand among the texts, in this order."""
    left = iter(texts)
    return all(part in left for part in parts)


def _put_name(rows: list[list[Cell]], head: Head, x: int, name: str) -> None:
    """Head a column by its name alone, and the units that its header states."""
    cells = [cell_at(row, x) for row in rows[head.top : head.end]]
    units = [cell.text.strip() for cell in cells if units_of(cell.text)]
    if unclear := [cell for cell in cells if names_unit(cell.text) and not units_of(cell.text)]:
        said = f"{unclear[0].at}: found {unclear[0].text.strip()!r}"
        raise HeaderError(f"{said}, expected a unit that the tables know, such as （単位：千円）")
    for row, cell in zip(rows[head.top : head.end], cells, strict=True):
        if x < len(row):
            row[x] = replace(cell, text="")
    last = rows[head.end - 1]
    last.extend(Cell("", "") for _missing in range(x + 1 - len(last)))
    last[x] = replace(cells[-1], text=f"{name}{units[-1] if units else ''}")


def _only(
    rows: list[list[Cell]], lines: list[int], table: Table, shape: Shape, places: Set[int]
) -> list[list[Cell]]:
    """The rows without the columns that the caller does not name."""
    names = {bare(name) for name in shape.columns.values()}
    across = _places_across(rows, lines, table, shape) if shape.melt else set()
    kept = {*places, *across} | {
        x for at in lines for x, cell in enumerate(rows[at]) if bare(cell.text) in names
    }
    if kept == across:
        raise HeaderError("--only-named: found no column that --column names, expected some")
    first = min(lines, default=0)

    def stays(y: int, x: int, text: str) -> bool:
        """Whether a cell does: of a kept column, and in the header what names it or its unit."""
        whole = y not in lines or x in places or x in across
        named = whole or bare(text) in names or units_of(text)
        return y < first or (x in kept and bool(named))

    return [
        [cell if stays(y, x, cell.text) else replace(cell, text="") for x, cell in enumerate(row)]
        for y, row in enumerate(rows)
    ]


def _places_across(
    rows: list[list[Cell]], lines: list[int], table: Table, shape: Shape
) -> set[int]:
    """The indices of the columns whose header has a value of the column that stands across."""
    member = _members(table.field(_column(table, shape.melt)))
    block = spread([rows[at] for at in lines])
    if not block:
        return set()
    head = Head(0, len(block))
    return {each.index for each in _across(Sheet("", block, ""), head, member)}


def _named(cell: Cell, said: str, name: str) -> Cell:
    """A header under another name, with the unit that stands beside it."""
    text = plain(cell.text).replace(plain(said), name, 1)
    if name not in text and units_of(cell.text):
        raise HeaderError(f"--column: found {said!r}, expected it as {cell.at} has it: {cell.text}")
    return replace(cell, text=text if name in text else name)


def _column(table: Table, said: str) -> str:
    """A column of the table, by its name or its title."""
    name = names_of(table).get(bare(said), said)
    table.field(name)
    return name


@dataclass(frozen=True)
class _Across:
    """A column of the file that holds the values of one member.

    Attributes:
        index: its place in the rows.
        member: such as `2024`, as the table writes it.
        measure: the other texts of its header, top down: which value it is, and its unit.
    """

    index: int
    member: str
    measure: tuple[str, ...]


def _melted(sheet: Sheet, table: Table, shape: Shape, head: Head | None) -> Shaped:
    melt = _column(table, shape.melt)
    member = _members(table.field(melt))
    head = head or _head_of_members(sheet, member)
    across = [*_across(sheet, head, member)]
    if not across:
        raise HeaderError(
            f"--melt: found no column headed by a {table.field(melt).get('title', melt)},"
            " expected years, months, codes or prefectures side by side (--header-rows says how"
            " many rows the header has)"
        )
    moved = {each.index for each in across}
    width = max(len(row) for row in sheet.rows)
    ids = [x for x in range(width) if x not in moved]
    measures = list(dict.fromkeys(each.measure for each in across))
    heads = _value_heads(sheet, table, shape, head, measures, melt)
    rows = sheet.rows[: head.top]  # a unit may stand above what moves
    for depth, row in enumerate(sheet.rows[head.top : head.end]):
        lowest = depth == head.depth - 1
        name = Cell(cell_at(row, across[0].index).at, melt if lowest else "")
        rows.append([*(cell_at(row, x) for x in ids), name, *(texts[depth] for texts in heads)])
    notes = []
    for row in sheet.rows[head.end :]:
        made = list(_rows_of(row, ids, across, measures))
        if made or any(cell_at(row, x).text.strip() for x in moved):
            rows += made  # none of a line with - for every member
            continue
        said = [cell.text.strip() for cell in row if cell.text.strip()]
        if said and not remark(row):
            notes.append(" ".join(said))
        # What is no row stays: a remark, a line about the unit, a line that has to be refused.
        rows.append([cell_at(row, x) for x in ids])
    cells = [
        cell_at(row, x).text for row in sheet.rows[head.end :] if not remark(row) for x in moved
    ]
    empty = sum(map(is_missing, cells))
    how = f"{sheet.how}, {melt} across as rows"
    how += f" ({empty} cell(s) without a value give none)" if empty else ""
    return Shaped(replace(sheet, rows=rows, how=how), head, tuple(notes))


def _rows_of(
    row: list[Cell], ids: list[int], across: list[_Across], measures: list[tuple[str, ...]]
) -> Iterator[list[Cell]]:
    """A row for each member that the line has a value of."""
    for member in dict.fromkeys(each.member for each in across):
        places = {each.measure: each.index for each in across if each.member == member}
        values = [cell_at(row, places[m]) if m in places else Cell("", "") for m in measures]
        if all(is_missing(cell.text) for cell in values):
            continue  # not out yet, or no such thing
        at = next(cell.at for cell in values if cell.at)
        yield [*(cell_at(row, x) for x in ids), Cell(at, member), *values]


def _across(sheet: Sheet, head: Head, member: Callable[[str], str | None]) -> Iterator[_Across]:
    block = sheet.rows[head.top : head.end]
    for x in range(max(len(row) for row in block)):
        texts = [cell_at(row, x).text.strip() for row in block]
        if any(texts):
            whole = member("".join(texts))
            single = [text for text in texts if text and member(text)]
            if whole and not single:  # 2024年 over 1月
                yield _Across(x, whole, ())
            elif single and len({member(text) for text in single}) == 1:
                rest = tuple(text for text in dict.fromkeys(texts) if text and text not in single)
                yield _Across(x, member(single[0]), rest)


def _head_of_members(sheet: Sheet, member: Callable[[str], str | None]) -> Head:
    """The line with the most members."""
    counts = [
        sum(member(cell.text) is not None for cell in row if cell.text.strip())
        for row in sheet.rows[:_FURTHEST]
    ]
    return Head(counts.index(max(counts)), 1)


def _value_heads(
    sheet: Sheet,
    table: Table,
    shape: Shape,
    head: Head,
    measures: list[tuple[str, ...]],
    melt: str,
) -> list[list[Cell]]:
    """The headers of the columns of values, as deep as the header is."""
    known, value, found = names_of(table), "", []
    for measure in measures:
        # A name of the members as such, 調査年 over 2020年 and 2021年, is none of the values'.
        texts = [text for text in measure if known.get(bare(text)) != melt]
        if not bare("".join(texts)):  # no name, at most a unit
            value = value or _value(sheet, table, shape, head, melt)
            texts = [f"{value}{' '.join(texts)}"]
        at = sheet.rows[head.end - 1][0].at
        above = [Cell("", "") for _row in range(head.depth - len(texts))]
        found.append([*above, *(Cell(at, text) for text in texts)])
    return found


def _value(sheet: Sheet, table: Table, shape: Shape, head: Head, melt: str) -> str:
    """The table's column of the numbers.

    Raises:
        HeaderError: if several could be, and the caller names none.
    """
    if shape.value:
        return _column(table, shape.value)
    fields = table.fields
    places = {each.get("resolutionField") for each in fields}
    known = names_of(table)
    headed = {known.get(bare(c.text)) for row in sheet.rows[head.top : head.end] for c in row}
    may_be = [
        each["name"]
        for each in fields
        if each.get("type") in ("number", "integer")
        and each["name"] not in {melt, *places, *headed}
        and not is_calendar(each)
    ]
    if len(may_be) != 1:
        raise HeaderError(
            f"--value: found no name, expected the column of the numbers: {', '.join(may_be)}"
        )
    return may_be[0]


def _members(field: dict) -> Callable[[str], str | None]:
    """What reads a header as a value of a column: gives it as the table writes it, or None."""
    kind = field.get("type", "string")
    if kind == "integer" and is_calendar(field):
        calendar = "fiscal" if "fiscal" in field["name"] else "calendar"
        return lambda text: _year(text, calendar)
    if kind == "yearmonth":
        return _month
    if codes := field.get("constraints", {}).get("enum"):
        labels = field.get("labels", {})
        words = {bare(word): code for code in codes for word in labels.get(code, {}).values()}
        known = words | {bare(code): code for code in codes}
        return lambda text: known.get(bare(text))
    return lambda text: prefecture(text) or _quarter(text)


def _year(text: str, calendar: str) -> str | None:
    try:
        return dates.year(text, calendar)
    except CellError as error:
        raise HeaderError(f"--melt: found {text!r}, expected {error.expected}") from error


def _month(text: str) -> str | None:
    try:
        return dates.month(text)
    except CellError:
        return None


def _quarter(text: str) -> str | None:
    try:
        return dates.quarter(text)
    except CellError:
        return None


def prefecture(text: str) -> str | None:
    """The name of a prefecture, with or without its code (`01北海道`) and what it ends in."""
    return prefectures.names().get(prefectures.code_of_name(text))
