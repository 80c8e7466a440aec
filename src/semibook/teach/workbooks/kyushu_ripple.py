"""The worksheet's table with live formulas: change the local share and the orders."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from semibook.teach.answers.kyushu_ripple import purchases
from semibook.teach.workbook_cells import BOLD, YELLOW

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.worksheet.worksheet import Worksheet

_ROUNDS = 8
_FIRST = 7  # the row of what is bought from the first sector


def rounds(
    sheet: Worksheet, teaching_io_table: pd.DataFrame, _: Callable[[str], str], lang: str
) -> None:
    """What sectors buy for one of their output as numbers; rounds and their sums as formulas."""
    bought = purchases(teaching_io_table)
    named = {
        "semiconductors": _("Chips"),
        "equipment_materials": _("Equipment and materials"),
        "construction": _("Construction"),
        "services": _("Services"),
    }
    names = [named[sector] for sector in bought]
    sheet.append([_("Rounds of purchases in a teaching example (made up)")])
    sheet.append([_("Share of purchases that stays in the region (0 to 1)")])
    sheet.append([_("Orders for the first sector")])
    sheet["B2"].fill = sheet["B3"].fill = YELLOW
    sheet.append([])
    sheet.append([_("What a sector (column) buys from each (row) for 1 of its sales")])
    sheet.append(["", *names])
    for seller, name in enumerate(names):
        sheet.append([name, *(shares[seller] for shares in bought.values())])
    _rounds(sheet, names, _)
    sheet.column_dimensions["A"].width = 50
    for column in range(2, _ROUNDS + 4):
        sheet.column_dimensions[get_column_letter(column)].width = 16


def _rounds(sheet: Worksheet, names: list[str], _: Callable[[str], str]) -> None:
    """A row a seller and a column a round, as on the worksheet; each from the column before it."""
    count = len(names)
    head = _FIRST + count + 1
    first, last = head + 1, head + count
    sheet.append([])
    each = [_("Round {number}").format(number=number) for number in range(1, _ROUNDS + 1)]
    sheet.append(["", _("Orders"), *each, _("All together")])
    for seller, name in enumerate(names):
        cells = [
            "=$B$2*("
            + "+".join(
                f"{get_column_letter(2 + buyer)}{_FIRST + seller}*{before}{first + buyer}"
                for buyer in range(count)
            )
            + ")"
            for before in map(get_column_letter, range(2, _ROUNDS + 2))
        ]
        row = first + seller
        whole = f"=SUM(B{row}:{get_column_letter(_ROUNDS + 2)}{row})"
        sheet.append([name, "=B3" if seller == 0 else 0, *cells, whole])
    columns = map(get_column_letter, range(2, _ROUNDS + 4))
    sheet.append([_("Sum"), *(f"=SUM({column}{first}:{column}{last})" for column in columns)])
    for cells in sheet.iter_rows(min_row=first, max_row=last + 1, min_col=2):
        for cell in cells:
            cell.number_format = "0.000"
    for cell in (sheet["A1"], *sheet[_FIRST - 1], *sheet[head], *sheet[last + 1]):
        cell.font = BOLD
