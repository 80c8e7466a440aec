"""Claims of the chapter on AI computing: funds and lines, performance, dates of its slides."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from semibook.claims.registry import NotStated, claim
from semibook.tables.frames import intervals
from semibook.tables.interval import Interval

if TYPE_CHECKING:
    import pandas as pd


def _amount(budgets: pd.DataFrame, line: str) -> Interval:
    rows = intervals(budgets[budgets["id"] == line], "amount").dropna()
    if rows.empty:
        raise NotStated("budgets: the amount of {line}", line=line)
    return rows.iloc[0]


@claim
def fund_holds_private_compute(budgets: pd.DataFrame) -> Interval:
    """The economic security fund is at least the line for private compute (slides 22, 32)."""
    return Interval(_amount(budgets, "fy2023-compute-private").low, math.inf)


@claim
def fund_holds_ai_development(budgets: pd.DataFrame) -> Interval:
    """The post-5G fund is at least the line for faster AI development (slides 22, 32)."""
    return Interval(_amount(budgets, "fy2023-ai-development").low, math.inf)


def _performance(compute_capacity: pd.DataFrame, row: str) -> Interval:
    found = intervals(compute_capacity[compute_capacity["id"] == row], "performance").dropna()
    if found.empty:
        raise NotStated("compute_capacity: the performance of {row}", row=row)
    return found.iloc[0]


def _years_to_the_slide(legal_basis: pd.DataFrame, sources: pd.DataFrame, event: str) -> Interval:
    """Calendar years from an event to the date of the slides."""
    rows = legal_basis[legal_basis["id"] == event]
    if rows["date_to"].dropna().empty:
        raise NotStated("legal_basis: the date of {event}", event=event)
    dated = sources.set_index("id").loc[rows["source"].iloc[0], "date"]
    return Interval.point(float(dated.year - int(str(rows["date_to"].iloc[0])[:4])))


@claim
def largest_compute_in_japan(compute_capacity: pd.DataFrame, cloud_plans: pd.DataFrame) -> Interval:
    """The largest compute in Japan: what exists, unless a certified plan is larger (slides 19, 32).

    Whether Sakura's certified 2.0 EFLOPS ran at the slide's date is not said.
    """
    largest = _performance(compute_capacity, "aist-present")
    classical = cloud_plans[cloud_plans["performance_unit"] == "EFLOPS"]
    if any(plan.low > largest.high for plan in intervals(classical, "performance").dropna()):
        raise NotStated("the day on which each plan's compute came into use, which is not printed")
    return largest


@claim
def doubled_for_generative_ai(targets: pd.DataFrame) -> Interval:
    """Twice what AIST planned: the slide prints both, and no reason (slide 32).

    The plan, not what was built instead, which the slide does not speak of.
    """
    planned = intervals(targets[targets["id"] == "jp-aist-compute"], "value").dropna()
    if planned.empty:
        raise NotStated("targets: the planned performance of AIST")
    return 2 * planned.iloc[0]


@claim
def act_passed_last_year(legal_basis: pd.DataFrame, sources: pd.DataFrame) -> Interval:
    """Calendar years from the Economic Security Promotion Act to the slides' date (slide 19)."""
    return _years_to_the_slide(legal_basis, sources, "economic-security-act")


@claim
def action_plan_this_year(legal_basis: pd.DataFrame, sources: pd.DataFrame) -> Interval:
    """Calendar years from the action plan of November to the slides' date (slide 21)."""
    return _years_to_the_slide(legal_basis, sources, "technology-base-action-plan")


@claim
def over_two_trillion(budgets: pd.DataFrame) -> Interval:
    """The minister's figure for AI and semiconductors: the three funds and AIST's own line.

    AIST's line is paid from another budget than the funds (slides 16, 22, 32).
    """
    return _amount(budgets, "fy2023-total") + _amount(budgets, "fy2023-compute-aist")
