"""Units are written as the tables write them, and are such as their column may have."""

from __future__ import annotations

from collections.abc import Iterator

from semibook.check.rules.rule import Fault, Rule
from semibook.tables import column_units
from semibook.tables.schema import Table


class AllowedUnits(Rule):
    """A budget is in yen, never in percent or persons."""

    type = "allowed-units"

    def faults(self, cells: dict[str, str]) -> Iterator[Fault]:
        """Units in another form, and such as the column of their figures cannot have."""
        for field in self.fields:
            column = field.get("unitField", "")
            if column and cells[field["name"]] and cells[column]:
                expected = self._expected(column, cells[column])
                if expected:
                    yield column, repr(cells[column]), expected

    def _expected(self, column: str, unit: str) -> str:
        """What is expected in the place of a unit; empty if it can be there."""
        table = Table({"name": self.resource.name, "schema": {"fields": self.fields}})
        may_be = column_units.allowed(table, column_units.unit_columns(table)[column])
        units = ", ".join(sorted(may_be)) if may_be != column_units.NAMES else "the tables"
        try:
            return "" if column_units.canonical(unit).name in may_be else f"a unit of {units}"
        except ValueError:
            return f"a unit such as '1e8 JPY', of {units}"
