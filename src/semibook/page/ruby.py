"""Readings above the terms of the glossary, for readers who have not met them."""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import Markup, escape

from semibook.cache import until_changed
from semibook.tables import csvfile, reference

_KANJI = re.compile(r"[\u3400-\u9fff]")
_KANA = str.maketrans({chr(c): chr(c - 0x60) for c in range(ord("ァ"), ord("ヶ") + 1)})


@until_changed
def _terms(glossary: Path) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds a term of the glossary in a text, and readings by term; those with kanji alone."""
    rows = [(row["ja"], row["reading"]) for row in csvfile.rows(glossary)]
    readings = {term.split("（")[0]: reading for term, reading in rows if _KANJI.search(term)}
    longest_first = sorted(readings, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), readings


def ruby(text: str, seen: set[str]) -> Markup:
    """A text with the reading above the first occurrence of each term, as HTML.

    Args:
        text: plain text.
        seen: terms that have had theirs on this page; those of the text are added.
    """
    out, done = Markup(), 0
    pattern, readings = _terms(reference.path("glossary"))
    for found in pattern.finditer(text):
        term = found.group()
        out += escape(text[done : found.start()])
        out += escape(term) if term in seen else _annotated(term, readings[term])
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
