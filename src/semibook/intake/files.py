"""Files as offices save them, as grids of cells."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from openpyxl.utils import get_column_letter

from semibook.intake.excel import workbook
from semibook.intake.grids import Cell, FileError, Sheet

#: Larger files are not a policy table; they would only keep the machine busy.
LARGEST = 20_000_000
_MARKS = [(b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")]
#: No spreadsheet program keeps a longer text in a cell.
LONGEST = 32_767
_KINDS = {
    b"\xd0\xcf\x11\xe0": "an old or locked Excel file; save it as .xlsx without a password",
    b"%PDF": "a PDF, whatever its name; copy its table into a sheet and save that as .xlsx",
    b"<!doctype html": "a page of the web; copy its table into a sheet and save that as .xlsx",
    b"<html": "a page of the web; copy its table into a sheet and save that as .xlsx",
    b"<table": "a page of the web; copy its table into a sheet and save that as .xlsx",
}
_HALF_WIDTH = re.compile("[\uff61-\uff9f]")


def sheets(path: Path) -> list[Sheet]:
    """Read a CSV or Excel file.

    Args:
        path: CSV or tab-separated text in UTF-8, UTF-16 or cp932 (Shift_JIS), or .xlsx.

    Returns:
        Its worksheets that have cells; one for a text file.

    Raises:
        FileNotFoundError: if there is no such file.
        FileError: if it is too large, of another kind, damaged, or in an unknown encoding.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file")
    if path.stat().st_size > LARGEST:
        raise FileError(f"{path}: larger than {LARGEST // 1_000_000} MB; expected one table")
    content = path.read_bytes()
    start = content[:500].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for mark, kind in _KINDS.items():
        if start.startswith(mark.lower()):
            raise FileError(f"{path}: {kind}")
    zipped = content.startswith(b"PK\x03\x04")
    found = workbook(path, content) if zipped else [_text(path, content)]
    found = [each for each in found if any(cell.text for row in each.rows for cell in row)]
    if not found:
        raise FileError(f"{path}: found no cells; expected a table")
    return found


def _text(path: Path, content: bytes) -> Sheet:
    text, encoding = _decoded(path, content)
    if "\0" in text:
        raise FileError(f"{path}: found zero bytes; expected text (CSV) or .xlsx")
    lines = _lines(path, text)
    rows = [
        [Cell(f"{get_column_letter(x)}{y}", cell) for x, cell in enumerate(line, 1)]
        for y, line in enumerate(lines, 1)
    ]
    return Sheet("", rows, f"text in {encoding}")


def _decoded(path: Path, content: bytes) -> tuple[str, str]:
    encodings = [name for mark, name in _MARKS if content.startswith(mark)] or ["utf-8", "cp932"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            where = error.start
            continue
        foreign = len(re.findall(r"[^\x00-\x7f]", text))
        if encoding != "cp932" or len(_HALF_WIDTH.findall(text)) * 3 < foreign or not foreign:
            return text, encoding
        where = 0  # EUC-JP passes for cp932 with half-width kana, which real files have little of
    line = content[:where].count(b"\n") + 1
    raise FileError(
        f"{path}, line {line}: found bytes that are neither UTF-8 nor cp932 (Shift_JIS)"
        f"{_likely(content)}; save the file as CSV in UTF-8"
    )


def _likely(content: bytes) -> str:
    try:
        content.decode("euc_jp")
    except UnicodeDecodeError:
        return ""
    return ", it seems EUC-JP"


def _lines(path: Path, text: str) -> list[list[str]]:
    """The cells of a text: its delimiter is the one that the most lines have."""
    counts = {mark: sum(mark in line for line in text.splitlines()) for mark in "\t,;"}
    delimiter = max(counts, key=lambda mark: counts[mark])
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
