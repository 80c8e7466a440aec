"""AI computing under another target and other machines."""

from __future__ import annotations

import pytest

CHAPTER = "ai_compute"


def test_the_plans_on_the_slides_add_up(stored):
    assert stored(CHAPTER)["planned_eflops"] == pytest.approx(4.25 + 2.0 + 0.7 + 0.15)


def test_a_smaller_target_and_better_machines_draw_less(rerun, stored):
    before = stored(CHAPTER)
    after = rerun(CHAPTER, target_eflops=30.0, watts_per_tflops=0.355)
    assert after["megawatts"] == pytest.approx(before["megawatts"] / 4)
    assert after["required_growth"] < before["required_growth"]
    assert after["cost_of_target_low"] == pytest.approx(before["cost_of_target_low"] / 2)
    assert after["planned_eflops"] == before["planned_eflops"]
