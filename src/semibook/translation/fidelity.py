"""What a translation must keep of its original: placeholders, links, code, markup and numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from string import Formatter

from jinja2 import Environment, TemplateError, meta, nodes
from markdown_it import MarkdownIt

from semibook.translation.language import MONTHS

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_ROLE = re.compile(r"\{[\w:-]+\}`[^`]*`")
_CODE = re.compile(r"(?<![`}])`([^`]+)`")
_MATH = re.compile(r"\$[^$\n]+\$|\\\(.+?\\\)")
_TAG = re.compile(r"</?\w+[^>]*>")
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)
_CJK = r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"
_SPLIT = re.compile(rf"{_CJK}\n{_CJK}")

_SCALES = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "千": 1e3, "万": 1e4, "百万": 1e6, "億": 1e8, "兆": 1e12,
}  # fmt: skip
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_ENGLISH = re.compile(rf"({_NUMBER})(?:[\s-]*(thousand|million|billion|trillion)\b)?")
_JAPANESE = re.compile(rf"(?:{_NUMBER}\s*(?:兆|億|百万|万|千)\s*)+(?:{_NUMBER})?|{_NUMBER}")
_PART = re.compile(rf"({_NUMBER})\s*(兆|億|百万|万|千)?")
_WORDS = {
    "none": 0, "zero": 0, "nobody": 0, "half": 2, "one": 1, "once": 1, "first": 1, "single": 1,
    "two": 2, "twice": 2, "second": 2,
    "both": 2, "pair": 2, "three": 3, "third": 3, "thirds": 3, "four": 4, "fourth": 4,
    "quarter": 4, "five": 5, "fifth": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "tenth": 10, "eleven": 11, "twelve": 12, "dozen": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100, "thousand": 1000,
}  # fmt: skip
_EACH = ("per", "each", "every", "a", "an")  # "per yen" is 1円当たり
_PARTS = ("half", "third", "quarter", "fifth", "tenth", "hundredth")
_MONTHS = tuple(name.lower() for name in MONTHS)
_KANJI = {mark: value for value, mark in enumerate("一二三四五六七八九十", start=1)} | {
    "半": 0.5, "両": 2, "百": 100, "千": 1000, "第一": 1, "毎": 1, "各": 1,
}  # fmt: skip


def lost(source: str, translation: str, lang: str = "ja") -> Iterator[str]:
    """What the translation of a message lost, gained or broke.

    Args:
        source: the English message: a block of Markdown, a text with `{placeholders}`, a comment.
        translation: the same in another language.
        lang: that language. Words for large numbers are known in Japanese; in others, digits alone
            are compared.

    Yields:
        A clause for each difference, with what was found and what was expected.
    """
    kinds = (
        ("placeholders", _placeholders),
        ("links", lambda text: sorted(_LINK.findall(text))),
        ("roles", lambda text: sorted(_ROLE.findall(text))),
        ("code", lambda text: sorted(set(_CODE.findall(_ROLE.sub("", text))))),
        ("formulas", lambda text: sorted(_MATH.findall(text))),
        ("tags", lambda text: sorted(_TAG.findall(text))),
        ("heading level", lambda text: re.findall(r"^#+ ", text)),
    )
    for kind, found in kinds:
        if found(translation) != found(source):
            yield f"{kind}: found {found(translation)}, expected {found(source)}"
    if "." in source and _SPLIT.search(translation):  # labels of figures may have lines
        yield "a line ends inside a sentence, which would show as a space"
    if _stray_emphasis(translation) and not _stray_emphasis(source):
        yield "emphasis: found ** that would be shown as such, expected a mark or blank after it"
    yield from _numbers_lost(_words_only(source), _words_only(translation), lang)


def _stray_emphasis(text: str) -> bool:
    """Whether a mark of emphasis would be read as text: `**…。**文` closes nothing."""
    tokens = MarkdownIt("commonmark").parse(_MATH.sub("", text))
    inline = [child for token in tokens for child in token.children or ()]
    return any(child.type == "text" and "**" in child.content for child in inline)


def _placeholders(text: str) -> list[str]:
    """The names that a text leaves to be filled in: of a template, else of `str.format`."""
    if _TEMPLATE.search(text):
        try:
            return sorted(_variables(text))
        except TemplateError as error:
            return [f"no template: {error}"]
    try:
        return sorted({name for _t, name, _s, _c in Formatter().parse(_ROLE.sub("", text)) if name})
    except ValueError:  # a brace of Markdown, not a placeholder
        return []


def _variables(template: str) -> set[str]:
    environment = Environment()  # noqa: S701 (nothing is rendered)
    tree = environment.parse(template)
    # Jinja looks for variables only where it knows every filter; what one writes matters not here.
    environment.filters |= {each.name: str for each in tree.find_all(nodes.Filter)}
    return meta.find_undeclared_variables(tree)


def _words_only(text: str) -> str:
    """The text without what is compared character by character."""
    for pattern in (_TEMPLATE, _ROLE, _CODE, _MATH, _TAG):
        text = pattern.sub(" ", text)
    text = re.sub(r"\]\([^)]*\)", "] ", text)
    text = re.sub(r"\{[^{}]*\}", " ", text)  # placeholders, with the digits of their formats
    return unicodedata.normalize("NFKC", text)


def _numbers_lost(source: str, translation: str, lang: str) -> Iterator[str]:
    if lang == "ja":
        asked, told = _english(source), _japanese(translation)
    else:
        asked, told = _digits(source), _digits(translation)
    units = {scale for mark, scale in _SCALES.items() if mark in translation}
    spelled = _spelled(source)
    kanji = {value for mark, value in _KANJI.items() if mark in translation}
    missing = {each for each in asked if not _among(each, told | kanji | units)}
    # 12 in "12 billion" may be told as 120 in 120億円, but no number may come from nowhere.
    extra = {each for each in told if not _among(each, asked | spelled)}
    if missing:
        yield f"numbers: missing {', '.join(f'{each:g}' for each in sorted(missing))}"
    if extra:
        yield f"numbers: found {', '.join(f'{each:g}' for each in sorted(extra))}, not in English"


def _among(value: float, others: set[float]) -> bool:
    return any(abs(value - each) <= 1e-9 * max(abs(value), abs(each)) for each in others)


def _english(text: str) -> set[float]:
    return {_number(digits) * _SCALES.get(scale, 1.0) for digits, scale in _ENGLISH.findall(text)}


def _japanese(text: str) -> set[float]:
    return {
        sum(_number(digits) * _SCALES.get(scale, 1.0) for digits, scale in _PART.findall(amount))
        for amount in _JAPANESE.findall(text)
    }


def _digits(text: str) -> set[float]:
    return set(map(_number, re.findall(_NUMBER, text)))


def _number(digits: str) -> float:
    return float(digits.replace(",", ""))


def _spelled(text: str) -> set[float]:
    """Numbers in words: "three", "fifteen trillion", "half"; and months."""
    words = re.findall(r"[a-z]+", text.lower())
    found = {float(_WORDS[each]) for each in words if each in _WORDS}
    found |= {
        _WORDS[word] * _SCALES[scale]
        for word, scale in pairwise(words)
        if word in _WORDS and scale in _SCALES
    }
    tens = {word: value for word, value in _WORDS.items() if 20 <= value < 100}
    found |= {
        float(tens[ten] + _WORDS[unit])
        for ten, unit in pairwise(words)
        if ten in tens and _WORDS.get(unit, 0) in range(1, 10)
    }
    # "billions of yen" is 10億円, "a third" is 3分の1.
    found |= {
        _SCALES[each.removesuffix("s")] for each in words if each.removesuffix("s") in _SCALES
    }
    found |= {1.0 for each in words if each.removesuffix("s") in _PARTS or each in _EACH}
    found |= {
        float(number)
        for number, name in enumerate(_MONTHS, start=1)
        if name in words or name[:3] in words
    }
    return found
