"""A date is not before another, which its field names by `notBefore`."""

from __future__ import annotations

from collections.abc import Iterator

from semibook.check.rules.date_forms import whole
from semibook.check.rules.rule import Fault, Rule


class DateOrder(Rule):
    """What begins does not end before."""

    type = "date-order"

    def faults(self, cells: dict[str, str]) -> Iterator[Fault]:
        """Dates before the one that their field names; compared as closely as both are known."""
        for field in self.fields:
            name, first = field["name"], field.get("notBefore", "")
            # ISO dates sort as text.
            if first and whole(cells[name]) and whole(cells[first]):
                shared = min(len(cells[name]), len(cells[first]))
                if cells[name][:shared] < cells[first][:shared]:
                    yield name, cells[name], f"not before {first} = {cells[first]}"
