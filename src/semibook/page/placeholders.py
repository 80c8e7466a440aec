"""Typed placeholders: the filters that write a value in a chapter's words, in each language."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import date, timedelta
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


def _to(lang: str) -> str:
    """What stands between the ends of a range."""
    return "〜" if lang == "ja" else " – "


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
        `listed` (by semicolons). `period` writes an interval of days, which are ordinals, no closer
        than it is: a day, months, years, `by June 2026`, `no date`.
    """
    marks = language(lang)
    return {
        "yen": lambda value, digits=3: units.yen(_single(value), lang, digits),
        "money": lambda value, currency, digits=3: units.money(
            _single(value), currency, lang, digits
        ),
        "trillion_yen": lambda value, decimals=2: _trillions(_single(value), decimals, lang),
        "percent": lambda value, decimals=1: units.percent(_single(value), decimals),
        "points": lambda value, decimals=1: _points(_single(value), decimals, lang),
        "number": lambda value, digits=3: units.number(_single(value), digits),
        "fixed": lambda value, decimals=0: units.fixed(_single(value), decimals),
        "signed_percent": lambda value, decimals=1: _signed_percent(_single(value), decimals),
        "from_to": lambda values, digits=3: _to(lang).join(
            "–" if pd.isna(value) else units.number(value, digits) for value in values
        ),
        "years": lambda value: _years(as_interval(value), lang),
        "rounded": _rounded,
        "scaled": lambda value, scale, digits=3: _scaled(_single(value), scale, digits),
        "ends": lambda value, decimals=0: _to(lang).join(
            units.fixed(end, decimals) for end in (value.low, value.high)
        ),
        "span": lambda value, unit, digits=4: units.span(as_interval(value), unit, lang, digits),
        "count": lambda value, unit: units.span(as_interval(_single(value)), unit, lang, 6),
        "month": lambda value: _month(value, lang),
        "year_month": lambda value: f"{value.year}-{value.month:02d}",
        "day": lambda value: _day(value, lang),
        "period": lambda value: _period(value, lang),
        "joined": partial(_join, marks.comma),
        "listed": partial(_join, marks.semicolon),
    }


def _single(value: Any) -> float:
    if isinstance(value, Interval):
        return value.mid
    if pd.isna(value):
        raise ValueError("found no value, expected one (give the words a case without it)")
    return float(value)


def _rounded(value: Any, digits: int) -> float | Interval:
    """A number, or both ends of an interval, to so many significant digits."""
    if isinstance(value, Interval):
        return Interval(_rounded(value.low, digits), _rounded(value.high, digits))
    return float(f"{_single(value):.{digits - 1}e}")


def _scaled(value: float, scale: float, digits: int) -> str:
    """How many times the scale a value is; a long number is rounded too: 3,000, not 3,012."""
    return units.number(_rounded(value / scale, digits), digits)


def _trillions(value: float, decimals: int, lang: str) -> str:
    amount = units.fixed(value / 1e12, decimals)
    return f"{amount}兆円" if lang == "ja" else f"¥{amount} trillion"


def _signed_percent(share: float, decimals: int) -> str:
    text = units.percent(share, decimals)
    return text if text.startswith("−") else f"+{text}"


def _years(years: Interval, lang: str) -> str:
    ends = dict.fromkeys(f"{end:.0f}" for end in (years.low, years.high))
    return _to(lang).join(ends)


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


def _period(days: Interval, lang: str) -> str:
    """From the first to the last of some days, in whole months or years where they are such."""
    first, last = (
        date.fromordinal(int(day)) if math.isfinite(day) else None for day in (days.low, days.high)
    )
    match first, last:
        case None, None:
            return "期日なし" if lang == "ja" else "no date"
        case None, _:
            return f"{_month(last, lang)}まで" if lang == "ja" else f"by {_month(last, lang)}"
        case _, None:
            return f"{_month(first, lang)}以降" if lang == "ja" else f"from {_month(first, lang)}"
    if first == last:
        return _day(first, lang)
    whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if whole_years:
        years = _years(Interval(first.year, last.year), lang)
        return f"{years}年" if lang == "ja" else years
    return _months(first, last, lang)


def _months(first: date, last: date, lang: str) -> str:
    """Months from that of the first day to that of the last; days, if they are in one month."""
    if (first.year, first.month) == (last.year, last.month):
        whole = first.day == 1 and (last + timedelta(days=1)).month != last.month
        return (
            _month(first, lang)
            if whole
            else _to(lang).join(_day(each, lang) for each in (first, last))
        )
    if first.year != last.year:
        return _to(lang).join(_month(each, lang) for each in (first, last))
    if lang == "ja":
        return f"{first.year}年{first.month}〜{last.month}月"
    return f"{_MONTHS[first.month - 1]}{_to(lang)}{_month(last, lang)}"


def _join(mark: str, values: Iterable[Any]) -> str:
    return mark.join(map(str, values))
