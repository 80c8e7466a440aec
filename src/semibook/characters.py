"""Characters of text that comes from outside: what can be seen, and what only does something."""

from __future__ import annotations

import re
import unicodedata

#: Categories of Unicode that show nothing: they break the line (controls, separators), or turn the
#: direction of writing, have no width, or are no characters at all.
_BREAKING, _INVISIBLE = {"Cc", "Zl", "Zp"}, {"Cf", "Co", "Cs", "Cn"}


def as_line(text: str) -> str:
    """Text on one line, without what cannot be seen: line breaks and controls are spaces."""
    if text.isascii() and text.isprintable():
        return text.strip()
    kinds = [(sign, unicodedata.category(sign)) for sign in text]
    spaced = (" " if kind in _BREAKING else sign for sign, kind in kinds if kind not in _INVISIBLE)
    return re.sub(" {2,}", " ", "".join(spaced)).strip()
