"""Kumamoto under another exchange rate, price and local content."""

from __future__ import annotations

import pytest

from semibook import paths

CHAPTER = "kumamoto"


def test_the_estimates_are_sums_of_their_components(stored):
    figures = stored(CHAPTER)
    assert figures["sum_of_the_last"] == pytest.approx(6.806e12)
    assert figures["total_of_the_last"] == pytest.approx(6.9e12)
    assert figures["largest_gap"] == pytest.approx(0.094e12)


def test_the_effect_is_also_given_by_the_year(stored):
    figures = stored(CHAPTER)
    assert figures["effect_per_year_first"] == pytest.approx(0.9e12)
    assert figures["effect_per_year_last"] == pytest.approx(0.69e12)


def test_the_fab_sells_from_its_first_shipment_to_the_end_of_the_window(stored):
    figures = stored(CHAPTER)
    months = 85  # December 2024 to December 2031: ten years from 2022
    assert figures["fab_sales"] == pytest.approx(55_000 * months * 0.85 * 3500 * 135)
    # At 28 to 12 nm no price in print makes the fab sell more than the whole effect.
    assert figures["fab_share_lowest"] == pytest.approx(
        0.6 * 3000 / (0.85 * 3500) * figures["fab_share_of_production"]
    )
    assert figures["fab_share_of_production"] < figures["fab_share_highest"] < 1


def test_the_formula_of_the_page_gives_the_output_of_its_figure(stored):
    # x = (I - cA)^-1 f, with the table of the page and c = 0.4: not the 1.76 of (I - A)^-1.
    assert stored(CHAPTER)["model_multiplier"] == pytest.approx(1.23, abs=0.01)


def test_a_later_vintage_carries_a_fourth_estimate(rerun, stored):
    before, after = stored(CHAPTER), rerun(CHAPTER, paths.DATA / "2026-03")
    assert after["total_of_the_last"] == pytest.approx(11.192e12)
    assert after["sum_of_the_last"] == pytest.approx(11.192e12)
    assert after["effect_per_year_last"] == pytest.approx(1.1192e12)
    # The jobs, and so the ratios, stay those of the estimate that gives direct jobs.
    assert after["jobs_per_direct_job"] == before["jobs_per_direct_job"]


def test_a_regions_table_takes_the_place_of_the_shipped_one(rerun, tmp_path):
    table = tmp_path / "region.csv"
    table.write_text(
        "sector,a,b,final_demand,exports,imports\na,10,20,50,60,40\nb,30,10,60,20,20\n"
    )
    after = rerun(CHAPTER, io_table=str(table), demand_sector="b")
    # By hand: a = 0.5 (0.1 a + 0.2 b) and b = 1 + 0.8 (0.3 a + 0.1 b).
    b = 1 / (0.92 - 0.24 * 0.1 / 0.95)
    assert after["model_multiplier"] == pytest.approx(b + 0.1 / 0.95 * b)


def test_the_year_before_is_implied_two_ways(stored):
    figures = stored(CHAPTER)
    assert figures["year_before"] == pytest.approx(6249e8, rel=1e-3)
    assert figures["year_before_by_sector"] == pytest.approx(6249e8, rel=1e-3)


def test_a_weaker_yen_makes_the_fab_dearer_and_its_sales_larger(rerun, stored):
    before = stored(CHAPTER)
    after = rerun(CHAPTER, usd_jpy=150.0, local_content=0.8)
    assert after["investment_effect_per_yen"] < before["investment_effect_per_yen"]
    assert after["cap_share_of_cost"] == pytest.approx(before["cap_share_of_cost"] * 135 / 150)
    assert after["fab_sales"] == pytest.approx(before["fab_sales"] * 150 / 135)
    assert after["model_multiplier"] > before["model_multiplier"]
    assert after["effect_per_year_last"] == before["effect_per_year_last"]
    assert after["year_before"] == before["year_before"]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("utilisation", 1.5, r"found utilisation 1\.5"),
        ("usd_jpy", 0.0, r"usd_jpy: found 0\.0.*expected a rate above 0"),
        ("demand_shock", 0.0, r"demand_shock: found 0\.0, expected an amount above 0"),
    ],
)
def test_an_impossible_parameter_is_refused(rerun, name, value, message):
    with pytest.raises(Exception, match=message):
        rerun(CHAPTER, **{name: value})
