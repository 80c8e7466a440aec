"""Power of an electrical and of an optical link over its data rate, and where they cross.

A teaching model. An electrical link loses more of its signal the faster it runs, so its energy for
each bit rises with the rate. An optical link pays a fixed power for its laser and little for each
bit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from scipy.optimize import brentq

REFERENCE_RATE = 100.0  # Gbit/s; the rate at which the electrical energy for each bit is stated
LOWEST_RATE = 1e-6  # Gbit/s; the rate from which on a crossing is looked for


@dataclass(frozen=True)
class Link:
    """Assumptions on one lane of a link.

    Attributes:
        electrical_pj: energy of the electrical link at 100 Gbit/s, pJ for each bit.
        exponent: how that energy rises with the rate (0: not at all, 1: in proportion).
        optical_w: fixed power of the optical link, W.
        optical_pj: further energy of the optical link, pJ for each bit.
    """

    electrical_pj: float
    exponent: float
    optical_w: float
    optical_pj: float

    def __post_init__(self) -> None:
        for name in ("electrical_pj", "exponent", "optical_w", "optical_pj"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name}: found {getattr(self, name)}, expected at least 0")

    def electrical(self, rate: float) -> float:
        """Power in W at a rate in Gbit/s (1 pJ a bit at 1 Gbit/s is 1 mW)."""
        return 1e-3 * self.electrical_pj * rate * (rate / REFERENCE_RATE) ** self.exponent

    def optical(self, rate: float) -> float:
        """Power in W at a rate in Gbit/s."""
        return self.optical_w + 1e-3 * self.optical_pj * rate


def crossing(link: Link, highest: float = 1e4) -> float | None:
    """Rate in Gbit/s above which the optical link takes less power.

    Args:
        link: the assumptions.
        highest: rate up to which to look.

    Returns:
        The rate; 0 if the optical link takes less at every rate, None if it does not get ahead up
        to `highest`.
    """

    def lead(rate: float) -> float:
        # Energy for a bit, not power: near rate 0 both powers vanish if the laser takes none.
        return (link.electrical(rate) - link.optical(rate)) / rate

    if lead(LOWEST_RATE) > 0:
        return 0.0
    return float(brentq(lead, LOWEST_RATE, highest)) if lead(highest) > 0 else None


def joint_crossings(ranges: Mapping[str, tuple[float, float]]) -> list[float | None]:
    """Crossings at all corners of the assumptions' ranges, in Gbit/s.

    The crossing moves one way with each assumption while the others stand still, so the least and
    the largest over the whole ranges are at corners.

    Args:
        ranges: least and largest value of each attribute of `Link`, by name.

    Returns:
        A rate for each corner, or None where there is no crossing, as `crossing` gives them.
    """
    return [
        crossing(Link(**dict(zip(ranges, corner, strict=True))))
        for corner in product(*ranges.values())
    ]
