"""Units as offices write them: in a header, in a cell, or in a line about the whole table."""

from __future__ import annotations

import re

from semibook.intake.text import plain
from semibook.tables import column_units
from semibook.tables.units import Unit

SCALES = {
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
    "年間": "year", "トン/年": "t/year", "¥": "JPY", "$": "USD", "us$": "USD", "€": "EUR",
}  # fmt: skip
_OURS = {each.lower(): each for each in column_units.NAMES} | {
    each.lower().replace("/year", "/年"): each for each in column_units.NAMES if "/year" in each
}
_WORDS = r"(?:thousand|million|billion|trillion)s?|mn|bn|oku|cho"
_UNIT = re.compile(
    rf"(?P<scale>10億|[十百千]?[万億兆]|[十百千]|{_WORDS}|)\s*(?:of\s+)?(?P<base>.*)",
    re.IGNORECASE | re.DOTALL,
)
_TURNED = re.compile(rf"(?P<base>\D+)\s+(?P<scale>{_WORDS})", re.IGNORECASE)
#: What offices write beside the unit that does not change it.
_BESIDE = re.compile(
    r"税抜き?|税込み?|税別|概算|名目|.*未満.*(四捨五入|切り?捨て|切り?上げ).*", re.IGNORECASE
)
_BRACKETED = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_MENTIONS = re.compile(
    rf"単位|\bunits?\b|百万円|千円|\bin (?:{_WORDS})\b"
    rf"|(?<![\d.,])(?<!\d )\b(?:{_WORDS}) (?:of )?(?:yen|JPY|USD)"
    rf"|(?:[¥$€₩]|\b(?:JPY|USD|EUR|yen|dollars))\s*(?:in )?(?:{_WORDS})\b",
    re.IGNORECASE,
)
_UNIT_WORD = re.compile(r"単位|\bunits?\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:[※*]\s*\d*|\(?注\s*\d*\)?\s*[:.]?|note:?)?\s*"
    r"(?:(?:金額|額|数値|数字|表|本表|表中)(?:の金額|の数値)?(?:の|は)?)?\s*"
    r"(?:(?:単位|\bunits?\b)(?:は|が)?\s*[:=]?|は|in\b)?\s*(?P<units>.*?)(?:単位)?(?:です|である)?[。.]?",
    re.IGNORECASE | re.DOTALL,
)
_ROUNDED = re.compile(r"(?P<unit>.+円)(?:単位)?未満.*(?:四捨五入|切り?捨て|切り?上げ).*")


def written_unit(text: str) -> Unit | None:
    """A unit as offices write it (`億円`, `百万ドル`, `bn USD`, `1e8 JPY`), or None.

    Returns:
        Its scale and base unit; a scale alone (`億`) has the base unit `1`.
    """
    said = plain(text).removeprefix("単位").lstrip(":").strip()
    try:
        return column_units.canonical(said)
    except ValueError:
        pass
    found = _TURNED.fullmatch(said) or _UNIT.fullmatch(said)
    scale, base = found["scale"].lower(), found["base"].strip()
    scale = scale if scale in SCALES else scale.removesuffix("s")
    name = _BASES.get(base.lower()) or _OURS.get(base.lower()) or ("1" if not base else None)
    return Unit(10.0 ** SCALES[scale], name) if name and (scale or base) else None


def units_in(text: str) -> list[Unit]:
    """The units of a list such as `税抜、百万円` or `百万円、%`; none if any of it is no unit."""
    parts = [each for each in re.split(r"[、,・;]|及び|\band\b", plain(text)) if each.strip()]
    read = [written_unit(each) for each in parts if not _BESIDE.fullmatch(each.strip())]
    return [] if None in read else [each for each in read if each]


def units_of(header: str) -> list[Unit]:
    """The units in a header's brackets: one in `支援上限（百万円）`."""
    found = [each for inner in _BRACKETED.findall(plain(header)) for each in units_in(inner)]
    return [*dict.fromkeys(found)]


def without_unit(header: str) -> str:
    """A header as `plain` gives it, without the brackets that hold its unit."""
    return _BRACKETED.sub(lambda each: "" if units_in(each[1]) else each[0], plain(header))


def mentions_unit(text: str) -> bool:
    """Whether a line is, or may be, about the unit of the table."""
    return bool(_MENTIONS.search(plain(text)) or stated_units(text))


def stated_units(text: str) -> list[Unit]:
    """The units that a line above or beneath a table states for it; none if it states none.

    Args:
        text: such as `（単位：百万円）`, `(Unit: JPY million)`, `※単位は百万円`, `【百万円】`; also
            `百万円未満四捨五入`, which says it by the way.
    """
    about = _about(text)
    rounded = _ROUNDED.fullmatch(about)
    found = units_in(rounded["unit"] if rounded else about)
    return [each for each in dict.fromkeys(found) if each != Unit(1.0, "1")]


def says_unit(text: str) -> bool:
    """Whether a line has a word for "unit" in it."""
    return bool(_UNIT_WORD.search(plain(text)))


def is_about_rounding(text: str) -> bool:
    """Whether a line tells how figures were rounded: of their unit that is a hint at most."""
    return bool(_BESIDE.fullmatch(_about(text))) and "単位:" not in plain(text)


def _about(text: str) -> str:
    """What a line says of the unit, without the words and brackets around."""
    said = plain(text)
    whole = _BRACKETED.fullmatch(said)
    about = _ABOUT.fullmatch(whole[1] if whole else said)["units"].strip()
    inner = _BRACKETED.fullmatch(about)
    # 金額（億円） is the header of some other table, and 金額（単位：億円） is a statement.
    return inner[1] if inner and _UNIT_WORD.search(said) else about
