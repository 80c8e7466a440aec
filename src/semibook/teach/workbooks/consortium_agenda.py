"""A sheet to count in with live formulas, and the form that the book imports."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from semibook.tables import schema
from semibook.teach.workbook_cells import BOLD, YELLOW

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_ROWS = 8


def matrix(sheet: Worksheet, _: Callable[[str], str], lang: str) -> None:
    """Audiences by themes: write x where a line names the pair; the counts follow."""
    themes = schema.labels("consortium_activities", "theme", lang)
    people = schema.labels("consortium_activity_audiences", "audience", lang)
    sheet.append([_("Write x where a line of any region names audience and theme")])
    sheet.append(["", *themes.values()])
    for name in people.values():
        sheet.append([name])
    last, column = 2 + len(people), "ABCDEFGH"[len(themes)]
    cells = sheet[f"B3:{column}{last}"]
    for row in cells:
        for cell in row:
            cell.fill = YELLOW
    area = f"B3:{column}{last}"
    sheet.append([_("named"), f'=COUNTIF({area},"x")'])
    total = len(themes) * len(people)
    sheet.append([_("not named"), f'={total}-COUNTIF({area},"x")'])
    for cell in (sheet["A1"], *sheet[2]):
        cell.font = BOLD
    sheet.column_dimensions["A"].width = 36


def form(sheet: Worksheet, region: str, _: Callable[[str], str], lang: str) -> None:
    """The columns of the table of activities, which `semibook vintage import` reads."""
    fields = schema.resource("consortium_activities")["schema"]["fields"]
    title = "title" if lang == "en" else "title_ja"
    names = [field["name"] for field in fields]
    sheet.append([field.get(title, field["name"]) for field in fields])
    for _row in range(_ROWS):
        sheet.append([region if name == "consortium" else None for name in names])
    for row in sheet.iter_rows(min_row=2, max_row=1 + _ROWS):
        for cell in row:
            cell.fill = YELLOW
    for cell in sheet[1]:
        cell.font = BOLD
