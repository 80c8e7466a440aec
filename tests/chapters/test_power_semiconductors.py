"""The chapter on power semiconductors follows its parameters."""

from __future__ import annotations

import pytest

CHAPTER = "power_semiconductors"


def test_larger_japanese_shares_force_more_firms_and_shorten_the_way(stored, rerun):
    before = stored(CHAPTER)
    after = rerun(
        CHAPTER,
        japan_share_min=30.0,
        japan_share_max=40.0,
        usd_jpy=150.0,
        sic_per_vehicle=600.0,
        leader_edge=0.02,
    )
    assert (before["fewest_japanese_firms"], after["fewest_japanese_firms"]) == (3, 4)
    assert after["index_low"] == before["index_low"] == 26.5**2
    assert after["index_high"] < before["index_high"]
    # All five as one: at least three at just below 10 and none beside them, 30^2 - 3 * 10^2.
    assert (before["rise_low_last"], after["rise_low_last"]) == (200, 600)
    assert after["points_short"] == before["points_short"] - 10 == -3
    assert after["joint_growth_needed"] < before["joint_growth_needed"]
    assert after["single_growth_needed"] > before["single_growth_needed"]
    assert after["vehicles_central"] == pytest.approx(2 * before["vehicles_central"])
    assert after["vehicles_high"] == pytest.approx(before["vehicles_high"])
    assert after["floor_over_sales_at_limit"] == pytest.approx(
        before["floor_over_sales_at_limit"] * 135 / 150
    )
    # The mean rate of the market's year is a parameter of its own.
    assert after["floor_over_sales_at_limit_mean_rate"] == pytest.approx(
        before["floor_over_sales_at_limit"] * 135 / 109.84
    )
    assert after["floor_over_sales_average"] == pytest.approx(
        before["floor_over_sales_average"] * (20 / 30) * 135 / 150
    )
    # What the tables alone decide does not move.
    for figure in (
        "substrates_a_year",
        "epi_wafers_a_year",
        "plans_reaching_their_floor",
        "claims_agreeing",
    ):
        assert after[figure] == before[figure]


def test_fewer_firms_and_milder_rules_settle_more(stored, rerun):
    before = stored(CHAPTER)
    after = rerun(
        CHAPTER, japan_firms=3, mergers=[2, 3], us_bands=[[10000.0, 10000.0]], meet_year=2035
    )
    assert after["verdicts_open"] < before["verdicts_open"]
    assert after["rise_low_last"] == 200
    assert after["rise_high_last"] < before["rise_high_last"]
    assert after["joint_growth_needed"] < before["joint_growth_needed"]


def test_later_power_plans_reach_their_floor_and_devices_are_no_wafers(stored, rerun):
    before, after = stored(CHAPTER), rerun(CHAPTER, vintage="2026-03")
    assert (before["power_plans"], before["plans_reaching_power_floor"]) == (0, 0)
    assert (after["power_plans"], after["plans_reaching_power_floor"]) == (2, 2)
    # Denso's 60,000 substrates; 100,000 and Fuji Electric's 240,000 wafers, each counted once;
    # without the 60,000 and 120,000 of Sumitomo Electric, whose certification was withdrawn.
    assert after["substrates_a_year"] == before["substrates_a_year"] + 60_000 - 60_000
    assert after["epi_wafers_a_year"] == before["epi_wafers_a_year"] + 340_000 - 120_000
    assert after["sic_plans_over_power_floor"] == pytest.approx(309 / 2000)  # Resonac alone


def test_a_slower_market_does_not_shorten_the_way_beyond_it(stored, rerun):
    before, after = stored(CHAPTER), rerun(CHAPTER, market_growth=0.03)
    beyond = [
        (1 + figures["joint_growth_needed"]) / (1 + market)
        for figures, market in ((before, 0.07), (after, 0.03))
    ]
    assert beyond[0] == pytest.approx(beyond[1])


def test_larger_wafers_serve_more_vehicles_within_the_stated_range(stored, rerun):
    before, after = stored(CHAPTER), rerun(CHAPTER, wafer_diameter=200.0)
    assert before["vehicles_central"] < after["vehicles_central"] < before["vehicles_high"]
    assert after["vehicles_high"] == before["vehicles_high"]
