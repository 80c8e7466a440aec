"""Typed placeholders: the filters that write a value in a chapter's words, in each language."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any

from semibook.tables import units
from semibook.tables.interval import Interval, as_interval
from semibook.translation.language import Language, language


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
        "from_to": lambda values, digits=3: marks.to.join(
            "–" if _is_missing(value) else units.number(value, digits) for value in values
        ),
        "years": lambda value: _years(as_interval(value), marks),
        "rounded": _rounded,
        "scaled": lambda value, scale, digits=3: _scaled(_single(value), scale, digits),
        "ends": lambda value, decimals=0: marks.to.join(
            units.fixed(end, decimals) for end in (value.low, value.high)
        ),
        "span": lambda value, unit, digits=4: units.span(as_interval(value), unit, lang, digits),
        "count": lambda value, unit: units.span(as_interval(_single(value)), unit, lang, 6),
        "month": marks.month,
        "year_month": lambda value: f"{value.year}-{value.month:02d}",
        "day": marks.day,
        "period": lambda value: _period(value, marks),
        "joined": partial(_join, marks.comma),
        "listed": partial(_join, marks.semicolon),
    }


def _is_missing(value: Any) -> bool:
    import pandas as pd  # here, not above: a build of pages says dates, but few values

    return bool(pd.isna(value))


def _single(value: Any) -> float:
    if isinstance(value, Interval):
        return value.mid
    if _is_missing(value):
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


def _years(years: Interval, marks: Language) -> str:
    ends = dict.fromkeys(f"{end:.0f}" for end in (years.low, years.high))
    return marks.to.join(ends)


def _points(value: float, decimals: int, lang: str) -> str:
    """A difference of two shares."""
    amount = f"{value * 100:+z.{decimals}f}".replace("-", "−")
    return f"{amount}ポイント" if lang == "ja" else f"{amount} points"


def _period(days: Interval, marks: Language) -> str:
    """From the first to the last of some days, in whole months or years where they are such."""
    first, last = (
        date.fromordinal(int(day)) if math.isfinite(day) else None for day in (days.low, days.high)
    )
    match first, last:
        case None, None:
            return marks.undated
        case None, _:
            return marks.by.format(time=marks.month(last))
        case _, None:
            return marks.since.format(time=marks.month(first))
    if first == last:
        return marks.day(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        years = _years(Interval(first.year, last.year), marks)
        return marks.year_form.format(year=years)
    if (first.year, first.month) != (last.year, last.month):
        return marks.months(first, last)
    whole = first.day == 1 and (last + timedelta(days=1)).month != last.month
    return marks.month(first) if whole else marks.to.join(map(marks.day, (first, last)))


def _join(mark: str, values: Iterable[Any]) -> str:
    return mark.join(map(str, values))
