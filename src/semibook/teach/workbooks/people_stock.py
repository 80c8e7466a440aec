"""The stock of people with live formulas: change who is hired and who stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from semibook.models.workforce import Staying
from semibook.teach.workbook_cells import BOLD, YELLOW

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.worksheet.worksheet import Worksheet

_FIRST = 10  # the row of the first year
_NEW_YEARS = Staying(1, 1, 0).new_years
_YEARS = "EFG"[:_NEW_YEARS]  # columns of people in their first, second, third year


def stock(
    sheet: Worksheet,
    kumamoto_jobs: pd.DataFrame,
    intake: float,
    retention_new: float,
    retention_later: float,
    retirement: float,
    start_year: int,
    horizon_years: int,
    _: Callable[[str], str],
    lang: str,
) -> None:
    """Assumptions in yellow cells, and a row a year: hired, gone, there."""
    direct = kumamoto_jobs[kumamoto_jobs["measure"] == "jobs_direct"]
    sheet.append([_("People as a stock: change the yellow cells")])
    for name, value in {
        _("Jobs to fill"): float(direct["value"].iloc[-1]),
        _("Hired a year"): intake,
        _("Part staying a year, first three years"): retention_new,
        _("Part staying a year, later"): retention_later,
        _("Part retiring a year, later"): retirement,
        _("Years before the first arrive"): 0,
    }.items():
        sheet.append([name, value])
        sheet.cell(sheet.max_row, 2).fill = YELLOW
    sheet.append([])
    heads = [_("End of"), _("Hired"), _("There"), _("Part of jobs filled")]
    sheet.append([*heads, _("1st year"), _("2nd year"), _("3rd year"), _("later")])
    for place in range(horizon_years):
        _year(sheet, _FIRST + place, start_year + place)
    for cell in (sheet["A1"], *sheet[_FIRST - 1]):
        cell.font = BOLD
    sheet.column_dimensions["A"].width = 40


def _year(sheet: Worksheet, row: int, year: int) -> None:
    """A year: those hired are in their first, those of the year before move on."""
    before = row - 1
    hired = f"=IF(ROW()-{_FIRST}>=$B$7,$B$3,0)"
    there, filled = f"=SUM(E{row}:H{row})", f"=C{row}/$B$2"
    if row == _FIRST:
        moved = [0] * _NEW_YEARS
    else:
        moved = [f"={column}{before}*$B$4" for column in _YEARS[:-1]]
        moved.append(f"={_YEARS[-1]}{before}*$B$4+H{before}*$B$5*(1-$B$6)")
    sheet.append([year, hired, there, filled, f"=B{row}", *moved])
