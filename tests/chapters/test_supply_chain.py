"""Supply chain under another rule for plans that print a cap without a cost."""

from __future__ import annotations

import nbformat
import pytest

from semibook import paths, toc
from semibook.claims import supply_chain, three_step_strategy
from semibook.page.findings import told
from semibook.run.chapter import headlines, run
from semibook.tables import frames
from semibook.tables.interval import Interval

CHAPTER = "supply_chain"


def test_the_stored_run_bounds_the_open_rows(stored):
    figures = stored(CHAPTER)
    # 6,000 - 4,221.5 - 3 x 405 and 2,000 - 1,812.5, in 100 million yen.
    assert figures["open_cost"] == pytest.approx(563.5e8)
    assert figures["open_cap"] == pytest.approx(187.5e8)
    assert figures["open_cap_low"] <= figures["open_cap"] <= figures["open_cap_high"]


def test_a_lower_ratio_leaves_more_cost_to_the_open_rows(rerun, stored):
    before, after = stored(CHAPTER), rerun(CHAPTER, cost_over_cap=2.0)
    assert after["open_cost"] == pytest.approx(before["open_cost"] + 405e8)
    assert after["open_cap"] == before["open_cap"]


def test_plans_certified_after_the_totals_are_not_taken_from_them(stored, tmp_path):
    target = tmp_path / "later.ipynb"
    run(paths.ROOT / "notebooks" / f"{CHAPTER}.ipynb", target, {"vintage": "2026-03"})
    before, after = stored(CHAPTER), headlines(target)
    assert len(frames.load("supply_plans", "2026-03")) > len(frames.load("supply_plans"))
    for figure in ("open_cost", "open_cap", "open_cap_low", "open_cap_high"):
        assert after[figure] == pytest.approx(before[figure])
    # Two later plans that print a start are counted among the plans, not among the totals' rows.
    assert after["plans_by_end_of_2026"] == before["plans_by_end_of_2026"] + 2


def test_a_plan_whose_certification_was_withdrawn_is_in_no_count_and_no_sum():
    plans = frames.load("supply_plans", "2026-11")
    gone = plans[plans["withdrawn"].notna()]
    assert list(gone["id"]) == ["sumitomo-electric"]
    standing = plans.drop(gone.index)
    for claim in (
        supply_chain.plans_in_all,
        supply_chain.material_plans,
        supply_chain.total_cost_of_plans,
        supply_chain.total_cap_of_plans,
        three_step_strategy.supply_budget_holds_the_caps,
    ):
        assert claim(plans) == claim(standing)
    assert supply_chain.plans_in_all(plans) == Interval.point(22.0)


def test_what_is_printed_narrows_the_rate_of_all_plans():
    # 1,809 of caps printed, over 6,500 at most; 2,500 at most over 5,500.
    cells = nbformat.read(toc.notebook(CHAPTER), 4).cells
    said = [finding.sentence for finding in told(cells) if finding.key == "rate"]
    assert any("28% to 45% of their cost" in sentence for sentence in said)


def test_neon_is_added_in_one_unit(stored):
    # 2,090 kL and 2,480 m3 recycled; 1,000, 2,700 and 2,680 times 10,000 L produced.
    assert stored(CHAPTER)["neon_recycled_share"] == pytest.approx(4570 / 68370)


def test_a_ratio_of_zero_is_refused_with_what_is_expected(rerun):
    with pytest.raises(Exception, match=r"cost_over_cap: found 0\.0, expected a number above 0"):
        rerun(CHAPTER, cost_over_cap=0.0)
