"""A quantity has its unit, its resolution and its qualifier beside it."""

from __future__ import annotations

from collections.abc import Iterator

from semibook.check.rules.rule import Fault, Rule
from semibook.tables.own import STATES_WITHOUT_FIGURE

_KEYS = ("unitField", "resolutionField", "qualifierField")


class Companions(Rule):
    """The columns that a field names as its companions are filled in where it is, and only there.

    A figure that is secret or not known is empty; one that is revised or preliminary is not.

    A unit alone may stand where its figure is open: other columns may have it too.
    """

    type = "companions"

    def faults(self, cells: dict[str, str]) -> Iterator[Fault]:
        """Companions that are missing, or that have nothing to go with."""
        for field in self.fields:
            name, cell = field["name"], cells[field["name"]]
            for other in (field[key] for key in _KEYS if key in field):
                if cell and not cells[other]:
                    yield other, "an empty cell", f"one for {name} = {cell}"
                if cells[other] and not cell and "qualifierField" in field:
                    yield other, repr(cells[other]), f"an empty cell, as in {name}"
            state = cells[field["statusField"]] if "statusField" in field else ""
            if state and bool(cell) == (state in STATES_WITHOUT_FIGURE):
                yield name, repr(cell), f"{'no' if cell else 'a'} number that is {state}"
