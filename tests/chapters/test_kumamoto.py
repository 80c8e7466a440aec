"""Kumamoto under another exchange rate, price and local content."""

from __future__ import annotations

import pytest

CHAPTER = "kumamoto"


def test_the_estimates_are_sums_of_their_components(stored):
    figures = stored(CHAPTER)
    assert figures["sum_2022"] == pytest.approx(4.314e12)
    assert figures["sum_2023"] == pytest.approx(6.806e12)


def test_the_year_before_is_implied_two_ways(stored):
    figures = stored(CHAPTER)
    assert figures["year_before"] == pytest.approx(6249e8, rel=1e-3)
    assert figures["year_before_by_sector"] == pytest.approx(6249e8, rel=1e-3)


def test_a_weaker_yen_makes_the_fab_dearer_and_its_sales_larger(rerun, stored):
    before = stored(CHAPTER)
    after = rerun(CHAPTER, usd_jpy=150.0, local_content=0.8)
    assert after["effect_per_yen"] < before["effect_per_yen"]
    assert after["fab_sales"] == pytest.approx(before["fab_sales"] * 150 / 135)
    assert after["model_multiplier"] > before["model_multiplier"]
    assert after["year_before"] == before["year_before"]


def test_an_impossible_utilisation_is_refused(rerun):
    with pytest.raises(Exception, match=r"found utilisation 1\.5"):
        rerun(CHAPTER, utilisation=1.5)
