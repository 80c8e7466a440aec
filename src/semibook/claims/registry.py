"""Which functions are claims, and which tables each of them needs."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import ModuleType

from semibook.tables.interval import Interval

Recompute = Callable[..., Interval]


class NotStated(Exception):  # noqa: N818 (a state of the data, not an error)
    """Raised by a claim whose inputs the tables leave open; it says which input is missing.

    Args:
        text: in readers' words, or `table: what of it` where only a faulty table leaves it out;
            with placeholders; the catalogue's message.
        values: what the placeholders stand for.
    """

    def __init__(self, text: str, **values: str) -> None:
        super().__init__(text.format(**values))
        self.text, self.values = text, values


def claim(function: Recompute) -> Recompute:
    """Mark a function as a claim (see the package's docstring for what that asks of it)."""
    function.is_claim = True
    return function


def claims_of(module: ModuleType) -> dict[str, Recompute]:
    """The claims of a chapter's module by id, in the order in which they stand there."""
    return {
        name: member
        for name, member in vars(module).items()
        if getattr(member, "is_claim", False) and member.__module__ == module.__name__
    }


def tables_of(function: Recompute) -> tuple[str, ...]:
    """The tables that a claim needs: the names of its parameters."""
    return tuple(inspect.signature(function).parameters)
