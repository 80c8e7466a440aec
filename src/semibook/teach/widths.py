"""How wide texts are in tables of slides and workbooks."""

from __future__ import annotations

import unicodedata


def half_ems(text: str) -> int:
    """The width of a text, in half ems: a Japanese character is two wide, a Latin one about one."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
