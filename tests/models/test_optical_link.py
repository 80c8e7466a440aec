"""Links: powers at a known rate, and the crossing where there is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semibook.models.optical_link import Link, crossing, joint_crossings


def test_powers_at_the_reference_rate():
    link = Link(electrical_pj=5, exponent=1, optical_w=0.2, optical_pj=1)
    assert link.electrical(100) == pytest.approx(0.5)
    assert link.optical(100) == pytest.approx(0.3)


def test_crossing_without_rise_in_energy_is_linear():
    link = Link(electrical_pj=5, exponent=0, optical_w=0.4, optical_pj=1)
    assert crossing(link) == pytest.approx(100)


def test_no_crossing_where_light_is_never_cheaper():
    assert crossing(Link(electrical_pj=1, exponent=0, optical_w=0.4, optical_pj=2)) is None


@given(
    electrical=st.floats(2, 20),
    exponent=st.floats(0.2, 2),
    fixed=st.floats(0.05, 1),
    optical=st.floats(0.1, 1.5),
)
def test_at_the_crossing_both_take_the_same_power(electrical, exponent, fixed, optical):
    link = Link(electrical, exponent, fixed, optical)
    rate = crossing(link)
    assert rate is not None
    assert link.electrical(rate) == pytest.approx(link.optical(rate), rel=1e-6)
    assert link.electrical(rate * 1.1) > link.optical(rate * 1.1)


def test_negative_assumptions_are_refused():
    with pytest.raises(ValueError, match="optical_w: found -1"):
        Link(5, 1, -1, 1)


RANGES = {
    "electrical_pj": (3.0, 10.0),
    "exponent": (0.3, 1.5),
    "optical_w": (0.2, 1.0),
    "optical_pj": (1.0, 4.0),
}


@given(*(st.floats(*ends) for ends in RANGES.values()))
def test_no_link_within_the_ranges_crosses_outside_their_corners(
    electrical, exponent, fixed, light
):
    corners = joint_crossings(RANGES)
    assert len(corners) == 16 and None not in corners
    rate = crossing(Link(electrical, exponent, fixed, light))
    assert min(corners) * (1 - 1e-9) <= rate <= max(corners) * (1 + 1e-9)


def test_corners_without_a_crossing_are_told():
    assert joint_crossings(RANGES | {"exponent": (0.0, 0.0)}).count(None) == 4


@pytest.mark.parametrize(
    ("link", "rate"),
    [
        (Link(electrical_pj=4, exponent=0.5, optical_w=0, optical_pj=2), pytest.approx(25)),
        (Link(electrical_pj=4, exponent=0.5, optical_w=0, optical_pj=0), 0),
        (Link(electrical_pj=4, exponent=0, optical_w=0, optical_pj=2), 0),
        (Link(electrical_pj=0, exponent=0.5, optical_w=0, optical_pj=2), None),
        (Link(electrical_pj=0, exponent=0.5, optical_w=0, optical_pj=0), None),
    ],
)
def test_light_without_a_fixed_power(link, rate):
    assert crossing(link) == rate
