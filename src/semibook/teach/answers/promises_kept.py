"""Answers of the lesson on promises: what came of six, how late, and how many are not known."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import pandas as pd

from semibook.models.promises import FULFILLED, delay, outcomes_at
from semibook.tables import vintages
from semibook.tables.interval import Interval
from semibook.tables.promises import happened, promised

#: Six promises with different outcomes, for the cards of the lesson.
CARDS = (
    "jasm-shipment",
    "rapidus-us-office",
    "ibiden-start",
    "sumitomo-electric-start-substrate",
    "kioxia-capacity",
    "renesas-start",
)
_LATE = ("rapidus-us-office", "ibiden-start")
_SORTS = ("kept", "late", "changed", "dropped", "unknown")


@cache
def _outcomes(vintage: str) -> pd.Series:
    today = date.fromisoformat(vintages.find(vintage).as_of).toordinal()
    return outcomes_at(today, promised(vintage), happened(vintage))


def day(vintage: str) -> date:
    """The day at which this is asked."""
    return date.fromisoformat(vintages.find(vintage).as_of)


def cards(vintage: str) -> list[int]:
    """Of the six: as promised, late, changed, dropped, nothing known."""
    counts = Counter(_outcomes(vintage).loc[list(CARDS)])
    return [counts[sort] for sort in _SORTS]


def days_late(vintage: str) -> list[float]:
    """Days late, least and most: the office, then the supply that is known to the month."""
    due, when = promised(vintage)["due"], happened(vintage)["when"]
    spans: list[Interval] = [delay(due[card], when[card]) for card in _LATE]
    return [spans[0].low, spans[1].low, spans[1].high]


def promises(vintage: str) -> int:
    """All promises of the deck."""
    return len(_outcomes(vintage))


def come(vintage: str) -> int:
    """Those whose time has come."""
    return int((_outcomes(vintage) != "due").sum())


def counts(vintage: str) -> list[int]:
    """Of these: fulfilled, and nothing known."""
    found = _outcomes(vintage)
    return [int(found.isin(FULFILLED).sum()), int((found == "unknown").sum())]


def shares(vintage: str) -> list[float]:
    """The same in percent of those whose time has come."""
    return [100 * count / come(vintage) for count in counts(vintage)]


def half() -> float:
    """The exit question, made up: 3 of 12 with nothing known, percent."""
    return 100 * 3 / 12
