"""Answers of the lesson on people as a stock: who stays, how many to hire, when a choice turns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from semibook.models import workforce
from semibook.models.workforce import Staying

if TYPE_CHECKING:
    import pandas as pd

_ENTRANTS = 100
_YEARS = 3
#: Part that left within three years, as the source of the rate prints it [@chibakaikei2024mhlw].
_LEFT_BY_SOURCE = 0.349
#: Retention rates to try, of people in their first years; teaching values.
_RATES = (0.80, 0.92, 0.95)
#: Years at a kosen before the first intake arrives.
_KOSEN_YEARS = 5
#: The two policies that groups compare: a tenth more people, or five points more of them staying.
_MORE, _POINTS = 1.1, 0.05
_SOON = 4
#: Jobs of a region that gives none; an example.
_EXAMPLE_JOBS = 600.0
#: Jobs of the exit question; made up.
_HELD_JOBS = 1000.0


def _staying(retention_new: float, retention_later: float, retirement: float) -> Staying:
    return Staying(retention_new, retention_later, retirement)


def jobs(kumamoto_jobs: pd.DataFrame) -> float:
    """The direct jobs of the fab."""
    direct = kumamoto_jobs[kumamoto_jobs["measure"] == "jobs_direct"]
    return float(direct["value"].iloc[-1])


def retention(retention_new: float) -> float:
    """The part of new people that stays a year."""
    return retention_new


def hired(intake: float) -> float:
    """People hired a year in the book's default."""
    return intake


def horizon(horizon_years: int) -> int:
    """Years that the model looks at."""
    return horizon_years


def first_year(start_year: int) -> int:
    """The year at whose end people are hired for the first time."""
    return start_year


def stays_later(retention_later: float, retirement: float) -> float:
    """The part that neither leaves nor retires in a year, after the first years."""
    return retention_later * (1 - retirement)


def last_year(start_year: int, horizon_years: int) -> int:
    """The last of these years."""
    return start_year + horizon_years - 1


def stayers(retention_new: float) -> list[float]:
    """Of a hundred people hired, those still there after one, two and three years."""
    return [_ENTRANTS * retention_new**year for year in range(1, _YEARS + 1)]


def gone(retention_new: float) -> float:
    """Of a hundred, those gone after three years."""
    return _ENTRANTS - stayers(retention_new)[-1]


def left_by_source() -> float:
    """The part that the source prints."""
    return _LEFT_BY_SOURCE


def stocks(
    kumamoto_jobs: pd.DataFrame,
    intake: float,
    retention_new: float,
    retention_later: float,
    retirement: float,
    ramp_years: int,
    horizon_years: int,
) -> list[float]:
    """People at the end of the first three years and of the last, and in percent of the jobs."""
    wanted = workforce.demand(jobs(kumamoto_jobs), ramp_years, horizon_years)
    staying = _staying(retention_new, retention_later, retirement)
    stock = workforce.simulate(intake, wanted, staying)["stock"]
    return [*stock.iloc[1 : _YEARS + 1], stock.iloc[-1], 100 * stock.iloc[-1] / wanted[-1]]


def _fill(wanted: float, years: int, staying: Staying, lead_years: int = 0) -> float:
    return workforce.intake_to_fill(wanted, years, staying, lead_years=lead_years)


def needed(
    kumamoto_jobs: pd.DataFrame,
    retention_new: float,
    retention_later: float,
    retirement: float,
    horizon_years: int,
) -> list[float]:
    """People to hire a year that fill the jobs in time: at the book's rate, then at others."""
    staying, wanted = _staying(retention_new, retention_later, retirement), jobs(kumamoto_jobs)
    others = [replace(staying, new=rate) for rate in _RATES]
    return [_fill(wanted, horizon_years, each) for each in (staying, *others)]


def rates(retention_new: float) -> list[float]:
    """The rates of `needed`, in its order."""
    return [retention_new, *_RATES]


def needed_after_kosen(
    kumamoto_jobs: pd.DataFrame,
    retention_new: float,
    retention_later: float,
    retirement: float,
    horizon_years: int,
) -> float:
    """People to take in a year if they first study at a kosen."""
    staying, wanted = _staying(retention_new, retention_later, retirement), jobs(kumamoto_jobs)
    return _fill(wanted, horizon_years, staying, _KOSEN_YEARS)


def _policies(wanted: float, years: int, staying: Staying) -> list[float]:
    """The stock after some years: a tenth more people, then five points more of them staying."""
    base = _fill(wanted, years, staying)
    kept = replace(staying, new=staying.new + _POINTS)
    return [
        _MORE * base * workforce.person_years(years, staying),
        base * workforce.person_years(years, kept),
    ]


def policies(
    kumamoto_jobs: pd.DataFrame,
    retention_new: float,
    retention_later: float,
    retirement: float,
    horizon_years: int,
) -> list[float]:
    """Both policies at the end of all years, then of four."""
    staying, wanted = _staying(retention_new, retention_later, retirement), jobs(kumamoto_jobs)
    return [*_policies(wanted, horizon_years, staying), *_policies(wanted, _SOON, staying)]


def own_region(
    retention_new: float, retention_later: float, retirement: float, horizon_years: int
) -> list[float]:
    """For the example of a region: people to hire a year to fill the jobs, and to hold them."""
    staying = _staying(retention_new, retention_later, retirement)
    held = workforce.intake_to_hold(_EXAMPLE_JOBS, staying)
    return [_fill(_EXAMPLE_JOBS, horizon_years, staying), held]


def stay(retention_new: float, retention_later: float, retirement: float) -> float:
    """The mean stay, years, as the exit question prints it."""
    staying = _staying(retention_new, retention_later, retirement)
    return round(workforce.mean_stay(staying), 1)


def held(retention_new: float, retention_later: float, retirement: float) -> float:
    """People to hire a year to hold the jobs of the exit question, by the unrounded mean stay."""
    staying = _staying(retention_new, retention_later, retirement)
    return workforce.intake_to_hold(_HELD_JOBS, staying)
