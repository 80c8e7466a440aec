"""Yield and cost of a good die with live formulas: change defects, clusters, the wafer's cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from semibook.models import chip_yield
from semibook.teach.workbook_cells import BOLD, YELLOW

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FIRST = 7  # the row of the first area
_AREAS = (1, 2, 4, 8)


def dies(sheet: Worksheet, clustering: float, _: Callable[[str], str], lang: str) -> None:
    """Assumptions in yellow cells, and a row an area: dies, yields, cost of a good one."""
    sheet.append([_("Yield and cost of a good die: fill in the yellow cells")])
    sheet.append([_("Killing defects for each square centimetre"), None])
    sheet.append([_("Clustering (small: strong clusters)"), clustering])
    sheet.append([_("Cost of a wafer, US dollars"), None])
    for row in (2, 3, 4):
        sheet.cell(row, 2).fill = YELLOW
    sheet.append([])
    heads = [_("Area, cm2"), _("Dies on a wafer"), _("Share good, independent")]
    sheet.append([*heads, _("Share good, clustered"), _("Cost of a good die, US dollars")])
    for place, area in enumerate(_AREAS):
        row = _FIRST + place
        known = 'IF($B$2="",""'
        sheet.append(
            [
                area,
                chip_yield.dies_on_wafer(100 * area),
                f"={known},EXP(-A{row}*$B$2))",
                f"={known},(1+A{row}*$B$2/$B$3)^(-$B$3))",
                f'=IF(OR($B$2="",$B$4=""),"",$B$4/(B{row}*D{row}))',
            ]
        )
    for cell in (sheet["A1"], *sheet[_FIRST - 1]):
        cell.font = BOLD
    for column, width in zip("ABCDE", (44, 18, 24, 24, 30), strict=True):
        sheet.column_dimensions[column].width = width
