"""Months and days are written with their zeros."""

from __future__ import annotations

import re
from collections.abc import Iterator

from semibook.check.rules.rule import Fault, Rule

_FORMS = {"yearmonth": "YYYY-MM", "date": "YYYY-MM-DD"}
#: Dates that frictionless reads, some with a month or day of one digit.
_DATE = re.compile("[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?")


class DateForms(Rule):
    """2022-8 would not sort as text, and is read as another date by other programs."""

    type = "date-forms"

    def faults(self, cells: dict[str, str]) -> Iterator[Fault]:
        """Months and days without their zeros."""
        for field in self.fields:
            cell, form = cells[field["name"]], _FORMS.get(field.get("type", ""))
            if form and _DATE.fullmatch(cell) and not whole(cell):
                yield field["name"], repr(cell), f"the form {form}"


def whole(cell: str) -> bool:
    """Whether a cell is a month or a day in full, so that it sorts as text."""
    return bool(_DATE.fullmatch(cell)) and len(cell) in (len("2022-08"), len("2022-08-01"))
