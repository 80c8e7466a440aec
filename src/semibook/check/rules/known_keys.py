"""What a row refers to is there: the foreign keys of a table's schema.

frictionless would read the table of sources anew for every table that names it, which takes longer
than all else of a check.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs
from frictionless import Row

from semibook.check.rules.rule import Rule, RuleError, fault, texts
from semibook.tables import csvfile


@attrs.define(kw_only=True, repr=False)
class KnownKeys(Rule):
    """The cells of a foreign key are those of some row of the table that it refers to.

    Attributes:
        columns: of the key, in this table.
        expected: what they should name, in words.
        known: the keys that there are.
    """

    type = "known-keys"
    columns: list[str]
    expected: str
    known: set[tuple[str, ...]]

    def validate_row(self, row: Row) -> Iterator[RuleError]:
        """A key that there is not; one without any value refers to nothing."""
        cells = texts(row) if row.cells else {}
        key = tuple(cells.get(column, "") for column in self.columns)
        if any(key) and key not in self.known:
            error = fault(row, self.columns[0], ", ".join(map(repr, key)), self.expected)
            error.field_name = ", ".join(self.columns)
            yield error


def of_table(schema: dict, file: Path, files: dict[str, Path]) -> list[KnownKeys]:
    """A rule for each foreign key of a table.

    Args:
        schema: the table's.
        file: where it is.
        files: where the tables are that its keys refer to, by name.
    """
    return [
        KnownKeys(
            fields=schema["fields"],
            columns=_listed(key["fields"]),
            expected=f"a {', '.join(columns)} of {target.stem}.csv",
            known={tuple(row[name] for name in columns) for row in csvfile.rows(target)},
        )
        for key in schema.get("foreignKeys", [])
        for columns in [_listed(key["reference"]["fields"])]
        for target in [files.get(key["reference"]["resource"], file)]
    ]


def _listed(columns: str | list[str]) -> list[str]:
    return [columns] if isinstance(columns, str) else columns
