"""The three steps under another target, another base year and another exchange rate."""

from __future__ import annotations

from math import log

import pandas as pd
import pytest

from semibook import paths
from semibook.run.chapter import ChapterError
from semibook.tables import vintages

CHAPTER = "three_step_strategy"


def test_all_but_one_cap_fit_a_third(stored):
    figures = stored(CHAPTER)
    assert figures["projects_at_third"] == figures["projects"] - 1
    assert figures["largest_ratio"] == pytest.approx(4760 / (86 * 135), rel=0.01)


def test_lines_that_others_hold_are_left_out_of_the_sum(stored):
    counted = 6170 + 4500 + 3686 + 4850 + 5754 + 7652 + 6461 + 400
    assert stored(CHAPTER)["budget_total"] == pytest.approx(counted * 1e8)


def test_the_present_share_is_at_the_rate_of_its_year(stored):
    assert stored(CHAPTER)["share_present"] == pytest.approx(5e12 / (440.4e9 * 106.78))


def test_the_target_has_the_present_share_at_the_growth_that_is_said_to_keep_it(stored):
    figures = stored(CHAPTER)
    world = 526.8e9 * 135 * (1 + figures["growth_that_keeps_the_share"]) ** 7
    assert 15e12 / world == pytest.approx(figures["share_present"])


def test_a_higher_target_and_a_weaker_yen(rerun, stored):
    before = stored(CHAPTER)
    after = rerun(CHAPTER, target_sales=20.0, usd_jpy=150.0)
    assert after["required_growth_first"] > before["required_growth_first"]
    assert after["required_growth_first"] == pytest.approx(4 ** (1 / 10) - 1)
    assert after["share_high"] == pytest.approx(before["share_high"] * 20 / 15 * 135 / 150)
    assert after["share_present"] == before["share_present"]
    assert after["growth_that_keeps_the_share"] > before["growth_that_keeps_the_share"]
    assert after["budget_total"] == before["budget_total"]


def test_later_world_sales_are_taken_as_revised(rerun, stored):
    before, after = stored(CHAPTER), rerun(CHAPTER, world_year=2024)
    assert after["world_growth_past"] == pytest.approx((630.5 / 440.4) ** (1 / 4) - 1)
    assert after["share_present"] == before["share_present"]
    assert after["share_high"] == pytest.approx(15e12 / (135 * 630.5e9 * 1.03**6))


def test_growth_is_compared_in_one_currency(stored):
    figures = stored(CHAPTER)
    world = (526.8 * 140.5) / (440.4 * 106.78)
    assert figures["world_growth_past_yen"] == pytest.approx(world ** (1 / 3) - 1)
    target = (15e12 / 135) / (5e12 / 106.78)
    assert figures["required_growth_dollars"] == pytest.approx(target ** (1 / 10) - 1)


def test_another_base_year_takes_its_own_rate_or_the_given_one(rerun):
    after = rerun(CHAPTER, base_year=2021, mean_rates={"2023": 140.5}, usd_jpy=120.0)
    assert after["share_present"] == pytest.approx(5e12 / (555.9e9 * 120))


def test_a_later_vintage_uses_its_own_world_sales_and_keeps_wider_lines_apart(rerun, stored):
    before, after = stored(CHAPTER), rerun(CHAPTER, paths.DATA / "2026-03")
    assert after["world_growth_past"] == pytest.approx((791.7 / 440.4) ** (1 / 5) - 1)
    assert after["budget_total"] == pytest.approx(before["budget_total"] + (470 + 1100) * 1e8)
    assert after["entries_ahead"] < before["entries_ahead"]


def test_a_base_year_without_world_sales_is_refused_in_one_line(rerun):
    with pytest.raises(
        ChapterError, match="base_year: found 1990, expected a year with world sales"
    ):
        rerun(CHAPTER, base_year=1990)


def test_the_deck_s_edition_ends_with_the_last_year_over_at_its_date(stored):
    figures = stored(CHAPTER)
    assert figures["exports_value_growth"] == pytest.approx(4_000_934_141 / 2_905_390_832 - 1)
    assert figures["exports_number_growth"] == pytest.approx(74_444_460_657 / 73_094_160_570 - 1)


def test_a_later_vintage_adds_its_own_months_of_trade(rerun):
    after = rerun(CHAPTER, paths.DATA / "2026-11")
    value, number = 4_869_593_489 / 2_905_390_832, 74_555_148_626 / 73_094_160_570
    assert after["exports_value_growth"] == pytest.approx(value - 1)
    assert after["exports_number_growth"] == pytest.approx(number - 1)
    assert after["exports_part_of_number"] == pytest.approx(log(number) / log(value))


def test_the_months_of_the_vintage_go_before_those_of_the_reference(rerun, tmp_path):
    place = vintages.create(tmp_path / "own").folder
    months = pd.read_csv(paths.DATA / "reference" / "chip_trade.csv")
    months = months[(months["flow"] == "export") & months["month"].str.startswith("2023")]
    months["ic_count"] *= 2
    rows = months.drop(columns=["flow", "citation"]).assign(source="s21", as_of="2024-02-01")
    rows.to_csv(place / "chip_exports.csv", index=False)
    grown = rerun(CHAPTER, place)["exports_number_growth"]
    assert grown == pytest.approx(2 * 74_444_460_657 / 73_094_160_570 - 1)
