"""AI computing under another target, other machines and on other data."""

from __future__ import annotations

import ast
import re

import nbformat
import pytest

from semibook import toc
from semibook.claims import ai_compute
from semibook.run.parameters import parameters
from semibook.tables import frames
from semibook.tables.interval import Interval

CHAPTER = "ai_compute"


def test_what_exists_and_what_is_planned(stored):
    found = stored(CHAPTER)
    assert found["planned_eflops"] == pytest.approx(4.25 + 2.0 + 0.7 + 0.15)
    assert found["existing_eflops"] == pytest.approx(0.8)
    assert found["required_growth_from_existing"] > 2 * found["required_growth"]


def test_a_smaller_target_and_better_machines_draw_less(rerun, stored):
    before = stored(CHAPTER)
    after = rerun(CHAPTER, target_eflops=30.0, watts_per_tflops=0.355)
    assert after["megawatts"] == pytest.approx(before["megawatts"] / 4)
    assert after["megawatts_high"] == pytest.approx(before["megawatts_high"] / 2)
    assert after["required_growth"] < before["required_growth"]
    assert after["cost_of_target_low"] == pytest.approx(before["cost_of_target_low"] / 2)
    assert after["cost_of_rest_low"] < before["cost_of_rest_low"] / 2
    assert after["planned_eflops"] == before["planned_eflops"]


def test_a_target_that_the_plans_reach_leaves_no_rest(rerun):
    assert rerun(CHAPTER, target_eflops=5.0)["cost_of_rest_high"] == 0


def test_the_slide_that_states_a_precision_is_transcribed():
    plans = frames.load("cloud_plans").set_index("id")
    assert plans["precision"].dropna().eq("half").all()
    assert set(plans.index[plans["precision"].isna()]) == {"utokyo"}  # counts quantum bits
    assert frames.load("compute_capacity")["precision"].isna().all()  # slide 32 does not say


def test_what_aist_built_leaves_the_slides_own_doubling_alone():
    claim = ai_compute.doubled_for_generative_ai
    before, after = (claim(frames.load("targets", each)) for each in ("2024-02", "2026-11"))
    assert before == after == Interval(8.49, 8.51)


def test_the_bill_lies_within_its_range(stored):
    found = stored(CHAPTER)
    for figure in ("megawatts", "electricity_bill"):
        assert found[f"{figure}_low"] < found[figure] < found[f"{figure}_high"]


def test_the_ranges_are_those_of_the_parameters_comments():
    cells = nbformat.read(toc.notebook(CHAPTER), as_version=4).cells
    source = next(cell.source for cell in cells if "\nranges = {" in cell.source)
    assigned = {
        node.targets[0].id: node.value
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign)
    }
    names = dict(
        zip(
            map(ast.literal_eval, assigned["base"].keys),
            (value.id for value in assigned["base"].values),
            strict=True,
        )
    )
    known = parameters(toc.notebook(CHAPTER))
    for key, ends in ast.literal_eval(assigned["ranges"]).items():
        said = re.search(r"range ([\d.]+) to ([\d.]+)", known[names[key]].help)
        assert tuple(map(float, said.groups())) == ends, key


def test_what_is_built_later_counts_as_existing(rerun):
    after = rerun(CHAPTER, "2026-03")
    # ABCI 3.0, and the plans of Sakura Internet and SoftBank, whose accelerators are in service.
    assert after["existing_eflops"] == pytest.approx(6.22 + 2.0 + 0.7)
    assert after["planned_eflops"] == pytest.approx(6.22 + 2.0 + 0.7 + 0.15)
