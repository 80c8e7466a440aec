"""Yield and dies: known values, limits and order."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from semibook.models.chip_yield import (
    cost_of_good_die,
    defects_for,
    dies_on_wafer,
    murphy,
    negative_binomial,
    poisson,
    with_spares,
)

areas, densities = st.floats(0.1, 8), st.floats(0.01, 2)


@pytest.mark.parametrize(
    ("area", "expected"), [(0.88, (0.916, 0.916, 0.917)), (8.14, (0.443, 0.468, 0.487))]
)
def test_yields_at_a_tenth_of_a_defect(area, expected):
    found = poisson(area, 0.1), murphy(area, 0.1), negative_binomial(area, 0.1, 3)
    assert found == pytest.approx(expected, abs=6e-4)


@given(areas, densities)
def test_clusters_leave_more_good_dies(area, defects):
    clustered = negative_binomial(area, defects, 2)
    assert poisson(area, defects) <= murphy(area, defects) + 1e-12
    assert poisson(area, defects) < clustered < 1


@given(areas, densities)
def test_without_clusters_the_negative_binomial_is_poisson(area, defects):
    assert negative_binomial(area, defects, 1e7) == pytest.approx(poisson(area, defects), rel=1e-4)


@given(areas, densities, st.floats(1, 10), st.floats(0, 1))
def test_without_spare_units_the_whole_die_must_be_free_of_defects(area, defects, alpha, part):
    whole = negative_binomial(area, defects, alpha)
    assert with_spares(area, defects, alpha, part, 144, 0) == pytest.approx(whole, rel=1e-3)


def test_spare_units_save_large_dies():
    # By drawing the density and the dead units of 200,000 dies.
    rng = np.random.default_rng(1)
    loads = 8.14 * rng.gamma(3, 0.3 / 3, 200_000)
    dead = rng.binomial(144, -np.expm1(-loads * 0.6 / 144))
    sold = (dead <= 12) & (rng.random(200_000) < np.exp(-loads * 0.4))
    assert with_spares(8.14, 0.3, 3, 0.6, 144, 12) == pytest.approx(sold.mean(), abs=0.005)
    assert negative_binomial(8.14, 0.3, 3) < 0.2 < 0.4 < sold.mean()


@pytest.mark.parametrize("given", [(1.2, 144, 12), (0.6, 144, 145), (0.6, 0, 0)])
def test_units_that_cannot_be_are_refused(given):
    with pytest.raises(ValueError, match="expected a part from 0 to 1"):
        with_spares(8.14, 0.3, 3, *given)


def test_no_defects_no_loss():
    assert poisson(5, 0) == murphy(5, 0) == negative_binomial(5, 0, 3) == 1


@pytest.mark.parametrize("area", [10.0, 88.0, 400.0, 814.0])
def test_counted_dies_are_near_the_area_less_the_rim(area):
    diameter = 294.0
    estimate = math.pi * diameter * (diameter / (4 * area) - 1 / math.sqrt(2 * area))
    assert dies_on_wafer(area) == pytest.approx(estimate, rel=0.15)
    assert dies_on_wafer(area) * area < math.pi * (diameter / 2) ** 2


def test_four_squares_fill_a_circle_around_them():
    # Side 10, corners at the centre: the far corner lies at 14.14.
    assert dies_on_wafer(100, diameter=2 * 14.2, edge=0) == 4
    # A grid with a die at the centre holds five where only crosses fit: far corner at 15.81.
    assert dies_on_wafer(100, diameter=2 * 15.9, edge=0) == 5


def test_a_larger_wafer_holds_more():
    assert dies_on_wafer(88, 300) > 2 * dies_on_wafer(88, 200)


def test_cost_of_a_good_die():
    assert cost_of_good_die(20_000, 100, 0.5) == 400


@given(areas, densities, st.floats(0.5, 20))
def test_the_density_for_a_yield_is_recovered(area, defects, clustering):
    share_good = negative_binomial(area, defects, clustering)
    assert defects_for(share_good, area, clustering) == pytest.approx(defects, rel=1e-6)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: poisson(0, 0.1), "found area 0"),
        (lambda: negative_binomial(1, 0.1, 0), "clustering: found 0"),
        (lambda: dies_on_wafer(90_000), "die area: found 90000"),
        (lambda: cost_of_good_die(1, 10, 0), "a share above 0"),
        (lambda: defects_for(0, 1, 3), "found yield 0"),
    ],
)
def test_impossible_values_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
