"""What the rules share: frictionless hands them a row, they say what is wrong in which column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

import attrs
from frictionless import Check, Row
from frictionless.errors import CellError

#: Column, what is found there, what is expected; and the table whose rows a key names, if it names
#: none of them.
Fault = tuple[str, str, str] | tuple[str, str, str, str]


@attrs.define(kw_only=True, repr=False)
class RuleError(CellError):
    """A cell against a rule; the note is what is expected.

    Attributes:
        found: what is there, in words.
        refers_to: the table whose rows a key names, if it names none of them.
    """

    type = "fault"
    found: str
    refers_to: str = ""


@attrs.define(kw_only=True, repr=False)
class Rule(Check):
    """A rule that each row can be held against by itself.

    Attributes:
        fields: the descriptors of the table's columns.
    """

    Errors = [RuleError]  # noqa: RUF012 (as frictionless names it)
    fields: list[dict]

    def faults(self, cells: dict[str, str]) -> Iterable[Fault]:
        """What is wrong in a row.

        Args:
            cells: the row's texts by column; empty where it ends early.
        """
        raise NotImplementedError

    def validate_row(self, row: Row) -> Iterator[RuleError]:
        """What frictionless calls with each row."""
        for finding in self.faults(texts(row)) if row.cells else ():
            yield fault(row, *finding)


def texts(row: Row) -> dict[str, str]:
    """The cells of a row as they are written, by column."""
    names = row.field_names
    return dict(zip_longest(names, row.cells[: len(names)], fillvalue=""))


def fault(row: Row, column: str, found: str, expected: str, refers_to: str = "") -> RuleError:
    """A fault in a column of a row."""
    return RuleError(
        note=expected,
        found=found,
        refers_to=refers_to,
        cells=list(map(str, row.cells)),
        row_number=row.row_number,
        cell=texts(row)[column],
        field_name=column,
        field_number=row.field_names.index(column) + 1,
    )
