"""Claims of the chapter on supply chains: counts, totals, and caps against costs (slides 8, 10)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from semibook.claims.registry import NotStated, claim
from semibook.tables.frames import intervals
from semibook.tables.interval import Interval, total

if TYPE_CHECKING:
    import pandas as pd


def _standing(supply_plans: pd.DataFrame) -> pd.DataFrame:
    """The plans whose certification holds."""
    return supply_plans[supply_plans["withdrawn"].isna()]


def _plans(supply_plans: pd.DataFrame, code: str) -> Interval:
    count = (_standing(supply_plans)["class"] == code).sum()
    if not count:
        raise NotStated("supply_plans: no plan of the class {code}", code=code)
    return Interval.point(float(count))


def _third_of_cost(supply_plans: pd.DataFrame, plan: str) -> Interval:
    row = supply_plans[supply_plans["id"] == plan]
    costs = intervals(row, "cost").dropna()
    if costs.empty:
        raise NotStated("the total cost of the plan, which is not printed")
    return costs.iloc[0] / 3


@claim
def plans_in_all(supply_plans: pd.DataFrame) -> Interval:
    """Number of certified plans: the rows of slide 8."""
    return Interval.point(float(len(_standing(supply_plans))))


@claim
def conventional_plans(supply_plans: pd.DataFrame) -> Interval:
    """Number of plans for conventional semiconductors (slide 8)."""
    return _plans(supply_plans, "conventional")


@claim
def equipment_plans(supply_plans: pd.DataFrame) -> Interval:
    """Number of plans for manufacturing equipment (slide 8)."""
    return _plans(supply_plans, "equipment")


@claim
def material_plans(supply_plans: pd.DataFrame) -> Interval:
    """Number of plans for parts and materials (slide 8)."""
    return _plans(supply_plans, "materials")


@claim
def raw_material_plans(supply_plans: pd.DataFrame) -> Interval:
    """Number of plans for raw materials (slide 8)."""
    return _plans(supply_plans, "raw_materials")


@claim
def sites_of_sumco(
    kyushu_announcement_sites: pd.DataFrame, supply_plan_sites: pd.DataFrame
) -> Interval:
    """SUMCO's sites on slide 7 that slide 8 names too."""
    announced = kyushu_announcement_sites.query("announcement == 'sumco'")["place_id"]
    certified = supply_plan_sites.query("plan == 'sumco'")["place_id"]
    if announced.empty or certified.empty:
        raise NotStated("supply_plan_sites: the sites of sumco")
    return Interval.point(float(announced.isin(certified).sum()))


@claim
def total_cost_of_plans(supply_plans: pd.DataFrame) -> Interval:
    """Least total cost: the printed costs, and the caps of plans that print no cost.

    A subsidy does not exceed the cost; rows that print neither can only add to it (slide 8).
    """
    plans = _standing(supply_plans)
    cost, cap = intervals(plans, "cost"), intervals(plans, "cap")
    least = total(cost.dropna()) + total(cap[cost.isna()].dropna())
    return Interval(least.low, math.inf) if cost.isna().any() else least


@claim
def total_cap_of_plans(supply_plans: pd.DataFrame) -> Interval:
    """Least total cap: the printed caps; rows that print none can only add to it (slide 8)."""
    cap = intervals(_standing(supply_plans), "cap")
    least = total(cap.dropna())
    return Interval(least.low, math.inf) if cap.isna().any() else least


@claim
def total_cap_is_a_third(supply_plan_totals: pd.DataFrame) -> Interval:
    """The total cap as a third of the total cost (slide 10)."""
    rows = supply_plan_totals.query("`class` == 'all' and measure == 'cost'")
    if rows.empty:
        raise NotStated("supply_plan_totals: the cost of all plans")
    return intervals(rows, "value").iloc[0] / 3


@claim
def cap_of_renesas(supply_plans: pd.DataFrame) -> Interval:
    """A third of the cost of Renesas' plan (slide 8)."""
    return _third_of_cost(supply_plans, "renesas")


@claim
def cap_of_canon(supply_plans: pd.DataFrame) -> Interval:
    """A third of the cost of Canon's plan (slide 8)."""
    return _third_of_cost(supply_plans, "canon")


@claim
def cap_of_ibiden(supply_plans: pd.DataFrame) -> Interval:
    """A third of the cost of Ibiden's plan, which the slide leaves open (slide 8)."""
    return _third_of_cost(supply_plans, "ibiden")


@claim
def cap_of_shinko(supply_plans: pd.DataFrame) -> Interval:
    """A third of the cost of Shinko's plan (slide 8)."""
    return _third_of_cost(supply_plans, "shinko")


@claim
def cap_of_sumco(supply_plans: pd.DataFrame) -> Interval:
    """A third of the cost of SUMCO's plan (slide 8)."""
    return _third_of_cost(supply_plans, "sumco")


@claim
def cap_of_sony(supply_plans: pd.DataFrame) -> Interval:
    """A third of the cost of Sony's neon recycling (slide 8)."""
    return _third_of_cost(supply_plans, "sony")


@claim
def cap_of_kioxia(supply_plans: pd.DataFrame) -> Interval:
    """A third of the cost of Kioxia's neon recycling (slide 8)."""
    return _third_of_cost(supply_plans, "kioxia")
