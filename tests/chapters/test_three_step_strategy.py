"""The three steps under another target, other base years and another exchange rate."""

from __future__ import annotations

import pytest

CHAPTER = "three_step_strategy"


def test_all_but_one_cap_fit_a_third(stored):
    figures = stored(CHAPTER)
    assert figures["projects_at_third"] == figures["projects"] - 1
    assert figures["largest_ratio"] == pytest.approx(4760 / (86 * 135), rel=0.01)


def test_each_yen_of_the_budget_is_counted_once(stored):
    counted = 6170 + 4500 + 3686 + 4850 + 5754 + 7652 + 6461 + 400
    assert stored(CHAPTER)["budget_total"] == pytest.approx(counted * 1e8)


def test_a_higher_target_and_a_weaker_yen(rerun, stored):
    before = stored(CHAPTER)
    after = rerun(CHAPTER, target_sales=20.0, base_years=[2020, 2022], usd_jpy=150.0)
    assert after["required_growth_first"] > before["required_growth_first"]
    assert after["required_growth_first"] == pytest.approx(4 ** (1 / 10) - 1)
    assert after["share_high"] == pytest.approx(before["share_high"] * 20 / 15 * 135 / 150)
    assert after["share_present"] < before["share_present"]
    assert after["budget_total"] == before["budget_total"]


def test_later_world_sales_are_taken_as_revised(rerun, stored):
    before, after = stored(CHAPTER), rerun(CHAPTER, world_year=2024)
    assert after["world_growth_past"] == pytest.approx((630.5 / 440.4) ** (1 / 4) - 1)
    assert after["share_present"] == pytest.approx(before["share_present"] * 526.8 / 630.5)
