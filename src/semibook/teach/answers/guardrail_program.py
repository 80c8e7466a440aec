"""Answers of the lesson on rules as a program: eight cases, two limits, and the order of rules."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from semibook.models.guardrails import Expansion, Limit, Thresholds, decide

if TYPE_CHECKING:
    import pandas as pd

#: The cases of the worksheet, made up: capacity in thousand wafers a year.
CASES = (
    Expansion("cn", advanced=True, recorded=100, added=4),
    Expansion("cn", advanced=True, recorded=100, added=5),
    Expansion("cn", advanced=False, recorded=100, added=10),
    Expansion("cn", advanced=False, recorded=100, added=11),
    Expansion("cn", advanced=False, recorded=100, added=30, new_line=True, domestic_share=0.85),
    Expansion("vn", advanced=True, recorded=100, added=50),
    Expansion("cn", advanced=True, recorded=100, added=50, under_construction=True),
    Expansion("cn", advanced=False, recorded=100, added=30, new_line=True, years_after=11),
)
#: Wafers a year of the facility whose limits are asked for; made up.
_CAPACITY = 20_000
#: The case of the exit question.
_EXIT = Expansion("cn", advanced=True, recorded=100, added=7, years_after=11)
#: A share that nothing reaches: the rule never applies.
_NEVER = Limit(101.0, inclusive=False)


def _thresholds(guardrails: pd.DataFrame) -> Thresholds:
    rows = guardrails.set_index("id")

    def limit(key: str) -> Limit:
        row = rows.loc[key]
        return Limit(float(row["threshold"]), bool(row["inclusive"]))

    return Thresholds(
        limit("advanced-expansion"),
        limit("legacy-expansion"),
        limit("legacy-domestic-use"),
        float(rows.loc["advanced-expansion", "period_years"]),
    )


def _allowed(case: Expansion, thresholds: Thresholds, countries: list[str]) -> int:
    return int(decide(case, thresholds, countries).allowed)


def _known(guardrail_countries: pd.DataFrame) -> list[str]:
    return list(guardrail_countries["country"])


def thresholds(guardrails: pd.DataFrame) -> list[float]:
    """Growth of advanced and of legacy facilities, share consumed there, years."""
    found = _thresholds(guardrails)
    limits = (found.advanced_growth, found.legacy_growth, found.domestic_share)
    return [*(limit.percent for limit in limits), found.years]


def decisions(guardrails: pd.DataFrame, guardrail_countries: pd.DataFrame) -> list[int]:
    """1 for each case that is allowed, 0 for one that is not."""
    known, found = _known(guardrail_countries), _thresholds(guardrails)
    return [_allowed(case, found, known) for case in CASES]


def capacity() -> int:
    """Wafers a year of the facility whose limits are asked for."""
    return _CAPACITY


def at_limit(guardrails: pd.DataFrame) -> list[float]:
    """Wafers a year that are just the limit: advanced, legacy."""
    found = _thresholds(guardrails)
    return [
        limit.percent * _CAPACITY / 100 for limit in (found.advanced_growth, found.legacy_growth)
    ]


def most(guardrails: pd.DataFrame) -> list[int]:
    """The most whole wafers a year that may be added: advanced, legacy."""
    found = _thresholds(guardrails)
    return [_most(limit) for limit in (found.advanced_growth, found.legacy_growth)]


def _most(limit: Limit) -> int:
    """One less where the limit itself is prohibited already."""
    at = limit.percent * _CAPACITY / 100
    return math.floor(at) - (limit.inclusive and at == math.floor(at))


def otherwise(guardrails: pd.DataFrame, guardrail_countries: pd.DataFrame) -> list[int]:
    """Cases that turn without the share consumed there, and without 'already being built'."""
    known, found = _known(guardrail_countries), _thresholds(guardrails)
    plain = decisions(guardrails, guardrail_countries)
    without_share = replace(found, domestic_share=_NEVER)
    shares = [_allowed(case, without_share, known) for case in CASES]
    fresh = [_allowed(replace(case, under_construction=False), found, known) for case in CASES]
    return [
        sum(before != after for before, after in zip(plain, changed, strict=True))
        for changed in (shares, fresh)
    ]


def late(guardrails: pd.DataFrame, guardrail_countries: pd.DataFrame) -> int:
    """1 if the case of the exit question is allowed, else 0."""
    return _allowed(_EXIT, _thresholds(guardrails), _known(guardrail_countries))
