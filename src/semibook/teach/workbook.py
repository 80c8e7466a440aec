"""A lesson's workbook: its tables, cells to answer in that say right or again, and a live model."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from semibook.teach import facts, seals
from semibook.teach.copy import Copy
from semibook.teach.labels import labels
from semibook.teach.workbook_cells import BOLD, YELLOW
from semibook.translation.catalogues import translator

_WRAP = Alignment(wrap_text=True, vertical="top")
#: Workbooks say when they were made; the same lesson is to give the same bytes.
_MADE = datetime(2024, 2, 9)
_NO_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_NARROW, _WIDE = 12, 46


def workbook(copy: Copy) -> bytes:
    """The workbook as an .xlsx file; it holds formulas and no results of them."""
    book = Workbook()
    _ = translator(copy.lang, "semibook")
    _answers(book.active, copy)
    for fill in facts.functions("workbooks", copy.lesson).values():
        sheet = book.create_sheet(_name(_("Model"), book))
        facts.call(fill, copy.lesson, copy.region, copy.vintage, copy.lang, sheet=sheet, _=_)
    for shown in _tables(copy):
        _table(book.create_sheet(_name(shown.title, book)), shown)
    book.properties.creator = "semibook"
    book.properties.created = _MADE
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _answers(sheet: Worksheet, copy: Copy) -> None:
    """Each blank of the worksheet as a yellow cell, with its mark beside."""
    words, _ = labels(copy.lang), translator(copy.lang, "semibook")
    sheet.title = words["worksheet"][:_LONGEST_NAME]
    sheet.append([copy.say(copy.lesson.title)])
    sheet.append([_("Write your numbers into the yellow cells.")])
    sheet.append([words["question"], "", words["answer"], "", ""])
    sheet["A1"].font = Font(bold=True, size=14)
    for cell in sheet[3]:
        cell.font = BOLD
    for number, name in enumerate(copy.lesson.asked, 1):
        if copy.lesson.questions[name].answer:
            _question(sheet, copy, number, name, _("once more"))
    for column, width in zip("ABCDE", (10, _WIDE, _NARROW, 22, 14), strict=True):
        sheet.column_dimensions[column].width = width


def _question(sheet: Worksheet, copy: Copy, number: int, name: str, again: str) -> None:
    question = copy.lesson.questions[name]
    sheet.append([number, copy.say(question.ask)])
    sheet.cell(sheet.max_row, 2).alignment = _WRAP
    values = facts.numbers(question, copy.facts)
    parts = zip(copy.blanks(question), values, facts.digits(question, len(values)), strict=True)
    for place, (blank, value, decimals) in enumerate(parts):
        row = sheet.max_row + 1
        salted = seals.salt(copy.lesson.id, name, str(place))
        mark = seals.formula(f"C{row}", value, decimals, salted, again, question.within)
        unit = copy.say(question.unit) if question.unit else ""
        sheet.append(["", blank, None, unit, mark])
        sheet.cell(row, 3).fill = YELLOW


def _tables(copy: Copy) -> Iterator:
    shown = (copy.exhibit(name) for name in copy.lesson.exhibits)
    return (each for each in shown if each.table is not None)


def _table(sheet: Worksheet, shown) -> None:
    sheet.append([shown.title])
    sheet.append([shown.sources])
    sheet.append(list(shown.table.columns))
    for row in shown.table.itertuples(index=False):
        sheet.append([None if pd.isna(value) else value for value in row])
    sheet["A1"].font = BOLD
    for cell in sheet[3]:
        cell.font = BOLD
    for column in sheet.iter_cols(min_row=3):
        longest = max(_width(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[column[0].column_letter].width = max(_NARROW, min(_WIDE, longest))
        for cell in column:
            cell.alignment = _WRAP


def _width(text: str) -> float:
    """The width of a text in a column, in digits: a Japanese character is two wide."""
    return 2 + sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _name(title: str, book: Workbook) -> str:
    """A title as the name of a sheet, which Excel limits."""
    name = _NO_NAME.sub(" ", title)[:_LONGEST_NAME].strip()
    return (
        name
        if name not in book.sheetnames
        else f"{name[: _LONGEST_NAME - 2]} {len(book.sheetnames)}"
    )
