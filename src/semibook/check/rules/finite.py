"""Numbers are finite."""

from __future__ import annotations

import math
from collections.abc import Iterator

from semibook.check.rules.rule import Fault, Rule


class FiniteNumbers(Rule):
    """An amount is no infinity, which frictionless takes for a number."""

    type = "finite-numbers"

    def faults(self, cells: dict[str, str]) -> Iterator[Fault]:
        """Numbers that are not finite."""
        for field in self.fields:
            name = field["name"]
            if field.get("type") == "number" and not _finite(cells[name]):
                yield name, repr(cells[name]), "a finite number"


def _finite(cell: str) -> bool:
    try:
        return math.isfinite(float(cell or 0))
    except ValueError:
        return True  # not a number at all, which frictionless reports
