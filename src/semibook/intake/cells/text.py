"""Words of a cell: text, yes or no, nothing, and what cannot be read."""

from __future__ import annotations

import re
import unicodedata

from semibook.intake.characters import misleading, plain

#: What offices write where there is no value.
MISSING = {"", "-", "－", "―", "—", "–", "‐", "−", "ー", "ｰ", "…"}
#: A spreadsheet program would run such a text as a formula when it opens the CSV file.
_FORMULA = re.compile(r"[=@]|[+-](?![\d.])")
_DITTO = re.compile(r"〃.*|同上.*|同左|同|々|ditto|[\"”″]|''|,,", re.IGNORECASE)
#: Marks of footnotes, which are numbers to whoever reads them as part of a number.
_RAISED = ("<super>", "<sub>", "<circle>")
_FOOTNOTE = re.compile(
    r"(?<=.)\s*(?:(?:※\s?\d{1,2}|\*\d|\(?注\s?\d{1,2}\)?|\(注\)|\(※\d*\)|\(\*\d+\))[,、]?)+$"
)
_SIGNED = r"[▲△−-]?\s*[\d.,]+"
#: What statistics write for the state of a figure.
_STATES = {
    "secret": r"[x×χ秘]|\*{2,}|秘匿|\(?[dc]\)",
    "unknown": r"\.{2,3}|n\.?a\.?|#n/a|na|不詳|nd|n\.d\.|z",
    "revised": rf"{_SIGNED}\s*\(?(?:r|改|改定値?|訂正値?|確報値?)\)?|\(?r\)?\s*{_SIGNED}",
    "preliminary": (
        rf"{_SIGNED}\s*\(?(?:p|e|f|速|速報値?|暫定値?|推計値?|見込み?|予測値?|概算値?)\)?"
        rf"|\(?[pef]\)?\s*{_SIGNED}"
    ),
}
#: What is expected in the place of such a mark, where a table has no column for it.
_EXPECTED = {
    "secret": "a number, or an empty cell (or －) for a figure that is secret",
    "unknown": "a number, or an empty cell (or －) for a figure that is not known",
    "revised": "a number without a mark: the table has no place for 'revised'",
    "preliminary": (
        "a number without a mark: the table has no place for 'preliminary' or 'estimated'"
    ),
}


class CellError(ValueError):
    """A cell that cannot be read.

    Attributes:
        expected: what should be there instead.
    """

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def without_marks(text: str) -> str:
    """Text as `plain` gives it, without footnote marks behind it (`※1`, `注2)`, `¹`, `①`)."""
    text = text.strip()
    while len(text) > 1 and _is_raised(text[-1]) and plain(text[-1]).isdecimal():
        text = text[:-1].strip()
    if any(map(_is_raised, text)):
        return text  # not as the digits that it would turn into
    return _FOOTNOTE.sub("", plain(text))


def _is_raised(character: str) -> bool:
    return unicodedata.decomposition(character).startswith(_RAISED)


def is_missing(text: str) -> bool:
    """Whether the cell says that there is no value."""
    return text.strip() in MISSING


def is_ditto(text: str) -> bool:
    """Whether the cell says that it has the value of the one above (〃, 同上)."""
    return _DITTO.fullmatch(plain(text)) is not None


def state_of(text: str) -> str:
    """What is expected in the place of a mark (`X`, `***`, `5,900p`); nothing if there is none."""
    return _EXPECTED.get(marked(text)[0], "")


def marked(text: str) -> tuple[str, str]:
    """The state that a mark gives a figure, and the figure without it.

    Returns:
        `secret` or `unknown` and no figure (`X`, `***`, `n.a.`), `revised` or `preliminary` (also
        estimated) and the figure (`r5.9`, `5,900p`); no state and the text where there is no mark.
    """
    said = plain(text).lower()
    for state, marks in _STATES.items():
        if re.fullmatch(marks, said):
            figure = re.search(_SIGNED, said) if state in ("revised", "preliminary") else None
            return state, figure[0] if figure else ""
    return "", text


def words(text: str) -> str:
    """Text as it stands, if it is harmless in a CSV file and was decoded rightly.

    Raises:
        CellError: for what a spreadsheet program would run, for characters that are none or turn
            the text around, and for marks in the place of a text.
    """
    if _FORMULA.match(plain(text)):
        raise CellError("text that no spreadsheet program takes for a formula")
    if strange := misleading(text):
        raise CellError(
            "text without control characters or characters that were lost or mislead"
            f" (U+{ord(strange):04X})"
        )
    if re.fullmatch(r"\*+", plain(text)):
        raise CellError("text, not a mark for a figure that is kept secret")
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
