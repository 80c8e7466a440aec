"""A problem of the data, in a line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

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
    """

    file: str
    row: int
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        column = f", column {self.column}" if self.column else ""
        # On one line, whatever the names of files hold.
        return as_line(f"{self.file}{row}{column}: found {self.found}; expected {self.expected}")


def of_file(file: Path, found: str, expected: str) -> Problem:
    """A problem of a file as a whole."""
    return Problem(shown(file), 0, "", found, expected)


def shown(path: Path) -> str:
    """The path as a reader would type it: from the working folder where that is above it."""
    path = path.resolve()
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
