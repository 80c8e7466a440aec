"""The CSV of the tables: commas, double quotes, UTF-8 with or without a byte order mark."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

#: Also reads a file that begins with the mark by which Excel knows UTF-8.
ENCODING = "utf-8-sig"
#: In bytes; larger files are no policy table, and would only keep the machine busy.
LARGEST = 20_000_000


def lines(file: Path) -> Iterator[list[str]]:
    """The cells of each line of a table, the header first; a cell may itself have several lines.

    Raises:
        UnicodeDecodeError: if it is no UTF-8.
        csv.Error: if its quotation marks do not match.
    """
    with file.open(encoding=ENCODING, newline="") as text:
        yield from csv.reader(text, strict=True)


def rows(file: Path) -> list[dict[str, str]]:
    """The rows of a table, each by its columns; cells that a row lacks are empty.

    Raises:
        UnicodeDecodeError: if it is no UTF-8.
        csv.Error: if its quotation marks do not match.
    """
    with file.open(encoding=ENCODING, newline="") as text:
        return list(csv.DictReader(text, restval="", strict=True))
