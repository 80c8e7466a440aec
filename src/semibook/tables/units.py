"""Units of the tables and how amounts are written for readers of each language."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from semibook.tables.interval import Interval

_UNIT = re.compile(r"(?:(?P<scale>1e\d+) )?(?P<name>1|[^\W\d].*)")
_NUMBER = re.compile(r"(?P<before>[^\d−-]*)(?P<number>[\d,.]+)(?P<after>.*)")

#: Signs of the currencies in running text. Never a lone dollar sign: two of them are an equation to
#: some readers of Markdown.
SIGNS = {"JPY": "¥", "USD": "US$", "EUR": "€", "KRW": "₩", "TWD": "NT$", "CNY": "CN¥"}
#: What stands between a number and its unit, where that is no space.
_SPACE = {"ja": ""}
NAMES_JA = {
    "JPY": "円",
    "USD": "ドル",
    "EUR": "ユーロ",
    "KRW": "ウォン",
    "TWD": "台湾元",
    "CNY": "元",
}
#: What Japanese counts the tables' units with.
COUNTERS_JA = {
    "bases": "拠点",
    "calls": "件",
    "firms": "社",
    "kinds": "種類",
    "months": "か月",
    "persons": "人",
    "pieces": "個",
    "pillars": "本",
    "plans": "件",
    "qubits": "量子ビット",
    "tiers": "段階",
    "years": "年",
}
#: How units that tables write in ASCII are printed.
_SYMBOLS = {"m3": "m³"}
#: Units of which thousands have a name: a gas that one slide prints in L and one in kL.
_THOUSANDS = {"L": "kL"}
#: Powers of ten that units begin with, in words.
_SCALES = {
    "en": {
        1.0: "", 1e3: "thousand", 1e4: "10,000", 1e6: "million", 1e8: "100 million",
        1e9: "billion", 1e12: "trillion",
    },
    "ja": {1.0: "", 1e3: "千", 1e4: "万", 1e6: "百万", 1e8: "億", 1e9: "十億", 1e12: "兆"},
}  # fmt: skip
#: What only rates count: so many wafers a month.
_PIECES_JA = {"units": "台", "wafers": "枚"}
#: What stands before a number of so many a month or a year: 月5万枚.
_PERIODS_JA = {"month": "月", "year": "年"}


class Unit(NamedTuple):
    """A unit such as `1e8 JPY`: how many base units one of it is, and the base unit."""

    scale: float
    name: str


def unit(text: str) -> Unit:
    """Read a unit as the tables write it.

    Args:
        text: `1e8 JPY`, `percent`, `1e4 wafers/month`, ...

    Raises:
        ValueError: if the text is not of that form.
    """
    found = _UNIT.fullmatch(str(text))
    if not found:
        raise ValueError(f"unit: found {text!r}, expected a form like '1e8 JPY' or 'percent'")
    return Unit(float(found["scale"] or 1), found["name"])


def written_out(text: str, lang: str = "en") -> str:
    """A unit of the tables as the head of a column says it: `¥ million`, `百万円`, `%`.

    Args:
        text: the unit, such as `1e6 JPY`.
        lang: language of the words.

    Returns:
        The words; nothing for plain numbers, and the text itself where there are none for it.

    Raises:
        ValueError: if the text is no unit.
    """
    scale, name = unit(text)
    power = _SCALES.get(lang, _SCALES["en"]).get(scale)
    if power is None:
        return text
    counted, _, period = name.partition("/")
    said = {"1": "", "percent": "%"}.get(counted, _SYMBOLS.get(counted, counted))
    if lang == "ja":
        known = NAMES_JA | COUNTERS_JA | _PIECES_JA | _PERIODS_JA
        base = known.get(counted, said)
        return f"{power}{base}{'/' * bool(period)}{_PERIODS_JA.get(period, period)}"
    parts = (SIGNS[name], power) if name in SIGNS else (power, said)
    return " ".join(filter(None, parts)) + (f" a {period}" if period else "")


def money(amount: float, currency: str = "JPY", lang: str = "en", digits: int = 3) -> str:
    """An amount for running text, to `digits` significant digits.

    Args:
        amount: in whole units of the currency (yen, dollars, ...).
        currency: ISO 4217 code.
        lang: `en` writes billions and trillions, `ja` 億 and 兆.
        digits: significant digits.

    Returns:
        `¥4.31 trillion`, `US$39 billion`; in Japanese `4.31兆円`, `390億ドル`.

    Raises:
        KeyError: for a currency without a sign here.
    """
    sign = "−" if amount < 0 else ""
    if lang == "ja":
        scale, word = _scale(amount, [(1e12, "兆"), (1e8, "億"), (1e4, "万"), (1, "")], digits)
        return f"{sign}{_significant(abs(amount) / scale, digits)}{word}{NAMES_JA[currency]}"
    steps = [(1e12, " trillion"), (1e9, " billion"), (1e6, " million"), (1, "")]
    scale, word = _scale(amount, steps, digits)
    return f"{sign}{SIGNS[currency]}{_significant(abs(amount) / scale, digits)}{word}"


def yen(amount: float, lang: str = "en", digits: int = 3) -> str:
    """An amount of yen for running text: `¥476 billion`, `4,760億円`."""
    return money(amount, "JPY", lang, digits)


def number(value: float, digits: int = 3) -> str:
    """A number to `digits` significant digits, with thousands separators and no exponent."""
    return _significant(value, digits)


def percent(share: float, digits: int = 1) -> str:
    """A share (0.333) as text (`33.3%`), with `digits` decimals.

    What is rounded to zero has no minus.
    """
    return f"{fixed(share * 100, digits)}%"


def fixed(value: float, decimals: int) -> str:
    """A number with so many decimals and thousands separators; halves are rounded up.

    What is rounded to zero has no minus.
    """
    if not math.isfinite(value):
        return f"{value}"
    # The decimals that are seen decide: 802.5 is a half, however it is kept.
    seen = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{seen:z,.{decimals}f}".replace("-", "−")


def _scale(amount: float, steps: list[tuple[float, str]], digits: int) -> tuple[float, str]:
    # An amount that rounds up into the next step is written in it: 999.96e9 is 1 trillion.
    rounded = abs(float(f"{amount:.{digits - 1}e}"))
    return next((step for step in steps if rounded >= step[0]), steps[-1])


def _significant(value: float, digits: int) -> str:
    if value == 0 or not math.isfinite(value):
        return f"{value:zg}"
    decimals = max(digits - 1 - math.floor(math.log10(abs(float(f"{value:.{digits - 1}e}")))), 0)
    text = fixed(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def span(interval: Interval, name: str, lang: str = "en", digits: int = 4) -> str:
    """An interval of a quantity for tables: `¥4.25 – 4.35 trillion`, `at least 20%`, `16`.

    Args:
        interval: in base units.
        name: the base unit: a currency code, `percent`, `1`, or a word that follows the number.
        lang: language of the words around the numbers.
        digits: significant digits of each bound.
    """
    if interval.low == interval.high:
        return _quantity(interval.low, name, lang, digits)
    if math.isinf(interval.low) and math.isinf(interval.high):
        return "不定" if lang == "ja" else "unbounded"
    if math.isinf(interval.high):
        least = _quantity(interval.low, name, lang, digits)
        return f"{least}以上" if lang == "ja" else f"at least {least}"
    if math.isinf(interval.low) or interval.low == 0:
        most = _quantity(interval.high, name, lang, digits)
        return f"{most}以下" if lang == "ja" else f"at most {most}"
    low, high = (_quantity(b, name, lang, digits) for b in (interval.low, interval.high))
    return low if low == high else _between(low, high, "〜" if lang == "ja" else " – ")


def qualified(value: float, name: str, qualifier: str, lang: str = "en") -> str:
    """A figure as it was printed, for tables: `about ¥4.3 trillion`, `20% or more`.

    Args:
        value: in base units.
        name: the base unit, as in `span`.
        qualifier: exact, about, upto, atleast, over or under.
        lang: language of the words.
    """
    return as_qualified(_quantity(value, name, lang, 6), qualifier, lang)


def as_qualified(figure: str, qualifier: str, lang: str = "en") -> str:
    """A figure that is written already with the word for its qualifier: `about 1,234`."""
    said = {
        "en": {
            "about": "about {}",
            "upto": "at most {}",
            "atleast": "{} or more",
            "over": "over {}",
            "under": "under {}",
        },
        "ja": {
            "about": "約{}",
            "upto": "最大{}",
            "atleast": "{}以上",
            "over": "{}超",
            "under": "{}未満",
        },
    }
    return said.get(lang, said["en"]).get(qualifier, "{}").format(figure)


def _between(low: str, high: str, to: str) -> str:
    """Two quantities as a range; what they share (sign, unit) is written once."""
    first, last = (_NUMBER.fullmatch(text) for text in (low, high))
    if first and last and first["before"] == last["before"] and first["after"] == last["after"]:
        return f"{first['before']}{first['number']}{to}{last['number']}{first['after']}"
    return f"{low}{to}{high}"


def _quantity(value: float, name: str, lang: str, digits: int) -> str:
    if name in SIGNS:
        return money(value, name, lang, digits)
    counted, _, period = name.partition("/")
    if counted in _THOUSANDS and abs(value) >= 1000:
        value, counted = value / 1000, _THOUSANDS[counted]
    text = number(value, digits)
    if name == "1":
        return text
    if name == "percent":
        return f"{text}%"
    counted = _SYMBOLS.get(counted, counted)
    if lang == "ja":
        counter = (COUNTERS_JA | _PIECES_JA).get(counted, counted)
        return f"{_PERIODS_JA.get(period, '')}{text}{counter}"
    word = counted.removesuffix("s") if abs(value) == 1 else counted
    word += f" a {period}" if period else ""
    return f"{text}{_SPACE.get(lang, ' ')}{word}"
