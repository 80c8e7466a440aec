"""From wafers a year to electric vehicles a year: a chain of factors, and what each one decides."""

from __future__ import annotations

import math
from collections.abc import Mapping


def gross_dies(diameter: float, area: float, edge: float = 0.0) -> float:
    """Dies that fit on a wafer, about: its area over the die's, less the dies that its rim cuts.

    The rim is as long as pi times the diameter, and a square die on it wastes about half its
    diagonal of it, hence pi D (D / (4 S) - 1 / sqrt(2 S)); compared with exact counts in
    [@devries2005].

    Args:
        diameter: of the wafer, in mm.
        area: of a die, in mm2.
        edge: width in mm of the rim that is not used.

    Raises:
        ValueError: if a length or the area is not positive, or a die does not fit.
    """
    usable = diameter - 2 * edge
    if not (area > 0 and edge >= 0 and usable > math.sqrt(2 * area)):
        raise ValueError(
            f"found diameter {diameter}, area {area}, edge {edge}; expected a die that fits inside"
        )
    return math.pi * usable * (usable / (4 * area) - 1 / math.sqrt(2 * area))


def vehicles_served(
    wafers: float, dies_per_wafer: float, wafer_yield: float, dies_per_vehicle: float
) -> float:
    """Vehicles a year for which the wafers give dies.

    Args:
        wafers: wafers a year.
        dies_per_wafer: gross dies on one.
        wafer_yield: the part of them that ends as good devices, above 0 and up to 1.
        dies_per_vehicle: dies in one vehicle.

    Raises:
        ValueError: if a factor is out of its range.
    """
    if wafers < 0 or dies_per_wafer < 0:
        raise ValueError(f"found {wafers} wafers, {dies_per_wafer} dies; expected none below 0")
    if not 0 < wafer_yield <= 1:
        raise ValueError(f"wafer_yield: found {wafer_yield}, expected above 0 and up to 1")
    if not dies_per_vehicle > 0:
        raise ValueError(f"dies_per_vehicle: found {dies_per_vehicle}, expected above 0")
    return wafers * dies_per_wafer * wafer_yield / dies_per_vehicle


def one_at_a_time(
    wafers: float, central: Mapping[str, float], ranges: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Vehicles served at both ends of each factor's range, the other factors at their centre.

    Args:
        wafers: wafers a year.
        central: the three other arguments of `vehicles_served` by name.
        ranges: for each of them its least and its largest value.

    Returns:
        For each factor the fewest and the most vehicles; under the key `all` those with every
        factor at the end that gives the fewest, and the most.

    Raises:
        ValueError: if a range does not hold its central value.
    """
    for name, (low, high) in ranges.items():
        if not low <= central[name] <= high:
            raise ValueError(
                f"{name}: found {central[name]:g}, expected within {low:g} to {high:g}"
            )
    served = {
        name: tuple(sorted(vehicles_served(wafers, **{**central, name: end}) for end in ends))
        for name, ends in ranges.items()
    }
    # Every factor acts in one direction whatever the others are, so the extremes combine.
    middle = vehicles_served(1.0, **central)
    few, many = (
        math.prod(
            sorted(vehicles_served(1.0, **{**central, name: end}) / middle for end in ends)[place]
            for name, ends in ranges.items()
        )
        for place in (0, -1)
    )
    return served | {"all": (wafers * middle * few, wafers * middle * many)}
