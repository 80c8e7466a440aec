"""Readings above the terms of the glossary, for readers who have not met them."""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup, escape

from semibook.tables import reference

_KANJI = re.compile(r"[\u3400-\u9fff]")
_KANA = str.maketrans({chr(c): chr(c - 0x60) for c in range(ord("ァ"), ord("ヶ") + 1)})


@cache
def _terms() -> dict[str, str]:
    """Readings by term, those with kanji alone."""
    rows = reference.load("glossary")[["ja", "reading"]].itertuples(index=False)
    return {term.split("（")[0]: reading for term, reading in rows if _KANJI.search(term)}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_terms(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def ruby(text: str, seen: set[str]) -> Markup:
    """A text with the reading above the first occurrence of each term, as HTML.

    Args:
        text: plain text.
        seen: terms that have had theirs on this page; those of the text are added.
    """
    out, done = Markup(), 0
    for found in _pattern().finditer(text):
        term = found.group()
        out += escape(text[done : found.start()])
        out += escape(term) if term in seen else _annotated(term, _terms()[term])
        seen.add(term)
        done = found.end()
    return out + escape(text[done:])


def _annotated(term: str, reading: str) -> Markup:
    """The reading above the kanji; kana at either end, which read themselves, stand beside it."""
    head = _shared(term, reading)
    tail = _shared(term[head:][::-1], reading[head:][::-1])
    base, above = term[head : len(term) - tail], reading[head : len(reading) - tail]
    ruby = Markup("<ruby>{}<rt>{}</rt></ruby>").format(base, above)
    return escape(term[:head]) + ruby + escape(term[len(term) - tail :])


def _shared(term: str, reading: str) -> int:
    """How many signs at the start of a term are kana that the reading repeats."""
    same = 0
    for sign, sound in zip(term, reading, strict=False):
        if _KANJI.match(sign) or sign.translate(_KANA) != sound.translate(_KANA):
            break
        same += 1
    return same
