"""One cell: what an office wrote, as the canonical text of the table.

Numbers are read as decimals, never as floats: what is stored has the digits that were written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from japanera import ERA_DATA_GENERAL

from semibook.units import SIGNS, Unit, unit

#: What offices write where there is no value.
MISSING = {"", "-", "－", "―", "—", "–", "‐", "−", "ー", "ｰ", "…"}
#: More than this no spreadsheet program keeps.
MOST_DIGITS = 15

_SCALES = {
    "": 0, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "億": 8, "十億": 9,
    "10億": 9, "百億": 10, "千億": 11, "兆": 12,
    "thousand": 3, "million": 6, "mn": 6, "oku": 8, "billion": 9, "bn": 9, "trillion": 12,
    "cho": 12,
}  # fmt: skip
_BASES = {
    "円": "JPY", "yen": "JPY", "ドル": "USD", "米ドル": "USD", "dollars": "USD", "ユーロ": "EUR",
    "ウォン": "KRW", "元": "CNY", "人民元": "CNY", "台湾元": "TWD", "台湾ドル": "TWD",
    "%": "percent", "パーセント": "percent", "人": "persons", "名": "persons", "社": "firms",
    "枚/月": "wafers/month", "枚/年": "wafers/year", "ナノメートル": "nm", "年": "year",
    "l/年": "L/year", "t/年": "t/year", "トン/年": "t/year", "エクサフロップス": "EFLOPS",
}  # fmt: skip
_OURS = {each.lower(): each for each in (*SIGNS, "EFLOPS", "nm", "percent")}
_UNIT = re.compile(
    r"(?P<scale>(?:10億|[十百千]?[万億兆]|[十百千]|thousand|million|mn|oku|billion|bn|trillion|cho)?)"
    r"\s*(?P<base>.*)",
    re.IGNORECASE,
)
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_PIECE = re.compile(rf"\s*({_NUMBER})\s*(兆|億|万)?")
_BEFORE = {
    "約": "about", "およそ": "about", "about": "about", "最大": "upto", "上限": "upto",
    "up to": "upto", "over": "over", "more than": "over", "under": "under", "less than": "under",
}  # fmt: skip
_AFTER = {
    "程度": "about", "前後": "about", "以下": "upto", "以内": "upto", "超": "over", "以上": "over",
    "未満": "under",
}  # fmt: skip
_MINUS = "▲△−-"

_ERAS = {name: era for era in ERA_DATA_GENERAL[-5:] for name in (era.kanji, era.english_head)}
_YEAR = re.compile(
    rf"(?:(?P<era>{'|'.join(_ERAS)})\s*\.?\s*(?P<count>\d{{1,2}}|元)|(?P<year>\d{{4}}))"
)
_DATE = re.compile(
    rf"{_YEAR.pattern}(?:年|[-/.])\s*(?P<month>\d{{1,2}})(?:(?:月|[-/.])\s*(?P<day>\d{{1,2}})日?|月)?"
)
_FISCAL = re.compile(rf"(?:FY)?\s*{_YEAR.pattern}\s*(?:年度|年)?", re.IGNORECASE)
#: A spreadsheet program would run such a text as a formula when it opens the CSV file.
_FORMULA = re.compile(r"[=@]|[+-](?![\d.])")


class CellError(ValueError):
    """A cell that cannot be read.

    Attributes:
        expected: what should be there instead.
    """

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


@dataclass(frozen=True)
class Quantity:
    """A number as it was written.

    Attributes:
        value: in the unit that was asked for.
        resolution: the place value of its last written digit, in the same unit.
        qualifier: exact, about, upto, over or under, by the words beside it.
        converted: the unit it was written in, if another.
    """

    value: Decimal
    resolution: Decimal
    qualifier: str
    converted: str = ""


def plain(text: str) -> str:
    """Text with full-width letters, digits and signs as ASCII ones, and without spaces around."""
    return unicodedata.normalize("NFKC", text).strip()


def is_missing(text: str) -> bool:
    """Whether the cell says that there is no value."""
    return text.strip() in MISSING


def written_unit(text: str) -> Unit | None:
    """A unit as offices write it (`億円`, `百万ドル`, `bn USD`, `1e8 JPY`), or None.

    Returns:
        Its scale and base unit; a scale alone (`億`) has the base unit `1`.
    """
    said = plain(text).removeprefix("単位").lstrip(":").strip()
    if re.match(r"1e\d+ ", said):
        return unit(said)
    found = _UNIT.fullmatch(said)
    scale, base = found["scale"].lower(), found["base"].strip()
    name = _BASES.get(base.lower()) or _OURS.get(base.lower()) or ("1" if not base else None)
    return Unit(10.0 ** _SCALES[scale], name) if name and (scale or base) else None


def unit_text(said: Unit) -> str:
    """A unit as the tables write it: `1e8 JPY`, `percent`."""
    power = round(Decimal(said.scale).log10())
    return f"1e{power} {said.name}" if power else said.name


def quantity(text: str, wanted: Unit | None, header: Unit | None = None) -> Quantity:
    """Read a number with its words, separators and unit.

    Args:
        text: such as `4,760`, `約1兆2,000億円`, `▲0.5`.
        wanted: the unit of the column; None if the column has none of its own.
        header: the unit in the column's header or above the table, if there is one.

    Raises:
        CellError: if it is no number, has too many digits, or is in another kind of unit.
    """
    body, qualifier = _qualified(plain(text))
    sign = -1 if body[:1] and body[0] in _MINUS else 1
    body = body[1:].strip() if sign < 0 else body
    pieces, rest = _pieces(body)
    said = header
    if rest or pieces[-1][1]:
        said = written_unit(f"{pieces[-1][1]}{rest}")
        if said is None:
            raise CellError("a number, or one with a unit that is known")
    if said is not None and wanted is not None and said.name not in ("1", wanted.name):
        raise CellError(f"a unit of {wanted.name}, not {said.name}")
    into = Decimal(wanted.scale if wanted else 1)
    factor = Decimal(said.scale) if said else into
    # All pieces but the last have their own scale; the last has that of the unit.
    total = sum((each * 10 ** _SCALES[mark] for each, mark in pieces[:-1]), Decimal(0))
    last = pieces[-1][0]
    step = Decimal(1).scaleb(last.as_tuple().exponent)
    value = (total + last * factor) / into
    if len(value.normalize().as_tuple().digits) > MOST_DIGITS or abs(value) >= Decimal(10) ** 18:
        raise CellError(f"a number of at most {MOST_DIGITS} digits")
    converted = unit_text(said) if said is not None and factor != into else ""
    return Quantity(sign * value, step * factor / into, qualifier, converted)


def _qualified(text: str) -> tuple[str, str]:
    for word, meaning in _BEFORE.items():
        if text.lower().startswith(word):
            return text[len(word) :].strip(), meaning
    for word, meaning in _AFTER.items():
        if text.endswith(word):
            return text[: -len(word)].strip(), meaning
    return text, "exact"


def _pieces(body: str) -> tuple[list[tuple[Decimal, str]], str]:
    pieces, at = [], 0
    while found := _PIECE.match(body, at):
        pieces.append((Decimal(found[1].replace(",", "")), found[2] or ""))
        at = found.end()
        if not found[2]:
            break
    rest = body[at:].strip()
    powers = [_SCALES[mark] for _number, mark in pieces]
    if not pieces or rest[:1].isdigit() or rest[:1] in (",", ".") or powers != sorted(powers)[::-1]:
        raise CellError("a number such as 4,760 or ▲0.5")
    if re.match(r"[eE][+-]?\d", rest):
        raise CellError("a number with all its digits, not one that a program shortened")
    return pieces, rest


def decimal_text(value: Decimal) -> str:
    """A decimal without exponent and without zeros that say nothing: `4760`, `0.5`."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def whole(text: str) -> str:
    """Read a whole number, or a year in either calendar (`令和6年度`, `FY2024`).

    Raises:
        CellError: if it is neither.
    """
    if found := _FISCAL.fullmatch(plain(text)):
        return str(_year(found))
    try:
        value = quantity(text, None).value
    except CellError:
        raise CellError("a whole number, or a year such as 2024 or 令和6年度") from None
    if value != value.to_integral_value():
        raise CellError("a whole number")
    return decimal_text(value.quantize(Decimal(1)))


def day(text: str) -> str:
    """Read a date in either calendar as ISO text (`令和6年2月9日` -> `2024-02-09`).

    Raises:
        CellError: if it is none, has no day, or does not lie in its era.
    """
    found = _DATE.fullmatch(plain(text))
    if not found or not found["day"]:
        raise CellError("a date with year, month and day, such as 2024-02-09 or 令和6年2月9日")
    return _checked(found, int(found["day"])).isoformat()


def month(text: str) -> str:
    """Read a month in either calendar as ISO text (`令和6年2月` -> `2024-02`).

    Raises:
        CellError: if it is none, or has a day too, which would be lost.
    """
    found = _DATE.fullmatch(plain(text))
    if not found or found["day"]:
        raise CellError("a month without a day, such as 2024-02 or 令和6年2月")
    return f"{_year(found)}-{_checked(found, None).month:02}"


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
        raise CellError("a day that the calendar has") from None
    era = _ERAS.get(found["era"])
    late = date(year, read.month, 28) if number is None else read
    if era and not (era.since <= late and (era.until is None or read < era.until)):
        raise CellError(f"a date within {era.kanji}, which began on {era.since}")
    return read


def boolean(text: str) -> str:
    """Read yes or no (`○`, `×`, `はい`, `TRUE`, ...) as `true` or `false`.

    Raises:
        CellError: if it is neither.
    """
    said = plain(text).lower()
    if said in {"true", "yes", "はい", "○", "〇", "◯", "有"}:
        return "true"
    if said in {"false", "no", "いいえ", "×", "✕", "無"}:
        return "false"
    raise CellError("true or false (or ○ or ×)")


def words(text: str) -> str:
    """Text as it stands, if it is harmless in a CSV file and was decoded rightly.

    Raises:
        CellError: for what a spreadsheet program would run, and for characters that are none.
    """
    if _FORMULA.match(plain(text)):
        raise CellError("text that no spreadsheet program takes for a formula")
    if "\ufffd" in text or any(
        unicodedata.category(each) in ("Cc", "Co", "Cs") and each != "\n" for each in text
    ):
        raise CellError("text without control characters or characters that were lost")
    return text.strip()


def unit_in(text: str) -> Unit | None:
    """The unit that stands in a cell behind its number (`39億ドル`), or None."""
    try:
        pieces, rest = _pieces(_qualified(plain(text))[0].lstrip(_MINUS))
    except CellError:
        return None
    return written_unit(f"{pieces[-1][1]}{rest}") if rest else None
