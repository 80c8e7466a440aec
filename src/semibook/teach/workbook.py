"""A lesson's workbook: its tables, cells to answer in that say right or again, and a live model."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime
from math import ceil

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from semibook.tables.characters import half_ems
from semibook.teach import content, facts, seals
from semibook.teach.copy import Copy, Shown
from semibook.teach.labels import labels
from semibook.teach.workbook_cells import BOLD, YELLOW
from semibook.translation.catalogues import PACKAGE, translator
from semibook.translation.language import language

_WRAP = Alignment(wrap_text=True, vertical="top")
_TO_THE_RIGHT = Alignment(wrap_text=True, vertical="top", horizontal="right")
#: Workbooks say when they were made; the same lesson is to give the same bytes.
_MADE = datetime(2024, 2, 9)
_NO_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
#: What follows a title proper.
_REST = re.compile(r"[(（:：、,]")
_LEAST, _NARROW, _WIDE = 6, 12, 46
#: The height of a line in points.
_LINE = 15


def workbook(copy: Copy) -> bytes:
    """The workbook as an .xlsx file; it holds formulas and no results of them."""
    book = Workbook()
    _ = translator(copy.lang, PACKAGE)
    _answers(book.active, copy)
    for fill in facts.functions("workbooks", copy.lesson).values():
        sheet = book.create_sheet()
        facts.call(fill, copy.lesson, copy.region, copy.vintage, copy.lang, sheet=sheet, _=_)
        sheet.title = _name(str(sheet["A1"].value), book)
    for shown in _tables(copy):
        _table(book.create_sheet(_name(shown.title, book)), shown)
    for sheet in book:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0  # as many pages as it is long, one wide
        sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    book.properties.creator = "semibook"
    book.properties.created = _MADE
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _answers(sheet: Worksheet, copy: Copy) -> None:
    """Each blank of the worksheet as a yellow cell, with its mark beside."""
    words, _ = labels(copy.lang), translator(copy.lang, PACKAGE)
    sheet.title = words["worksheet"][:_LONGEST_NAME]
    sheet.append([copy.say(copy.lesson.title)])
    said = [
        _("Write your numbers into the yellow cells."),
        _("A percentage is written without its sign: 33.7."),
    ]
    sheet.append([language(copy.lang).sentences(said)])
    sheet.append([words["question"], "", words["answer"], "", "", words["check"]])
    sheet["A1"].font = Font(bold=True, size=14)
    for cell in sheet[3]:
        cell.font = BOLD
    for number, name in enumerate(copy.lesson.asked, 1):
        if copy.lesson.questions[name].answer:
            _question(sheet, copy, number, name, _("once more"))
    for column, width in zip("ABCDEF", (10, _WIDE, _NARROW, 18, 18, 14), strict=True):
        sheet.column_dimensions[column].width = width


def _question(sheet: Worksheet, copy: Copy, number: int, name: str, again: str) -> None:
    question = copy.lesson.questions[name]
    asked = copy.say(question.ask)
    sheet.append([number, asked])
    for cell in sheet[sheet.max_row]:
        cell.alignment = _WRAP
    # Not every program makes a row as high as its text.
    sheet.row_dimensions[sheet.max_row].height = _LINE * ceil(half_ems(asked) / (_WIDE - 2))
    unit = copy.say(question.unit) if question.unit else ""
    parts = zip(
        copy.blanks(question),
        content.places(copy, question),
        seals.seals(copy, name),
        strict=True,
    )
    for blank, places, sealed in parts:
        row = sheet.max_row + 1
        mark = seals.formula(f"C{row}", sealed, again)
        sheet.append(["", blank, None, unit, places, mark])
        sheet.cell(row, 3).fill = YELLOW


def _tables(copy: Copy) -> Iterator[Shown]:
    shown = (copy.exhibit(name) for name in copy.lesson.exhibits)
    return (each for each in shown if each.table is not None)


def _table(sheet: Worksheet, shown: Shown) -> None:
    """A table from its third row on, so that formulas can refer to its cells."""
    sheet.append([shown.title])
    sheet.append([shown.sources])
    sheet.append(list(shown.table.columns))
    for row in shown.table.itertuples(index=False):
        sheet.append([None if pd.isna(value) else value for value in row])
    sheet["A1"].font = BOLD
    for cell in sheet[3]:
        cell.font = BOLD
    kinds = [kind for _name, kind in shown.heads()]
    for column, kind in zip(sheet.iter_cols(min_row=3), kinds, strict=True):
        longest = 2 + max(half_ems(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[column[0].column_letter].width = max(_LEAST, min(_WIDE, longest))
        for cell in column:
            cell.alignment = _TO_THE_RIGHT if kind == "number" else _WRAP
            if isinstance(cell.value, int | float):
                cell.number_format = _format(cell.value)


def _format(value: float) -> str:
    """How a number is shown: with the decimals that it has."""
    decimals = len(f"{value:.6f}".rstrip("0").partition(".")[2])
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def _name(title: str, book: Workbook) -> str:
    """A title as the name of a sheet, which Excel limits: without what follows it, then cut."""
    plain = _NO_NAME.sub(" ", title)
    if len(plain) > _LONGEST_NAME:
        plain = _REST.split(title, maxsplit=1)[0]
    name = _NO_NAME.sub(" ", plain)[:_LONGEST_NAME].strip()
    if name not in book.sheetnames:
        return name
    return f"{name[: _LONGEST_NAME - 2]} {len(book.sheetnames)}"
