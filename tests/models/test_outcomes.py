"""What became of a promise, from two intervals of days."""

from __future__ import annotations

import math
from datetime import date

import pandas as pd
import pytest

from semibook.models.promises import (
    ANY_DAY,
    OUTCOMES,
    delay,
    of_plan,
    outcome,
    outcomes_at,
)
from semibook.tables.interval import Interval

TODAY = date(2026, 8, 31).toordinal()


def days(first: str, last: str) -> Interval:
    """The days from one to another."""
    return Interval(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())


SPRING = days("2026-03-01", "2026-05-31")


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        pytest.param(days("2026-04-01", "2026-04-30"), "kept", id="within"),
        pytest.param(SPRING, "kept", id="as-wide-as-promised"),
        pytest.param(days("2026-02-01", "2026-02-28"), "early", id="before"),
        pytest.param(days("2026-06-01", "2026-06-30"), "late", id="after"),
        pytest.param(days("2026-05-01", "2026-06-30"), "undecided", id="across-the-end"),
        pytest.param(days("2026-01-01", "2026-12-31"), "undecided", id="known-to-the-year"),
        pytest.param(Interval(-math.inf, SPRING.low - 1), "early", id="by-a-day-before"),
        pytest.param(Interval(-math.inf, SPRING.high), "undecided", id="by-the-last-day"),
    ],
)
def test_an_event_is_set_against_every_day_promised(event, expected):
    assert outcome(SPRING, event, TODAY) == expected


@pytest.mark.parametrize(("today", "expected"), [("2026-05-31", "due"), ("2026-06-01", "overdue")])
def test_without_an_event_a_promise_is_due_until_its_last_day_is_over(today, expected):
    assert outcome(SPRING, None, date.fromisoformat(today).toordinal()) == expected


def test_what_is_unknown_is_due_as_long_as_its_days_are_not_over():
    assert outcome(SPRING, None, SPRING.low, "unknown") == "due"
    assert outcome(SPRING, None, TODAY, "unknown") == "unknown"


def test_what_follows_an_unknown_start_is_due_until_that_start():
    after = Interval(SPRING.low, math.inf)
    assert outcome(after, None, SPRING.low - 1, "unknown") == "due"
    assert outcome(after, None, SPRING.low, "unknown") == "unknown"
    assert outcome(after, None, TODAY) == "due"


def test_a_promise_without_a_date_is_kept_whenever_it_happens_and_never_overdue():
    assert outcome(ANY_DAY, SPRING, TODAY) == "kept"
    assert outcome(ANY_DAY, None, TODAY) == "due"
    assert outcome(ANY_DAY, None, TODAY, "unknown") == "unknown"


@pytest.mark.parametrize("state", ["changed", "dropped"])
def test_what_no_date_tells_stands_as_it_is(state):
    assert outcome(SPRING, SPRING, TODAY, state) == state
    assert outcome(days("2029-01-01", "2029-12-31"), None, TODAY, state) == state


def test_an_outcome_that_follows_from_dates_cannot_be_set_by_hand():
    with pytest.raises(ValueError, match="'kept', expected changed, dropped, unknown"):
        outcome(SPRING, None, TODAY, "kept")


@pytest.mark.parametrize(
    ("event", "low", "high"),
    [
        (days("2026-06-01", "2026-06-30"), 1, 30),
        (days("2026-02-27", "2026-02-28"), -2, -1),
        (days("2026-05-31", "2026-06-01"), 0, 1),
        (SPRING, 0, 0),
    ],
)
def test_a_delay_is_as_wide_as_the_date_of_the_event(event, low, high):
    assert delay(SPRING, event) == Interval(low, high)


def test_promises_of_which_nothing_is_known_are_judged_too():
    promises = pd.DataFrame({"due": [SPRING, SPRING]}, index=["one", "other"])
    events = pd.DataFrame({"when": [SPRING], "state": [""]}, index=["one"])
    assert outcomes_at(TODAY, promises, events).to_dict() == {"one": "kept", "other": "overdue"}
    assert set(outcomes_at(TODAY, promises, events)) <= set(OUTCOMES)


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        pytest.param(["kept", "unknown", "due"], "fulfilled", id="one-is-fulfilled"),
        pytest.param(["late"], "fulfilled", id="late-is-fulfilled"),
        pytest.param(["kept", "dropped"], "gone", id="one-is-dropped"),
        pytest.param(["due", "unknown"], "unknown", id="the-time-of-one-has-come"),
        pytest.param(["overdue", "due"], "unknown", id="overdue"),
        pytest.param(["due", "due"], "due", id="all-ahead"),
    ],
)
def test_a_plan_is_judged_by_all_of_its_promises(outcomes, expected):
    assert of_plan(outcomes) == expected
