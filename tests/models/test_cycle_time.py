"""Cycle time: exact cases, another simulator, and the formula within its stated error."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from functools import reduce
from operator import add

import numpy as np
import pytest
import simpy
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.optimize import brentq

from semibook.models.cycle_time import (
    STATED_ERRORS,
    Line,
    batch,
    equal_arrivals,
    fastest_arrivals,
    simulate,
    single_wafer,
    stated_error,
    stay,
    utilisation,
)

rates, shares, sizes = st.floats(0.01, 100), st.floats(0.01, 0.99), st.integers(1, 150)
variabilities = st.floats(0, 4)


def test_exponential_times_give_the_exact_queue():
    # M/M/1: 1 / (mu - lambda)
    assert single_wafer(8, 0.1, 1, 1) == pytest.approx(1 / (10 - 8))


def test_nothing_waits_if_all_is_regular():
    assert stay(8, 0.1, 1, 0, 0) == (0, 0, 0.1)


def test_the_first_of_a_regular_batch_waits_for_all_others():
    # Four loads, one an hour: they wait 3, 2, 1 and 0 hours.
    assert stay(1, 2, 4, 0, 0) == (1.5, 0, 2)


@given(rates, shares, sizes, variabilities, variabilities)
def test_no_part_is_negative_and_parts_make_the_total(process, share, size, coming, working):
    parts = stay(share * size / process, process, size, coming, working)
    assert min(parts) >= 0
    assert parts.total == reduce(add, parts) >= process  # `sum` rounds so no more from 3.12 on


@given(rates, shares, variabilities, variabilities)
def test_a_batch_of_one_is_a_single_load(process, share, coming, working):
    arrivals = share / process
    expected = single_wafer(arrivals, process, coming, working)
    assert batch(arrivals, process, 1, coming, working) == expected


@pytest.mark.parametrize(("arrivals", "variability"), [(5, 1.0), (8, 1.0), (8, 0.25)])
def test_single_loads_formula_and_simulation_agree_within_two_percent(arrivals, variability):
    found = simulate(arrivals, 0.1, 1, 1.0, variability, loads=1_000_000)
    assert found.total == pytest.approx(single_wafer(arrivals, 0.1, 1.0, variability), rel=0.02)


@pytest.mark.parametrize("share", [0.15, 0.3, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("size", [2, 4, 20, 25])
@pytest.mark.parametrize(("variability", "stated"), STATED_ERRORS.items())
def test_batch_formula_and_simulation_agree_within_the_stated_error(
    share, size, variability, stated
):
    case = (share * size / 3, 3.0, size, 1.0, variability)
    found = simulate(*case, loads=150_000 * size)
    assert found.forming == pytest.approx(stay(*case).forming, rel=0.02)
    assert found.total == pytest.approx(batch(*case), rel=stated)


def test_the_stated_error_is_that_of_the_next_variability_tested():
    assert stated_error(1.0, 0.0) == STATED_ERRORS[0.0]
    assert stated_error(1.0, 0.1) == stated_error(1.0, 0.25) == STATED_ERRORS[0.25]
    # Nothing is stated beyond what was tested, nor for arrivals that are not random.
    assert stated_error(1.0, 1.1) == stated_error(0.5, 0.25) == math.inf


@pytest.mark.parametrize(("size", "share"), [(2, 0.6), (4, 0.8)])
def test_the_simulated_wait_is_that_of_the_exact_queue(size, share):
    # E_k/M/1: with z = A*(mu (1 - z)), the mean wait is z / (mu (1 - z)); mu is 1 here.
    step = share * size
    root = brentq(lambda z: (step / (step + 1 - z)) ** size - z, 1e-12, 1 - 1e-9)
    found = simulate(step, 1.0, size, 1.0, 1.0, loads=2_000_000)
    assert found.waiting == pytest.approx(root / (1 - root), rel=0.03)


def test_an_event_by_event_simulation_gives_the_same():
    """The same line in simpy, which knows no recursion: a tool, a shelf, and loads that come."""
    size, rate, hours, loads = 4, 1.0, 3.0, 20_000
    draw, world = np.random.default_rng(5), simpy.Environment()
    tool, stays, shelf = simpy.Resource(world, capacity=1), [], []

    def work(arrived: list[float]):
        with tool.request() as turn:
            yield turn
            yield world.timeout(draw.gamma(4, hours / 4))
        stays.extend(world.now - each for each in arrived)

    def source():
        for _load in range(loads):
            yield world.timeout(draw.exponential(1 / rate))
            shelf.append(world.now)
            if len(shelf) == size:
                world.process(work([shelf.pop() for _each in range(size)]))

    world.process(source())
    world.run()
    found = simulate(rate, hours, size, 1.0, 0.25, loads=1_000_000).total
    assert np.mean(stays[loads // 10 :]) == pytest.approx(found, rel=0.03)


def test_a_batch_tool_is_fastest_between_too_few_and_too_many():
    case = (3.0, 4, 1.0, 0.25)
    best = fastest_arrivals(*case)
    least = batch(best, *case)
    assert least < batch(best * 0.9, *case)
    assert least < batch(best * 1.05, *case)
    assert fastest_arrivals(3.0, 1, 1.0, 0.25) == 0


def test_the_tools_are_equal_where_they_are_said_to_be():
    rate = equal_arrivals(0.8, 3.0, 4, 1.0, 0.25)
    assert single_wafer(rate, 0.8, 1, 0.25) == pytest.approx(batch(rate, 3, 4, 1, 0.25), rel=1e-6)
    assert single_wafer(rate * 1.02, 0.8, 1, 0.25) > batch(rate * 1.02, 3, 4, 1, 0.25)


def test_a_fast_single_tool_is_never_overtaken():
    assert equal_arrivals(0.1, 3.0, 4, 1.0, 0.25) is None


@example(74.55329113700652, 0.5, 7, 1.0, 0.0)  # crossed by rounding, close to the limit
@given(rates, st.floats(0.05, 0.98), st.integers(2, 100), st.floats(0.01, 4), variabilities)
def test_at_equal_capacity_a_batch_tool_is_never_faster(process, share, size, coming, working):
    case = (process * size, size, coming, working)
    assert equal_arrivals(process, *case) is None
    arrivals = share / process
    assert batch(arrivals, *case) > single_wafer(arrivals, process, coming, working)
    # The wait alone is longer by this factor, as the chapter says.
    one, many = stay(arrivals, process, 1, coming, working), stay(arrivals, *case)
    assert many.waiting == pytest.approx(
        one.waiting * (coming + size * working) / (coming + working)
    )


def test_more_arrivals_wait_longer():
    times = [single_wafer(rate, 0.1, 1, 0.25) for rate in (1, 5, 8, 9.5)]
    assert all(before < after for before, after in itertools.pairwise(times))


LINE = Line(
    arrivals=24,
    steps=600,
    batch_share=0.2,
    lot_size=25,
    single_hours=1 / 30,
    batch_size=100,
    batch_hours=3,
    transport_hours=0.2,
    arrival_variability=1,
    process_variability=0.25,
)


def test_a_line_adds_up_its_steps():
    hours = LINE.turnaround()
    lot, four = single_wafer(24 / 25, 25 / 30, 1, 0.25), batch(24 / 25, 3, 4, 1, 0.25)
    assert hours.total == pytest.approx(600 * (0.8 * lot + 0.2 * four + 0.2))
    assert hours.forming == pytest.approx(120 * 1.5 / (24 / 25))
    assert LINE.capacity == pytest.approx(30)


def test_without_batches_nothing_forms_and_smaller_lots_are_faster():
    single = replace(LINE, batch_share=0.0)
    small = replace(single, lot_size=5)
    assert single.turnaround().forming == 0
    assert small.turnaround().processing == pytest.approx(single.turnaround().processing / 5)
    assert small.turnaround().total < single.turnaround().total < LINE.turnaround().total


def test_batch_steps_do_not_keep_lots_large():
    small = replace(LINE, lot_size=5)
    assert small.batch_step()[2] == 20  # lots of 5 fill the same batch of 100
    assert small.turnaround().total < LINE.turnaround().total


def test_a_line_of_batches_alone_needs_no_single_tool():
    assert replace(LINE, batch_share=1.0, single_hours=1.0).capacity == pytest.approx(100 / 3)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"batch_share": 1.2}, "batch_share: found 1.2"),
        ({"batch_size": 110}, "expected a whole number of lots"),
        ({"steps": 0}, "found 0 steps"),
    ],
)
def test_impossible_lines_are_refused(changed, message):
    with pytest.raises(ValueError, match=message):
        replace(LINE, **changed)


def test_a_simulation_repeats_itself():
    assert simulate(8, 0.1, 1, 1, 1, loads=1000) == simulate(8, 0.1, 1, 1, 1, loads=1000)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: single_wafer(11, 0.1, 1, 1), "found 11 arrivals at a capacity of 10"),
        (lambda: single_wafer(0, 0.1, 1, 1), "found 0 arrivals"),
        (lambda: batch(1, 1, 0, 1, 1), "size: found 0"),
        (lambda: utilisation(1, 0), "process: found 0"),
        (lambda: stay(1, 0.5, 1, -1, 0), "variability: found -1"),
        (lambda: simulate(1, 0.5, 4, 1, 1, loads=30), "loads: found 30"),
    ],
)
def test_impossible_values_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_a_step_can_be_loaded_up_to_its_capacity():
    step = LINE.batch_step()
    half = step.busy(0.5)
    assert half.arrivals == pytest.approx(step.capacity / 2)
    assert utilisation(half.arrivals, half.process, half.size) == pytest.approx(0.5)
    assert half[1:] == step[1:]
