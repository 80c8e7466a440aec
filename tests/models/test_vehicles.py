"""From wafers to vehicles."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semibook.models.vehicles import gross_dies, one_at_a_time, vehicles_served

CENTRAL = {"dies_per_wafer": 600.0, "wafer_yield": 0.5, "dies_per_vehicle": 50.0}
RANGES = {
    "dies_per_wafer": (300.0, 1200.0),
    "wafer_yield": (0.4, 0.8),
    "dies_per_vehicle": (25.0, 100.0),
}


def counted(diameter: float, side: float) -> int:
    """The most squares of a grid that lie within a circle, over shifts of the grid."""
    radius, best = diameter / 2, 0
    reach = range(-int(radius / side) - 2, int(radius / side) + 2)
    for shift_x in (0, 0.25, 0.5, 0.75):
        for shift_y in (0, 0.25, 0.5, 0.75):
            inside = sum(
                max(abs(i + shift_x), abs(i + 1 + shift_x)) ** 2
                + max(abs(j + shift_y), abs(j + 1 + shift_y)) ** 2
                <= (radius / side) ** 2
                for i in reach
                for j in reach
            )
            best = max(best, inside)
    return best


@pytest.mark.parametrize(("diameter", "area"), [(150, 25), (200, 25), (200, 20), (150, 30)])
def test_the_formula_is_within_three_percent_of_a_count(diameter, area):
    assert gross_dies(diameter, area) == pytest.approx(counted(diameter, math.sqrt(area)), rel=0.03)


def test_an_unused_edge_costs_dies():
    assert gross_dies(150, 25, edge=3) == gross_dies(144, 25) < gross_dies(150, 25)


def test_served():
    assert vehicles_served(1000, **CENTRAL) == 6000


def test_one_at_a_time():
    served = one_at_a_time(1000, CENTRAL, RANGES)
    assert served == {
        "dies_per_wafer": (3000, 12000),
        "wafer_yield": (4800, 9600),
        "dies_per_vehicle": (3000, 12000),
        "all": (pytest.approx(1200), pytest.approx(38400)),
    }


def test_no_wafers_serve_no_vehicles():
    assert set(one_at_a_time(0, CENTRAL, RANGES).values()) == {(0.0, 0.0)}


@given(*(st.floats(*RANGES[name]) for name in CENTRAL))
def test_no_combination_leaves_the_range_of_all(dies, good, per_vehicle):
    low, high = one_at_a_time(1000, CENTRAL, RANGES)["all"]
    assert low * (1 - 1e-9) <= vehicles_served(1000, dies, good, per_vehicle) <= high * (1 + 1e-9)


@pytest.mark.parametrize(
    "wrong",
    [(-1, 600, 0.5, 50), (1, -600, 0.5, 50), (1, 600, 0, 50), (1, 600, 1.1, 50), (1, 600, 0.5, 0)],
)
def test_factors_out_of_range_are_refused(wrong):
    with pytest.raises(ValueError, match="found"):
        vehicles_served(*wrong)


def test_a_range_that_misses_its_centre_is_refused():
    with pytest.raises(ValueError, match="wafer_yield"):
        one_at_a_time(1, CENTRAL | {"wafer_yield": 0.9}, RANGES)


def test_a_die_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="fits"):
        gross_dies(5, 25)
