"""What the header of a file says: where its table begins, and which column is which."""

from __future__ import annotations

from dataclasses import dataclass, field

from semibook.intake.read.sheet import Cell
from semibook.tables.units import Unit


@dataclass
class Column:
    """A column of the file.

    Attributes:
        index: its place in the sheet's rows, from 0.
        name: the field of the table that it holds.
        header: what the file calls it.
        unit: the unit that its header, a line around the table or the caller names.
        at: where its header stands.
        said_at: where the unit is named, if not in the header.
    """

    index: int
    name: str
    header: str
    unit: Unit | None
    at: str = ""
    said_at: str = ""


@dataclass(frozen=True)
class Head:
    """Rows of a sheet that are its header: index of the first, and how many."""

    top: int
    depth: int

    @property
    def end(self) -> int:
        """Index of the first row beneath."""
        return self.top + self.depth


@dataclass
class Header:
    """Where the table begins and what its columns are.

    Attributes:
        columns: those that are understood, in the order of the file.
        above: the lines above the header, and those right beneath it that are no data, as text.
        first: index of the first row of data in the sheet.
        skipped: headers that the caller asked to leave out, by their place in the sheet's rows.
        own_form: it is the header of the table itself, whose units the schema gives.
        unit_cells: cells beneath and beside the table that state a unit, and are no data.
        unclear_units: cells that speak of a unit and are not understood.
    """

    columns: list[Column]
    above: list[str]
    first: int
    skipped: dict[int, str]
    own_form: bool = False
    unit_cells: set[str] = field(default_factory=set)
    unclear_units: list[Cell] = field(default_factory=list)
