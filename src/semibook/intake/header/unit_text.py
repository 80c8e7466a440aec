"""Units as offices write them: in a header, in a cell, or in a line about the whole table."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from semibook.intake.characters import plain
from semibook.tables import column_units
from semibook.tables.units import Unit

#: Powers of ten that Japanese writes behind a number.
SCALES = {"": 0, "万": 4, "億": 8, "兆": 12}
_TENS = {"": 0, "十": 1, "百": 2, "千": 3}
_WORDS = {
    "hundred": 2, "thousand": 3, "million": 6, "mn": 6, "mil": 6, "mil.": 6, "mln": 6, "oku": 8,
    "billion": 9, "bn": 9, "bil": 9, "bil.": 9, "bln": 9, "trillion": 12, "tn": 12, "trn": 12,
    "cho": 12,
}  # fmt: skip
#: Letters that are scales behind a currency only: US$m.
_LETTERS = {"k": 3, "m": 6, "b": 9}
_BASES = {
    "円": "JPY", "日本円": "JPY", "yen": "JPY", "japanese yen": "JPY", "¥": "JPY",
    "ドル": "USD", "米ドル": "USD", "dollar": "USD", "dollars": "USD", "us dollars": "USD",
    "u.s. dollars": "USD", "$": "USD", "us$": "USD", "u.s.$": "USD",
    "ユーロ": "EUR", "euro": "EUR", "euros": "EUR", "€": "EUR",
    "ウォン": "KRW", "韓国ウォン": "KRW", "won": "KRW", "₩": "KRW",
    "元": "CNY", "人民元": "CNY", "yuan": "CNY", "rmb": "CNY",
    "台湾元": "TWD", "台湾ドル": "TWD", "nt$": "TWD", "ntドル": "TWD",
    "%": "percent", "パーセント": "percent", "per cent": "percent",
    "人": "persons", "名": "persons", "people": "persons", "社": "firms", "companies": "firms",
    "個": "pieces",
    "枚/月": "wafers/month", "枚/年": "wafers/year", "ナノメートル": "nm", "年": "year",
    "年間": "year", "years": "year", "トン/年": "t/year",
}  # fmt: skip
#: What the customs write behind the word for "unit"; elsewhere it heads running numbers.
_BEHIND_THE_WORD = {"no": Unit(1.0, "pieces")}
_OURS = {each.lower(): each for each in column_units.NAMES - {"1"}} | {
    each.lower().replace("/year", "/年"): each for each in column_units.NAMES if "/year" in each
}
_POWER = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_SCALE = (
    r"(?:(?P<ones>10+|1(?:,000)+|(?<!\d)'?000)\s*)?(?P<tens>[十百千]?)(?P<myriads>[万億兆]?)\s*"
    rf"(?P<words>(?:(?:{_POWER})s?\s*)*)"
)
_SCALE_FIRST = re.compile(rf"{_SCALE}(?:of\s+|in\s+)?(?P<base>.*)", re.DOTALL)
_BASE_FIRST = re.compile(
    rf"(?P<base>[^\d'()]+?)\s*(?:,\s*|in\s+)?\(?"
    rf"(?:{_SCALE}(?<=\S)|(?<![a-z])(?P<letter>[kmb]))\.?\)?",
    re.DOTALL,
)
#: What offices write beside the unit that does not change it.
_BESIDE = re.compile(r"税抜き?|税込み?|税別|概算|名目|実質|単位未満.*")
_BESIDE_BRACKETED = re.compile(rf"\((?:{_BESIDE.pattern})\)")
_BRACKETS = str.maketrans("[{<【〔〈《]}>】〕〉》", "(((((((" + ")))))))")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_SEPARATOR = re.compile(r"、|,(?!000)|・|;|及び|\band\b")
#: A space between characters of Japanese says nothing: 単 位 ： 百 万 円.
_SPACED = re.compile(r"(?<=[\u3040-\u9fff])\s+|\s+(?=[\u3040-\u9fff])")
_UNIT_WORD = re.compile(r"単位|\bunits?\b", re.IGNORECASE)
_CURRENCY = r"円|ドル|ユーロ|ウォン|\byen\b|[¥$€₩]|\b(?:jpy|usd|eur|krw|cny|twd|dollars?|euros?)\b"
_MENTION = re.compile(
    rf"{_UNIT_WORD.pattern}|百万円|千円|(?:表示|表記|ベース)$|^[%円]$"
    rf"|(?<![\d.,])[十百千]?[万億兆]\s*(?:{_CURRENCY}|人|台|件|枚|元)"
    rf"|(?<![\d.,])[十百千](?:{_CURRENCY}|人|台|件|枚)|(?:{_CURRENCY})\s*[十百千]?[十百千万億兆]"
    rf"|(?:^|\()1[0,]*0\s*(?:[万億兆]|(?:{_POWER})s?)?\s*(?:of )?(?:{_CURRENCY})\)?$"
    rf"|(?:{_CURRENCY})\s*1(?:,?000|00?万)"
    rf"|\bin (?:{_POWER})s?\b|(?<![\d.,])(?<!\d )\b(?:{_POWER})s? (?:of )?(?:{_CURRENCY})"
    rf"|(?:{_CURRENCY})\s*,?\s*(?:in )?(?:{_POWER})s?\b|'000",
    re.IGNORECASE,
)
_ROUNDING = re.compile(r"未満.*(四捨五入|切り?捨|切り?上げ|端数)|\brounded\b", re.IGNORECASE)
_LEADING = re.compile(
    r"(?:[※*]\s*\d*|\(?注\s*\d*\)?|note|表示|表記|本表|表中|表|全て|すべて|特記(?:なき|のない)限り"
    r"|all|the|figures|amounts?|values|table|are|expressed|shown|in|金額|額|価格|数値|数字"
    r"|[率比]率?|割合|構成比|は|の|が|[:=.、])\s*",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"\s*(?:単位|表示|表記|ベース|とする|としている|による|です|である|で|[。.])$"
)
_UNITS_AFTER = re.compile(
    r"(?P<about>.*?)(?:単位|\bunits?\b)\s*(?:は|が|[:=])?\s*(?P<units>.+)",
    re.IGNORECASE | re.DOTALL,
)
_LABELLED = re.compile(r"(?:(?P<label>[^:=]+)[:=]\s*)?(?P<unit>.+)", re.DOTALL)
_GENERAL_LABELS = {"金額", "額", "価格", "数値", "率", "比率", "割合", "構成比", "単位"}
#: An amount, or a unit? Only with the word for "unit" beside it, or in brackets of its own.
_MAY_BE_AMOUNT = re.compile(r"1[0,]*0\s*[万億兆]?\s*\D*|[十百千万億兆]")


class StatedUnit(NamedTuple):
    """A unit that a line states, and the column that it names for it, if it does."""

    unit: Unit
    column: str


def written_unit(text: str) -> Unit | None:
    """A unit as offices write it (`億円`, `百万ドル`, `bn USD`, `1,000円`, `1e8 JPY`), or None.

    Returns:
        Its scale and base unit; a scale alone (`億`) has the base unit `1`.
    """
    said = _UNIT_WORD.sub("", _unspaced(text), count=1) if text.startswith("単") else text
    said = _unspaced(said).lstrip(":").strip()
    try:
        return column_units.canonical(said)
    except ValueError:
        pass
    said = said.lower()
    for form in (_SCALE_FIRST, _BASE_FIRST):
        found = form.fullmatch(said)
        if found and (read := _unit(found)):
            return read
    return None


def _unit(found: re.Match) -> Unit | None:
    base = found["base"].strip()
    name = _BASES.get(base) or _OURS.get(base) or ("" if base else "1")
    power = (found["ones"] or "").count("0") + _TENS[found["tens"] or ""]
    power += SCALES[found["myriads"] or ""]
    power += sum(_WORDS[_singular(each)] for each in (found["words"] or "").split())
    if letter := found.groupdict().get("letter"):
        power += _LETTERS[letter]
    scaled = power > 0
    return Unit(10.0**power, name) if name and (scaled or base) else None


def _singular(word: str) -> str:
    return word if word in _WORDS else word.removesuffix("s")


def _unspaced(text: str) -> str:
    """Text as `plain` gives it, with one kind of brackets and no spaces within Japanese."""
    return _SPACED.sub("", plain(text).translate(_BRACKETS))


def units_in(text: str) -> list[Unit]:
    """The units of a list such as `税抜、百万円` or `百万円、%`; none if a part is no unit."""
    found = _listed(text)
    return [] if any(each.column for each in found) else [each.unit for each in found]


def _listed(text: str) -> list[StatedUnit]:
    text = _BESIDE_BRACKETED.sub("", _unspaced(text))
    if whole := written_unit(text):  # Yen, millions
        return [StatedUnit(whole, "")] if whole != Unit(1.0, "1") else []
    found = []
    for part in filter(None, map(str.strip, _SEPARATOR.split(text))):
        if _BESIDE.fullmatch(part):
            continue
        labelled = _LABELLED.fullmatch(part)
        label = labelled["label"] or ""
        read = written_unit(labelled["unit"])
        if read is None and label == "単位":
            read = _BEHIND_THE_WORD.get(labelled["unit"].lower())
        if read is None:
            return []
        found.append(StatedUnit(read, "" if label in _GENERAL_LABELS else label))
    return [each for each in dict.fromkeys(found) if each.unit != Unit(1.0, "1")]


def units_of(header: str) -> list[Unit]:
    """The units in a header's brackets: one in `支援上限（百万円）`."""
    found = [each for inner in _BRACKETED.findall(_unspaced(header)) for each in units_in(inner)]
    return [*dict.fromkeys(found)]


def without_unit(header: str) -> str:
    """A header as `plain` gives it, without the brackets that hold its unit."""
    said = plain(header).translate(_BRACKETS)
    return _BRACKETED.sub(lambda each: "" if units_in(each[1]) else each[0], said)


@lru_cache(maxsize=10_000)
def mentions_unit(text: str) -> bool:
    """Whether a line is, or may be, about the unit of the table."""
    return bool(_MENTION.search(_unspaced(text)) or stated_units(text))


def is_about_rounding(text: str) -> bool:
    """Whether a line tells how figures were rounded, which does not say what they are in."""
    return bool(_ROUNDING.search(plain(text))) and not stated_units(text)


def says_unit(text: str) -> bool:
    """Whether a line has a word for "unit" in it."""
    return bool(_UNIT_WORD.search(_unspaced(text)))


def names_unit(text: str) -> bool:
    """Whether a unit follows the word for it, known or not: `（単位：XY）`, but not `（単位 ）`."""
    return re.search(rf"(?:{_UNIT_WORD.pattern})\W*\w", _unspaced(text), re.IGNORECASE) is not None


def begins_with_title(text: str) -> bool:
    """Whether something stands before the first bracket: a title, or the name of a column."""
    return re.match(r"[^(]+\(", _unspaced(text)) is not None


def stated_units(text: str) -> list[StatedUnit]:
    """The units that a line around a table states for it; none if it states none plainly.

    Args:
        text: such as `（単位：百万円）`, `(Unit: JPY million)`, `※単位は百万円`, `【百万円】`,
            `（金額：百億円、率：％）`, `金額は兆円表示`, `支援の状況（百万円）`.
    """
    said = _BESIDE_BRACKETED.sub("", _unspaced(text))
    bracketed = _BRACKETED.fullmatch(said)
    inner = bracketed[1] if bracketed else said
    if marked := _UNITS_AFTER.fullmatch(inner):
        return _after_the_word(marked, text)
    core = _core(inner)
    if not (bracketed or says_unit(said)) and _MAY_BE_AMOUNT.match(core):
        core = core if _is_scaled_word(core) else ""
    found = _listed(core) if core else []
    if not found and not bracketed:
        found = _in_title(said)
    return found


def _is_scaled_word(core: str) -> bool:
    """Whether it begins with a scale in kanji and has a base: 百万円, but not 億 or 100万円."""
    units = units_in(core)
    return bool(units and units[0].name != "1" and not core[:1].isdigit())


def _after_the_word(marked: re.Match, text: str) -> list[StatedUnit]:
    """What stands behind the word for "unit"; before it is a title or a remark, or nothing."""
    about = _core(marked["about"].strip("( "))
    units = marked["units"]
    if "(" not in units:
        units = units.rstrip(")")  # of a bracket that opens before the word
    units = _listed(_core(units))
    if about.endswith("の"):
        return []
    # A title is set apart from what follows it: by a bracket or a space.
    spaced = plain(text).translate(_BRACKETS)
    apart = re.search(r"[(\s](?:単|units?\b)", spaced, re.IGNORECASE)
    return units if not about or apart else []


def _in_title(said: str) -> list[StatedUnit]:
    """The unit in the brackets that end a title, if it cannot be an amount."""
    found = re.fullmatch(rf"[^()]+{_BRACKETED.pattern}", said)
    if not found or re.search(r"\d", found[1]):
        return []
    return _listed(_core(found[1]))


def _core(text: str) -> str:
    """What a line says, without words that introduce or end it."""
    before = None
    while before != text:
        before = text
        bracketed = _BRACKETED.fullmatch(text)
        text = bracketed[1] if bracketed else text
        text = _TRAILING.sub("", _LEADING.sub("", text, count=1) if _LEADING.match(text) else text)
        text = text.strip()
    return text
