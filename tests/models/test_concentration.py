"""Bounds on concentration: against enumeration, against scipy, and in cases known by hand."""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from semibook.models.concentration import (
    Market,
    fewest_members,
    growth_to_meet,
    index,
    index_bounds,
    rise_bounds,
    standing,
)
from semibook.tables.interval import Interval


def market(leader=27, group=(20, 30), cap=10, members=5, strict=True) -> Market:
    ends = leader if isinstance(leader, tuple) else (leader, leader)
    return Market(Interval(*ends), Interval(*group), cap, members, strict)


@cache
def shared_out(room: int, cap: int, firms: int) -> tuple[tuple[int, ...], ...]:
    """Every way to share `room` out in whole percent, largest first, none above `cap`."""
    if firms == 0:
        return ((),) if room == 0 else ()
    return tuple(
        (first, *rest)
        for first in range(min(cap, room), -1, -1)
        for rest in shared_out(room - first, first, firms - 1)
    )


@cache
def most_squares(room: int, cap: int) -> int:
    """The largest sum of squares of whole shares up to `cap` that add to `room`."""
    if room == 0:
        return 0
    return max(each**2 + most_squares(room - each, cap) for each in range(1, min(cap, room) + 1))


def enumerated(at: Market, joined: int):
    """(largest index, rises) over all markets in whole percent."""
    highest, rises = 0, []
    for leader in range(math.ceil(at.leader.low), math.floor(at.leader.high) + 1):
        for group in range(math.ceil(at.group.low), math.floor(at.group.high) + 1):
            if group + leader > 100:
                continue
            for x in shared_out(group, int(at.cap), at.members):
                one = sum(x[:joined])
                level = index([leader, one, *x[joined:]])
                highest = max(highest, level + most_squares(100 - leader - group, leader))
                rises.append(one**2 - index(x[:joined]))
    return highest, rises


@pytest.mark.parametrize("joined", [1, 2, 3, 4])
@pytest.mark.parametrize(
    ("leader", "group", "cap", "members"),
    [
        (27, (20, 30), 10, 4),
        ((26, 28), (20, 24), 10, 4),
        (27, (20, 20), 10, 5),
        (50, (30, 50), 13, 4),
        ((30, 40), (5, 60), 15, 4),
        (12, (20, 44), 11, 4),
    ],
)
def test_bounds_hold_and_are_met_by_enumeration(leader, group, cap, members, joined):
    at = market(leader, group, cap, members, strict=False)
    highest, rises = enumerated(at, joined)
    level, rise = index_bounds(at, joined).range, rise_bounds(at, joined).range
    assert highest <= level.high + 1e-9
    assert level.high - highest <= 100  # the grid is one percent wide
    assert min(rises) >= rise.low - 1e-9
    assert max(rises) <= rise.high + 1e-9
    assert rise.high - max(rises) <= 1.0


def test_the_deck_case_meets_enumeration_exactly():
    for joined in (1, 2, 3):
        highest, rises = enumerated(market(members=4, strict=False), joined)
        assert index_bounds(market(members=4, strict=False), joined).range.high == highest
        assert rise_bounds(market(members=4, strict=False), joined).range.low == min(rises)


@pytest.mark.parametrize(
    ("leader", "low"), [(26.307350077119512, 69.0868593), (17.307350077119512, 82.69264992288049)]
)
def test_a_leader_who_takes_all_that_the_group_leaves_is_not_lost_to_rounding(leader, low):
    at = Market(Interval(leader, leader), Interval(low, 100), leader, 5)
    rest = 100 - leader
    full, last = divmod(rest, leader)
    filled = index([leader, *[leader] * int(full), last])
    assert index_bounds(at).range.high == pytest.approx(filled)


@settings(max_examples=60, deadline=None)
@given(
    leader=st.floats(15, 60),
    width=st.floats(0, 3),
    part=st.floats(0, 1),
    extra=st.floats(0, 30),
    cap_part=st.floats(0.2, 1),
    spare=st.integers(0, 3),
    joined=st.integers(1, 3),
    seed=st.integers(0, 2**32 - 1),
)
def test_no_random_market_leaves_the_bounds(
    leader, width, part, extra, cap_part, spare, joined, seed
):
    cap, high = leader * cap_part, min(leader + width, 100)
    low = min(part * (100 - high), 5 * cap)
    at = Market(
        Interval(leader, high),
        Interval(low, low + extra),
        cap,
        max(fewest_members(low, cap), joined) + spare,
    )
    level, rise = index_bounds(at, joined), rise_bounds(at, joined)
    draw = np.random.default_rng(seed)
    for _attempt in range(40):
        first = draw.uniform(leader, high)
        x = np.sort(np.minimum(draw.exponential(draw.uniform(1, cap), at.members), cap * 0.999))
        group = x.sum()
        if not at.group.low <= group <= min(at.group.high, 100 - first):
            continue
        others, room = [], 100 - first - group
        while room > 1e-9:
            others.append(min(room, draw.uniform(0, 1) ** 0.3 * first))
            room -= others[-1]
        x = x[::-1]
        one = x[:joined].sum()
        found = index([first, one, *x[joined:], *others])
        assert level.range.low - 1e-6 <= found <= level.range.high + 1e-6
        assert rise.range.low - 1e-6 <= one**2 - index(x[:joined]) <= rise.range.high + 1e-6


@settings(max_examples=60, deadline=None)
@given(
    leader=st.floats(15, 60),
    part=st.floats(0, 1),
    extra=st.floats(0, 30),
    cap_part=st.floats(0.2, 1),
    spare=st.integers(0, 3),
)
def test_the_market_at_the_upper_end_fits_and_has_that_index(leader, part, extra, cap_part, spare):
    cap = leader * cap_part
    low = min(part * (100 - leader), 5 * cap)
    at = Market(
        Interval(leader, leader), Interval(low, low + extra), cap, fewest_members(low, cap) + spare
    )
    for joined in range(1, at.members + 1):
        for bounds in (index_bounds(at, joined), rise_bounds(at, joined)):
            best = bounds.highest
            assert sum((best.leader, *best.members, *best.others)) == pytest.approx(100)
            assert max(best.members) <= cap + 1e-9
            assert max(best.others, default=0) <= leader + 1e-9
            assert at.group.low - 1e-9 <= sum(best.members) <= at.group_high + 1e-9
        level = index_bounds(at, joined)
        assert level.highest.merged(joined).index == pytest.approx(level.range.high)


@pytest.mark.parametrize("joined", [1, 2, 3, 5])
def test_the_ends_agree_with_a_numerical_optimiser(joined):
    """Variables: the leader, five members in order; the others as the formula has them."""
    at = market((26.5, 27.5))
    draw = np.random.default_rng(7)
    rules = [
        {"type": "ineq", "fun": lambda v: v[1:].sum() - 20},
        {"type": "ineq", "fun": lambda v: 30 - v[1:].sum()},
        {"type": "ineq", "fun": lambda v: v[1:-1] - v[2:]},
    ]

    def kept(v):
        return v[0] ** 2 + v[1 : joined + 1].sum() ** 2 + index(v[joined + 1 :])

    def others(v):
        room = 100 - v.sum()
        full = math.floor(room / v[0])
        return full * v[0] ** 2 + (room - full * v[0]) ** 2

    def rise(v):
        return v[1 : joined + 1].sum() ** 2 - index(v[1 : joined + 1])

    def best(goal):
        results = (
            minimize(
                goal,
                [draw.uniform(26.5, 27.5), *np.sort(draw.uniform(1, 10, 5))[::-1]],
                bounds=[(26.5, 27.5)] + [(0, 10)] * 5,
                constraints=rules,
                method="SLSQP",
            )
            for _start in range(60)
        )
        return min((r.fun for r in results if r.success), default=math.nan)

    level, change = index_bounds(at, joined).range, rise_bounds(at, joined).range
    assert best(kept) == pytest.approx(level.low, rel=1e-5)
    assert -best(lambda v: -kept(v) - others(v)) == pytest.approx(level.high, rel=1e-4)
    if joined > 1:
        assert best(rise) == pytest.approx(change.low, rel=1e-4)
        assert -best(lambda v: -rise(v)) == pytest.approx(change.high, rel=1e-4)


def test_known_ends():
    any_number = index_bounds(market(members=None))
    assert any_number.range == Interval(27**2, 27**2 * 2 + 26**2 + 2 * 10**2)
    assert not any_number.low_attained
    assert not any_number.high_attained  # it takes two members at a share that each stays below
    assert index_bounds(market(strict=False)).high_attained
    assert index_bounds(market(members=5)).range.low == 27**2 + 5 * 4**2
    assert rise_bounds(market(), 5).range == Interval(200, 30**2 - 5 * 6**2)


def test_attained_upper_ends_are_told_from_limits():
    # All five as one: only their sum counts, and 30 can be shared out below 10 each.
    assert index_bounds(market(), 5).high_attained
    # Three of them hold 30 only at the cap.
    assert not index_bounds(market(), 3).high_attained
    assert rise_bounds(market(), 2).low_attained
    assert not rise_bounds(market(), 5).low_attained


def test_a_market_that_is_stated_whole_has_one_index():
    at = Market(Interval.point(60), Interval.point(40), 40, 1, strict=False)
    bounds = index_bounds(at)
    assert bounds.range == Interval.point(60**2 + 40**2)
    assert bounds.low_attained
    assert bounds.high_attained


def test_no_merger_changes_nothing():
    bounds = rise_bounds(market(), 1)
    assert bounds.range == Interval.point(0)
    assert bounds.low_attained
    assert bounds.high_attained


def test_larger_mergers_raise_both_ends():
    levels = [index_bounds(market(), joined).range for joined in (1, 2, 3, 4, 5)]
    rises = [rise_bounds(market(), joined).range for joined in (1, 2, 3, 4, 5)]
    for before, after in [*pairwise(levels), *pairwise(rises)]:
        assert after.low > before.low
        assert after.high >= before.high


@pytest.mark.parametrize(
    ("group", "cap", "strict", "fewest"),
    [
        (20, 10, True, 3),
        (20, 10, False, 2),
        (19.9, 10, True, 2),
        (20.1, 10, False, 3),
        (0.3, 0.1, True, 4),
        (0.3, 0.1, False, 3),
        (27, 10, True, 3),
        (0, 10, True, 1),
    ],
)
def test_fewest_members(group, cap, strict, fewest):
    assert fewest_members(group, cap, strict=strict) == fewest


@given(st.integers(1, 1000), st.integers(1, 300))
def test_fewest_members_reach_the_group_and_one_fewer_do_not(group, cap):
    below, upto = fewest_members(group, cap), fewest_members(group, cap, strict=False)
    assert (below - 1) * cap <= group < below * cap
    assert (upto - 1) * cap < group <= upto * cap


@pytest.mark.parametrize(
    ("made", "says"),
    [
        ({"leader": 0}, "leader"),
        ({"cap": 30}, "no firm is above the leader"),
        ({"cap": 0}, "cap"),
        ({"group": (80, 90)}, "the leader leaves no more"),
        ({"members": 2}, "at least 3"),
    ],
)
def test_impossible_markets_are_refused(made, says):
    with pytest.raises(ValueError, match=says):
        market(**made)


def test_a_share_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="expected group"):
        fewest_members(math.nan, 10)
    with pytest.raises(ValueError, match="cap"):
        fewest_members(20, 0)


def test_a_merger_of_more_firms_than_there_are_is_refused():
    for bounds in (index_bounds, rise_bounds):
        for joined in (0, 6):
            with pytest.raises(ValueError, match="joined"):
                bounds(market(), joined)


US = [[1800, 10000], [10000, 100]]


@pytest.mark.parametrize(
    ("level", "rise", "stands"),
    [
        ((900, 1800), (150, 900), "inside"),
        ((900, 1801), (150, 900), "depends"),
        ((1801, 2500), (101, 900), "outside"),
        ((1801, 2500), (100, 900), "depends"),
        ((1801, 2500), (0, 100), "inside"),
    ],
)
def test_standing_against_a_rule(level, rise, stands):
    assert standing(Interval(*level), Interval(*rise), US) == stands


def test_a_rule_has_to_cover_the_level():
    with pytest.raises(ValueError, match="bands"):
        standing(Interval(900, 2000), Interval(0, 10), [[1800, 100]])
    with pytest.raises(ValueError, match="bands"):
        standing(Interval(900, 2000), Interval(0, 10), [[10000, 100], [1800, 10000]])


def test_growth_to_meet():
    assert growth_to_meet(27, 27, 5, 0.07) == pytest.approx(0.07)
    assert growth_to_meet(13.5, 27, 1, 0.0) == pytest.approx(1.0)
    yearly = growth_to_meet(20, 27, 6, 0.07, 0.01)
    assert 20 * (1 + yearly) ** 6 == pytest.approx(27 * (1.07 * 1.01) ** 6)
    for wrong in ((0, 27, 5, 0.07), (20, 101, 5, 0.07), (20, 27, 0, 0.07), (20, 27, 5, -1)):
        with pytest.raises(ValueError, match="found"):
            growth_to_meet(*wrong)
