"""The rows of a file together with those that the vintage has."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from semibook import check, vintages
from semibook.intake.rows import Row
from semibook.vintages import AS_OF, Vintage


@dataclass
class Import:
    """What a file was understood to say, before anything is written.

    Attributes:
        table: the table's name.
        target: the file that would be written.
        columns: its header.
        rows: its rows, all of them.
        read: how the file was read: program or encoding, header, units, lines left out.
        notes: what was changed on the way (units, signs, dates), by cell.
        added: keys of rows that the vintage did not have.
        changed: by key, the columns that change, each with its text before and after.
        kept: keys of rows that the file does not have and that stay.
        dropped: keys of rows that the file does not have and that go.
    """

    table: str
    target: Path
    columns: list[str]
    rows: list[Row]
    read: list[str]
    notes: list[str]
    added: list[str] = field(default_factory=list)
    changed: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def merged(
    place: Vintage, table: str, fresh: list[Row], source: str, as_of: str, replace: bool
) -> Import:
    """The table of a vintage with the rows of a file in it.

    Args:
        place: the vintage that will hold the table.
        table: its name.
        fresh: the file's rows; a column that a row does not have keeps its cell.
        source: for new and changed rows that name none; without it the check will refuse them.
        as_of: the date of such rows.
        replace: drop the rows that are not among `fresh`.
    """
    holder = place.holder(table)
    columns = check.columns(table, place)
    key = vintages.resource(table)["schema"]["primaryKey"]
    with holder.path(table).open(encoding="utf-8", newline="") as lines:
        old = [row | {AS_OF: row.get(AS_OF) or holder.as_of} for row in csv.DictReader(lines)]
    known = {key_of(row, key): row for row in old}
    result = Import(table, place.folder / f"{table}.csv", columns, [], [], [])
    given: dict[str, Row] = {}
    for row in fresh:
        name = key_of(row, key)
        before = known.get(name, {})
        after = {each: row.get(each, before.get(each, "")) for each in columns}
        if before and _same_number(before, after, table):
            after |= {each: before[each] for each in _companions(table) & before.keys()}
        moved = {
            each: (before.get(each, ""), after[each])
            for each in columns
            if each != AS_OF and before.get(each, "") != after[each]
        }
        if moved or not before:
            if "source" in columns and "source" not in row:
                after["source"] = source  # never that of the figure it replaces
            if AS_OF in columns and AS_OF not in row:
                after[AS_OF] = as_of
        if not before:
            result.added.append(name)
        elif moved:
            result.changed[name] = moved
        # A key that comes twice stays twice: the check names it.
        given[name if name not in given else f"{name}#{len(given)}"] = after
    result.kept = [] if replace else [each for each in known if each not in given]
    result.dropped = [each for each in known if each not in given] if replace else []
    old_rows = {name: {each: known[name].get(each, "") for each in columns} for name in result.kept}
    result.rows = list((old_rows | given).values())
    return result


def key_of(row: Row, key: list[str]) -> str:
    """The cells of a row's primary key as one name."""
    return "/".join(row.get(each, "") for each in key)


def _companions(table: str) -> set[str]:
    fields = vintages.resource(table)["schema"]["fields"]
    return {f[key] for f in fields for key in ("qualifierField", "resolutionField") if key in f}


def _same_number(before: Row, after: Row, table: str) -> bool:
    """Whether no figure of the row moved: then its qualifiers and resolutions stay as well."""
    figures = [
        each["name"]
        for each in vintages.resource(table)["schema"]["fields"]
        if "resolutionField" in each
    ]
    return all(before.get(each, "") == after[each] for each in figures)
