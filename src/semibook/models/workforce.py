"""A workforce as a stock: hiring flows in, leaving and retiring flow out, year by year.

The stock at the end of a year is the sum of all earlier intakes, each times the part of it that is
still there: a convolution of intake and survival. It is linear in the intake, so the intake that
meets a demand has a closed form. The view of a workforce as a stock follows [@sterman2000].
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Staying:
    """Who stays from one year to the next, as parts of one.

    Attributes:
        new: of people in their first `new_years` years, the part that does not leave in a year.
        later: the same for everybody else.
        retirement: of those others who do not leave, the part that retires in a year.
        new_years: years for which somebody is new.

    Raises:
        ValueError: if a part is not within 0 and 1, or `new_years` is negative.
    """

    new: float
    later: float
    retirement: float
    new_years: int = 3

    def __post_init__(self) -> None:
        _check("retention_new", self.new, 0, 1)
        _check("retention_later", self.later, 0, 1)
        _check("retirement", self.retirement, 0, 1)
        _check("new_years", self.new_years, 0, math.inf)

    @property
    def settled(self) -> float:
        """The part of the people who are no longer new that is still there a year later."""
        return self.later * (1 - self.retirement)


def survival(years: int, staying: Staying) -> np.ndarray:
    """The part of an intake that is still there after 0, 1, ... `years` years.

    Raises:
        ValueError: if `years` is negative.
    """
    _check("years", years, 0, math.inf)
    age = np.arange(years + 1)
    new, settled = np.minimum(age, staying.new_years), np.maximum(age - staying.new_years, 0)
    return staying.new**new * staying.settled**settled


def person_years(years: int, staying: Staying) -> float:
    """Stock at the end of `years` years if one person is taken in at the end of each.

    Two geometric sums: one over the years of being new, one over those after. Not above `years`.

    Raises:
        ValueError: if `years` is negative.
    """
    _check("years", years, 0, math.inf)
    as_new = min(years, staying.new_years)
    after = _geometric(staying.settled, years - as_new)
    return _geometric(staying.new, as_new) + staying.new**staying.new_years * after


def mean_stay(staying: Staying) -> float:
    """Mean number of year ends at which a person taken in is counted; infinite if nobody goes."""
    after = math.inf if staying.settled == 1 else 1 / (1 - staying.settled)
    reached = staying.new**staying.new_years
    return _geometric(staying.new, staying.new_years) + (reached * after if reached else 0.0)


def demand(jobs: float, ramp_years: int, years: int) -> np.ndarray:
    """Jobs at the end of year 0, 1, ... `years`: a straight line up to `jobs`, then level.

    Raises:
        ValueError: if `jobs` is negative or `ramp_years` is below 1.
    """
    _check("jobs", jobs, 0, math.inf)
    _check("ramp_years", ramp_years, 1, math.inf)
    return jobs * np.minimum(np.arange(years + 1) / ramp_years, 1.0)


def hires_to_follow(
    wanted: np.ndarray,
    staying: Staying,
    *,
    lead_years: int = 0,
    start_stock: float = 0.0,
) -> np.ndarray:
    """Persons to be taken in at the end of each year, so that the stock is what is wanted then.

    Args:
        wanted: jobs at the end of each year from 0 on, as `demand` gives them.
        staying: who stays.
        lead_years: years before the first intake arrives.
        start_stock: persons at the end of year 0.

    Returns:
        Persons in year 0, 1, ...; none in year 0, while the lead lasts, or where more are there
        than wanted.

    Raises:
        ValueError: if a number of persons or of years is negative.
    """
    for name, value in (("lead_years", lead_years), ("start_stock", start_stock)):
        _check(name, value, 0, math.inf)
    years = len(wanted) - 1
    there, hires = survival(years, staying), np.zeros(years + 1)
    for year in range(lead_years + 1, years + 1):
        earlier = hires[:year] @ there[year:0:-1] + start_stock * staying.settled**year
        hires[year] = max(wanted[year] - earlier, 0.0)
    return hires


def simulate(
    intake: float | np.ndarray,
    wanted: np.ndarray,
    staying: Staying,
    *,
    lead_years: int = 0,
    start_stock: float = 0.0,
) -> pd.DataFrame:
    """The accounts of the stock, year by year, cohort by cohort.

    People are taken in at the end of each year, the first of them `lead_years` later than in the
    first year. Those there at the start are no longer new.

    Args:
        intake: persons a year; or those of each year from 0 on, as `hires_to_follow` gives them.
        wanted: jobs at the end of each year from 0 on, as `demand` gives them.
        staying: who stays.
        lead_years: years before the first intake arrives.
        start_stock: persons at the end of year 0.

    Returns:
        A row for each year from 0 on: `hires`, `leavers`, `retirements`, `stock` (at its end),
        `demand` and `gap` (demand less stock), all in persons. Each stock is the one before it
        plus hires less leavers and retirements.

    Raises:
        ValueError: if a number of persons or of years is negative.
    """
    arriving = np.broadcast_to(intake, len(wanted))
    for name, value in (
        ("intake", arriving.min()),
        ("lead_years", lead_years),
        ("start_stock", start_stock),
    ):
        _check(name, value, 0, math.inf)
    new, settled = np.zeros(staying.new_years), float(start_stock)
    rows = [(0.0, 0.0, 0.0, settled)]
    for year in range(1, len(wanted)):
        leavers = new.sum() * (1 - staying.new) + settled * (1 - staying.later)
        retirements = settled * staying.later * staying.retirement
        hires = arriving[year] if year > lead_years else 0.0
        aged = np.concatenate([[hires], new * staying.new])
        new, settled = aged[:-1], settled * staying.settled + aged[-1]
        rows.append((hires, leavers, retirements, new.sum() + settled))
    frame = pd.DataFrame(rows, columns=["hires", "leavers", "retirements", "stock"])
    frame.index.name = "year"
    return frame.assign(demand=wanted, gap=wanted - frame["stock"])


def intake_to_fill(
    jobs: float,
    by_year: int,
    staying: Staying,
    *,
    lead_years: int = 0,
    start_stock: float = 0.0,
) -> float:
    """The constant intake, in persons a year, with which the stock is `jobs` at the end of a year.

    Args:
        jobs: persons wanted then.
        by_year: the year, counted from 1.
        staying: who stays.
        lead_years: years before the first intake arrives.
        start_stock: persons at the end of year 0.

    Returns:
        The intake; 0 if those there at the start are enough.

    Raises:
        ValueError: if a number of persons or of years is negative, or the first intake arrives only
            after `by_year`.
    """
    for name, value in (("jobs", jobs), ("start_stock", start_stock)):
        _check(name, value, 0, math.inf)
    _check("by_year", by_year, 1, math.inf)
    _check("lead_years", lead_years, 0, by_year - 1)
    missing = jobs - start_stock * staying.settled**by_year
    return max(missing, 0.0) / person_years(by_year - lead_years, staying)


def intake_to_hold(jobs: float, staying: Staying) -> float:
    """The intake, in persons a year, that keeps a stock at `jobs` for ever.

    Little's law [@little1961]: stock is intake times mean stay.

    Raises:
        ValueError: if `jobs` is negative.
    """
    _check("jobs", jobs, 0, math.inf)
    return jobs / mean_stay(staying)


def varied(jobs: float, staying: Staying, ranges: dict[str, list[float]]) -> pd.DataFrame:
    """The intake that holds `jobs` at both ends of each assumption's range, the others unchanged.

    Args:
        jobs: persons wanted.
        staying: the central assumptions.
        ranges: least and largest value by name: `new`, `later` or `retirement`.

    Returns:
        A row for each name, widest first: `low` and `high` (the range), `at_low` and `at_high`
        (the intakes there), `width` (their distance).

    Raises:
        ValueError: if a range is not two ascending numbers around the central value, or one of
            them is out of its own bounds.
    """
    for name, ends in ranges.items():
        central = getattr(staying, name)
        if len(ends) != 2 or not ends[0] <= central <= ends[1]:
            raise ValueError(
                f"range of {name}: found {ends}, expected two numbers around {central:g}"
            )

    def intake(name: str, value: float) -> float:
        return intake_to_hold(jobs, replace(staying, **{name: value}))

    rows = [
        (name, low, high, intake(name, low), intake(name, high))
        for name, (low, high) in ranges.items()
    ]
    frame = pd.DataFrame(rows, columns=["name", "low", "high", "at_low", "at_high"])
    frame["width"] = (frame["at_high"] - frame["at_low"]).abs()
    return frame.sort_values("width", ascending=False, kind="stable").set_index("name")


def _geometric(ratio: float, terms: int) -> float:
    # 1 + ratio + ratio^2 + ...; expm1 keeps the digits that 1 - ratio^terms loses near 1.
    if ratio == 1 or terms == 0:
        return float(terms)
    if ratio == 0:
        return 1.0
    return math.expm1(terms * math.log(ratio)) / (ratio - 1)


def _check(name: str, value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        expected = f"at least {least:g}" if math.isinf(most) else f"{least:g} to {most:g}"
        raise ValueError(f"{name}: found {value}, expected {expected}")
