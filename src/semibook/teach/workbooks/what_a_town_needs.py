"""Shares of rounded amounts with live formulas, and a place to sort the requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from openpyxl.worksheet.datavalidation import DataValidation

from semibook.tables import schema
from semibook.teach.workbook_cells import BOLD, YELLOW

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.worksheet.worksheet import Worksheet


def sorting(
    sheet: Worksheet, regional_infrastructure: pd.DataFrame, _: Callable[[str], str], lang: str
) -> None:
    """The requests with a yellow cell for the kind; the counts of the kinds follow."""
    kinds = list(schema.labels("regional_infrastructure", "category", lang).values())
    sheet.append([_("Write a kind beside each request"), "", _("Kind"), "", *kinds])
    last = 1 + len(regional_infrastructure)
    counts = [f"=COUNTIF($C$2:$C${last},{'EFGH'[place]}$1)" for place in range(len(kinds))]
    for place, row in enumerate(regional_infrastructure.itertuples()):
        sheet.append([row.prefecture, row.request, None, "", *(counts if place == 0 else [])])
        sheet.cell(sheet.max_row, 3).fill = YELLOW
    choice = DataValidation(type="list", formula1=f"=$E$1:${'EFGH'[len(kinds) - 1]}$1")
    choice.add(f"C2:C{last}")
    sheet.add_data_validation(choice)
    for cell in sheet[1]:
        cell.font = BOLD
    for column, width in zip("ABCEFGH", (14, 40, 22, 22, 22, 22, 22), strict=True):
        sheet.column_dimensions[column].width = width


def share(sheet: Worksheet, _: Callable[[str], str], lang: str) -> None:
    """Two printed amounts and their last digits; the share and its ends."""
    sheet.append([_("Share of two printed amounts"), _("As printed"), _("Last digit stands for")])
    for name in (_("Part"), _("Whole")):
        sheet.append([name, None, None])
        for column in (2, 3):
            sheet.cell(sheet.max_row, column).fill = YELLOW
    ready = 'IF(COUNT($B$2:$C$3)<4,""'
    sheet.append([_("Share, percent"), f"={ready},100*B2/B3)"])
    sheet.append([_("least"), f"={ready},100*(B2-C2/2)/(B3+C3/2))"])
    sheet.append([_("most"), f"={ready},100*(B2+C2/2)/(B3-C3/2))"])
    for cell in sheet[1]:
        cell.font = BOLD
    for column, width in zip("ABC", (34, 18, 22), strict=True):
        sheet.column_dimensions[column].width = width
