"""Supply chain under another rule for plans that print a cap without a cost."""

from __future__ import annotations

import pytest

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
