"""Claims of the chapter on the three steps: sums of budgets, caps against costs, nodes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from semibook.claims.registry import NotStated, claim
from semibook.tables.frames import intervals
from semibook.tables.interval import Interval, total
from semibook.tables.units import unit

if TYPE_CHECKING:
    import pandas as pd


def _sum_of_parts(budgets: pd.DataFrame, line: str) -> Interval:
    parts = intervals(budgets[budgets["parent"] == line], "amount")
    if parts.empty or parts.isna().any():
        raise NotStated("budgets: the amounts of all parts of {line}", line=line)
    return total(parts)


def _third_of_investment(
    advanced_fabs: pd.DataFrame, exchange_rates: pd.DataFrame, fab: str
) -> Interval:
    row = advanced_fabs[advanced_fabs["id"] == fab]
    investment = intervals(row, "investment").dropna()
    if investment.empty:
        raise NotStated("advanced_fabs: the investment of {fab}", fab=fab)
    currency = unit(row["investment_unit"].iloc[0]).name
    if currency == "JPY":
        return investment.iloc[0] / 3
    rate = exchange_rates[exchange_rates["currency"] == currency]
    if rate.empty:
        raise NotStated("exchange_rates: the rate of {currency}", currency=currency)
    return investment.iloc[0] * intervals(rate, "rate").iloc[0] / float(rate["per"].iloc[0]) / 3


def _nodes_of_jasm(fab_products: pd.DataFrame) -> pd.Series:
    nodes = fab_products.loc[fab_products["fab"] == "jasm", "node"].dropna().astype(float)
    if nodes.empty:
        raise NotStated("fab_products: the nodes of jasm")
    return nodes


@claim
def three_funds_together(budgets: pd.DataFrame) -> Interval:
    """The three funds of the supplementary budget of fiscal 2023 (slide 22)."""
    return _sum_of_parts(budgets, "fy2023-total")


@claim
def compute_budget(budgets: pd.DataFrame) -> Interval:
    """The two parts of the compute budget of fiscal 2023 (slide 32)."""
    return _sum_of_parts(budgets, "fy2023-compute")


@claim
def certified_fabs(advanced_fabs: pd.DataFrame) -> Interval:
    """Number of certified plans for advanced fabs: the columns of slide 4."""
    return Interval.point(float(len(advanced_fabs)))


@claim
def cap_of_jasm(advanced_fabs: pd.DataFrame, exchange_rates: pd.DataFrame) -> Interval:
    """A third of JASM's investment at the deck's dollar rate (slides 4, 23)."""
    return _third_of_investment(advanced_fabs, exchange_rates, "jasm")


@claim
def cap_of_yokkaichi(advanced_fabs: pd.DataFrame, exchange_rates: pd.DataFrame) -> Interval:
    """A third of the investment at Yokkaichi (slide 4)."""
    return _third_of_investment(advanced_fabs, exchange_rates, "kioxia-yokkaichi")


@claim
def cap_of_hiroshima_1beta(advanced_fabs: pd.DataFrame, exchange_rates: pd.DataFrame) -> Interval:
    """A third of the investment in 1-beta DRAM at Hiroshima (slide 4)."""
    return _third_of_investment(advanced_fabs, exchange_rates, "micron-hiroshima-1beta")


@claim
def cap_of_hiroshima_1gamma(advanced_fabs: pd.DataFrame, exchange_rates: pd.DataFrame) -> Interval:
    """A third of the investment in 1-gamma DRAM at Hiroshima (slide 4)."""
    return _third_of_investment(advanced_fabs, exchange_rates, "micron-hiroshima-1gamma")


def _caps(plans: pd.DataFrame) -> Interval:
    """The caps of certified plans together."""
    caps = intervals(plans, "cap")
    if caps.empty or caps.isna().any():
        raise NotStated("advanced_fabs: the cap of every certified plan")
    return total(caps)


def _caps_certified(advanced_fabs: pd.DataFrame, year: int) -> Interval:
    """The caps of the plans certified in a year together, as a bound from below."""
    plans = advanced_fabs[[day.year == year for day in advanced_fabs["certified"]]]
    return Interval(_caps(plans).low, math.inf)


@claim
def first_fab_budget(advanced_fabs: pd.DataFrame) -> Interval:
    """The first appropriation is at least the caps certified in 2022 (slide 4)."""
    return _caps_certified(advanced_fabs, 2022)


@claim
def second_budget_holds_the_fourth_cap(advanced_fabs: pd.DataFrame) -> Interval:
    """The second appropriation is at least the cap certified in 2023 (slide 4)."""
    return _caps_certified(advanced_fabs, 2023)


@claim
def tsmc_beside_the_other_owners(fab_shareholders: pd.DataFrame) -> Interval:
    """What Sony and Denso leave of JASM to TSMC, which has to hold its majority (slide 4)."""
    others = fab_shareholders[
        (fab_shareholders["fab"] == "jasm") & (fab_shareholders["shareholder"] != "TSMC")
    ]
    shares = intervals(others, "share")
    if shares.empty or shares.isna().any():
        raise NotStated("fab_shareholders: the shares of the other owners of jasm")
    return Interval(0.0, 100.0 - total(shares).low)


@claim
def supply_budget_holds_the_caps(supply_plans: pd.DataFrame) -> Interval:
    """The programme's budget is at least the caps that are printed (slides 8, 10).

    A plan whose certification was withdrawn takes none of it.
    """
    caps = intervals(supply_plans[supply_plans["withdrawn"].isna()], "cap").dropna()
    if caps.empty:
        raise NotStated("supply_plans: any cap")
    return Interval(total(caps).low, math.inf)


@claim
def second_fab_budget(advanced_fabs: pd.DataFrame, budgets: pd.DataFrame) -> Interval:
    """The second appropriation is at least what the caps leave after the first (slide 4)."""
    caps = _caps(advanced_fabs)
    first = intervals(budgets[budgets["id"] == "fy2021-advanced-fab"], "amount").dropna()
    if first.empty:
        raise NotStated("budgets: the amount of fy2021-advanced-fab")
    return Interval((caps - first.iloc[0]).low, math.inf)


@claim
def supply_budget_holds_a_third(supply_plan_totals: pd.DataFrame) -> Interval:
    """The programme's budget is at least a third of the cost of its plans (slide 10)."""
    cost = intervals(supply_plan_totals[supply_plan_totals["id"] == "cost-all"], "value").dropna()
    if cost.empty:
        raise NotStated("supply_plan_totals: the cost of all plans")
    return Interval(cost.iloc[0].low / 3, math.inf)


@claim
def coarsest_node_of_jasm(fab_products: pd.DataFrame) -> Interval:
    """The coarsest node that slide 24 prints for JASM, as the coarsest of its plan (slide 4)."""
    return Interval.point(_nodes_of_jasm(fab_products).max())


@claim
def finest_node_of_jasm(fab_products: pd.DataFrame) -> Interval:
    """The finest node that slide 24 prints for JASM, as the finest of its plan (slide 4)."""
    return Interval.point(_nodes_of_jasm(fab_products).min())
