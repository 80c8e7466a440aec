"""Number formats of spreadsheet cells: what the sheet shows is what the office meant.

A cell that holds 590,000,000,000 and is shown as 590,000 under a header in millions means 590,000
millions; one that holds 6 and is shown as 令和6年度 means that year.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from semibook.intake.days import in_era

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
#: What formats write for a minus or a blank; the value has its sign.
_SIGNS = " ▲△−-()"
#: Excel shows no more digits than these of a fraction without a format.
_GENERAL = ".10g"
_DATE_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|[_*].|(?P<part>g+|e+|y+|m+|d+)|(?P<other>.)',
    re.DOTALL | re.IGNORECASE,
)


class ShapeError(ValueError):
    """A format that does not show the cell's value, or not in a way that can be read."""


@dataclass(frozen=True)
class _Format:
    """One section of a format: words, the digits between them, and what is done to the value."""

    before: str
    digits: str
    after: str
    percent: bool


def shown(value: int | float, shape: str) -> str:
    """A number as its format shows it, digit by digit, without separators.

    Args:
        value: what the cell holds.
        shape: its number format: `0.0%`, `#,##0,,`, `"令和"0"年度"`, `#,##0"千円"`.

    Returns:
        Such as `23.5%`, `590000`, `令和6年度`, `290千円`, `$39`.

    Raises:
        ShapeError: if the format hides the value, or puts it in a form that cannot be read.
    """
    form = _parsed(_section(value, shape), value)
    if form.digits.lower() == "general":
        whole = isinstance(value, int) or value.is_integer()
        return f"{form.before}{_plain(value, '.15g' if whole else _GENERAL)}{form.after}"
    thousands = len(form.digits) - len(form.digits.rstrip(","))
    scaled = Decimal(format(value, ".15g")) * (100 if form.percent else 1)
    scaled = scaled.scaleb(-3 * thousands)
    leading, _point, fraction = form.digits.rstrip(",").replace(",", "").partition(".")
    digits = scaled.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    text = format(digits, "f")
    for place in reversed(fraction):  # a # shows no zero
        text = text.removesuffix("0") if place != "0" and text.endswith("0") else text
        if place == "0":
            break
    text = text.rstrip(".") if "." in text else text
    if not digits and "0" not in form.digits:
        raise ShapeError(f"a number that the sheet shows: a 0 is blank in the format {shape}")
    zeros = leading.count("0")
    text = text.zfill(zeros + (value < 0)) if zeros > 1 and not fraction else text
    return f"{form.before}{text}{'%' if form.percent else ''}{form.after}"


def dated(value: date, shape: str) -> str:
    """A date as its format shows it: to the day, to the month, or as a year.

    Args:
        value: what the cell holds.
        shape: its format: `yyyy"年"m"月"`, `ggge"年度"`, `[Red]yyyy/m/d`.

    Returns:
        `2024-02-09`, `2024-02`, or the year with its words, such as `令和6年度`.

    Raises:
        ShapeError: if it shows no year, or one of an era that it does not name.
    """
    pieces = [*_DATE_PIECE.finditer(shape)]
    parts = {each["part"][0].lower() for each in pieces if each["part"]}
    if not parts or "d" in parts:
        return f"{value:%Y-%m-%d}"
    if not parts & {"y", "e"} or ("e" in parts and "g" not in parts):
        raise ShapeError(f"a date with its whole year: the cell holds {value:%Y-%m-%d}")
    if "m" in parts:
        return f"{value:%Y-%m}"
    after = "".join(each["quoted"] or each["escaped"] or each["other"] or "" for each in pieces)
    era, count = in_era(date(value.year, value.month, value.day))
    year = f"{value:%Y}" if "y" in parts else f"{era}{count}"
    return f"{year}{after.split(';')[0].strip()}"


def is_era(shape: str) -> bool:
    """Whether a format shows a number as a date of the Japanese calendar (`ggge"年度"`)."""
    parts = "".join(each["part"] or each["other"] or "" for each in _DATE_PIECE.finditer(shape))
    return re.fullmatch(r"g+e+[gemd年月日度/. ]*(;@)?", parts, re.IGNORECASE) is not None


def shows_text(shape: str) -> bool:
    """Whether a format shows a cell's text: `;;;` hides it."""
    parts = _split(shape)
    return len(parts) < 4 or "@" in parts[3] or "general" in parts[3].lower()


def _section(value: float, shape: str) -> str:
    parts = _split(shape)
    conditions = [_CONDITION.search(each) for each in parts]
    if any(conditions):
        for part, condition in zip(parts, conditions, strict=True):
            if condition and _HOLDS[condition[1]](value, float(condition[2])):
                return part
        if conditions[-1] or not all(conditions[:-1]):
            raise ShapeError(f"a number format without conditions, not {shape}")
        return parts[-1]
    if value < 0 and len(parts) > 1:
        return parts[1]
    return parts[2] if value == 0 and len(parts) > 2 else parts[0]


def _split(shape: str) -> list[str]:
    parts, at = [], 0
    while at <= len(shape):
        found = _SECTION.match(shape, at)
        parts.append(found[0])
        at = found.end() + 1
    return parts


def _parsed(section: str, value: float) -> _Format:
    words, digits, percent = ["", ""], "", False
    for each in _PIECE.finditer(section):
        # A backslash is a yen sign on Japanese keyboards, and in some programs' formats.
        escaped = "¥" if each["escaped"] == "\\" else each["escaped"]
        said = each["quoted"] or escaped or each["currency"] or each["other"] or ""
        if each["digits"]:
            if digits:
                raise ShapeError(f"a number in one piece, not in the format {section}")
            digits = each["digits"]
        elif each["other"] and each["other"] in "/eE@" and digits:
            raise ShapeError(f"a number with all its digits, not in the format {section}")
        elif each["other"] == "%":
            percent = True
        elif each["other"] != "@":
            words[bool(digits)] += said
    before, after = (each.strip(_SIGNS) for each in words)
    if section.strip() == "@":
        return _Format("", "General", "", False)
    if not digits or (not value and not set(digits) - set("?,.")):
        hides = "".join(words).strip() or "nothing"
        raise ShapeError(f"a number that the sheet shows: the cell holds {value}, it shows {hides}")
    return _Format(before, digits, after, percent)


def _plain(value: float, form: str) -> str:
    return format(Decimal(format(value, form)), "f")
