"""The rows of a file together with those that the vintage has."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from semibook.check import tables
from semibook.intake.cells.rows import Row
from semibook.intake.read.sheet import FileError
from semibook.tables import csvfile
from semibook.tables.schema import Key, Table, shown_key
from semibook.tables.units import unit
from semibook.tables.vintages import AS_OF, Vintage


@dataclass
class Proposal:
    """What a file was understood to say, before anything is written.

    Attributes:
        table: the table's name.
        target: the file that would be written.
        columns: its header.
        rows: its rows, all of them.
        read: how the file was read: program or encoding, header, units, lines left out.
        notes: what was changed on the way (units, signs, dates), by cell.
        added: names of rows (their keys, for readers) that the vintage did not have.
        changed: by key, the columns that change, each with its text before and after.
        sources: by key of a changed row, its source before and after, if that is another.
        kept: names of rows that the file does not have and that stay.
        dropped: names of rows that the file does not have and that go.
        assumed: a line for each column whose unit the file names nowhere: cell, header, unit taken.
    """

    table: str
    target: Path
    columns: list[str]
    rows: list[Row]
    read: list[str]
    notes: list[str]
    added: list[str] = field(default_factory=list)
    changed: dict[Key, dict[str, tuple[str, str]]] = field(default_factory=dict)
    sources: dict[Key, tuple[str, str]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        """Whether the table would be another than it is."""
        return bool(self.added or self.changed or self.dropped)


def merged(
    place: Vintage, table: Table, fresh: list[Row], source: str, as_of: str, replace: bool
) -> Proposal:
    """The table of a vintage with the rows of a file in it.

    Args:
        place: the vintage that will hold the table.
        table: the table.
        fresh: the file's rows; a column that a row does not have keeps its cell.
        source: for new and changed rows that name none; without it the check will refuse them.
        as_of: the date of such rows.
        replace: drop the rows that are not among `fresh`.
    """
    columns = tables.columns(table, place)
    known = existing(place, table)
    result = Proposal(table.name, place.folder / f"{table}.csv", columns, [], [], [])
    given: list[Row] = []
    for row in fresh:
        key = table.key_of(row)
        before = known.get(key, {})
        after = {each: row.get(each, before.get(each, "")) for each in columns}
        for figure in table.fields:
            if figure["name"] in row and "resolutionField" in figure:
                _settle(figure, row, before, after)
        moved = {
            each: (before.get(each, ""), after[each])
            for each in columns
            if (each != AS_OF or AS_OF in row) and before.get(each, "") != after[each]
        }
        if moved or not before:
            if "source" in columns and "source" not in row:
                after["source"] = source  # never that of the figure it replaces
            if AS_OF in columns and AS_OF not in row:
                after[AS_OF] = as_of
        if not before:
            result.added.append(shown_key(key))
        elif moved:
            result.changed[key] = moved
            if "source" in columns and "source" not in moved:
                result.sources[key] = (before["source"], after["source"])
        given.append(after)
    fresh_keys = {table.key_of(row) for row in given}
    others = {key: row for key, row in known.items() if key not in fresh_keys}
    names = [shown_key(key) for key in others]
    result.kept, result.dropped = ([], names) if replace else (names, [])
    stay = [] if replace else others.values()
    result.rows = [*({each: row.get(each, "") for each in columns} for row in stay), *given]
    return result


def existing(place: Vintage, table: Table) -> dict[Key, Row]:
    """The rows that a vintage, or its base, has of a table: by their keys, with their dates.

    Raises:
        FileError: if that file is not in the form of the table, which the check tells in full.
    """
    holder = place.holder(table.name)
    file = holder.path(table.name)
    expected = tables.columns(table, holder)
    try:
        found = next(csvfile.lines(file), [])
        if found != expected:
            raise FileError(
                f"{file}, row 1: found the columns {', '.join(found)}; expected"
                f" {', '.join(expected)} (semibook check lists all that is wrong)"
            )
        rows = csvfile.rows(file)
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileError(f"{file}: found no CSV in UTF-8 ({error}); expected it") from error
    return table.by_key(row | {AS_OF: row.get(AS_OF) or holder.as_of} for row in rows)


def _settle(figure: dict, row: Row, before: Row, after: Row) -> None:
    """Give a figure its unit, qualifier and resolution.

    What the file says in a word or a column counts. For the rest, a figure that moved has what its
    number implies, and one that did not keeps what it had: 5.3 is no news about "about 5.3".
    """
    name, of_unit = figure["name"], figure.get("unitField")
    companions = {figure[key] for key in ("qualifierField", "resolutionField") if key in figure}
    if not row[name]:
        gone = (companions | ({of_unit} if of_unit else set())) - {key for key in row if row[key]}
        after |= dict.fromkeys(gone, "")
    elif _amount(figure, before) != _amount(figure, after):
        after |= {each: row[f"?{each}"] for each in companions - row.keys()}
    elif figure["resolutionField"] not in row:
        # The same amount in another unit stays as it is written.
        after |= {each: before[each] for each in (name, of_unit) if each}


def _amount(figure: dict, row: Row) -> tuple[Decimal, str] | None:
    """A figure in base units, and what they are."""
    said = row.get(figure.get("unitField"), "") or figure.get("unit", "")
    if not row.get(figure["name"]):
        return None
    scale, base = unit(said) if said else (1.0, "")
    return Decimal(row[figure["name"]]) * Decimal(scale), base
