"""How much torture there is, and the count of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from random import Random

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(os.path.dirname(__file__)):
            item.add_marker(pytest.mark.torture)


@pytest.fixture
def lots(request) -> Random:
    """Chance that is the same for a test each time, whatever runs before it."""
    return Random(request.node.name)  # noqa: S311 (no secret)


@pytest.fixture
def times(record_property) -> Callable[[int, int, str], int]:
    """A function that says how often to do something, and has it counted at the end.

    A few times on each run; where the variable TORTURE has a number, many times, but at most that.
    """

    def often(few: int, many: int, what: str) -> int:
        most = os.environ.get("TORTURE", "")
        number = min(many, int(most)) if most else few
        record_property("torture", f"{number} {what}")
        return number

    return often
