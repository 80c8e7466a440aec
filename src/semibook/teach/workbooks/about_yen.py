"""A calculator of intervals with live formulas: printed values in, ends and their sums out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from semibook.teach.workbook_cells import BOLD, YELLOW

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FIRST, _LAST = 4, 9


def ends(sheet: Worksheet, _: Callable[[str], str], lang: str) -> None:
    """A row a printed value: value, place of its last digit, and the two ends."""
    sheet.append([_("Write printed values and the place of their last digit, in one unit.")])
    sheet.append([])
    sheet.append(["", _("As printed"), _("Last digit stands for"), _("from"), _("to")])
    for row in range(_FIRST, _LAST + 1):
        blank = f'IF(OR(B{row}="",C{row}=""),""'
        ends = [f"={blank},B{row}{sign}C{row}/2)" for sign in "-+"]
        sheet.append([row - _FIRST + 1, None, None, *ends])
        for column in (2, 3):
            sheet.cell(row, column).fill = YELLOW
    sums = [f"=SUM({column}{_FIRST}:{column}{_LAST})" for column in "BDE"]
    sheet.append([_("sum"), sums[0], None, *sums[1:]])
    for cell in (sheet["A1"], *sheet[3], *sheet[_LAST + 1]):
        cell.font = BOLD
    for column, width in zip("ABCDE", (10, 18, 22, 14, 14), strict=True):
        sheet.column_dimensions[column].width = width
