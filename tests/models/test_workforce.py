"""Stock and flow: the accounts balance, and the closed forms are what a simulation gives."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from semibook.models.workforce import (
    Staying,
    demand,
    hires_to_follow,
    intake_to_fill,
    intake_to_hold,
    mean_stay,
    person_years,
    simulate,
    survival,
    varied,
)

MIDDLE = Staying(new=0.87, later=0.95, retirement=0.025)
FOREVER = Staying(new=1.0, later=1.0, retirement=0.0)
parts = st.floats(0.0, 1.0)
anybody = st.builds(Staying, parts, parts, parts, st.integers(0, 6))
years = st.integers(1, 25)


def test_of_ten_hired_those_left_after_three_and_four_years():
    left = 10 * survival(4, Staying(new=0.9, later=0.8, retirement=0.5))
    assert left == pytest.approx([10, 9, 8.1, 7.29, 7.29 * 0.4])


@given(anybody, years)
def test_person_years_are_the_sum_of_the_survivors(staying, span):
    assert person_years(span, staying) == pytest.approx(survival(span - 1, staying).sum())


@given(anybody, years, st.floats(0, 1e4), st.integers(0, 30), st.floats(0, 1e4))
def test_every_year_balances(staying, span, intake, lead_years, start_stock):
    flows = simulate(
        intake, demand(100, 3, span), staying, lead_years=lead_years, start_stock=start_stock
    )
    change = flows["hires"] - flows["leavers"] - flows["retirements"]
    assert np.allclose(flows["stock"].diff().iloc[1:], change.iloc[1:], atol=1e-6)
    assert (flows >= -1e-9).drop(columns="gap").all(axis=None)


@given(anybody, years, st.data(), st.floats(0, 1e5), st.floats(0, 1e5))
def test_the_closed_form_leaves_no_gap(staying, span, data, jobs, start_stock):
    lead = data.draw(st.integers(0, span - 1))
    intake = intake_to_fill(jobs, span, staying, lead_years=lead, start_stock=start_stock)
    wanted = np.full(span + 1, jobs)
    end = simulate(intake, wanted, staying, lead_years=lead, start_stock=start_stock).iloc[-1]
    if intake > 0:
        assert end["stock"] == pytest.approx(jobs)
    else:
        assert end["stock"] >= jobs - 1e-6


@pytest.mark.parametrize(("by_year", "lead", "start"), [(1, 0, 0), (10, 0, 0), (10, 5, 300)])
def test_the_closed_form_is_the_root_of_the_simulated_gap(by_year, lead, start):
    case = {"lead_years": lead, "start_stock": start}
    wanted = np.full(by_year + 1, 1700.0)

    def gap(intake: float) -> float:
        return float(simulate(intake, wanted, MIDDLE, **case)["gap"].iloc[-1])

    root = brentq(gap, 0.0, 1700.0, xtol=1e-9)
    assert intake_to_fill(1700, by_year, MIDDLE, **case) == pytest.approx(root)


def test_if_nobody_goes_the_intake_is_jobs_over_years():
    assert intake_to_fill(1700, 10, FOREVER) == pytest.approx(170)
    assert mean_stay(FOREVER) == math.inf
    assert intake_to_hold(1700, FOREVER) == 0


def test_a_late_deadline_asks_for_what_holds_the_stock():
    assert intake_to_fill(1700, 500, MIDDLE) == pytest.approx(intake_to_hold(1700, MIDDLE))


@given(anybody, st.integers(1, 20))
def test_a_later_deadline_never_asks_for_more(staying, by_year):
    assert intake_to_fill(100, by_year + 1, staying) <= intake_to_fill(100, by_year, staying) + 1e-9


@given(parts, parts, parts, years)
def test_who_stays_longer_is_replaced_less(lower, higher, retirement, span):
    lower, higher = sorted((lower, higher))
    less, more = (
        intake_to_fill(100, span, Staying(stay, 0.95, retirement)) for stay in (lower, higher)
    )
    assert more <= less + 1e-9


def test_an_intake_that_fills_the_ramp_leaves_no_later_gap():
    path = demand(1700, 3, 20)
    flows = simulate(intake_to_fill(1700, 3, MIDDLE), path, MIDDLE)
    assert (flows["gap"] <= 1e-6).all()


def test_those_at_the_start_may_be_enough():
    assert intake_to_fill(100, 2, MIDDLE, start_stock=1000) == 0


def test_hires_follow_the_jobs_through_ramp_and_lead():
    path = demand(1700, 3, 10)
    hires = hires_to_follow(path, MIDDLE, lead_years=1, start_stock=300)
    flows = simulate(hires, path, MIDDLE, lead_years=1, start_stock=300)
    assert (hires[:2] == 0).all() and (hires[2:] > 0).all()
    assert flows["gap"].iloc[2:].to_numpy() == pytest.approx(0, abs=1e-9)


def test_no_one_is_hired_while_enough_are_there():
    hires = hires_to_follow(np.array([0.0, 50.0, 50.0]), MIDDLE, start_stock=100)
    assert (hires == 0).all()


def test_in_the_long_run_the_hires_that_follow_hold_the_jobs():
    hires = hires_to_follow(demand(1700, 3, 400), MIDDLE)
    assert hires[-1] == pytest.approx(intake_to_hold(1700, MIDDLE))


def test_a_range_is_varied_at_both_ends_widest_first():
    effects = varied(1700, MIDDLE, {"retirement": [0.025, 0.026], "new": [0.8, 0.95]})
    assert list(effects.index) == ["new", "retirement"]
    assert effects.loc["retirement", "at_low"] == pytest.approx(intake_to_hold(1700, MIDDLE))
    assert effects.loc["new", "at_low"] > effects.loc["new", "at_high"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Staying(1.1, 0.9, 0.0), r"new: found 1.1, expected 0 to 1"),
        (lambda: Staying(0.9, 0.9, 0.0, new_years=-1), "new_years: found -1"),
        (lambda: demand(-1, 3, 5), "jobs: found -1, expected at least 0"),
        (lambda: demand(1, 0, 5), "ramp_years: found 0, expected at least 1"),
        (lambda: simulate(-1, demand(1, 1, 1), MIDDLE), "intake: found -1"),
        (lambda: simulate(np.array([0, -1]), demand(1, 1, 1), MIDDLE), "intake: found -1"),
        (lambda: hires_to_follow(demand(1, 1, 1), MIDDLE, start_stock=-1), "start_stock: found -1"),
        (lambda: intake_to_fill(1, 0, MIDDLE), "by_year: found 0"),
        (
            lambda: intake_to_fill(1, 3, MIDDLE, lead_years=3),
            "lead_years: found 3, expected 0 to 2",
        ),
        (lambda: varied(1, MIDDLE, {"new": [0.9, 0.95]}), "two numbers around 0.87"),
    ],
)
def test_impossible_values_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
