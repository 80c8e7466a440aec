"""Cells of workbooks that are handed out to be filled in: text that stays text, and headers."""

from __future__ import annotations

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

_HEAD = PatternFill("solid", fgColor="DDE6EE")
_BOLD = Font(bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def put_text(cell: Cell, text: str) -> None:
    """Write text that stays text: no program runs it as a formula, even after it was edited."""
    cell.value = text
    cell.data_type = "s"  # openpyxl makes a formula of what begins with =
    cell.number_format = "@"
    if text[:1] in "=+-@":
        cell.quotePrefix = True


def put_texts(sheet: Worksheet, row: int, texts: list[str]) -> None:
    """Write texts into a row from its first cell on; an empty one leaves its cell as it is."""
    for x, text in enumerate(texts, 1):
        if text:
            put_text(sheet.cell(row, x), text)


def put_head(sheet: Worksheet, row: int, texts: list[str]) -> None:
    """Write texts into a row as a header."""
    put_texts(sheet, row, texts)
    for x in range(1, len(texts) + 1):
        sheet.cell(row, x).font, sheet.cell(row, x).fill = _BOLD, _HEAD
        sheet.cell(row, x).alignment = _WRAPPED
