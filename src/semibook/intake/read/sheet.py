"""Sheets of cells that know where they stand, as files of offices hold them."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase, digits

#: Cells of a sheet, up to its last one with content; a table of ours has some thousands.
MOST_CELLS = 500_000


class FileError(ValueError):
    """A file that is no table, or cannot be opened; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds.

    Attributes:
        at: where it is, as spreadsheet programs name it: `C7`.
        text: its content as text.
        expected: what should be there instead, if it cannot be known what the office meant.
        merged: it is part of a merged range, and `text` comes from the range's first cell.
        held: the number or date that it holds, where the sheet shows it as another text.
        is_date: what it holds is a day, whatever is shown of it.
        replaced: characters that were replaced or removed in its text, in words.
    """

    at: str
    text: str
    expected: str = ""
    merged: bool = False
    held: str = ""
    is_date: bool = False
    replaced: str = ""

    @property
    def column(self) -> str:
        """The letters of its column: `C`."""
        return self.at.rstrip(digits)

    @property
    def line(self) -> str:
        """The number of its line: `7`."""
        return self.at.lstrip(ascii_uppercase)


@dataclass(frozen=True)
class Sheet:
    """One table of cells.

    Attributes:
        name: the worksheet's name; empty for CSV.
        rows: the cells, row by row.
        how: how the file was read, for the preview: `cp932`, `Excel, sheet 様式1`.
        hidden: rows and columns that the office hid: `row 4`, `column C`.
        struck: cells that the office struck through.
    """

    name: str
    rows: list[list[Cell]]
    how: str
    hidden: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()

    def place(self, at: str) -> str:
        """A cell's place in the file: `様式1!C7`, or `C7` in a file without sheets."""
        return f"{self.name}!{at}" if self.name else at
