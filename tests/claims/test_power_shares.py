"""Claims on power semiconductors, on tables that say other things than the deck."""

from __future__ import annotations

import pytest

from semibook.claims import NotStated
from semibook.claims import power_semiconductors as claims
from semibook.tables import frames
from semibook.tables.interval import Interval


@pytest.fixture
def shares():
    return frames.load("power_shares")


def with_share(shares, row, value):
    changed = shares.copy()
    changed.attrs = shares.attrs
    changed.loc[changed["id"] == row, "value"] = value
    return changed


@pytest.mark.parametrize(("together", "fewest"), [(19.0, 2), (20.0, 3), (30.0, 4)])
def test_the_shares_force_a_number_of_firms(shares, together, fewest):
    changed = with_share(shares, "japan-together", together)
    assert claims.several_power_firms(changed).low == fewest


def test_too_few_named_firms_cannot_hold_the_share(shares):
    announced = frames.load("kyushu_announcements")
    stated = Interval(20, float("inf"))
    assert claims.share_open_to_named_firms(shares, announced).meets(stated)
    one = announced[announced["id"] != "rohm-apollo"].iloc[:7]
    assert not claims.share_open_to_named_firms(shares, one).meets(stated)


def test_a_leader_can_leave_too_little(shares):
    left = claims.share_left_by_the_leader(with_share(shares, "infineon", 85))
    assert not left.meets(Interval(20, float("inf")))


def test_what_is_not_stated_leaves_a_claim_open(shares):
    with pytest.raises(NotStated, match="japan-together"):
        claims.several_power_firms(shares[shares["id"] != "japan-together"])
    with pytest.raises(NotStated, match="no firm"):
        claims.share_open_to_named_firms(shares, frames.load("kyushu_announcements").iloc[:0])


def test_a_cap_alone_bounds_the_cost_from_below():
    plans = frames.load("supply_plans")
    assert claims.floor_reached_by_ibiden(plans) == Interval(404.5e8, float("inf"))
    neither = plans.assign(cap=plans["cap"].where(plans["id"] != "ibiden"))
    with pytest.raises(NotStated, match="total cost of the plan"):
        claims.floor_reached_by_ibiden(neither)
