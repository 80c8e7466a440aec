"""Citations and chapters that a cell names are there."""

from __future__ import annotations

from collections.abc import Iterator

from semibook.check.rules.rule import Fault, Rule
from semibook.tables import reference

_WHERE = {"citation": "an entry of book/references.bib", "chapter": "a chapter of the book"}


class NamedThings(Rule):
    """A field's property `names` says what its cells must name."""

    type = "named-things"

    def faults(self, cells: dict[str, str]) -> Iterator[Fault]:
        """Names of citations or chapters that there are not."""
        for field in self.fields:
            name, what = field["name"], field.get("names", "")
            if what and cells[name] and cells[name] not in reference.named(what):
                yield name, repr(cells[name]), _WHERE[what]
