"""Interval arithmetic encloses every result that the rounding of printed figures allows."""

from __future__ import annotations

import math
from functools import reduce
from operator import add

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from semibook.tables.interval import QUALIFIERS, Interval, as_interval, corners, printed, total

SAME_CASES = settings(derandomize=True, deadline=None)
NUMBERS = st.floats(-1e9, 1e9, allow_subnormal=False)


@st.composite
def intervals(draw, numbers=NUMBERS) -> Interval:
    low, high = sorted((draw(numbers), draw(numbers)))
    return Interval(low, high)


@st.composite
def with_member(draw, numbers=NUMBERS) -> tuple[Interval, float]:
    """An interval, now and then open to one side, and a finite number in it."""
    low, member, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    shape = draw(st.sampled_from(["closed", "closed", "over", "below"]))
    if shape == "over":
        high = math.inf
    if shape == "below":
        low = -math.inf
    return Interval(low, high), member


POSITIVE = st.floats(1e-6, 1e6)
APART_FROM_ZERO = st.one_of(POSITIVE, POSITIVE.map(lambda number: -number))


@SAME_CASES
@given(with_member(), with_member())
def test_sums_are_enclosed(one, other):
    (a, x), (b, y) = one, other
    assert x + y in a + b


@SAME_CASES
@given(with_member(), with_member())
def test_differences_are_enclosed(one, other):
    (a, x), (b, y) = one, other
    assert x - y in a - b


@SAME_CASES
@given(with_member(), with_member())
def test_products_are_enclosed(one, other):
    (a, x), (b, y) = one, other
    assert x * y in a * b


@SAME_CASES
@given(with_member(), intervals(POSITIVE), st.sampled_from([1, -1]), st.floats(0, 1))
@example((Interval.point(49.0), 49.0), Interval.point(49.0), 1, 0.0)
def test_quotients_are_enclosed(one, divisor, sign, share):
    a, x = one
    divisor = divisor * sign
    y = min(max(divisor.low + share * (divisor.high - divisor.low), divisor.low), divisor.high)
    assert x / y in a / divisor


@SAME_CASES
@given(
    intervals(st.floats(1e-3, 1e3)),
    st.floats(0, 1),
    st.floats(-4, 4),
)
def test_powers_are_enclosed(base, share, exponent):
    x = min(base.low + share * (base.high - base.low), base.high)
    assert (base**exponent).meets(Interval.point(x**exponent), tolerance=1e-12)


@SAME_CASES
@given(with_member(), NUMBERS)
def test_plain_numbers_take_part_on_either_side(one, number):
    a, x = one
    assert x + number in number + a
    assert number - x in number - a
    assert number * x in number * a


@SAME_CASES
@given(intervals(APART_FROM_ZERO), APART_FROM_ZERO)
def test_a_number_divided_by_an_interval(divisor, number):
    if divisor.low <= 0 <= divisor.high:
        with pytest.raises(ZeroDivisionError):
            number / divisor
    else:
        assert (number / divisor).meets(Interval.point(number / divisor.low))
        assert (number / divisor).meets(Interval.point(number / divisor.high))


@SAME_CASES
@given(st.lists(with_member(), max_size=6))
def test_totals_are_enclosed(parts):
    plain = reduce(add, (x for _, x in parts), 0.0)  # `sum` rounds otherwise from Python 3.12 on
    assert total(x for _, x in parts) == Interval.point(plain)
    assert plain in total(a for a, _ in parts)


@SAME_CASES
@given(st.floats(-1e6, 1e6), st.integers(-3, 4), st.sampled_from(["exact", "about"]))
def test_a_printed_figure_stands_for_every_number_that_is_printed_so(true, digits, qualifier):
    allowed = printed(round(true, digits), 10.0**-digits, qualifier)
    assert allowed.low - 1e-9 <= true <= allowed.high + 1e-9
    assert allowed.half_width == pytest.approx(10.0**-digits / 2)


@SAME_CASES
@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=8), st.integers(0, 2))
def test_the_sum_of_printed_figures_encloses_the_sum_of_the_true_ones(true, digits):
    parts = total(printed(round(each, digits), 10.0**-digits) for each in true)
    assert parts.meets(Interval.point(sum(true)))


@given(st.floats(0, 1e9))
@SAME_CASES
def test_over_is_open_upwards(value):
    assert printed(value, 1, "over") == Interval(value, math.inf)


@SAME_CASES
@given(st.floats(-1e9, 1e9), st.sampled_from(["upto", "under"]))
def test_upto_and_under_reach_from_zero(value, qualifier):
    allowed = printed(value, 1, qualifier)
    assert 0.0 in allowed or value < 0
    assert allowed.high == value


@SAME_CASES
@given(st.floats(-1e9, 1e9))
def test_a_count_is_a_point(value):
    assert printed(value, 0) == Interval.point(value)


@SAME_CASES
@given(with_member(), with_member())
def test_meeting_is_mutual_and_gaps_are_opposite(one, other):
    (a, _), (b, _) = one, other
    assert a.meets(b) == b.meets(a)
    assert a.gap(b) == -b.gap(a)
    assert (a.gap(b) == 0) == a.meets(b)


@SAME_CASES
@given(with_member(), intervals())
def test_intervals_with_a_common_number_meet(one, other):
    a, x = one
    assume(x in other)
    assert a.meets(other)


@SAME_CASES
@given(intervals(), st.floats(1, 1e6))
def test_the_gap_is_the_distance_with_the_sign_of_the_side(a, distance):
    above = Interval(a.high + distance, a.high + 2 * distance)
    assert above.gap(a) == pytest.approx(distance, rel=1e-6)
    assert a.gap(above) < 0


def test_neighbours_that_differ_by_floating_point_alone_meet():
    assert Interval(0.0, 0.1 + 0.2).meets(Interval(0.3 + 1e-16, 1.0))
    assert not Interval(0.0, 0.3).meets(Interval(0.301, 1.0))


def test_a_divisor_that_holds_zero_is_refused():
    with pytest.raises(ZeroDivisionError, match="holds zero"):
        Interval.point(1.0) / Interval(-1.0, 1.0)


def test_a_real_power_of_negative_numbers_is_refused():
    with pytest.raises(ValueError, match="non-negative"):
        Interval(-1.0, 1.0) ** 0.5


@pytest.mark.parametrize("bounds", [(2.0, 1.0), (math.nan, 1.0), (1.0, math.nan)])
def test_bounds_that_make_no_interval_are_refused(bounds):
    with pytest.raises(ValueError, match="not an interval"):
        Interval(*bounds)


@pytest.mark.parametrize("resolution", [-0.1, math.nan])
def test_a_resolution_is_at_least_zero(resolution):
    with pytest.raises(ValueError, match="resolution"):
        printed(1.0, resolution)


def test_an_unknown_qualifier_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match="'roughly'.*" + ", ".join(QUALIFIERS)):
        printed(1.0, 0.1, "roughly")


def test_a_number_becomes_the_interval_that_holds_it_alone():
    assert as_interval(3) == Interval(3.0, 3.0)
    assert as_interval(Interval(1.0, 2.0)) == Interval(1.0, 2.0)


def test_the_middle_and_width_of_an_interval():
    assert (Interval(1.0, 4.0).mid, Interval(1.0, 4.0).half_width) == (2.5, 1.5)
    assert math.isinf(Interval(1.0, math.inf).mid)


def test_corners_are_tight_where_a_quantity_stands_twice():
    share = corners(lambda part, rest: part / (part + rest), Interval(1, 2), Interval(2, 3))
    assert (share.low, share.high) == pytest.approx((1 / 4, 1 / 2))
    loose = Interval(1, 2) / (Interval(1, 2) + Interval(2, 3))
    assert loose.low < share.low
    assert loose.high > share.high


@pytest.mark.parametrize(
    ("inner", "outer", "within"),
    [
        (Interval(1, 2), Interval(0, 3), True),
        (Interval(1, 2), Interval(1, 2), True),
        (Interval(0, 2), Interval(1, 3), False),
        (Interval(1, math.inf), Interval(0, math.inf), True),
        (Interval(1, math.inf), Interval(0, 5), False),
    ],
)
def test_an_interval_lies_within_another_only_if_both_its_bounds_do(inner, outer, within):
    assert inner.within(outer) is within
