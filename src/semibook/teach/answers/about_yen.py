"""Answers of the lesson on large units and `about`: intervals of printed amounts and of counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semibook.tables.frames import amounts, intervals
from semibook.tables.interval import Interval, printed, total

if TYPE_CHECKING:
    import pandas as pd

_TRILLION = 1e12
#: The amount of the exit question, made up: value and resolution, in yen.
_LEFT = (900e8, 100e8)


def _rounded(kumamoto_impact: pd.DataFrame) -> pd.DataFrame:
    """The totals that are printed as `about` so much, in the order in which they were published."""
    rows = kumamoto_impact[kumamoto_impact["component"] == "total"]
    return rows[rows["qualifier"] == "about"].sort_values("published", kind="stable")


def _first_split(kumamoto_impact: pd.DataFrame) -> pd.Series:
    totals = _rounded(kumamoto_impact)
    return totals[totals["id"].isin(kumamoto_impact["parent"])].iloc[0]


def _parts(kumamoto_impact: pd.DataFrame) -> pd.DataFrame:
    return kumamoto_impact[kumamoto_impact["parent"] == _first_split(kumamoto_impact)["id"]]


def _small(kumamoto_impact: pd.DataFrame) -> pd.DataFrame:
    parts = _parts(kumamoto_impact)
    return parts[parts["unit"] == "1e8 JPY"]


def _ends(quantity: Interval, scale: float = 1.0) -> list[float]:
    return [quantity.low / scale, quantity.high / scale]


def small(kumamoto_impact: pd.DataFrame) -> list[float]:
    """The parts printed in 100 million yen, in yen."""
    return list(amounts(_small(kumamoto_impact), "value"))


def in_trillions(kumamoto_impact: pd.DataFrame) -> list[float]:
    """The same, in trillion yen."""
    return [amount / _TRILLION for amount in small(kumamoto_impact)]


def totals(kumamoto_impact: pd.DataFrame) -> list[float]:
    """The printed totals, trillion yen."""
    return list(amounts(_rounded(kumamoto_impact), "value") / _TRILLION)


def total_ends(kumamoto_impact: pd.DataFrame) -> list[float]:
    """What each printed total stands for, trillion yen: its ends, one total after the other."""
    quantities = intervals(_rounded(kumamoto_impact), "value")
    return [end for quantity in quantities for end in _ends(quantity, _TRILLION)]


def month(kumamoto_impact: pd.DataFrame) -> pd.Period:
    """When the estimate whose parts are added was published."""
    return _first_split(kumamoto_impact)["published"]


def stated(kumamoto_impact: pd.DataFrame) -> float:
    """Its printed total, trillion yen."""
    row = _first_split(kumamoto_impact)
    return amounts(_rounded(kumamoto_impact), "value")[row.name] / _TRILLION


def stated_ends(kumamoto_impact: pd.DataFrame) -> list[float]:
    """What its total stands for, trillion yen."""
    row = _first_split(kumamoto_impact)
    return _ends(intervals(_rounded(kumamoto_impact), "value")[row.name], _TRILLION)


def sum_and_ends(kumamoto_impact: pd.DataFrame) -> list[float]:
    """The sum of its parts as printed, and what that sum stands for, trillion yen."""
    parts = _parts(kumamoto_impact)
    middle = amounts(parts, "value").sum() / _TRILLION
    return [middle, *_ends(total(intervals(parts, "value")), _TRILLION)]


def _two(kumamoto_jobs: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The first and the second count of jobs or firms."""
    return kumamoto_jobs[kumamoto_jobs["measure"] == measure].head(2)


def jobs(kumamoto_jobs: pd.DataFrame) -> list[float]:
    """The first two counts of jobs in all."""
    return list(_two(kumamoto_jobs, "jobs_total")["value"])


def firms(kumamoto_jobs: pd.DataFrame) -> list[float]:
    """The first two counts of firms."""
    return list(_two(kumamoto_jobs, "firms")["value"])


def _added(kumamoto_jobs: pd.DataFrame, measure: str) -> Interval:
    before, after = intervals(_two(kumamoto_jobs, measure), "value")
    return after - before


def added(kumamoto_jobs: pd.DataFrame) -> list[float]:
    """The added jobs, then the added firms: least and most of each."""
    return [
        end for measure in ("jobs_total", "firms") for end in _ends(_added(kumamoto_jobs, measure))
    ]


def jobs_each(kumamoto_jobs: pd.DataFrame) -> float:
    """The printed difference of jobs over that of firms, a fault: jobs for each added firm."""
    (fewer, more), (some, others) = jobs(kumamoto_jobs), firms(kumamoto_jobs)
    return (more - fewer) / (others - some)


def left_ends() -> list[float]:
    """What the amount of the exit question stands for, 100 million yen."""
    return _ends(printed(*_LEFT, "about"), 1e8)
