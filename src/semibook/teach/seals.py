"""Telling a right number from a wrong one without holding it: in workbooks and notebooks alike.

A seal is a remainder of the number, which a salt of the question was added to. It keeps the answer
from being read at a glance; it is no secret, as a class that wants to can try all numbers. Where
more than one rounding on the way is right, a blank has a seal for each number that is.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

from semibook.teach import facts
from semibook.teach.facts import rounded

if TYPE_CHECKING:
    from semibook.teach.copy import Copy

FACTOR, MODULUS = 7919, 99991


def salt(*names: str) -> int:
    """A number that differs from blank to blank."""
    return zlib.crc32("/".join(names).encode()) % MODULUS


class Seal(NamedTuple):
    """The seal of a blank.

    Attributes:
        decimals: to which the number is asked for.
        salted: from `salt`.
        right: the remainders that right numbers leave.
    """

    decimals: int
    salted: int
    right: list[int]


def seal(value: float, decimals: int, salted: int, within: float = 0) -> Seal:
    """The seal of a number.

    Args:
        value: the answer.
        decimals: to which it is asked for.
        salted: from `salt`.
        within: how far off, in the answer's unit, a number is still right.
    """
    number, off = (round(rounded(each, decimals) * 10**decimals) for each in (value, within))
    near = range(number - off, number + off + 1)
    return Seal(decimals, salted, [(each + salted) * FACTOR % MODULUS for each in near])


def seals(copy: Copy, name: str) -> list[Seal]:
    """The seals of a question's blanks.

    Args:
        copy: the lesson.
        name: of a question that asks for numbers.
    """
    question = copy.lesson.questions[name]
    values = facts.numbers(question, copy.facts)
    given = zip(
        values,
        facts.digits(question, len(values)),
        [salt(copy.lesson.id, name, str(place)) for place in range(len(values))],
        facts.rooms(question, len(values)),
        strict=True,
    )
    return [seal(*blank) for blank in given]


def formula(cell: str, sealed: Seal, again: str) -> str:
    """A workbook's formula that marks a cell: empty, right, or to be tried again."""
    number = f"ROUND({cell}*{10**sealed.decimals},0)+{sealed.salted}"
    left = f"MOD(({number})*{FACTOR},{MODULUS})"
    right = ",".join(f"{left}={remainder}" for remainder in sealed.right)
    return f'=IF({cell}="","",IF(ISNUMBER({cell}),IF(OR({right}),"○","{again}"),"{again}"))'
