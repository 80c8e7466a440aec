"""What a language puts between words, sentences and numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Language:
    """The marks of a language.

    Attributes:
        code: such as `en` or `ja`.
        comma: between the items of a list.
        semicolon: between longer items.
        colon: before what a heading is about.
        stop: at the end of a sentence.
        space: between words and sentences.
        large_yen: how many yen one unit of a figure's axis is (a billion; in Japanese 億).
        small_yen: how many yen one unit of a small amount is (one; in Japanese 万).
        large_count: how many things one unit of an axis of counts is (a thousand; in Japanese 万).
    """

    code: str
    comma: str
    semicolon: str
    colon: str
    stop: str
    space: str
    large_yen: float
    small_yen: float
    large_count: float

    def sentences(self, parts: Iterable[str]) -> str:
        """Sentences in a row, the empty ones left out."""
        return self.space.join(filter(None, parts))


_LANGUAGES = {
    "en": Language("en", ", ", "; ", ": ", ".", " ", 1e9, 1.0, 1e3),
    "ja": Language("ja", "、", "；", "：", "。", "", 1e8, 1e4, 1e4),
}


def language(code: str) -> Language:
    """The language of that code; one whose marks are not known here has those of English."""
    return _LANGUAGES.get(code) or replace(_LANGUAGES["en"], code=code)
