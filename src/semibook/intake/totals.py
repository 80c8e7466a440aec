"""Prefectures in a file's columns: names with spaces in them, and sums that stand among rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from semibook.intake.characters import plain
from semibook.intake.header.columns import Column, Header
from semibook.intake.header.unit_lines import remark
from semibook.intake.lines import cell_at
from semibook.intake.read.sheet import Cell, Sheet
from semibook.tables import prefectures
from semibook.tables.schema import Table

_SUMS = {"計", "合計", "小計", "総計", "総数", "総合計", "total", "sum", "subtotal", "grandtotal"}
#: A name whose signs an office sets apart, so that all are of one width.
_SPACED = re.compile(r"[\u3040-\u9fff]+(?:\s+[\u3040-\u9fff]+)+")


def is_sum(text: str) -> bool:
    """Whether a text names a sum: `合　計`, `総数`, `Total`."""
    return _joined(plain(text)).casefold() in _SUMS


def with_whole_names(sheet: Sheet, header: Header) -> Sheet:
    """A sheet with 宮城県 for 宮　城　県, in columns of prefectures and sums alone.

    How it was read says so.
    """
    rows, first = [list(row) for row in sheet.rows], {}
    for column in header.columns:
        cells = _cells(sheet, header, column)
        spaced = [(y, cell) for y, cell in cells if _SPACED.fullmatch(cell.text.strip())]
        if spaced and _are_prefectures([cell.text for _y, cell in cells]):
            first[column.header] = f"{spaced[0][1].text} is {_joined(spaced[0][1].text)}"
            for y, cell in spaced:
                rows[y][column.index] = replace(cell, text=_joined(cell.text))
    told = "".join(f", {each!r} without spaces ({said})" for each, said in first.items())
    return replace(sheet, rows=rows, how=f"{sheet.how}{told}")


def _are_prefectures(texts: list[str]) -> bool:
    """Whether all cells are, but for sums and the country."""
    others = [text for text in texts if not prefectures.code_of_name(text)]
    return len(others) < len(texts) and all(map(_is_total, others))


def totals(sheet: Sheet, header: Header, table: Table) -> dict[str, Callable[[str], bool]]:
    """What tells a total from other texts, by the columns in which one can stand among the rows.

    A column that says 総数 in each of its cells has none: no row is a sum of others.
    """
    fields = {each["name"]: each for each in table.fields}
    texts = {
        # A line that was melted gives the same cell often.
        column.name: [*{cell.at: cell.text for _y, cell in _cells(sheet, header, column)}.values()]
        for column in header.columns
        if fields.get(column.name, {}).get("type", "string") in ("string", "integer")
    }
    some_named = any(map(prefectures.are_named, texts.values()))
    found = {}
    for name, said in texts.items():
        field = fields.get(name, {})
        titles = [name, field.get("title", ""), field.get("title_ja", "")]
        # Beside names of prefectures, few codes are of anything else.
        is_text = field.get("type", "string") == "string"
        coded = is_text and some_named and prefectures.are_coded(said)
        if prefectures.reader(titles, said) or coded:
            found[name] = _is_total
        elif is_text and not (len(said) > 1 and all(map(is_sum, said))):
            found[name] = is_sum
    return found


def _is_total(text: str) -> bool:
    return is_sum(text) or prefectures.is_country(text)


def _cells(sheet: Sheet, header: Header, column: Column) -> Iterable[tuple[int, Cell]]:
    """The filled cells of a column with the indices of their rows."""
    lines = enumerate(sheet.rows[header.first :], header.first)
    cells = [(y, cell_at(row, column.index)) for y, row in lines if not remark(row)]
    return [(y, cell) for y, cell in cells if cell.text.strip()]


def _joined(text: str) -> str:
    return "".join(text.split())
