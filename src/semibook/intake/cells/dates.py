"""Days, months and years, in either calendar."""

from __future__ import annotations

import re
from datetime import date

from semibook.intake.cells.text import CellError, without_marks
from semibook.intake.characters import plain
from semibook.intake.eras import ERAS

_ERAS = "|".join(ERAS)
#: A year in either calendar, as a pattern without groups.
ERA_OR_YEAR = rf"(?:(?:{_ERAS})\s*\.?\s*(?:\d{{1,2}}|元)|\d{{4}})"
_YEAR = re.compile(rf"(?:(?P<era>{_ERAS})\s*\.?\s*(?P<count>\d{{1,2}}|元)|(?P<year>\d{{4}}))")
_DATE = re.compile(
    rf"{_YEAR.pattern}(?:年|[-/.])\s*(?P<month>\d{{1,2}})(?:(?:月|[-/.])\s*(?P<day>\d{{1,2}})日?|月)?"
)
_SHORT = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])")
_QUARTER = re.compile(
    rf"(?P<before>FY|CY|fy|cy)?\s*{_YEAR.pattern}\s*(?P<after>年度|年|[-/.])?\s*(?:"
    r"(?:第\s*)?(?P<number>[1-4])\s*(?:/\s*4)?\s*(?:四半期|q)|q\s*(?P<letter>[1-4])"
    r"|(?P<from>1|4|7|10)月?\s*[-~〜–・]\s*(?P<to>3|6|9|12)月?\.?期?)期?",
    re.IGNORECASE,
)
_YEAR_ALONE = re.compile(rf"(?P<before>FY|CY|fy|cy)?\s*{_YEAR.pattern}\s*(?P<after>年度|年|暦年)?")
_KINDS = {"fy": "fiscal", "年度": "fiscal", "cy": "calendar", "年": "calendar", "暦年": "calendar"}


def year(text: str, kind: str) -> str | None:
    """Read a year in either calendar (`令和6年度`, `FY2024`, `2024年`); None if the text is none.

    Args:
        text: the cell.
        kind: `fiscal` or `calendar`, as the column is; a year that says neither is of that kind.

    Raises:
        CellError: if it says that it is of the other kind, or is no year of its era.
    """
    found = _YEAR_ALONE.fullmatch(without_marks(text))
    if not found:
        return None
    said = {_KINDS[each.lower()] for each in (found["before"], found["after"]) if each}
    if said - {kind}:
        example = "2024年度" if kind == "fiscal" else "2024年"
        raise CellError(f"a {kind} year, as the column has, such as {example}")
    return str(_year(found))


def day(text: str) -> str:
    """Read a date in either calendar as ISO text (`令和6年2月9日` -> `2024-02-09`).

    Raises:
        CellError: if it is none, has no day, or does not lie in its era.
    """
    found = _DATE.fullmatch(without_marks(text))
    if not found or not found["day"]:
        raise CellError("a date with year, month and day, such as 2024-02-09 or 令和6年2月9日")
    return _checked(found, int(found["day"])).isoformat()


def month(text: str) -> str:
    """Read a month in either calendar as ISO text (`令和6年2月`, `202402` -> `2024-02`).

    Raises:
        CellError: if it is none, or has a day too, which would be lost; or if it is a number that
            may have lost a zero: 2024.1 is what programs make of 2024.10.
    """
    if short := _SHORT.fullmatch(plain(text)):
        return f"{short[1]}-{short[2]}"
    found = _DATE.fullmatch(without_marks(text))
    if not found or found["day"]:
        raise CellError("a month without a day, such as 2024-02 or 令和6年2月")
    if re.fullmatch(r"\d{4}\.\d", plain(text)):
        raise CellError("a month such as 2024-01: a program may have made 2024.1 of 2024.10")
    return f"{_year(found)}-{_checked(found, None).month:02}"


def quarter(text: str) -> str:
    """Read a quarter (`2023年1～3月期`, `2023年度第4四半期`, `2024Q1`) as that of the calendar.

    Returns:
        `2024-Q1`, whatever the quarter is called: the fourth of a fiscal year is the first one of
        the next year.

    Raises:
        CellError: if it is none.
    """
    found = _QUARTER.fullmatch(without_marks(text))
    first, last = (int((found and found[name]) or 0) for name in ("from", "to"))
    if not found or last != (first and first + 2):
        raise CellError("a quarter such as 2024年1～3月期 or 2024年第1四半期")
    said = found["number"] or found["letter"]
    number = int(said) if said else last // 3
    if not (found["after"] == "年度" or (found["before"] or "").lower() == "fy"):
        return f"{_year(found)}-Q{number}"
    if said:  # the first one of a fiscal year is April to June
        number = number % 4 + 1
    return f"{_year(found) + (number == 1)}-Q{number}"


def _year(found: re.Match) -> int:
    if found["year"]:
        return int(found["year"])
    count = 1 if found["count"] == "元" else int(found["count"])
    if not count:
        raise CellError(f"a year from {found['era']}1 (元年) on")
    return ERAS[found["era"]].since.year + count - 1


def _checked(found: re.Match, number: int | None) -> date:
    try:
        # A month lies in an era if its last days may.
        read = date(_year(found), int(found["month"]), number or 1)
    except ValueError:
        raise CellError(f"a {'day' if number else 'month'} that the calendar has") from None
    era = ERAS.get(found["era"])
    late = date(read.year, read.month, 28) if number is None else read
    if era and not (era.since <= late and (era.until is None or read < era.until)):
        raise CellError(f"a date within {era.kanji}, which began on {era.since}")
    return read
