"""Names of columns: what the table calls them, and what a file's header comes to."""

from __future__ import annotations

import re
from functools import lru_cache

from semibook.intake.cells.text import without_marks
from semibook.intake.characters import plain
from semibook.intake.header.unit_text import without_unit
from semibook.intake.read.sheet import Cell
from semibook.tables.schema import Table
from semibook.tables.vintages import AS_OF

_FIGURE = re.compile(r"[▲△+-]?[\d,]*\.?\d+%?")
_TIME = re.compile(r"(19|20)\d{2}((0[1-9]|1[0-2]).*)?")
_MARK = re.compile(r"(?<=.)[※*†]\d*$")
_AS_OF_NAMES = {AS_OF, "as of", "時点", "基準日"}


def names_of(table: Table) -> dict[str, str]:
    """Every way to name a column: its name and its titles; what names two columns names none."""
    found: dict[str, str | None] = {}
    for described in table.fields:
        own = described["name"]
        for each in {own, described.get("title", ""), described.get("title_ja", "")} - {""}:
            name = bare(each)
            found[name] = own if found.get(name, own) == own else None
    found |= {bare(each): AS_OF for each in _AS_OF_NAMES}
    return {key: name for key, name in found.items() if name}


@lru_cache(maxsize=10_000)
def bare(text: str) -> str:
    """A header without its unit, marks of footnotes, spaces and width: what is compared."""
    said = without_unit(without_marks(text))
    said = _MARK.sub("", without_marks(said)).casefold()
    return re.sub(r"[\s_・、,]+", "", said)


def header_text(cells: list[Cell]) -> str:
    """What a file calls a column, of one row or of several."""
    said = dict.fromkeys(cell.text.strip() for cell in cells if cell.text.strip())
    return " ".join(" ".join(said).split())


def matches(heads: list[list[Cell]], known: dict[str, str]) -> list[str | None]:
    """What each column's header comes to, of `known`."""
    return [match([cell.text for cell in cells], known) for cells in heads]


def match(texts: list[str], known: dict[str, str]) -> str | None:
    """The name that stacked header cells come to: the lowest, or joined with those above."""
    said = [text for text in dict.fromkeys(map(bare, texts)) if text]
    joined = ["".join(said[at:]) for at in range(len(said))]
    possessive = ["の".join(said[at:]) for at in range(len(said))]
    for each in [*joined, *possessive, *reversed(said[:-1])]:
        if each in known:
            return each
    return None


def is_figure(text: str) -> bool:
    """Whether a cell is a number, and no year or month (`202401`) that heads a column."""
    said = plain(text).strip()
    return bool(_FIGURE.fullmatch(said)) and not _TIME.fullmatch(said)
