"""A row of a vintage speaks of no day after the vintage's own."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from semibook.check.rules.date_forms import whole
from semibook.check.rules.rule import Fault, Rule
from semibook.tables.vintages import AS_OF


@attrs.define(kw_only=True, repr=False)
class KnownBy(Rule):
    """What was known at a day is not dated later.

    Attributes:
        day: the day (ISO).
    """

    type = "known-by"
    day: str

    def faults(self, cells: dict[str, str]) -> Iterator[Fault]:
        """A date after the day."""
        if whole(cells[AS_OF]) and cells[AS_OF] > self.day:
            yield AS_OF, cells[AS_OF], f"not after the vintage's {self.day}"
