"""Answers of the lesson on yield: empty squares, shares of good dies, what a good one costs."""

from __future__ import annotations

import math
from itertools import count

import numpy as np

from semibook.models import chip_yield
from semibook.teach.facts import rounded

#: Defects thrown on the squares of the sheet; a teaching value.
_DEFECTS, _SQUARES = 24, 100
#: Areas of the table, cm2; the largest is that of the first question.
_AREAS = (1, 2, 4, 8)
#: A line whose defects have been found: defects for each cm2; the low end of the chapter's range.
_MATURE = 0.1
#: Lines of random numbers, one a pupil; where they begin is chance.
_LINES, _SEED = 10, 20240209
#: How many smaller dies stand for the largest, and their area, cm2.
_PIECES, _PIECE = 4, 2
#: The yield and area, cm2, of the exit question.
_WANTED, _AREA = 0.9, 1.0


def areas() -> list[int]:
    """The areas of the table, cm2."""
    return list(_AREAS)


def density(defect_density: float) -> float:
    """Killing defects for each cm2, assumed."""
    return defect_density


def mature() -> float:
    """The same in a mature line, assumed."""
    return _MATURE


def alpha(clustering: float) -> float:
    """How strongly defects cluster, assumed."""
    return clustering


def cost(wafer_price: float) -> float:
    """What a wafer costs, US dollars; an outside estimate."""
    return wafer_price


def dies() -> list[int]:
    """Dies on a wafer of 300 mm, by area."""
    return [chip_yield.dies_on_wafer(100 * area) for area in _AREAS]


def defects_thrown() -> list[int]:
    """Defects and squares of the throw."""
    return [_DEFECTS, _SQUARES]


def square_area(defect_density: float) -> float:
    """The area of a square of the board at which that many defects fall on it, cm2."""
    return _DEFECTS / (_SQUARES * defect_density)


def thrown() -> list[list[int]]:
    """Random squares, 0 to 99: a line a pupil, one a defect."""
    numbers = np.random.default_rng(_SEED).integers(0, _SQUARES, size=(_LINES, _DEFECTS))
    return numbers.tolist()


def counted() -> list[int]:
    """Squares that stay empty, line by line."""
    return [_SQUARES - len(set(line)) for line in thrown()]


def mean_counted() -> float:
    """Their mean."""
    return sum(counted()) / _LINES


def empty_squares() -> float:
    """Squares without a defect to be expected, of those thrown at, by the formula."""
    return _SQUARES * math.exp(-_DEFECTS / _SQUARES)


def share_empty() -> float:
    """The share that the formula gives."""
    return math.exp(-_DEFECTS / _SQUARES)


def independent(defect_density: float) -> list[float]:
    """Shares of good dies if defects fall independently, by area."""
    return [chip_yield.poisson(area, defect_density) for area in _AREAS]


def clustered(defect_density: float, clustering: float) -> list[float]:
    """Shares of good dies if defects cluster, by area."""
    return [chip_yield.negative_binomial(area, defect_density, clustering) for area in _AREAS]


def both_shares(defect_density: float, clustering: float) -> list[float]:
    """Yields by area, first if defects fall independently, then if they cluster."""
    return [*independent(defect_density), *clustered(defect_density, clustering)]


def agreeing(defect_density: float) -> int:
    """The least whole clustering parameter at which both give 1 cm2 the same three decimals."""
    aim = rounded(chip_yield.poisson(_AREA, defect_density), 3)
    found = (
        alpha
        for alpha in count(1)
        if rounded(chip_yield.negative_binomial(_AREA, defect_density, alpha), 3) == aim
    )
    return next(found)


def good_of_largest(defect_density: float, clustering: float) -> list[float]:
    """Good dies of the largest area on a wafer: independent, clustered."""
    shares = independent(defect_density)[-1], clustered(defect_density, clustering)[-1]
    return [dies()[-1] * share for share in shares]


def _good_die(area: float, defects: float, clustering: float, wafer_price: float) -> float:
    share = chip_yield.negative_binomial(area, defects, clustering)
    return chip_yield.cost_of_good_die(wafer_price, chip_yield.dies_on_wafer(100 * area), share)


def costs(defect_density: float, clustering: float, wafer_price: float) -> list[float]:
    """What a good die costs by area, US dollars, defects clustered."""
    return [_good_die(area, defect_density, clustering, wafer_price) for area in _AREAS]


def mature_costs(clustering: float, wafer_price: float) -> list[float]:
    """The same in a mature line, of a small die and of the largest."""
    return [
        _good_die(area, _MATURE, clustering, wafer_price) for area in (_PIECE, _PIECES * _PIECE)
    ]


def _saving(defects: float, clustering: float, wafer_price: float) -> float:
    """How many times a large good die costs what four small good ones do."""
    large = _good_die(_PIECES * _PIECE, defects, clustering, wafer_price)
    return large / (_PIECES * _good_die(_PIECE, defects, clustering, wafer_price))


def savings(defect_density: float, clustering: float, wafer_price: float) -> list[float]:
    """The same in the line of the table, then in a mature one."""
    return [_saving(defects, clustering, wafer_price) for defects in (defect_density, _MATURE)]


def allowed(clustering: float) -> float:
    """Defects for each cm2 at which the wanted share of dies is good."""
    return chip_yield.defects_for(_WANTED, _AREA, clustering)
