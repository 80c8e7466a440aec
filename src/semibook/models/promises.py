"""What became of a promise, from the days for which it was made and the days in which it was kept.

Both are intervals of days, as wide as their dates are known: "December 2024" is 31 days, "by June
2026" has no first day. A promise is early, kept or late only where every day that the two
intervals allow says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal, get_args

import pandas as pd

from semibook.tables.interval import Interval

#: From what was done to what is still ahead.
Outcome = Literal[
    "kept", "early", "late", "undecided", "changed", "dropped", "overdue", "unknown", "due"
]
OUTCOMES = get_args(Outcome)
#: What was done, whenever it was.
FULFILLED = ("kept", "early", "late")
#: What is known of a plan with several promises.
PLANS = ("fulfilled", "gone", "unknown", "due")
#: What no date tells: these stand in the table as they are.
STATES = ("changed", "dropped", "unknown")
#: The days of a promise without a date.
ANY_DAY = Interval(-math.inf, math.inf)


def outcome(due: Interval, event: Interval | None, today: float, state: str = "") -> str:
    """What became of a promise.

    Args:
        due: the days for which it was made, as ordinals; `ANY_DAY` if no day was named.
        event: the days in which it may have happened, or None if nothing is known to have.
        today: the day at which this is asked.
        state: one of `STATES`, or empty.

    Returns:
        One of `OUTCOMES`. What is unknown is `due` as long as its days are not over, or, if they
        have no end, have not begun.

    Raises:
        ValueError: if the state is none of these.
    """
    if state and state not in STATES:
        raise ValueError(f"state: found {state!r}, expected {', '.join(STATES)} or none")
    if state in ("changed", "dropped"):
        return state
    if event is not None:
        return _compared(due, event)
    if is_ahead(due, today):
        return "due"
    return state or ("due" if math.isinf(due.high) else "overdue")


def of_plan(outcomes: Iterable[str]) -> str:
    """What is known of a plan that stands behind one or more promises.

    Args:
        outcomes: of its promises, each one of `OUTCOMES`.

    Returns:
        One of `PLANS`: `gone` if one was changed or dropped, else `fulfilled` if one is known to
        be, else `unknown` if the time of one has come, else `due`.
    """
    found = set(outcomes)
    if found & {"changed", "dropped"}:
        return "gone"
    if found & set(FULFILLED):
        return "fulfilled"
    return "due" if found <= {"due"} else "unknown"


def outcomes_at(today: float, promises: pd.DataFrame, events: pd.DataFrame) -> pd.Series:
    """What became of each of several promises.

    Args:
        today: the day at which this is asked, as an ordinal.
        promises: a row a promise, with its days (`due`).
        events: by the index of `promises`, what is known of some of them: the days in which it
            happened (`when`, or None) and the `state`.

    Returns:
        One of `OUTCOMES` for each promise.
    """
    known = events.reindex(promises.index)
    whens = [when if isinstance(when, Interval) else None for when in known["when"]]
    rows = zip(promises["due"], whens, known["state"].fillna(""), strict=True)
    return pd.Series([outcome(due, when, today, state) for due, when, state in rows], known.index)


def is_ahead(due: Interval, today: float) -> bool:
    """Whether the days of a promise are not over; of one without an end, have not begun."""
    return today < due.low if math.isinf(due.high) else today <= due.high


def _compared(due: Interval, event: Interval) -> str:
    if event.high < due.low:
        return "early"
    if event.low > due.high:
        return "late"
    within = due.low <= event.low and event.high <= due.high
    return "kept" if within else "undecided"


def delay(due: Interval, event: Interval) -> Interval:
    """By how many days an event came after the last day promised; negative, before the first.

    Args:
        due: the days for which the promise was made, as ordinals.
        event: the days in which it may have happened.

    Returns:
        Days, as far as both are known: 0 within the days promised.
    """
    return Interval(_delay(due, event.low), _delay(due, event.high))


def _delay(due: Interval, day: float) -> float:
    return max(day - due.high, 0.0) + min(day - due.low, 0.0)
