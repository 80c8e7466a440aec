"""Claims of the chapter on policy abroad: the yen figures of slide 23 from its own rates."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from semibook.claims.registry import NotStated, claim
from semibook.tables.frames import intervals
from semibook.tables.interval import Interval, total
from semibook.tables.units import unit

if TYPE_CHECKING:
    import pandas as pd


def _in_yen(policy_measures: pd.DataFrame, exchange_rates: pd.DataFrame, measure: str) -> Interval:
    row = policy_measures[policy_measures["id"] == measure]
    amount = intervals(row, "amount").dropna()
    if amount.empty:
        raise NotStated("policy_measures: the amount of {measure}", measure=measure)
    currency = unit(row["amount_unit"].iloc[0]).name
    rate = exchange_rates[exchange_rates["currency"] == currency]
    if rate.empty:
        raise NotStated("exchange_rates: the rate of {currency}", currency=currency)
    return amount.iloc[0] * intervals(rate, "rate").iloc[0] / float(rate["per"].iloc[0])


# An amount printed as "over" or "at least" is a floor. Two intervals that are open upwards never
# disagree, so a claim on floors compares the floors themselves.
def _floor(policy_measures: pd.DataFrame, measure: str, column: str) -> Interval:
    rows = intervals(policy_measures[policy_measures["id"] == measure], column).dropna()
    if rows.empty:
        raise NotStated(
            "policy_measures: the {column} of {measure}", column=column, measure=measure
        )
    return _at_floor(rows.iloc[0])


def _at_floor(interval: Interval) -> Interval:
    return Interval.point(interval.low) if math.isinf(interval.high) else interval


@claim
def us_grants_in_yen(policy_measures: pd.DataFrame, exchange_rates: pd.DataFrame) -> Interval:
    """The CHIPS Act's fund for investment at the deck's rate (slide 23)."""
    return _in_yen(policy_measures, exchange_rates, "us-chips-grants")


@claim
def us_research_in_yen(policy_measures: pd.DataFrame, exchange_rates: pd.DataFrame) -> Interval:
    """The CHIPS Act's fund for research at the deck's rate (slide 23)."""
    return _in_yen(policy_measures, exchange_rates, "us-chips-rnd")


@claim
def eu_investment_in_yen(policy_measures: pd.DataFrame, exchange_rates: pd.DataFrame) -> Interval:
    """Public and private investment under the European Chips Act at the deck's rate (slide 23)."""
    return _in_yen(policy_measures, exchange_rates, "eu-chips-act")


@claim
def taiwan_investment_in_yen(
    policy_measures: pd.DataFrame, exchange_rates: pd.DataFrame
) -> Interval:
    """Investment of Taiwanese firms at the deck's rate (slide 23)."""
    return _in_yen(policy_measures, exchange_rates, "tw-investment")


@claim
def korea_investment_in_yen(
    policy_measures: pd.DataFrame, exchange_rates: pd.DataFrame
) -> Interval:
    """Korea's target of investment at the deck's rate (slide 23)."""
    return _at_floor(_in_yen(policy_measures, exchange_rates, "kr-strategy"))


@claim
def china_funds_together(policy_measures: pd.DataFrame) -> Interval:
    """National and local funds of China together (slide 23)."""
    parts = policy_measures.loc[policy_measures["parent"] == "cn-funds-total", "id"]
    if parts.empty:
        raise NotStated("policy_measures: the parts of cn-funds-total")
    return total(_floor(policy_measures, part, "yen") for part in parts)


@claim
def pillars_of_the_european_act(policy_measures: pd.DataFrame) -> Interval:
    """Number of pillars of the European Chips Act: the measures listed as its parts (slide 23)."""
    count = (policy_measures["parent"] == "eu-chips-act").sum()
    if not count:
        raise NotStated("policy_measures: the parts of eu-chips-act")
    return Interval.point(float(count))


@claim
def dollar_rate_of_both_funds(policy_measures: pd.DataFrame) -> Interval:
    """Yen per dollar at which both US funds come to their yen figures: one rate fits both.

    Each fund leaves a range of rates; the slide uses one rate, so it lies in both (slide 23).
    """
    grants, research = (
        _floor(policy_measures, fund, "yen") / _floor(policy_measures, fund, "amount")
        for fund in ("us-chips-grants", "us-chips-rnd")
    )
    if not grants.meets(research):
        raise NotStated("policy_measures: a rate that fits both US funds")
    return Interval(max(grants.low, research.low), min(grants.high, research.high))


@claim
def small_investments_limit(policy_measures: pd.DataFrame) -> Interval:
    """The limit below which US applications opened last: the floor of the large ones (slide 23)."""
    return _floor(policy_measures, "us-applications-large", "amount")


@claim
def numbered_guardrails(guardrails: pd.DataFrame) -> Interval:
    """Number of guardrails to which the listed rules belong (slide 30)."""
    kinds = guardrails.loc[guardrails["guardrail"] != "all", "guardrail"].nunique()
    if not kinds:
        raise NotStated("guardrails: no rule of a single guardrail")
    return Interval.point(float(kinds))


def _ministers(bilateral_ministers: pd.DataFrame, jurisdiction: str) -> Interval:
    count = (bilateral_ministers["jurisdiction"] == jurisdiction).sum()
    if not count:
        raise NotStated(
            "bilateral_ministers: a minister of {jurisdiction}", jurisdiction=jurisdiction
        )
    return Interval.point(float(count))


@claim
def japanese_ministers(bilateral_ministers: pd.DataFrame) -> Interval:
    """Japanese ministers named for the "2+2" meeting (slide 17)."""
    return _ministers(bilateral_ministers, "jp")


@claim
def us_ministers(bilateral_ministers: pd.DataFrame) -> Interval:
    """US secretaries named for the "2+2" meeting (slide 17)."""
    return _ministers(bilateral_ministers, "us")
