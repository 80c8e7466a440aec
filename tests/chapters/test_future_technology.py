"""Future technology with other assumptions on links."""

from __future__ import annotations

CHAPTER = "future_technology"


def test_dearer_lasers_move_the_crossing_up(rerun, stored):
    before, after = stored(CHAPTER), rerun(CHAPTER, optical_w=0.9)
    assert after["crossing_rate"] > before["crossing_rate"]
    assert after["technologies"] == before["technologies"]


def test_the_joint_range_is_wider_than_one_assumption_at_a_time(stored):
    figures = stored(CHAPTER)
    assert figures["crossing_low"] < 78 < figures["crossing_rate"] < 188 < figures["crossing_high"]
