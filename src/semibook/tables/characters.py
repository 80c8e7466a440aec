"""Characters of text that comes from outside: what can be seen, and what only does something."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

#: No spreadsheet program keeps a longer text in a cell.
LONGEST = 32_767

#: Categories of Unicode that show nothing: they break the line (controls, separators), or turn the
#: direction of writing, have no width, or are no characters at all.
_BREAKING, _INVISIBLE = {"Cc", "Zl", "Zp"}, {"Cf", "Co", "Cs"}


def as_line(text: str) -> str:
    """Text on one line, without what cannot be seen: line breaks and controls are spaces."""
    if text.isascii() and text.isprintable():
        return text.strip()
    kinds = [(sign, unicodedata.category(sign)) for sign in text]
    spaced = (" " if kind in _BREAKING else sign for sign, kind in kinds if kind not in _INVISIBLE)
    return re.sub(" {2,}", " ", "".join(spaced)).strip()


def half_ems(text: str) -> int:
    """The width of a text, in half ems: a Japanese character is two wide, a Latin one about one."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def unbroken(text: str) -> str:
    """A text of several lines on one; beside a wide (Japanese) character, a break is no space."""

    def joint(found: re.Match) -> str:
        before, after = text[found.start() - 1], text[found.end()]
        wide = {unicodedata.east_asian_width(before), unicodedata.east_asian_width(after)} & {*"WF"}
        return "" if wide else " "

    text = text.strip()
    return re.sub(r"[ \u3000]*[\r\n]\s*", joint, text)


def strange(text: str, *, lines: bool = False) -> str:
    """What a text holds that none should, in words; empty for text that can be shown as it is.

    Args:
        text: a cell, or a text of a YAML file.
        lines: whether it may have more than one line, as a note may.
    """
    if len(text) > LONGEST:
        return f"a text of {len(text):,} characters (at most {LONGEST:,} are kept)"
    if text.isascii() and text.isprintable():
        return ""
    for sign in text:
        if said := _strange_sign(sign, lines):
            return f"{said} (U+{ord(sign):04X})"
    return ""


def _strange_sign(sign: str, lines: bool) -> str:
    kind = unicodedata.category(sign)
    if sign in "\r\n" or kind in ("Zl", "Zp"):
        return "" if lines and sign == "\n" else "a line break"
    if sign == "\ufffd":
        return "a character that was lost"
    if kind in _BREAKING:
        return "a control character"
    return "an invisible character" if kind in _INVISIBLE else ""


def web_address(text: str) -> str:
    """The text if it is an address of the web (http, https) that a link may lead to, else empty."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    whole = text.isprintable() and " " not in text and parts.netloc
    return text if whole and parts.scheme in ("http", "https") else ""
