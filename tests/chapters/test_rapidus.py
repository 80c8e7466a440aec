"""Rapidus under a scenario of support and other assumptions of the models."""

from __future__ import annotations

import nbformat
import pytest

from semibook import toc
from semibook.page.findings import told
from semibook.run import dependencies
from semibook.run.chapter import ChapterError
from semibook.tables import vintages

CHAPTER = "rapidus"


@pytest.mark.parametrize("chapter", ["rapidus", "global_policy"])
def test_a_page_that_tells_later_facts_keeps_its_figures_on_its_own_data(chapter):
    assert dependencies.ahead(chapter).name == vintages.names()[-1]
    assert chapter in dependencies.with_headlines()


def test_the_decks_page_leads_with_what_has_been_approved_since():
    cells = nbformat.read(toc.notebook(CHAPTER), 4).cells
    said = {finding.key: finding.sentence for finding in told(cells)}
    assert "¥330 billion" in said["caps"]
    assert "¥2.35 trillion" in said["caps"]


def test_the_stored_run_adds_up_what_the_deck_prints(stored):
    figures = stored(CHAPTER)
    assert figures["caps_of_the_deck"] == figures["support_total"] == pytest.approx(3300e8)
    assert figures["cap_share_of_budget"] == pytest.approx(2600 / 4850)
    assert figures["left_of_budget"] == pytest.approx(2250e8)
    assert figures["organisations_of_both"] == 1
    assert figures["claims_disagreeing"] == figures["claims_open"] == 1


def test_lots_and_tools_save_what_the_lines_differ_by(stored):
    figures = stored(CHAPTER)
    usual, few = figures["days_usual"], figures["days_usual_small_lots"]
    single, both = figures["days_single"], figures["days_small_lots"]
    assert usual > max(few, single) > min(few, single) > both > figures["days_one_by_one"]
    # Small lots save more than the tools, whichever comes first.
    assert min(usual - few, single - both) > max(usual - single, few - both)


def test_later_caps_are_not_said_to_be_the_decks(rerun, stored):
    later = rerun(CHAPTER, vintage="2026-03")
    assert later["caps_of_the_deck"] == stored(CHAPTER)["caps_of_the_deck"]
    assert later["support_total"] == pytest.approx(17225e8)
    assert later["lag_least"] == stored(CHAPTER)["lag_least"]


def test_a_lag_is_as_wide_as_both_dates(rerun):
    # From a quarter of 2025 to the half year from October 2027, and to one month of 2025.
    figures = rerun(CHAPTER, vintage="2026-11")
    assert figures["years_given_least"] == pytest.approx(3 / 12, abs=0.01)
    assert figures["years_given_most"] == pytest.approx(5 / 12, abs=0.01)
    assert figures["lag_least"] == pytest.approx(7.5, abs=0.01)


def test_volume_is_compared_by_months():
    cells = nbformat.read(toc.notebook(CHAPTER), 4).cells
    said = {finding.key: finding.sentence for finding in told(cells)}
    assert "October 2027 – March 2028, 1.7 – 2.5 years later" in said["volume"]


def test_spare_parts_are_named_beside_the_cost_of_large_dies():
    cells = nbformat.read(toc.notebook(CHAPTER), 4).cells
    said = {finding.key: finding.sentence for finding in told(cells)}
    assert "12 of 144 units" in said["spares"]
    assert "43% can be sold" in said["spares"]


def test_a_scenario_and_fewer_defects_change_what_they_should(rerun, stored):
    before = stored(CHAPTER)
    after = rerun(
        CHAPTER,
        further_support={"2024": 5900.0},
        total_need=20000.0,
        leader="first",
        defect_density=0.1,
        arrival_rate=12.0,
        batch_hours=2.0,
    )
    assert after["support_total"] == pytest.approx(before["support_total"] + 5900e8)
    assert after["caps_of_the_deck"] == before["caps_of_the_deck"]
    assert after["support_share"] == pytest.approx(9200 / 20000)
    # 10 nm came in 2016 elsewhere, not by May 2017, and 12 nm lies between it and 16 nm.
    assert after["lag_least"] == pytest.approx(before["lag_least"] + 5 / 12, abs=0.01)
    assert after["lag_most"] == before["lag_most"]
    assert after["cost_of_good_die"] == pytest.approx(before["cost_at_mature_density"])
    assert after["yield_negative_binomial"] > before["yield_negative_binomial"]
    # Half the load and faster batches: less waiting, but batches take longer to form.
    assert after["days_single"] < before["days_single"]
    assert after["stay_batch"] != before["stay_batch"]
    # Where volume is low, single-wafer tools save more than small lots.
    assert after["days_single"] < after["days_usual_small_lots"]


def test_a_wafer_without_a_price_is_refused_in_one_line(rerun):
    with pytest.raises(ChapterError, match=r"wafer_price: found 0\.0.*expected US dollars above 0"):
        rerun(CHAPTER, wafer_price=0.0)
