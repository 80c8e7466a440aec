"""Text files (CSV), as a sheet of cells."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from openpyxl.utils import get_column_letter

from semibook.intake.characters import cleaned
from semibook.intake.read.sheet import MOST_CELLS, Cell, FileError, Sheet
from semibook.tables.characters import LONGEST

_BYTE_ORDER_MARKS = [
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
]
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
#: A word in half-width kana; kana of EUC-JP, read so, begin with marks of punctuation.
_KANA_WORD = re.compile("[ｱ-ﾝ][ｦ-ﾟ]*")


def text_sheet(path: Path, content: bytes) -> Sheet:
    """The cells of a text file, whatever its encoding and delimiter.

    Args:
        path: the file, for messages.
        content: its bytes: UTF-8, UTF-16 or cp932 (Shift_JIS); commas, tabs or semicolons.

    Raises:
        FileError: if it is in an unknown encoding, has too many cells, or its quotation marks do
            not match.
    """
    text, encoding = _decoded(path, content)
    if "\0" in text:
        raise FileError(f"{path}: found zero bytes; expected text (CSV) or .xlsx")
    rows = [
        [_cell(f"{get_column_letter(x)}{y}", cell) for x, cell in enumerate(line, 1)]
        for y, line in enumerate(_lines(path, text), 1)
    ]
    return Sheet("", rows, f"text in {encoding}")


def _cell(at: str, text: str) -> Cell:
    text, replaced = cleaned(text)
    return Cell(at, text, replaced=replaced)


def _decoded(path: Path, content: bytes) -> tuple[str, str]:
    encodings = [name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)][:1]
    encodings = encodings or [*_unmarked_utf16(content), "utf-8", "cp932"]
    where = 0
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            where = error.start
            continue
        if encoding != "cp932" or not _seems_euc(content, text):
            return text, encoding
        where = _NOT_ASCII.search(text).start()
    line = content[:where].count(b"\n") + 1
    said = "neither UTF-8 nor cp932 (Shift_JIS)" if len(encodings) > 1 else f"not {encodings[0]}"
    euc = ", it seems EUC-JP" if _decodes(content, "euc_jp") else ""
    raise FileError(
        f"{path}, line {line}: found bytes that are {said}{euc}; save the file as CSV in UTF-8"
    )


def _unmarked_utf16(content: bytes) -> list[str]:
    """UTF-16 without its mark shows in the zero bytes of digits, delimiters and line ends."""
    zeros = [content[start:10_000:2].count(0) for start in (0, 1)]
    if max(zeros) < max(len(content[:10_000]) // 10, 1) or min(zeros) * 10 > max(zeros):
        return []
    return ["utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"]


def _seems_euc(content: bytes, text: str) -> bool:
    """Whether a text that cp932 can read is more likely EUC-JP: its kana make no words."""
    if not _decodes(content, "euc_jp") or text.isascii():
        return False
    words = re.findall(r"[^\x00-\x7f]+", text)
    return not all(_KANA_WORD.fullmatch(each) for each in words)


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _lines(path: Path, text: str) -> list[list[str]]:
    """The cells of a text: its delimiter is the one that the most lines have."""
    counts = {mark: sum(mark in line for line in text.splitlines()) for mark in "\t,;"}
    delimiter = max(counts, key=lambda mark: counts[mark])
    if text.count(delimiter) + text.count("\n") > MOST_CELLS:
        raise FileError(f"{path}: found more than {MOST_CELLS:,} cells; expected one table")
    try:
        lines = [*csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)]
    except csv.Error as error:
        if "field limit" not in str(error):
            said = f"quotation marks do not match ({error}); save it again"
            raise FileError(f"{path}: {said}") from error
        lines = [[text]]
    if any(len(cell) > LONGEST for line in lines for cell in line):
        raise FileError(
            f"{path}: found a cell of more than {LONGEST:,} characters; expected a table"
            " (is a quotation mark left open?)"
        )
    return lines
