"""A problem of the data, in a line."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from semibook import paths
from semibook.tables.characters import as_line


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in a table.

    Attributes:
        file: the table's file.
        row: its line as a spreadsheet counts them (the header is 1); 0 if no single row is wrong.
        column: the column, or empty.
        found: what is there.
        expected: what should be.
        twin: the line of the row that has the same key, if that is what is wrong.
        refers_to: the table whose rows a key names, if it names none of them.
    """

    file: str
    row: int
    column: str
    found: str
    expected: str
    twin: int = 0
    refers_to: str = field(default="", compare=False)

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        column = f", column {self.column}" if self.column else ""
        # On one line, whatever the names of files hold.
        return as_line(f"{self.file}{row}{column}: {self.said(f'row {self.twin}')}")

    def said(self, twin: str) -> str:
        """What is found and what is expected.

        Args:
            twin: where the row with the same key is, if there is such.
        """
        same = f", the same as in {twin}" if self.twin else ""
        return f"found {self.found}{same}; expected {self.expected}"


def of_file(file: Path, found: str, expected: str) -> Problem:
    """A problem of a file as a whole."""
    return Problem(str(paths.shown(file)), 0, "", found, expected)
