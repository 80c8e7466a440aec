"""Future technology with other assumptions on links."""

from __future__ import annotations

CHAPTER = "future_technology"


def test_dearer_lasers_move_the_crossing_up(rerun, stored):
    before, after = stored(CHAPTER), rerun(CHAPTER, optical_w=0.9)
    assert after["crossing_rate"] > before["crossing_rate"]
    assert after["technologies"] == before["technologies"]
