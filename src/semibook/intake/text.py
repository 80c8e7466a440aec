"""Words of a cell: text, yes or no, nothing, and what cannot be read."""

from __future__ import annotations

import re
import unicodedata

#: What offices write where there is no value.
MISSING = {"", "-", "－", "―", "—", "–", "‐", "−", "ー", "ｰ", "…"}
#: A spreadsheet program would run such a text as a formula when it opens the CSV file.
_FORMULA = re.compile(r"[=@]|[+-](?![\d.])")
_DITTO = re.compile(r"〃.*|同上.*|同左|同|々|ditto|[\"”″]|''|,,", re.IGNORECASE)
#: Marks of footnotes, which are numbers to whoever reads them as part of a number.
_RAISED = ("<super>", "<sub>", "<circle>")
_FOOTNOTE = re.compile(
    r"(?<=.)\s*(?:(?:※\s?\d{1,2}|\*\d|\(?注\s?\d{1,2}\)?|\(注\)|\([※*]\d*\))[,、]?)+$"
)


class CellError(ValueError):
    """A cell that cannot be read.

    Attributes:
        expected: what should be there instead.
    """

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def plain(text: str) -> str:
    """Text with full-width letters, digits and signs as ASCII ones, and without spaces around."""
    return unicodedata.normalize("NFKC", text).strip()


def without_marks(text: str) -> str:
    """Text as `plain` gives it, without footnote marks behind it (`※1`, `注2)`, `¹`, `①`)."""
    text = text.strip()
    while len(text) > 1 and unicodedata.decomposition(text[-1]).startswith(_RAISED):
        text = text[:-1].strip()
    if any(unicodedata.decomposition(each).startswith(_RAISED) for each in text):
        return text  # not as the digits that it would turn into
    return _FOOTNOTE.sub("", plain(text))


def is_missing(text: str) -> bool:
    """Whether the cell says that there is no value."""
    return text.strip() in MISSING


def is_ditto(text: str) -> bool:
    """Whether the cell says that it has the value of the one above (〃, 同上)."""
    return _DITTO.fullmatch(plain(text)) is not None


def words(text: str) -> str:
    """Text as it stands, if it is harmless in a CSV file and was decoded rightly.

    Raises:
        CellError: for what a spreadsheet program would run, and for characters that are none.
    """
    if _FORMULA.match(plain(text)):
        raise CellError("text that no spreadsheet program takes for a formula")
    text = text.replace("\r\n", "\n")
    if "\ufffd" in text or any(
        unicodedata.category(each) in ("Cc", "Co", "Cs") and each != "\n" for each in text
    ):
        raise CellError("text without control characters or characters that were lost")
    return text.strip()


def boolean(text: str) -> str:
    """Read yes or no (`○`, `×`, `はい`, `TRUE`, ...) as `true` or `false`.

    Raises:
        CellError: if it is neither.
    """
    said = plain(text).lower()
    if said in {"true", "yes", "はい", "○", "〇", "◯", "有"}:
        return "true"
    if said in {"false", "no", "いいえ", "×", "✕", "無"}:
        return "false"
    raise CellError("true or false (or ○ or ×)")
