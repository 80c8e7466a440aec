"""What a row names of another table, or of its own, is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs

from semibook.check.rules.rule import Fault, Rule
from semibook.tables import csvfile
from semibook.tables.schema import listed


class Held:
    """The keys that tables hold: each table is read once, however many others refer to it.

    Args:
        files: where tables are whose headers are right, by name.
    """

    def __init__(self, files: dict[str, Path]) -> None:
        self.files = files
        self._found: dict[tuple[str, tuple[str, ...]], frozenset[tuple[str, ...]]] = {}

    def of(self, table: str, columns: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
        """What the rows of a table have in some columns."""
        if (table, columns) not in self._found:
            rows = csvfile.rows(self.files[table])
            self._found[table, columns] = frozenset(_cells(row, columns) for row in rows)
        return self._found[table, columns]


@attrs.define(kw_only=True, repr=False)
class KnownKeys(Rule):
    """The foreign keys of a table; frictionless reads a table anew for each that refers to it.

    Attributes:
        table: its name.
        keys: the descriptors of its foreign keys; one to a table that cannot be read itself is
            held against no row.
        held: the keys that there are.
    """

    type = "known-keys"
    table: str
    keys: list[dict]
    held: Held

    def faults(self, cells: dict[str, str]) -> Iterator[Fault]:
        """Keys that no row has."""
        for key in self.keys:
            target = key["reference"]["resource"] or self.table
            fields, columns = (tuple(listed(part["fields"])) for part in (key, key["reference"]))
            found = _cells(cells, fields)
            if target not in self.held.files or not any(found):
                continue
            if found not in self.held.of(target, columns):
                expected = f"a {', '.join(columns)} of {target}.csv"
                yield fields[0], ", ".join(map(repr, found)), expected, target


def _cells(row: dict[str, str], columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row[column] or "" for column in columns)
