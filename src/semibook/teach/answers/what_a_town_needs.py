"""Answers of the lesson on requests for infrastructure, and on shares of rounded amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semibook.tables.frames import intervals
from semibook.tables.interval import Interval

if TYPE_CHECKING:
    import pandas as pd

#: The plan with two sites, one that prints whole amounts, and that of the exit question.
_TWO_SITES, _WHOLE, _EXIT = "kioxia", "sumco", "sumitomo-electric"


def kinds(regional_infrastructure: pd.DataFrame) -> list[int]:
    """Requests in all, then of sewage, roads, industrial water, rail."""
    counts = regional_infrastructure["category"].value_counts()
    order = ("sewage", "roads", "industrial_water", "rail")
    return [len(regional_infrastructure), *(int(counts.get(kind, 0)) for kind in order)]


def prefectures(regional_infrastructure: pd.DataFrame) -> int:
    """Prefectures that asked."""
    return int(regional_infrastructure["prefecture"].nunique())


def _row(supply_plans: pd.DataFrame, plan: str) -> pd.DataFrame:
    return supply_plans[supply_plans["id"] == plan]


def _amounts(supply_plans: pd.DataFrame, plan: str) -> list[float]:
    """Cap and cost as printed, 100 million yen."""
    row = _row(supply_plans, plan).iloc[0]
    return [float(row["cap"]), float(row["cost"])]


def _share(supply_plans: pd.DataFrame, plan: str) -> list[float]:
    """The cap's share of the cost in percent: as printed, least, most."""
    cap, cost = _amounts(supply_plans, plan)
    row = _row(supply_plans, plan)
    room: Interval = intervals(row, "cap").iloc[0] / intervals(row, "cost").iloc[0] * 100
    return [100 * cap / cost, room.low, room.high]


def neon(supply_plans: pd.DataFrame) -> list[float]:
    """Cap and cost of the plan with two sites, 100 million yen."""
    return _amounts(supply_plans, _TWO_SITES)


def _ends(supply_plans: pd.DataFrame, column: str) -> list[float]:
    amount: Interval = intervals(_row(supply_plans, _TWO_SITES), column).iloc[0] / 1e8
    return [round(amount.low, 2), round(amount.high, 2)]


def cap_ends(supply_plans: pd.DataFrame) -> list[float]:
    """The least and the most that its cap may be, 100 million yen."""
    return _ends(supply_plans, "cap")


def cost_ends(supply_plans: pd.DataFrame) -> list[float]:
    """The same of its cost."""
    return _ends(supply_plans, "cost")


def neon_share(supply_plans: pd.DataFrame) -> list[float]:
    """Its share, and the room that rounding leaves, percent."""
    return _share(supply_plans, _TWO_SITES)


def wafers(supply_plans: pd.DataFrame) -> list[float]:
    """Cap and cost of the plan in whole amounts, 100 million yen."""
    return _amounts(supply_plans, _WHOLE)


def wafer_share(supply_plans: pd.DataFrame) -> float:
    """Its share, percent."""
    return _share(supply_plans, _WHOLE)[0]


def exit_amounts(supply_plans: pd.DataFrame) -> list[float]:
    """Cap and cost of the exit question, 100 million yen."""
    return _amounts(supply_plans, _EXIT)


def exit_share(supply_plans: pd.DataFrame) -> list[float]:
    """Its share, and the room that rounding leaves, percent."""
    return _share(supply_plans, _EXIT)
