"""Grids of cells that know where they stand, as files of offices hold them."""

from __future__ import annotations

from dataclasses import dataclass


class FileError(ValueError):
    """A file that is no table, or cannot be opened; the message says what to do."""


@dataclass(frozen=True)
class Cell:
    """What a cell holds.

    Attributes:
        at: where it is, as spreadsheet programs name it: `C7`.
        text: its content as text.
        problem: why its content cannot be known, if so.
        expected: what should be there instead, if what it holds is not what the sheet shows.
        merged: it is part of a merged range, and `text` comes from the range's first cell.
        held: the number that it holds, where the sheet shows it as another text.
    """

    at: str
    text: str
    problem: str = ""
    expected: str = ""
    merged: bool = False
    held: str = ""


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
