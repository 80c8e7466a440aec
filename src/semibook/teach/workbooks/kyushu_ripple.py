"""The input-output table with live formulas: change the local share and the demand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from semibook.models.input_output import FINAL_DEMAND, VALUE_ADDED
from semibook.teach.workbook_cells import BOLD, YELLOW

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.worksheet.worksheet import Worksheet

_ROUNDS = 8
_FIRST = 7  # the row of the first sector


def rounds(
    sheet: Worksheet, teaching_io_table: pd.DataFrame, _: Callable[[str], str], lang: str
) -> None:
    """The table's flows as numbers; coefficients, rounds and their sum as formulas."""
    table = teaching_io_table.set_index("sector").drop(index=VALUE_ADDED)
    sectors = list(table.index)
    sheet.append([_("Rounds of purchases in a teaching example (made up), billion yen")])
    sheet.append([_("Share of purchases that stays in the region (0 to 1)"), 0])
    sheet.append([_("Added demand for the first sector"), 0])
    sheet["B2"].fill = sheet["B3"].fill = YELLOW
    sheet.append([])
    sheet.append([_("Sales of each row to each column, then to final users, then in all")])
    sheet.append(["", *sectors, FINAL_DEMAND, _("output")])
    for place, sector in enumerate(sectors):
        row = _FIRST + place
        sales = table.loc[sector, [*sectors, FINAL_DEMAND]].astype(float)
        sheet.append([sector, *sales, f"=SUM(B{row}:F{row})"])
    _rounds(sheet, sectors, _)
    sheet.column_dimensions["A"].width = 44
    sheet["A1"].font = BOLD


def _rounds(sheet: Worksheet, sectors: list[str], _: Callable[[str], str]) -> None:
    """A row a round: what each sector sells, from the row before it."""
    count = len(sectors)
    last = _FIRST + count - 1
    sheet.append([])
    sheet.append([_("Round"), *sectors, _("sum")])
    start = last + 3
    sheet.append([0, "=B3", *([0] * (count - 1)), f"=SUM(B{start}:E{start})"])
    for number in range(1, _ROUNDS + 1):
        row = start + number
        cells = [
            "=$B$2*("
            + "+".join(
                f"{_letter(buyer)}{row - 1}*{_letter(buyer)}{_FIRST + seller}/$G${_FIRST + buyer}"
                for buyer in range(count)
            )
            + ")"
            for seller in range(count)
        ]
        sheet.append([number, *cells, f"=SUM(B{row}:E{row})"])
    total = f"=SUM(F{start}:F{start + _ROUNDS})"
    sheet.append([_("All rounds so far"), *([""] * count), total])


def _letter(place: int) -> str:
    return "BCDE"[place]
