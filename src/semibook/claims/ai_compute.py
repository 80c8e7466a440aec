"""Claims of the chapter on AI computing: funds and their lines (slides 16, 22, 32)."""

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


@claim
def over_two_trillion(budgets: pd.DataFrame) -> Interval:
    """The minister's figure for AI and semiconductors: the three funds and AIST's own line.

    AIST's line is paid from another budget than the funds (slides 16, 22, 32).
    """
    return _amount(budgets, "fy2023-total") + _amount(budgets, "fy2023-compute-aist")
