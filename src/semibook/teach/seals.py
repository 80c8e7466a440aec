"""Telling a right number from a wrong one without holding it: in workbooks and notebooks alike.

A seal is a remainder of the number, which a salt of the question was added to. It keeps the answer
from being read at a glance; it is no secret, as a class that wants to can try all numbers. Where
more than one rounding on the way is right, a blank has a seal for each number that is.
"""

from __future__ import annotations

import zlib

from semibook.teach.facts import rounded

FACTOR, MODULUS = 7919, 99991


def salt(*names: str) -> int:
    """A number that differs from blank to blank."""
    return zlib.crc32("/".join(names).encode()) % MODULUS


def seals(value: float, decimals: int, salted: int, within: float = 0) -> list[int]:
    """The remainders that right answers leave.

    Args:
        value: the answer.
        decimals: to which it is asked for.
        salted: from `salt`.
        within: how far off, in the answer's unit, a number is still right.
    """
    right, off = (round(rounded(each, decimals) * 10**decimals) for each in (value, within))
    return [(number + salted) * FACTOR % MODULUS for number in range(right - off, right + off + 1)]


def formula(
    cell: str, value: float, decimals: int, salted: int, again: str, within: float = 0
) -> str:
    """A workbook's formula that marks a cell: empty, right, or to be tried again."""
    left = f"MOD((ROUND({cell}*{10**decimals},0)+{salted})*{FACTOR},{MODULUS})"
    right = ",".join(f"{left}={seal}" for seal in seals(value, decimals, salted, within))
    return f'=IF({cell}="","",IF(ISNUMBER({cell}),IF(OR({right}),"○","{again}"),"{again}"))'
