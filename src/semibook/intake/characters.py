"""Characters that look like others, or like none: what a text holds becomes what it shows."""

from __future__ import annotations

import re
import unicodedata

from openpyxl.utils.escape import unescape

#: Seen as nothing. Marks of direction are among them; what turns a text around is refused.
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]")
#: Radicals that PDF files give for whole characters, and that Unicode does not decompose itself
#: (EquivalentUnifiedIdeograph.txt has them).
_RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻆⻑⻘⻝⻤⻨⻩⻭⻯⻲",
    "母民虎西角長青食鬼麦黄歯竜亀",
)
_RADICAL = re.compile("[\u2e80-\u2fdf]")
_CRLF = re.compile("\r\n?")
#: Format and control characters, other than line breaks, and those that no standard assigns.
_REFUSED = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")


def plain(text: str) -> str:
    """Text with full-width letters, digits and signs as ASCII ones, and without spaces around."""
    return unicodedata.normalize("NFKC", text).strip()


def cleaned(text: str) -> tuple[str, str]:
    r"""A text in composed form (NFC), with whole characters and nothing invisible.

    Args:
        text: what the file holds, such as `支援上限_x000D_\n（億円）` or `⻑崎⼯場`.

    Returns:
        The text, and what was replaced or removed in it, in words; empty if that shows nowhere.
    """
    if text.isascii() and "\r" not in text and "_x" not in text:
        return text, ""
    text = _CRLF.sub("\n", unescape(text))
    notes = [
        f"{each} (U+{ord(each):04X}), a radical, is {_whole(each)}"
        for each in dict.fromkeys(_RADICAL.findall(text))
        if _whole(each) != each
    ]
    notes += [
        f"an invisible character (U+{ord(each):04X}) is left out"
        for each in dict.fromkeys(_INVISIBLE.findall(text))
    ]
    visible = _RADICAL.sub(lambda found: _whole(found[0]), _INVISIBLE.sub("", text))
    composed = unicodedata.normalize("NFC", visible)
    if composed != visible:
        notes.append("letters and their marks are composed (NFC)")
    return composed, "; ".join(notes)


def misleading(text: str) -> str:
    """The first character that a text should not have (control, lost, a radical), or nothing."""
    return next((each for each in text if _is_misleading(each)), "")


def _is_misleading(character: str) -> bool:
    return character in "\ufffc\ufffd" or (
        character != "\n"
        and (unicodedata.category(character) in _REFUSED or bool(_RADICAL.match(character)))
    )


def _whole(radical: str) -> str:
    return unicodedata.normalize("NFKC", radical.translate(_RADICALS))
