"""Japan's prefectures: how tables name them, by JIS X 0401."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from semibook.tables import reference

#: What stands before a name in some tables: `01北海道`, `01_北海道`.
_NUMBER = re.compile(r"^\d{2}[:_.]*")
#: What a Japanese name ends in, and an English one: 東京 and 東京都, Miyagi and Miyagi-ken.
_ENDS = re.compile(r"(?<=..)[都府県]$|(?<=.)(?:prefecture|pref\.?|-(?:to|fu|ken))$")
#: 4, 04, 04000 and 040002 (with a check digit).
_CODE = re.compile(r"(\d{1,2})(?:000\d?)?")
#: Columns in which a number may be the code of a prefecture.
_OF_CODES = re.compile("pref|area|都道府県|地域|団体|市区町村", re.IGNORECASE)
#: Marks on Latin letters (ō), which kana have not: theirs (ば) are others.
_MARKS = re.compile("[\u0300-\u036f]")
#: A cell that names several of them writes them so: 三重県・岩手県.
BETWEEN = "・"
#: The country as a whole, among its prefectures.
_COUNTRY = {"全国", "全国計", "日本", "日本全国", "japan", "alljapan", "wholecountry", "nationwide"}


@cache
def names(lang: str = "ja") -> dict[str, str]:
    """Names of the prefectures by code (`04`); the Japanese ones are those of the book's tables."""
    text = reference.path("jp_prefectures").read_text(encoding="utf-8")
    described = [feature["properties"] for feature in json.loads(text)["features"]]
    return {
        each["pref_code"]: each[f"name_{lang}"].removesuffix(" Prefecture") for each in described
    }


def code_of_name(text: str) -> str:
    """The code of a prefecture by its name, or nothing.

    Args:
        text: in Japanese or English, with or without what it ends in and a number before it, its
            signs apart or not: `宮城県`, `宮　城`, `04 宮城県`, `Miyagi`, `Miyagi Prefecture`.
    """
    said = _NUMBER.sub("", _bare(text))
    return _codes().get(said) or _codes().get(_ENDS.sub("", said), "")


def code_of_code(text: str) -> str:
    """The code of a prefecture (`04`) by one of its forms: `4`, `04`, `04000`, `040002`."""
    found = _CODE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    code = found[1].zfill(2) if found else ""
    return code if code in names() else ""


def is_country(text: str) -> bool:
    """Whether it names the country as a whole: `全　国`, `Japan`, or the code `00000`."""
    said = _bare(text)
    return said in _COUNTRY or bool(re.fullmatch("0{2,6}", said))


def reader(titles: Iterable[str], texts: Iterable[str]) -> Callable[[str], str] | None:
    """What reads a prefecture's code from the cells of a column, if it is one of prefectures.

    Args:
        titles: what the column is called.
        texts: its cells. Most of them have to be names, or codes if the titles speak of areas.
    """
    texts = list(texts)
    if are_named(texts):
        return code_of_name
    return code_of_code if any(map(_OF_CODES.search, titles)) and are_coded(texts) else None


def are_named(texts: Iterable[str]) -> bool:
    """Whether most cells of a column, without those of the whole country, name prefectures."""
    return _are_most(texts, code_of_name)


def are_coded(texts: Iterable[str]) -> bool:
    """The same for codes, which are anything (a month, an item) in a column that has no areas."""
    return _are_most(texts, code_of_code)


def _are_most(texts: Iterable[str], read: Callable[[str], str]) -> bool:
    said = [text for text in texts if text.strip() and not is_country(text)]
    return sum(bool(read(text)) for text in said) > len(said) / 2


@cache
def _codes() -> dict[str, str]:
    """The codes by names without what these end in."""
    pairs = [(name, code) for lang in ("ja", "en") for code, name in names(lang).items()]
    return {_bare(name): code for name, code in pairs} | {
        _ENDS.sub("", _bare(name)): code for name, code in pairs
    }


@lru_cache(maxsize=10_000)
def _bare(text: str) -> str:
    """A text without spaces, marks of length (ō) and width, in small letters."""
    parts = _MARKS.sub("", unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text)))
    return "".join(unicodedata.normalize("NFC", parts).split()).casefold()
