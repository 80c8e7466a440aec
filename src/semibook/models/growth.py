"""What a sales target asks for: the base it implies, the growth it needs, the share it would be.

And what growth is made of: more pieces, or dearer ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isclose, log

from semibook.tables.interval import Interval, as_interval


def implied_base(target: Interval, multiple: Interval) -> Interval:
    """The present level that "`multiple` times the present is `target`" implies.

    Args:
        target: the level to be reached; open upwards where it is stated as "more than".
        multiple: how many times the present it is.

    Returns:
        The present level, in the unit of the target.

    Raises:
        ZeroDivisionError: if the multiple may be zero.
    """
    return target / multiple


def required_growth(base: Interval | float, target: Interval | float, years: float) -> Interval:
    """Growth a year that leads from base to target (0.1 = 10%), as an interval.

    Args:
        base: level at the start, above 0.
        target: level at the end, in the same unit.
        years: number of years between them, above 0.

    Raises:
        ValueError: if the number of years or the base is not above 0.
    """
    base, target = as_interval(base), as_interval(target)
    if years <= 0 or base.low <= 0:
        raise ValueError(f"found base {base} and {years} years, expected both above 0")
    return (target / base) ** (1 / years) - 1


def share_of_market(sales: float, world: float, growth: float, years: float) -> float:
    """Share that `sales` would have of a world market that grows for `years`.

    Args:
        sales: sales at the end, in the unit of `world`.
        world: size of the market at the start.
        growth: growth of the market a year (0.07 = 7%), above -1.
        years: years until the end.

    Raises:
        ValueError: if the market is not above 0 or shrinks by all of it.
    """
    if world <= 0 or growth <= -1:
        raise ValueError(f"found a market of {world} growing by {growth}, expected > 0 and > -1")
    return sales / (world * (1 + growth) ** years)


def parts_of_growth(factors: Mapping[str, float]) -> dict[str, float]:
    """What part of the growth of a product comes from each of its factors.

    Logarithms of the factors add up to that of the product, where their percentages do not: a value
    is pieces times dollars a piece times yen a dollar.

    Args:
        factors: by name, how many times what it was each factor has become, above 0.

    Returns:
        By name, a part of the logarithmic growth (0.1 = 10%); together they are 1. A factor that
        went against the product has a part below 0.

    Raises:
        ValueError: if a factor is not above 0, or the product is what it was.
    """
    if not factors or min(factors.values()) <= 0:
        raise ValueError(f"found the factors {dict(factors)}, expected some, all above 0")
    logarithms = {name: log(times) for name, times in factors.items()}
    growth = sum(logarithms.values())
    if isclose(growth, 0, abs_tol=1e-12):
        raise ValueError(f"found the factors {dict(factors)}, expected a product other than 1")
    return {name: part / growth for name, part in logarithms.items()}
