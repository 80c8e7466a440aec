"""Days, months and years, in either calendar."""

from __future__ import annotations

import re
from datetime import date

from japanera import ERA_DATA_GENERAL

from semibook.intake.text import CellError, plain, without_marks

_ERAS = {name: era for era in ERA_DATA_GENERAL[-5:] for name in (era.kanji, era.english_head)}
_YEAR = re.compile(
    rf"(?:(?P<era>{'|'.join(_ERAS)})\s*\.?\s*(?P<count>\d{{1,2}}|元)|(?P<year>\d{{4}}))"
)
_DATE = re.compile(
    rf"{_YEAR.pattern}(?:年|[-/.])\s*(?P<month>\d{{1,2}})(?:(?:月|[-/.])\s*(?P<day>\d{{1,2}})日?|月)?"
)
_FISCAL = re.compile(rf"(?:FY)?\s*{_YEAR.pattern}\s*(?:年度|年)?", re.IGNORECASE)


def fiscal_year(text: str) -> str | None:
    """A year in either calendar (`令和6年度`, `FY2024`), or None if the text is none."""
    found = _FISCAL.fullmatch(without_marks(text))
    return str(_year(found)) if found else None


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
    """Read a month in either calendar as ISO text (`令和6年2月` -> `2024-02`).

    Raises:
        CellError: if it is none, or has a day too, which would be lost; or if it is a number that
            may have lost a zero: 2024.1 is what programs make of 2024.10.
    """
    found = _DATE.fullmatch(without_marks(text))
    if not found or found["day"]:
        raise CellError("a month without a day, such as 2024-02 or 令和6年2月")
    if re.fullmatch(r"\d{4}\.\d", plain(text)):
        raise CellError("a month such as 2024-01: a program may have made 2024.1 of 2024.10")
    return f"{_year(found)}-{_checked(found, None).month:02}"


def in_era(when: date) -> tuple[str, int]:
    """The era of a day and its year in it: `("令和", 6)`.

    Raises:
        CellError: for a day before the eras that are known here.
    """
    for era in reversed(ERA_DATA_GENERAL[-5:]):
        if era.since <= when:
            return era.kanji, when.year - era.since.year + 1
    raise CellError("a day in an era since 1868")


def _year(found: re.Match) -> int:
    if found["year"]:
        return int(found["year"])
    count = 1 if found["count"] == "元" else int(found["count"])
    return _ERAS[found["era"]].since.year + count - 1


def _checked(found: re.Match, number: int | None) -> date:
    year = _year(found)
    try:
        # A month lies in an era if its last days may.
        read = date(year, int(found["month"]), number or 1)
    except ValueError:
        raise CellError(f"a {'day' if number else 'month'} that the calendar has") from None
    era = _ERAS.get(found["era"])
    late = date(year, read.month, 28) if number is None else read
    if era and not (era.since <= late and (era.until is None or read < era.until)):
        raise CellError(f"a date within {era.kanji}, which began on {era.since}")
    return read
