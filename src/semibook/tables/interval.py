"""Printed figures as intervals: what a value, its last printed digit and its qualifier allow.

A figure printed as "5.3" stands for anything between 5.25 and 5.35. Arithmetic on such intervals
encloses every result that the rounding of the inputs allows [@moore2009], up to the rounding of
floating-point numbers (about 1e-16 of a bound a step): comparisons allow 1e-9, far more than that.
A quantity that stands in a formula twice makes the interval wider than the results are; `corners`
gives the tight one.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Literal, get_args

Qualifier = Literal["exact", "about", "upto", "atleast", "over", "under"]
QUALIFIERS: tuple[str, ...] = get_args(Qualifier)


@dataclass(frozen=True)
class Interval:
    """A closed interval of real numbers; bounds may be infinite.

    Args:
        low: lower bound, in the unit of the quantity.
        high: upper bound, in the same unit.

    Raises:
        ValueError: if a bound is not a number, or low exceeds high.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if math.isnan(self.low) or math.isnan(self.high) or self.low > self.high:
            raise ValueError(f"not an interval: low {self.low}, high {self.high}")

    @classmethod
    def point(cls, value: float) -> Interval:
        """The interval that holds `value` alone."""
        return cls(value, value)

    @property
    def mid(self) -> float:
        """The middle; infinite where one bound is, and no number where both are."""
        return (self.low + self.high) / 2

    @property
    def half_width(self) -> float:
        """Half the distance between the bounds."""
        return (self.high - self.low) / 2

    def meets(self, other: Interval, tolerance: float = 1e-9) -> bool:
        """Whether the two share a point, up to `tolerance` relative to the larger finite bound."""
        bounds = (self.low, self.high, other.low, other.high)
        scale = max((abs(b) for b in bounds if math.isfinite(b)), default=0.0)
        return max(self.low, other.low) <= min(self.high, other.high) + tolerance * scale

    def within(self, other: Interval, tolerance: float = 1e-9) -> bool:
        """Whether `other` encloses this interval, up to `tolerance` of its larger finite bound."""
        bounds = (abs(bound) for bound in (other.low, other.high) if math.isfinite(bound))
        room = tolerance * max(bounds, default=0.0)
        return self.low >= other.low - room and self.high <= other.high + room

    def gap(self, other: Interval) -> float:
        """Distance from this interval to `other`: positive above it, negative below, else 0."""
        if self.meets(other):
            return 0.0
        return self.low - other.high if self.low > other.high else self.high - other.low

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    def __add__(self, other: Interval | float) -> Interval:
        other = as_interval(other)
        return Interval(self.low + other.low, self.high + other.high)

    __radd__ = __add__

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __sub__(self, other: Interval | float) -> Interval:
        return self + -as_interval(other)

    def __rsub__(self, other: float) -> Interval:
        return as_interval(other) - self

    def __mul__(self, other: Interval | float) -> Interval:
        other = as_interval(other)
        products = [_product(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(products), max(products))

    __rmul__ = __mul__

    def __truediv__(self, other: Interval | float) -> Interval:
        other = as_interval(other)
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError(f"division by an interval that holds zero: {other}")
        ratios = [_quotient(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ratios), max(ratios))

    def __rtruediv__(self, other: float) -> Interval:
        return as_interval(other) / self

    def __pow__(self, exponent: float) -> Interval:
        """A real power of an interval of non-negative numbers.

        Raises:
            ValueError: if the interval reaches below zero.
        """
        if self.low < 0:
            raise ValueError(f"a real power needs non-negative numbers, found {self}")
        if exponent < 0:
            return 1 / self**-exponent
        return Interval(self.low**exponent, self.high**exponent)

    def __str__(self) -> str:
        return f"[{self.low:g}, {self.high:g}]"


def _product(a: float, b: float) -> float:
    # 0 times infinity is 0 here: the bound 0 is reached, infinity never is.
    return 0.0 if a == 0 or b == 0 else a * b


def _quotient(a: float, b: float) -> float:
    # The bounds themselves are divided: times a reciprocal, 49 / 49 is not 1.
    return 0.0 if math.isinf(b) else a / b


def as_interval(value: Interval | float) -> Interval:
    """`value` itself if it is an interval, else the interval that holds it alone."""
    return value if isinstance(value, Interval) else Interval.point(float(value))


def printed(value: float, resolution: float, qualifier: Qualifier = "exact") -> Interval:
    """The interval that a printed figure stands for.

    Args:
        value: the figure as printed.
        resolution: place value of its last significant digit, in the same unit; 0 for counts
            and definitions, which are exact.
        qualifier: `exact` and `about` allow half a resolution to each side (for `about`, trailing
            zeros do not count as printed digits, so its resolution is coarser); `atleast`
            and `over` are open upwards from the value; `upto` and `under` reach from zero to it.

    Raises:
        ValueError: for an unknown qualifier or a negative resolution.
    """
    if qualifier not in QUALIFIERS:
        raise ValueError(f"qualifier: found {qualifier!r}, expected one of {', '.join(QUALIFIERS)}")
    if not resolution >= 0:
        raise ValueError(f"resolution: found {resolution}, expected a number of at least 0")
    match qualifier:
        case "atleast" | "over":
            return Interval(value, math.inf)
        case "upto" | "under":
            return Interval(min(0.0, value), value)
        case _:
            return Interval(value - resolution / 2, value + resolution / 2)


def corners(function: Callable[..., float], *arguments: Interval) -> Interval:
    """The tight interval of a function that is monotonic in each argument, the others held.

    Such a function has its least and largest value where each argument is at one of its bounds,
    however often it uses an argument.

    Args:
        function: of as many numbers as there are arguments.
        arguments: with finite bounds.
    """
    ends = product(*((argument.low, argument.high) for argument in arguments))
    values = [function(*numbers) for numbers in ends]
    return Interval(min(values), max(values))


def total(intervals) -> Interval:
    """The sum of intervals (or numbers); the point 0 for none."""
    return sum(intervals, Interval.point(0.0))
