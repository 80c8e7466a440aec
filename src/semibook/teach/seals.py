"""Telling a right number from a wrong one without holding it: in workbooks and notebooks alike.

A seal is a remainder of the number, shifted by a salt of the question. It keeps the answer from
being read at a glance; it is no secret, as a class that wants to can try all numbers.
"""

from __future__ import annotations

import zlib

from semibook.teach.facts import rounded

FACTOR, MODULUS = 7919, 99991


def salt(*names: str) -> int:
    """A number that differs from blank to blank."""
    return zlib.crc32("/".join(names).encode()) % MODULUS


def seal(value: float, decimals: int, salted: int) -> int:
    """The remainder that a right answer leaves.

    Args:
        value: the answer.
        decimals: to which it is asked for.
        salted: from `salt`.
    """
    return (round(rounded(value, decimals) * 10**decimals) * FACTOR + salted) % MODULUS


def formula(cell: str, value: float, decimals: int, salted: int, again: str) -> str:
    """A workbook's formula that marks a cell: empty, right, or to be tried again."""
    scaled = f"ROUND({cell}*{10**decimals},0)"
    right = f"MOD({scaled}*{FACTOR}+{salted},{MODULUS})={seal(value, decimals, salted)}"
    return f'=IF({cell}="","",IF(ISNUMBER({cell}),IF({right},"○","{again}"),"{again}"))'
