"""Citations and chapters that a cell names are there."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from semibook.check.rules.rule import Fault, Rule
from semibook.tables import reference

_WHERE = {"citation": "an entry of book/references.bib", "chapter": "a chapter of the book"}


def _there() -> dict[str, set[str]]:
    return {what: reference.named(what) for what in _WHERE}


@attrs.define(kw_only=True, repr=False)
class NamedThings(Rule):
    """A field's property `names` says what its cells must name.

    Attributes:
        there: what can be named.
    """

    type = "named-things"
    there: dict[str, set[str]] = attrs.field(factory=_there)

    def faults(self, cells: dict[str, str]) -> Iterator[Fault]:
        """Names of citations or chapters that there are not."""
        for field in self.fields:
            name, what = field["name"], field.get("names", "")
            if what and cells[name] and cells[name] not in self.there[what]:
                yield name, repr(cells[name]), _WHERE[what]
