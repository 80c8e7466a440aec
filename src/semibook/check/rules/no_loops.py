"""No row is a part of itself."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from frictionless import Row

from semibook.check.rules.rule import Rule, RuleError, fault, texts


@attrs.define(kw_only=True, repr=False)
class NoLoops(Rule):
    """The chain of a row's parents does not come back to it: known once all rows are read."""

    type = "no-loops"
    _rows: list[Row] = attrs.field(factory=list, init=False)

    def validate_row(self, row: Row) -> Iterator[RuleError]:
        """Remember the row."""
        if "parent" in row and row.cells:
            self._rows.append(row)
        yield from ()

    def validate_end(self) -> Iterator[RuleError]:
        """Rows whose chain of parents comes back to them."""
        cells = [texts(row) for row in self._rows]
        parents = {row["id"]: row["parent"] for row in cells if row["parent"]}
        for row, own in zip(self._rows, cells, strict=True):
            if own["id"] in ancestors(own["id"], parents):
                yield fault(row, "parent", repr(own["parent"]), "no loop among parents")


def ancestors(child: str, parents: dict[str, str]) -> list[str]:
    """The chain of parents of a row, up to the first that has none or comes twice."""
    found: list[str] = []
    at = parents.get(child)
    while at and at not in found:
        found.append(at)
        at = parents.get(at)
    return found
