"""Each answer of each key, computed a second time in another way, from the CSV files as they stand.

Nothing of the package computes here: the rows are read with `csv`, and the sums are written out.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import product

import numpy as np
import pytest

from semibook import paths
from semibook.teach.sources import lessons

_SECOND: dict[tuple[str, str], Callable[[], list]] = {}


def second(lesson: str, question: str):
    """Register a second computation of an answer."""

    def register(function):
        _SECOND[lesson, question] = function
        return function

    return register


@cache
def rows(table: str, folder: str = "2024-02") -> list[dict[str, str]]:
    with (paths.DATA / folder / f"{table}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def by_id(table: str) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in rows(table)}


def trillions(row: dict[str, str], column: str = "value") -> Decimal:
    """A value, or its resolution, in trillion yen."""
    return Decimal(row[column]) * Decimal(row["unit"].removesuffix(" JPY")) / Decimal("1e12")


def ends(value: Decimal, step: Decimal) -> list[Decimal]:
    return [value - step / 2, value + step / 2]


def estimates() -> list[dict[str, str]]:
    return [row for row in rows("kumamoto_impact") if row["component"] == "total"]


def sum_of_parts(estimate: str) -> list[Decimal]:
    """The printed sum of an estimate's parts, the least and the most."""
    parts = [row for row in rows("kumamoto_impact") if row["parent"] == estimate]
    middle = sum(map(trillions, parts))
    room = sum(trillions(row, "resolution") for row in parts)
    return [middle, *ends(middle, room)]


@second("kyushu-ripple", "q2")
def _():
    return [trillions(row) / int(row["horizon_years"]) for row in estimates()]


@second("kyushu-ripple", "q4")
def _():
    return sum_of_parts("e2023-08")[1:]


@second("kyushu-ripple", "q5")
def _():
    # Powers of the matrix, and not round by round.
    table = rows("teaching_io_table", "reference")[:4]
    flows = np.array([[float(row[other["sector"]]) for other in table] for row in table])
    output = flows.sum(axis=1) + [float(row["final_demand"]) for row in table]
    bought = 0.4 * flows / output
    return [100 * np.linalg.matrix_power(bought, n)[:, 0].sum() for n in (1, 2, 3)]


@second("kyushu-ripple", "q7")
def _():
    return [Decimal("0.6") / 3, Decimal("1.5") / 10]


@second("about-yen", "q1")
def _():
    return [Decimal(780) / 10000, Decimal(1360) / 10000]


@second("about-yen", "q2")
def _():
    return [end for row in estimates() for end in ends(trillions(row), Decimal("0.1"))]


@second("about-yen", "q3")
def _():
    return sum_of_parts("e2022-09")


@second("about-yen", "q4")
def _():
    # All corners, and of them the least and the most.
    count = by_id("kumamoto_jobs")
    found = []
    for measure in ("jobs", "firms"):
        both = [count[f"{when}-{measure}"] for when in ("e2022-09", "e2023-08")]
        before, after = (ends(Decimal(row["value"]), Decimal(row["resolution"])) for row in both)
        corners = [late - early for early, late in product(before, after)]
        found += [min(corners), max(corners)]
    return found


@second("about-yen", "q6")
def _():
    return ends(Decimal(900), Decimal(100))


def asked() -> list[tuple[str, str]]:
    return [
        (source.entry.id, name)
        for source in lessons()
        for name, question in source.entry.questions.items()
        if question.answer
    ]


@pytest.mark.parametrize(("lesson", "name"), asked())
def test_each_answer_comes_out_the_same_in_another_way(lesson, name, copy_of):
    copy = copy_of(lesson)
    question = copy.lesson.questions[name]
    again = _SECOND[lesson, name]()
    digits = question.digits
    places = digits if isinstance(digits, list) else [digits] * len(again)
    assert copy.answer(question) == [as_text(*each) for each in zip(again, places, strict=True)]


def as_text(value: float | Decimal, places: int) -> str:
    """A number rounded half up, in decimal."""
    exact = Decimal(str(round(float(value), 9)))
    return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"
