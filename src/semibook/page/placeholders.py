"""Typed placeholders: the filters that write a value in a chapter's words, in each language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import pandas as pd

from semibook.tables import units
from semibook.tables.interval import Interval, as_interval
from semibook.translation.language import language

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_TO = {"en": " – ", "ja": "〜"}


def filters(lang: str) -> dict[str, Callable[..., str]]:
    """The filters by name.

    Of an interval, those that write one number write its middle. A missing value is an error: the
    words have a case for it.

    Returns:
        `yen(digits)`, `money(currency, digits)`, `trillion_yen(decimals)`, `percent(decimals)`,
        `points(decimals)`, `number(digits)` (significant digits), `fixed(decimals)`,
        `scaled(scale, digits)` (of so many, as millions are 1e6), `rounded(digits)` (before another
        filter, where 3,471 would say too much: 3,500), `signed_percent(decimals)`,
        `span(unit, digits)`, `ends(decimals)` (both, of an interval), `from_to(digits)` (of two
        numbers in their order; a dash for one that is missing), `years` (a year, a number of years
        or a range of either), `count(unit)`, `month`, `year_month`, `day`, `joined` (by commas) and
        `listed` (by semicolons).
    """
    marks = language(lang)
    return {
        "yen": lambda value, digits=3: units.yen(_single(value), lang, digits),
        "money": lambda value, currency, digits=3: units.money(
            _single(value), currency, lang, digits
        ),
        "trillion_yen": lambda value, decimals=2: _trillions(_single(value), decimals, lang),
        "percent": lambda value, decimals=1: units.percent(_single(value), decimals, lang),
        "points": lambda value, decimals=1: _points(_single(value), decimals, lang),
        "number": lambda value, digits=3: units.number(_single(value), digits),
        "fixed": lambda value, decimals=0: _fixed(_single(value), decimals),
        "signed_percent": lambda value, decimals=1: _signed_percent(_single(value), decimals, lang),
        "from_to": lambda values, digits=3: _TO[lang].join(
            "–" if pd.isna(value) else units.number(value, digits) for value in values
        ),
        "years": lambda value: _years(as_interval(value), lang),
        "rounded": _rounded,
        "scaled": lambda value, scale, digits=3: _scaled(_single(value), scale, digits),
        "ends": lambda value, decimals=0: _TO[lang].join(
            _fixed(end, decimals) for end in (value.low, value.high)
        ),
        "span": lambda value, unit, digits=4: units.span(as_interval(value), unit, lang, digits),
        "count": lambda value, unit: units.span(as_interval(_single(value)), unit, lang, 6),
        "month": lambda value: _month(value, lang),
        "year_month": lambda value: f"{value.year}-{value.month:02d}",
        "day": lambda value: _day(value, lang),
        "joined": partial(_join, marks.comma),
        "listed": partial(_join, marks.semicolon),
    }


def _single(value: Any) -> float:
    if isinstance(value, Interval):
        return value.mid
    if pd.isna(value):
        raise ValueError("found no value, expected one (give the words a case without it)")
    return float(value)


def _fixed(value: float, decimals: int) -> str:
    return f"{value:z,.{decimals}f}".replace("-", "−")


def _rounded(value: Any, digits: int) -> float | Interval:
    """A number, or both ends of an interval, to so many significant digits."""
    if isinstance(value, Interval):
        return Interval(_rounded(value.low, digits), _rounded(value.high, digits))
    return float(f"{_single(value):.{digits - 1}e}")


def _scaled(value: float, scale: float, digits: int) -> str:
    """How many times the scale a value is; a long number is rounded too: 3,000, not 3,012."""
    return units.number(_rounded(value / scale, digits), digits)


def _trillions(value: float, decimals: int, lang: str) -> str:
    amount = _fixed(value / 1e12, decimals)
    return f"{amount}兆円" if lang == "ja" else f"¥{amount} trillion"


def _signed_percent(share: float, decimals: int, lang: str) -> str:
    text = units.percent(share, decimals, lang)
    return text if text.startswith("−") else f"+{text}"


def _years(years: Interval, lang: str) -> str:
    ends = dict.fromkeys(f"{end:.0f}" for end in (years.low, years.high))
    return _TO[lang].join(ends)


def _points(value: float, decimals: int, lang: str) -> str:
    """A difference of two shares."""
    amount = f"{value * 100:+z.{decimals}f}".replace("-", "−")
    return f"{amount}ポイント" if lang == "ja" else f"{amount} points"


def _month(value: Any, lang: str) -> str:
    if lang == "ja":
        return f"{value.year}年{value.month}月"
    return f"{_MONTHS[value.month - 1]} {value.year}"


def _day(value: Any, lang: str) -> str:
    if lang == "ja":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def _join(mark: str, values: Iterable[Any]) -> str:
    return mark.join(map(str, values))
