"""Caps as a third of an investment, in yen and in another currency, and what a budget must hold."""

from __future__ import annotations

import pandas as pd
import pytest

from semibook.claims import NotStated
from semibook.claims import three_step_strategy as claimed
from semibook.tables import frames


@pytest.fixture
def fabs() -> pd.DataFrame:
    return frames.load("advanced_fabs")


@pytest.fixture
def rates() -> pd.DataFrame:
    return frames.load("exchange_rates")


def test_an_investment_in_dollars_is_taken_at_the_stated_rate(fabs, rates):
    third = claimed.cap_of_jasm(fabs, rates)
    assert third.low == pytest.approx(85.5e8 * 135 / 3)
    assert third.high == pytest.approx(86.5e8 * 135 / 3)


def test_a_rate_for_a_hundred_units_is_divided(fabs, rates):
    by_hundred = rates.assign(per=100, rate=13500.0)
    assert claimed.cap_of_jasm(fabs, by_hundred).mid == pytest.approx(
        claimed.cap_of_jasm(fabs, rates).mid
    )


def test_without_a_rate_the_claim_is_open(fabs, rates):
    with pytest.raises(NotStated, match="the rate of USD"):
        claimed.cap_of_jasm(fabs, rates.query("currency != 'USD'"))


def test_without_the_investment_the_claim_is_open(fabs, rates):
    with pytest.raises(NotStated, match="the investment of kioxia-yokkaichi"):
        claimed.cap_of_yokkaichi(fabs.query("id != 'kioxia-yokkaichi'"), rates)


def test_a_missing_part_leaves_the_sum_open():
    budgets = frames.load("budgets")
    budgets.loc[budgets["id"] == "fy2023-post-5g", "amount"] = float("nan")
    with pytest.raises(NotStated, match="all parts of fy2023-total"):
        claimed.three_funds_together(budgets)


def test_a_missing_cap_leaves_the_second_appropriation_open(fabs):
    fabs.loc[fabs["id"] == "jasm", "cap"] = float("nan")
    with pytest.raises(NotStated, match="the cap of every certified plan"):
        claimed.second_fab_budget(fabs, frames.load("budgets"))


def test_the_second_appropriation_must_hold_what_the_first_does_not(fabs):
    needed = claimed.second_fab_budget(fabs, frames.load("budgets"))
    assert needed.low == pytest.approx((4760 + 929 + 465 + 1670 - 6170) * 1e8, abs=3e8)
