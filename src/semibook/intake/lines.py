"""Lines of a sheet with what they leave to their reader: names above, years above."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from openpyxl.utils import get_column_letter

from semibook.intake.cells.dates import ERA_OR_YEAR
from semibook.intake.characters import plain
from semibook.intake.header.columns import Head
from semibook.intake.header.names import bare
from semibook.intake.header.unit_lines import HeaderError, remark
from semibook.intake.read.sheet import Cell

#: What a cell that stands for itself begins with: its year, and how that is set off.
_YEAR = re.compile(rf"(?P<year>{ERA_OR_YEAR})\s*(?P<after>年度|年|[-/.]|$)\s*(?P<rest>.*)")
_SHORT_YEAR = re.compile(r"(\d{1,2}|元)\s*(年度|年)?")


def cell_at(row: list[Cell], index: int) -> Cell:
    """A cell of a line, which may end before it."""
    if index < len(row):
        return row[index]
    line = row[0].line if row else ""
    return Cell(f"{get_column_letter(index + 1)}{line}", "")


def with_whole_remarks(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The lines of a sheet, of which each that goes on with a remark at the end is one too.

    An office breaks a long remark into lines, of which only the first begins with 注.
    """
    kept, within = list(rows), False
    last = max((at for at, row in enumerate(rows) if len(_texts(row)) > 1), default=len(rows))
    for at, row in enumerate(rows[last + 1 :], last + 1):
        within = bool(_texts(row)) and (within or remark(row) is not None)
        if within and not remark(row):
            kept[at] = [replace(c, text=f"注 {c.text}" if c.text.strip() else "") for c in row]
    return kept


def _texts(row: list[Cell]) -> set[str]:
    return {cell.text.strip() for cell in row} - {""}


def spread(block: list[list[Cell]]) -> list[list[Cell]]:
    """A header of several rows, with each name over all columns that it stands over.

    A text file, and a sheet without merged cells, has it over the first of them alone.
    """
    upper = [
        row if any(cell.merged for cell in row) else _spread(row, block[y + 1 :])
        for y, row in enumerate(block[:-1])
    ]
    return upper + block[-1:]


def _spread(row: list[Cell], beneath: list[list[Cell]]) -> list[Cell]:
    found, last = [], ""
    for x in range(max(map(len, [row, *beneath]))):
        cell = cell_at(row, x)
        last = cell.text.strip() or last
        headed = any(cell_at(line, x).text.strip() for line in beneath)
        found.append(replace(cell, text=last) if headed else cell)
    return found


def without(
    rows: list[list[Cell]], texts: Iterable[str], head: Head | None
) -> tuple[list[list[Cell]], tuple[str, ...]]:
    """The rows of a sheet, those that have one of some texts in a cell blank, and what these say.

    Raises:
        HeaderError: if there is no such row beneath the header.
    """
    left = {bare(text): text for text in texts}
    first = head.end if head else 0
    found = [
        left.keys() & {bare(cell.text) for cell in row} if y >= first else set()
        for y, row in enumerate(rows)
    ]
    if lost := left.keys() - set().union(*found):
        said = ", ".join(left[name] for name in left if name in lost)
        raise HeaderError(f"--without: found no row {said}, expected one beneath the header")
    said = tuple(
        " ".join(cell.text.strip() for cell in row if cell.text.strip())
        for row, names in zip(rows, found, strict=True)
        if names
    )
    pairs = zip(rows, found, strict=True)
    return [[Cell(c.at, "") for c in row] if names else row for row, names in pairs], said


def carried_down(
    rows: list[list[Cell]], headers: Iterable[str], head: Head | None
) -> list[list[Cell]]:
    """The rows of a sheet, with what some columns say once at the top of several rows.

    Args:
        rows: the lines.
        headers: what the file calls these columns; letters of columns without a header.
        head: the rows of the header; None: a header is looked for in every line.

    Raises:
        HeaderError: if there is no such column.
    """
    rows = [list(row) for row in rows]
    for said in headers:
        top, x = _column(rows, said, head)
        above = ""
        for y, row in enumerate(rows[top:], top):
            if x >= len(row) or remark(row) or not any(cell.text.strip() for cell in row):
                continue
            above = completed(row[x].text, above)
            rows[y][x] = replace(row[x], text=above)
    return rows


def _column(rows: list[list[Cell]], said: str, head: Head | None) -> tuple[int, int]:
    """The first row beneath a column's header, and its index."""
    for y in range(head.top, head.end) if head else range(len(rows)):
        for x, cell in enumerate(rows[y]):
            if cell.text.strip() and bare(cell.text) == bare(said):
                return head.end if head else y + 1, x
            if head and cell.at == f"{said}{y + 1}":
                return head.end, x
    raise HeaderError(f"--carry: found no column {said}, expected one of the file")


def completed(text: str, above: str) -> str:
    """A cell with what it leaves out, as the one above has it.

    Args:
        text: nothing, a year of an era (`２` beneath `令和元年`), or a month or quarter of a year
            (`2月` beneath `令和4年1月`); anything else stays.
        above: the cell above, complete.
    """
    said, full = plain(text).strip(), _YEAR.fullmatch(plain(above).strip())
    if not said:
        return above
    if not full or _YEAR.match(said):
        return text
    if not full["rest"]:
        short = _SHORT_YEAR.fullmatch(said)
        era = re.match(r"[^\d元]+", full["year"])
        return f"{era[0].strip()}{short[1]}{full['after']}" if short and era else text
    return f"{full['year']}{full['after']}{said}" if said[0].isdecimal() else text
