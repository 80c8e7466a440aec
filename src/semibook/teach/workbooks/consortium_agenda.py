"""A sheet to count in with live formulas, and a form to enter activities in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from semibook.models.coverage import ASKED_ONLY
from semibook.tables import schema
from semibook.teach.exhibits.consortium_agenda import lists
from semibook.teach.workbook_cells import BOLD, YELLOW

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.worksheet.worksheet import Worksheet

_ROWS = 8


def matrix(sheet: Worksheet, _: Callable[[str], str], lang: str) -> None:
    """Audiences by themes: any mark where a line names the pair; the counts follow."""
    themes = schema.labels("consortium_activities", "theme", lang)
    people = schema.labels("consortium_activity_audiences", "audience", lang)
    sheet.append([_("Mark each pair of audience and theme that a line of any region names")])
    sheet.append(["", *themes.values()])
    for name in people.values():
        sheet.append([name])
    last, column = 2 + len(people), get_column_letter(1 + len(themes))
    area = f"B3:{column}{last}"
    for row in sheet[area]:
        for cell in row:
            cell.fill = YELLOW
    asked = [get_column_letter(2 + place) for place, key in enumerate(themes) if key in ASKED_ONLY]
    # Whatever sign stands for a mark: full-width ones, ticks and crosses too.
    asked_only = "+".join(f"COUNTA({letter}3:{letter}{last})" for letter in asked)
    sheet.append([_("named"), f"=COUNTA({area})"])
    sheet.append([_("of these surveys and studies"), f"={asked_only}"])
    sheet.append([_("not named"), f"={len(themes) * len(people)}-COUNTA({area})"])
    for cell in (sheet["A1"], *sheet[2]):
        cell.font = BOLD
    sheet.column_dimensions["A"].width = 36
    for place in range(len(themes)):
        sheet.column_dimensions[get_column_letter(2 + place)].width = 20


def form(
    sheet: Worksheet,
    consortium_activities: pd.DataFrame,
    consortium_activity_audiences: pd.DataFrame,
    region: str,
    _: Callable[[str], str],
    lang: str,
) -> None:
    """A row an activity; the first line of the region's list stands there as an example."""
    example = lists(consortium_activities, consortium_activity_audiences, region, lang).iloc[0]
    heads = [_("Activity"), _("Theme"), _("Audience"), _("State"), _("Who holds it"), _("Source")]
    sheet.append([_("Activities: what is not known stays empty. The first row is an example")])
    sheet.append(heads)
    known = [example["line"], example["theme"], example["audience"], example["status"], None]
    sheet.append([*known, _("slide 15")])
    last = 3 + _ROWS
    for row in sheet.iter_rows(min_row=4, max_row=last, max_col=len(heads)):
        for cell in row:
            cell.fill = YELLOW
    choices = {
        "B": schema.labels("consortium_activities", "theme", lang),
        "C": schema.labels("consortium_activity_audiences", "audience", lang),
        "D": schema.labels("consortium_activities", "status", lang),
    }
    for column, labels in choices.items():
        listed = ",".join(labels.values())
        # Another word may be typed as well, such as two audiences.
        choice = DataValidation(type="list", formula1=f'"{listed}"', showErrorMessage=False)
        choice.add(f"{column}4:{column}{last}")
        sheet.add_data_validation(choice)
    for cell in (sheet["A1"], *sheet[2]):
        cell.font = BOLD
    for column, width in zip("ABCDEF", (40, 20, 28, 14, 24, 30), strict=True):
        sheet.column_dimensions[column].width = width
