"""What a cell may hold, whatever its table: text that can be seen, plain numbers and dates."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from semibook.check.rules.rule import Fault, Rule
from semibook.tables.characters import strange, web_address

#: Columns whose text may have several lines.
NOTES = {"note", "note_ja"}
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_FORMS = {
    "number": (_NUMBER, "a number such as -1234.5"),
    "integer": (re.compile(r"-?[0-9]+"), "a whole number such as 1234"),
    "date": (re.compile("[0-9-]+"), "a date such as 2026-03-31"),
    "yearmonth": (re.compile("[0-9-]+"), "a month such as 2026-03"),
}


class PlainCells(Rule):
    """Cells hold what can be seen, and what a spreadsheet would write."""

    type = "plain-cells"

    def faults(self, cells: dict[str, str]) -> Iterator[Fault]:
        """Cells that no table may have."""
        for field in self.fields:
            if wrong := fault(cells[field["name"]], field):
                yield field["name"], *wrong


def fault(cell: str, described: dict) -> tuple[str, str] | None:
    """What is wrong with a cell, and what is expected; None if nothing is.

    What is no number or date at all is left to frictionless, which reports it by its type.

    Args:
        cell: its text.
        described: its column's descriptor.
    """
    name, kind = described["name"], described.get("type", "string")
    if said := strange(cell, lines=name in NOTES):
        return said, "text on one line that can be seen"
    if cell and not cell.strip():
        return f"blanks alone ({cell!r:.60})", "a value, or an empty cell"
    if kind in _FORMS and cell:
        form, expected = _FORMS[kind]
        if not form.fullmatch(cell) and _passes(cell, kind):
            return repr(cell), expected
    if name == "address" and re.fullmatch(r"https?://\S+", cell) and not web_address(cell):
        return repr(cell), "an address that begins with http:// or https://"
    return None


def _passes(cell: str, kind: str) -> bool:
    """Whether Python reads a number or date in a cell that a spreadsheet would not write so.

    It takes digits of any script (１２), grouped ones (1_000) and blanks around them.
    """
    if kind in ("date", "yearmonth"):
        return bool(re.fullmatch(r"\d{4}-[\d-]+", cell.strip()))
    try:
        return math.isfinite(int(cell) if kind == "integer" else float(cell))
    except ValueError:
        return False
