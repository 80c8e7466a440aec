"""One cell with a number: what an office wrote, as the canonical text of the table.

Numbers are read as decimals, never as floats: what is stored has the digits that were written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from semibook.intake.cells.text import CellError, state_of, without_marks
from semibook.intake.header.unit_text import SCALES, written_unit
from semibook.tables import column_units
from semibook.tables.units import SIGNS, Unit

#: More than this no spreadsheet program keeps.
MOST_DIGITS = 15

_NUMBER = r"(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?"
_PIECE = re.compile(rf"\s*({_NUMBER})\s*(兆|億|万)?")
_BEFORE = {
    "約": "about", "およそ": "about", "about": "about", "最大": "upto", "上限": "upto",
    "up to": "upto", "at least": "atleast", "over": "over", "more than": "over", "under": "under",
    "less than": "under",
}  # fmt: skip
_AFTER = {
    "程度": "about", "前後": "about", "以下": "upto", "以内": "upto", "超": "over",
    "以上": "atleast", "未満": "under",
}  # fmt: skip
_MINUS = "▲△−-"
_CURRENCIES = {"$": "USD"} | {sign: name for name, sign in SIGNS.items()}
_CURRENCIES |= {name: name for name in SIGNS}
_CURRENCY = re.compile("|".join(map(re.escape, _CURRENCIES)))
_RANGE = re.compile(r"\d\D{0,3}\s*[~〜～–—―-]\s*\D?\s*\d|から.*\d")
_UNDECIDED = re.compile(
    r"(?:未定|調整中|検討中|精査中|協議中|未公表|非公表|不明|未確定|tbd|tba|n/?a)", re.IGNORECASE
)
NO_QUALIFIER = "a number alone: the column has no place for 約, 以上, 超 and the like"
#: Nobody counts these in hundreds of millions.
_UNSCALED = {"percent", "year", "nm", "1"}


@dataclass(frozen=True)
class Quantity:
    """A number as it was written.

    Attributes:
        value: in the unit that was asked for.
        resolution: the place value of its last written digit, in the same unit.
        qualifier: exact, about, upto, atleast, over or under, by the words beside it; two of them
            are joined by " and ".
        converted: the unit it was written in, if another.
        said: it, or its header, names a unit.
    """

    value: Decimal
    resolution: Decimal
    qualifier: str
    converted: str = ""
    said: bool = False


def quantity(text: str, wanted: Unit | None, header: Unit | None = None) -> Quantity:
    """Read a number with its words, separators and unit.

    Args:
        text: such as `4,760`, `約1兆2,000億円`, `▲0.5`.
        wanted: the unit of the column; None if the column has none of its own.
        header: the unit in the column's header or above the table, if there is one.

    Raises:
        CellError: if it is no number, has too many digits, or is in another kind of unit.
    """
    sign, body, qualifier, currency = _parts(text)
    pieces, rest = _pieces(body)
    said = _said(pieces, rest, currency, header, wanted)
    if said is not None and wanted is not None and said.name not in ("1", wanted.name):
        raise CellError(f"a unit of {wanted.name}, not {said.name}")
    into = Decimal(wanted.scale if wanted else 1)
    factor = Decimal(said.scale) if said else into
    # All pieces but the last have their own scale; the last has that of the unit.
    total = sum((each * 10 ** SCALES[mark] for each, mark in pieces[:-1]), Decimal(0))
    last = pieces[-1][0]
    step = Decimal(1).scaleb(last.as_tuple().exponent)
    value = (total + last * factor) / into
    if len(value.normalize().as_tuple().digits) > MOST_DIGITS or abs(value) >= Decimal(10) ** 18:
        raise CellError(f"a number of at most {MOST_DIGITS} digits")
    converted = column_units.written(said) if said is not None and factor != into else ""
    value = sign * value if value else value  # ▲0 is 0
    return Quantity(value, step * factor / into, qualifier, converted, said is not None)


def unit_in(text: str) -> Unit | None:
    """The unit that stands in a cell behind its number (`39億ドル`), or None."""
    try:
        _sign, body, _qualifier, currency = _parts(text)
        pieces, rest = _pieces(body)
        bare = not rest and not pieces[-1][1]
        return None if bare else _said(pieces, rest, currency, None, None)
    except CellError:
        return None


def decimal_text(value: Decimal) -> str:
    """A decimal without exponent and without zeros that say nothing: `4760`, `0.5`."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def whole(text: str, wanted: Unit | None = None, header: Unit | None = None) -> str:
    """Read a whole number.

    Args:
        text: the cell.
        wanted: the unit of the column, such as `persons`.
        header: the unit in the column's header, if there is one.

    Raises:
        CellError: if it is none, has a unit of another kind, or a word that would be lost.
    """
    read = quantity(text, wanted or Unit(1.0, "1"), header)
    if read.qualifier != "exact":
        raise CellError(NO_QUALIFIER)
    if read.value != read.value.to_integral_value():
        raise CellError("a whole number")
    return decimal_text(read.value.quantize(Decimal(1)))


def _parts(text: str) -> tuple[int, str, str, str]:
    """The sign, the number with its unit, the qualifier and the currency before it of a cell."""
    body, qualifier = _qualified(without_marks(text))
    sign, body = _signed(body)
    if not (found := _CURRENCY.match(body)):
        return sign, body, qualifier, ""
    again, body = _signed(body[found.end() :].strip())
    return sign * again, body, qualifier, _CURRENCIES[found[0]]


def _signed(body: str) -> tuple[int, str]:
    if body[:1] and body[0] in _MINUS:
        return -1, body[1:].strip()
    if re.fullmatch(r"\([\d,.]+\)", body):  # as accountants write it
        return -1, body[1:-1]
    return 1, body


def _said(
    pieces: list[tuple[Decimal, str]],
    rest: str,
    currency: str,
    header: Unit | None,
    wanted: Unit | None,
) -> Unit | None:
    """The unit of the last piece: that in the cell, else that of the header."""
    mark = f"{pieces[-1][1]}{rest}"
    if not mark and len(pieces) > 1:
        raise CellError("a number whose last part has its unit too, such as 1兆2,000億円")
    if not mark and currency and header is None:
        raise CellError(f"a unit in the header or the cell: whole {currency}, or millions of them")
    said = written_unit(mark) if mark else header
    if mark and said is None:
        raise CellError("a number, or one with a unit that is known")
    if said is not None and said.name == "1" and currency:
        said = Unit(said.scale, currency)
    for around in filter(None, (header, Unit(1.0, currency) if currency else None)):
        if "1" not in (said.name, around.name) and said.name != around.name:
            raise CellError(f"a unit of {around.name}, as beside it, not {said.name}")
    if said is None or said.name != "1" or said.scale == 1:
        return said
    for around in filter(None, (header, wanted)):
        if around.name in _UNSCALED and around != said:
            raise CellError(
                f"a unit of {around.name}, not a number in {mark or f'{said.scale:,.0f}s'}"
            )
    if mark and said.scale < (header or wanted or said).scale:
        raise CellError(f"a whole unit behind {mark}, such as {mark}円")
    return said


def _qualified(text: str) -> tuple[str, str]:
    found = []
    while True:
        before = next((each for each in _BEFORE if text.lower().startswith(each)), None)
        after = next((each for each in _AFTER if text.endswith(each)), None)
        if before:
            text = text[len(before) :].strip()
            found.append(_BEFORE[before])
        elif after:
            text = text[: -len(after)].strip()
            found.append(_AFTER[after])
        else:
            return text, " and ".join(dict.fromkeys(found)) or "exact"


def _pieces(body: str) -> tuple[list[tuple[Decimal, str]], str]:
    if state := state_of(body):
        raise CellError(state)
    if _UNDECIDED.match(body):
        raise CellError("a number; what is not decided or not published is left empty, or －")
    if re.search(r"\d[eE][+-]?\d", body):
        raise CellError("a number with all its digits, not one that a program shortened")
    if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", body):
        raise CellError("a number, not a date")
    if _RANGE.search(body):
        raise CellError(
            "one number: of a range someone has to decide which bound it is (以上, 未満),"
            " or leave the cell empty, or －"
        )
    pieces, at = [], 0
    while found := _PIECE.match(body, at):
        pieces.append((Decimal(found[1].replace(",", "")), found[2] or ""))
        at = found.end()
        if not found[2]:
            break
    rest = body[at:].strip()
    powers = [SCALES[mark] for _number, mark in pieces]
    if not pieces or rest[:1].isdigit() or rest[:1] in (",", ".") or powers != sorted(powers)[::-1]:
        raise CellError("a number such as 4,760 or ▲0.5")
    return pieces, rest
