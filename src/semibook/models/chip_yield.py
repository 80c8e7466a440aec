"""Yield of a chip and cost of a good one: defects, clustering, and how many dies a wafer holds.

Areas are in square centimetres for yields and in square millimetres for dies, as the field writes
them.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.special import gamma, roots_genlaguerre
from scipy.stats import binom

#: Points at which `with_spares` takes the density of defects.
_POINTS = 96


def _check(area: float, defects: float) -> float:
    if area <= 0 or defects < 0:
        raise ValueError(f"found area {area} and defects {defects}, expected > 0 and >= 0")
    return area * defects


def poisson(area: float, defects: float) -> float:
    """Yield if defects fall independently: exp(-AD).

    Args:
        area: die area, cm2.
        defects: killing defects for each cm2.

    Raises:
        ValueError: if the area is not above 0 or the density is negative.
    """
    return math.exp(-_check(area, defects))


def murphy(area: float, defects: float) -> float:
    """Murphy's yield, for a density spread over a triangle [@murphy1964]; arguments as above."""
    load = _check(area, defects)
    return (-math.expm1(-load) / load) ** 2 if load else 1.0


def negative_binomial(area: float, defects: float, clustering: float) -> float:
    """Yield if defects cluster [@stapper1985]; tends to `poisson` as `clustering` grows.

    Args:
        area: die area, cm2.
        defects: killing defects for each cm2.
        clustering: clustering parameter, above 0; small values mean strong clusters.

    Raises:
        ValueError: for values out of range.
    """
    if clustering <= 0:
        raise ValueError(f"clustering: found {clustering}, expected above 0")
    return (1 + _check(area, defects) / clustering) ** -clustering


def with_spares(
    area: float, defects: float, clustering: float, part: float, units: int, spare: int
) -> float:
    """Part of the dies that can be sold if some of their units, all alike, may be switched off.

    The density of defects varies over the dies as it does in `negative_binomial`; on each, a defect
    kills the unit that it hits, or the die if it hits none. Without spare units the result is that
    of `negative_binomial`.

    Args:
        area: die area, cm2.
        defects: killing defects for each cm2.
        clustering: clustering parameter, above 0.
        part: part of the area that the units take, from 0 to 1.
        units: number of units on a die.
        spare: how many of them may be dead.

    Raises:
        ValueError: for values out of range.
    """
    if not (0 <= part <= 1 and 0 <= spare <= units and units > 0 and clustering > 0):
        raise ValueError(
            f"found part {part}, {units} units, {spare} spare, clustering {clustering}; "
            "expected a part from 0 to 1, no more spare units than units, a clustering above 0"
        )
    densities, weights = roots_genlaguerre(_POINTS, clustering - 1)
    loads = _check(area, defects) * densities / clustering
    dead = -np.expm1(-loads * part / units)
    sold = np.exp(-loads * (1 - part)) * binom.cdf(spare, units, dead)
    return float(weights @ sold / gamma(clustering))


def dies_on_wafer(die_area: float, diameter: float = 300.0, edge: float = 3.0) -> int:
    """Whole square dies on a round wafer, counted on the better of two centred grids.

    Args:
        die_area: mm2.
        diameter: of the wafer, mm.
        edge: width of the rim that is lost, mm.

    Raises:
        ValueError: if no die can fit.
    """
    side, radius = math.sqrt(die_area), diameter / 2 - edge
    if die_area <= 0 or side > radius * math.sqrt(2):
        raise ValueError(f"die area: found {die_area} mm2, expected one that fits the wafer")
    return max(_on_grid(side, radius, shift) for shift in (0.0, 0.5))


def _on_grid(side: float, radius: float, shift: float) -> int:
    """Dies whose corners lie within the radius; a die (or a corner) stands at the centre."""
    reach = math.ceil(radius / side) + 1
    edges = [(n + shift - 0.5) * side for n in range(-reach, reach + 1)]
    total = 0
    for low in edges:
        high = low + side
        far = max(abs(low), abs(high))
        if far < radius:
            half = math.sqrt(radius**2 - far**2)
            total += sum(e >= -half - 1e-9 and e + side <= half + 1e-9 for e in edges)
    return total


def defects_for(share_good: float, area: float, clustering: float) -> float:
    """The defect density at which the negative binomial yield is `share_good`, for each cm2.

    Args:
        share_good: yield, above 0 and up to 1.
        area: die area, cm2.
        clustering: clustering parameter, above 0.

    Raises:
        ValueError: for values out of range.
    """
    if not (0 < share_good <= 1 and area > 0 and clustering > 0):
        raise ValueError(
            f"found yield {share_good}, area {area}, clustering {clustering}; "
            "expected a yield above 0 and up to 1, the others above 0"
        )
    return clustering * (share_good ** (-1 / clustering) - 1) / area


def cost_of_good_die(wafer_cost: float, dies: int, share_good: float) -> float:
    """Cost of a wafer for each good die, in the currency of the wafer.

    Raises:
        ValueError: if there are no dies or none is good.
    """
    if dies <= 0 or not 0 < share_good <= 1:
        raise ValueError(f"found {dies} dies, {share_good} good; expected > 0 and a share above 0")
    return wafer_cost / (dies * share_good)
