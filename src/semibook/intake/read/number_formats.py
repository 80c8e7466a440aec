"""Number formats of spreadsheet cells: what the sheet shows is what the office meant.

A cell that holds 590,000,000,000 and is shown as 590,000 under a header in millions means 590,000
millions; one that holds 6 and is shown as 令和6年度 means that year.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from semibook.intake.eras import in_era

#: Formats that files name by a number alone, as Excel for Japan shows them (ECMA-376, 18.8.30).
_ERA_DATE, _ERA_DAY = "[$-411]ge.m.d", '[$-411]ggge"年"m"月"d"日"'
_MONTH, _DAY_OF_YEAR = 'yyyy"年"m"月"', 'm"月"d"日"'
_JAPANESE_FORMATS = {
    27: _ERA_DATE, 28: _ERA_DAY, 29: _ERA_DAY, 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"時"mm"分"', 33: 'h"時"mm"分"ss"秒"', 34: _MONTH, 35: _DAY_OF_YEAR, 36: _ERA_DATE,
    50: _ERA_DATE, 51: _ERA_DAY, 52: _MONTH, 53: _DAY_OF_YEAR, 54: _ERA_DAY, 55: _MONTH,
    56: _DAY_OF_YEAR, 57: _ERA_DATE, 58: _ERA_DAY,
}  # fmt: skip
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|(?P<ignored>\[[^\]]*\])'
    r"|(?P<space>[_*].)|(?P<digits>General|[0#?][0#?.,]*)|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*', re.DOTALL)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]")
_HOLDS = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
#: What formats write for a minus, and what they write beside it.
_MINUS = "▲△−-("
_BESIDE_SIGN = f" ){_MINUS}"
#: Excel shows no more digits than these of a fraction without a format.
_GENERAL = ".10g"
_DATE_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|[_*].|(?P<part>g+|e+|y+|m+|d+)|(?P<other>.)',
    re.DOTALL | re.IGNORECASE,
)


class FormatError(ValueError):
    """A format that does not show the cell's value, or not in a way that can be read."""


@dataclass(frozen=True)
class _Section:
    """One section of a format: words, the digits between them, and what is done to the value."""

    before: str
    digits: str
    after: str
    percent: bool


def builtin_format(number: int) -> str:
    """The format that a file names by a number below 164."""
    return BUILTIN_FORMATS.get(number) or _JAPANESE_FORMATS.get(number, "General")


def number_as_shown(value: int | float, code: str) -> str:
    """A number as its format shows it, digit by digit, without separators.

    Args:
        value: what the cell holds.
        code: its number format: `0.0%`, `#,##0,,`, `"令和"0"年度"`, `#,##0"千円"`.

    Returns:
        Such as `23.5%`, `590000`, `令和6年度`, `290千円`, `$39`.

    Raises:
        FormatError: if the format hides the value, its sign, or puts it in a form that cannot be
            read.
    """
    if code == "General":
        return _general(value)
    section = _parsed(_section(value, code), value)
    if section.digits.lower() == "general":
        return f"{section.before}{_general(value)}{section.after}"
    thousands = len(section.digits) - len(section.digits.rstrip(","))
    scaled = Decimal(format(value, ".15g")) * (100 if section.percent else 1)
    scaled = scaled.scaleb(-3 * thousands)
    leading, _point, fraction = section.digits.rstrip(",").replace(",", "").partition(".")
    try:
        digits = scaled.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    except InvalidOperation as error:  # more digits than decimal keeps
        raise FormatError(
            f"a number of fewer digits than {value:g} in the format {code}"
        ) from error
    text = format(digits, "f")
    for place in reversed(fraction):  # a # shows no zero
        text = text.removesuffix("0") if place != "0" and text.endswith("0") else text
        if place == "0":
            break
    text = text.rstrip(".") if "." in text else text
    if not digits and "0" not in section.digits:
        raise FormatError(f"a number that the sheet shows: a 0 is blank in the format {code}")
    zeros = leading.count("0")
    text = text.zfill(zeros + (value < 0)) if zeros > 1 and not fraction else text
    return f"{section.before}{text}{'%' if section.percent else ''}{section.after}"


def _general(value: int | float) -> str:
    whole = isinstance(value, int) or value.is_integer()
    return format(Decimal(format(value, ".15g" if whole else _GENERAL)), "f")


def date_as_shown(value: date, code: str) -> str:
    """A date as its format shows it: to the day, to the month, or as a year.

    Args:
        value: what the cell holds.
        code: its format: `yyyy"年"m"月"`, `ggge"年度"`, `[Red]yyyy/m/d`.

    Returns:
        `2024-02-09`, `2024-02`, or the year with its words, such as `令和6年度`.

    Raises:
        FormatError: if it shows no year, or one of an era that it does not name.
    """
    pieces = [*_DATE_PIECE.finditer(code)]
    parts = {each["part"][0].lower() for each in pieces if each["part"]}
    if not parts & {"y", "e"} or ("e" in parts and "g" not in parts):
        raise FormatError(f"a date with its whole year: the cell holds {value:%Y-%m-%d}")
    if "d" in parts:
        return f"{value:%Y-%m-%d}"
    if "m" in parts:
        return f"{value:%Y-%m}"
    after = "".join(each["quoted"] or each["escaped"] or each["other"] or "" for each in pieces)
    try:
        era, count = in_era(date(value.year, value.month, value.day))
    except ValueError as error:
        raise FormatError(str(error)) from error
    year = f"{value:%Y}" if "y" in parts else f"{era}{count}"
    return f"{year}{after.split(';')[0].strip()}"


def text_as_shown(value: str, code: str) -> str:
    """A text as its format shows it: `約5,900億円` for `5,900` in the format `"約"@"億円"`.

    Raises:
        FormatError: if the format hides it.
    """
    sections = _split(code)
    section = next((each for each in sections if "@" in each), "")
    if not section and (len(sections) < 4 or "general" in sections[3].lower()):
        return value  # formats without a section for text show it as it is
    if len(sections) > 3:
        section = sections[3]
    if not section.strip():
        raise FormatError(f"text that the sheet shows; the format {code} does not")
    return "".join(
        value
        if each["other"] == "@"
        else each["quoted"] or each["escaped"] or each["currency"] or each["other"] or ""
        for each in _PIECE.finditer(section)
    ).strip()


@lru_cache(maxsize=1000)
def shows_date(code: str) -> bool:
    """Whether a format shows a number as a date, in either calendar (`ggge"年度"`)."""
    parts = "".join(each["part"] or each["other"] or "" for each in _DATE_PIECE.finditer(code))
    era = re.fullmatch(r"g+e+[gemd年月日度/. ]*(;@)?", parts, re.IGNORECASE)
    return era is not None or is_date_format(code)


def shows_time(code: str) -> bool:
    """Whether a format shows a time of day or a duration and no date."""
    parts = {each["other"] for each in _DATE_PIECE.finditer(code) if each["other"]}
    dates = {each["part"][0].lower() for each in _DATE_PIECE.finditer(code) if each["part"]}
    elapsed = re.search(r"\[(h+|m+|s+)\]", code, re.IGNORECASE) is not None
    return elapsed or (bool(parts & set("hHsS")) and not dates & set("yegd"))


def _section(value: float, code: str) -> str:
    parts = _split(code)
    conditions = [_CONDITION.search(each) for each in parts]
    if any(conditions):
        for part, condition in zip(parts, conditions, strict=True):
            if condition and _HOLDS[condition[1]](value, _limit(condition[2], code)):
                return part
        if conditions[-1] or not all(conditions[:-1]):
            raise FormatError(f"a number format without conditions, not {code}")
        return parts[-1]
    if value < 0 and len(parts) > 1:
        if not any(sign in parts[1] for sign in _MINUS):
            raise FormatError(f"a number with its sign: the cell holds {value}, it shows no minus")
        return parts[1]
    return parts[2] if value == 0 and len(parts) > 2 else parts[0]


def _limit(text: str, code: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise FormatError(f"a number format whose conditions are numbers, not {code}") from error


@lru_cache(maxsize=1000)
def _split(code: str) -> list[str]:
    parts, at = [], 0
    while at <= len(code):
        found = _SECTION.match(code, at)
        parts.append(found[0])
        at = found.end() + 1
    return parts


def _parsed(section: str, value: float) -> _Section:
    words, digits, percent = ["", ""], "", False
    for each in _PIECE.finditer(section):
        # A backslash is a yen sign on Japanese keyboards, and in some programs' formats.
        escaped = "¥" if each["escaped"] == "\\" else each["escaped"]
        said = each["quoted"] or escaped or each["currency"] or each["other"] or ""
        if each["digits"]:
            if digits:
                raise FormatError(f"a number in one piece, not in the format {section}")
            digits = each["digits"]
        elif each["other"] and each["other"] in "/eE@" and digits:
            raise FormatError(f"a number with all its digits, not in the format {section}")
        elif each["other"] == "%":
            percent = True
        elif each["other"] != "@":
            words[bool(digits)] += said
    if section.strip() == "@":
        return _Section("", "General", "", False)
    before, after = (each.strip(_BESIDE_SIGN) for each in words)
    if not digits or (not value and not set(digits) - set("?,.")):
        hides = "".join(words).strip() or "nothing"
        raise FormatError(
            f"a number that the sheet shows: the cell holds {value}, it shows {hides}"
        )
    if value > 0 and words[0].strip().startswith(tuple(_MINUS)):
        raise FormatError(f"a number with its sign: the cell holds {value}, it shows a minus")
    return _Section(before, digits, after, percent)
