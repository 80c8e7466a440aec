"""What a row must keep besides its schema: a class a rule."""

from __future__ import annotations

from semibook.check.rules.companions import Companions
from semibook.check.rules.date_forms import DateForms
from semibook.check.rules.date_order import DateOrder
from semibook.check.rules.finite import FiniteNumbers
from semibook.check.rules.known_by import KnownBy
from semibook.check.rules.named import NamedThings
from semibook.check.rules.no_loops import NoLoops
from semibook.check.rules.plain_cells import PlainCells
from semibook.check.rules.rule import Rule
from semibook.check.rules.units import AllowedUnits


def of_vintage(fields: list[dict], as_of: str) -> list[Rule]:
    """The rules of a vintage's table.

    Args:
        fields: its columns' descriptors.
        as_of: the day (ISO) after which no row may be dated; empty if rows have no dates.
    """
    kinds = (PlainCells, FiniteNumbers, Companions, AllowedUnits, DateForms, DateOrder, NoLoops)
    known = [KnownBy(fields=fields, day=as_of)] if as_of else []
    return [*(kind(fields=fields) for kind in kinds), *known]


def of_reference(fields: list[dict]) -> list[Rule]:
    """The rules of a reference table, from its columns' descriptors."""
    return [kind(fields=fields) for kind in (PlainCells, FiniteNumbers, NamedThings)]
