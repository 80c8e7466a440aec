"""Policy abroad under other exchange rates."""

from __future__ import annotations

import pytest

CHAPTER = "global_policy"


def test_other_rates_move_the_amounts_and_the_closest_pair(rerun, stored):
    before = stored(CHAPTER)
    after = rerun(CHAPTER, krw100_jpy=21.0, usd_jpy=124.0)
    assert after["largest_amount"] == pytest.approx(2 * before["largest_amount"])
    assert abs(after["closest_change"]) < abs(before["closest_change"])
    assert after["largest_public_amount"] == before["largest_public_amount"]


def test_a_rate_that_is_not_positive_is_refused(rerun):
    with pytest.raises(Exception, match="expected numbers above 0"):
        rerun(CHAPTER, eur_jpy=0.0)
