"""Claims of the chapter on power semiconductors: shares, caps and floors (slides 7 to 10)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from semibook.claims.registry import NotStated, claim
from semibook.models.concentration import fewest_members
from semibook.tables.frames import intervals
from semibook.tables.interval import Interval

if TYPE_CHECKING:
    import pandas as pd


def _share(power_shares: pd.DataFrame, row: str) -> Interval:
    found = intervals(power_shares[power_shares["id"] == row], "value")
    if found.empty:
        raise NotStated("power_shares: the share {row}", row=row)
    return found.iloc[0]


def _cost(supply_plans: pd.DataFrame, plan: str) -> Interval:
    costs = intervals(supply_plans[supply_plans["id"] == plan], "cost").dropna()
    if costs.empty:
        raise NotStated("the total cost of the plan, which is not printed")
    return costs.iloc[0]


@claim
def several_power_firms(power_shares: pd.DataFrame) -> Interval:
    """Fewest Japanese power firms: 20% or more together while each is below 10% (slide 9)."""
    together, each = _share(power_shares, "japan-together"), _share(power_shares, "japan-each")
    return Interval(float(fewest_members(together.low, each.high)), math.inf)


@claim
def share_left_by_the_leader(power_shares: pd.DataFrame) -> Interval:
    """What the leader leaves to all others, which has to hold Japan's share (slide 9)."""
    left = 100 - _share(power_shares, "infineon")
    return Interval(0.0, left.high)


@claim
def share_open_to_named_firms(
    power_shares: pd.DataFrame, kyushu_announcements: pd.DataFrame
) -> Interval:
    """The most that the firms named with power semiconductors on slide 7 can hold, each in its cap.

    They need not be all Japanese firms; the figure shows whether they could be (slides 7, 9).
    """
    named = kyushu_announcements.query("product_group == 'power'")["firm"].nunique()
    if not named:
        raise NotStated("kyushu_announcements: no firm with power semiconductors")
    # Each stays below its cap, so that the sum comes near this bound and does not reach it.
    return Interval(0.0, named * _share(power_shares, "japan-each").high * (1 - 1e-6))


@claim
def cap_of_resonac(supply_plans: pd.DataFrame) -> Interval:
    """A third of the cost of Resonac's SiC plan (slide 8)."""
    return _cost(supply_plans, "resonac") / 3


@claim
def cap_of_sumitomo_electric(supply_plans: pd.DataFrame) -> Interval:
    """A third of the cost of Sumitomo Electric's SiC plan (slide 8)."""
    return _cost(supply_plans, "sumitomo-electric") / 3


@claim
def floor_reached_by_renesas(supply_plans: pd.DataFrame) -> Interval:
    """Cost of the plan for microcontrollers, against its floor on slide 10 (slide 8)."""
    return _cost(supply_plans, "renesas")


@claim
def floor_reached_by_canon(supply_plans: pd.DataFrame) -> Interval:
    """Cost of the plan for equipment, against its floor on slide 10 (slide 8)."""
    return _cost(supply_plans, "canon")


@claim
def floor_reached_by_ibiden(supply_plans: pd.DataFrame) -> Interval:
    """Cost of Ibiden's plan for materials, against its floor on slide 10 (slide 8).

    The slide leaves the cost open and prints the cap; a subsidy does not exceed the cost.
    """
    try:
        return _cost(supply_plans, "ibiden")
    except NotStated:
        caps = intervals(supply_plans[supply_plans["id"] == "ibiden"], "cap").dropna()
        if caps.empty:
            raise
        return Interval(caps.iloc[0].low, math.inf)


@claim
def floor_reached_by_shinko(supply_plans: pd.DataFrame) -> Interval:
    """Cost of Shinko's plan for materials, against its floor on slide 10 (slide 8)."""
    return _cost(supply_plans, "shinko")


@claim
def floor_reached_by_resonac(supply_plans: pd.DataFrame) -> Interval:
    """Cost of Resonac's plan for materials, against its floor on slide 10 (slide 8)."""
    return _cost(supply_plans, "resonac")


@claim
def floor_reached_by_sumitomo_electric(supply_plans: pd.DataFrame) -> Interval:
    """Cost of Sumitomo Electric's plan for materials, against its floor on slide 10 (slide 8)."""
    return _cost(supply_plans, "sumitomo-electric")


@claim
def floor_reached_by_sumco(supply_plans: pd.DataFrame) -> Interval:
    """Cost of SUMCO's plan for materials, against its floor on slide 10 (slide 8)."""
    return _cost(supply_plans, "sumco")
