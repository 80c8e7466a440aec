"""Growth, base and share of a sales target."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semibook.models.growth import (
    implied_base,
    parts_of_growth,
    required_growth,
    share_of_market,
)
from semibook.tables.interval import Interval, printed


def test_three_times_the_present_is_fifteen():
    base = implied_base(printed(15, 1), printed(3, 1))
    assert 5.0 in base
    assert base.low == pytest.approx(14.5 / 3.5)


def test_a_floor_on_the_target_is_a_floor_on_the_base():
    base = implied_base(printed(15, 1, "over"), Interval.point(3))
    assert base.low == pytest.approx(5)
    assert math.isinf(base.high)


@given(base=st.floats(1, 100), growth=st.floats(-0.2, 0.5), years=st.integers(1, 15))
def test_growth_is_recovered(base, growth, years):
    found = required_growth(base, base * (1 + growth) ** years, years)
    assert found.mid == pytest.approx(growth, abs=1e-9)


def test_more_years_need_less_growth():
    assert required_growth(5, 15, 10).mid < required_growth(5, 15, 7).mid


def test_share_falls_as_the_market_grows():
    assert share_of_market(15, 60, 0.0, 7) == pytest.approx(0.25)
    assert share_of_market(15, 60, 0.1, 7) < 0.25


@pytest.mark.parametrize("arguments", [(0, 15, 7), (5, 15, 0)])
def test_impossible_starts_are_refused(arguments):
    with pytest.raises(ValueError, match="expected both above 0"):
        required_growth(*arguments)


def test_a_market_of_nothing_is_refused():
    with pytest.raises(ValueError, match="found a market of 0"):
        share_of_market(15, 0, 0.1, 7)


def test_the_parts_of_growth_add_up_to_all_of_it():
    parts = parts_of_growth({"pieces": 1.02, "dollars": 1.17, "rate": 1.4})
    assert sum(parts.values()) == pytest.approx(1)
    assert parts["rate"] == pytest.approx(math.log(1.4) / math.log(1.02 * 1.17 * 1.4))


def test_equal_factors_bring_equal_parts():
    assert parts_of_growth({"pieces": 1.1, "price": 1.1}) == pytest.approx(
        {"pieces": 0.5, "price": 0.5}
    )


def test_what_goes_against_the_growth_has_a_part_below_zero():
    parts = parts_of_growth({"pieces": 0.9, "price": 2})
    assert parts["pieces"] < 0
    assert parts["price"] > 1


def test_the_parts_of_a_fall_are_counted_alike():
    assert parts_of_growth({"pieces": 0.5, "price": 1})["pieces"] == 1


@pytest.mark.parametrize("factors", [{}, {"pieces": 0, "price": 2}, {"pieces": 2, "price": 0.5}])
def test_parts_of_no_growth_are_refused(factors):
    with pytest.raises(ValueError, match="found the factors"):
        parts_of_growth(factors)
