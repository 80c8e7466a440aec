"""The eras of the Japanese calendar since 1868."""

from __future__ import annotations

from datetime import date

from japanera import ERA_DATA_GENERAL

_SINCE_MEIJI = ERA_DATA_GENERAL[-5:]
#: By kanji and by letter: 令和, R.
ERAS = {name: era for era in _SINCE_MEIJI for name in (era.kanji, era.english_head)}


def in_era(when: date) -> tuple[str, int]:
    """The era of a day and its year in it: `("令和", 6)`.

    Raises:
        ValueError: for a day before the eras that are known here.
    """
    for era in reversed(_SINCE_MEIJI):
        if era.since <= when:
            return era.kanji, when.year - era.since.year + 1
    raise ValueError("a day in an era since 1868")
