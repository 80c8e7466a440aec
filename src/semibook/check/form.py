"""Whether a file is a table at all: its size, its encoding, its quotation marks, its header.

frictionless reads no quotation marks strictly, and goes on where the header is another: so this is
looked at before, and of a file that is no table nothing else is told.
"""

from __future__ import annotations

import csv
from pathlib import Path

from semibook import paths
from semibook.check.problem import Problem, of_file
from semibook.tables import csvfile


def problem(file: Path, header: list[str], comment: str = "") -> Problem | None:
    """Why no row of a file can be read; None if it can.

    Args:
        file: the table.
        header: the columns that it should have.
        comment: what a line that is no row begins with.
    """
    if file.stat().st_size > csvfile.LARGEST:
        return of_file(file, f"a file larger than {csvfile.LARGEST // 1_000_000} MB", "one table")
    line, first = 0, []
    try:
        for line, cells in enumerate(csvfile.lines(file), 1):
            if not (first or (comment and "".join(cells).startswith(comment))):
                first = [line, cells]
    except UnicodeDecodeError:
        place = _undecoded(file, header)
        expected = "UTF-8 (in Excel: CSV UTF-8)"
        return Problem(str(paths.shown(file)), *place, "text in another encoding", expected)
    except csv.Error as error:
        expected = "cells between commas, those with commas in double quotes"
        found = f"text that is no CSV ({error})"
        return Problem(str(paths.shown(file)), line + 1, "", found, expected)
    if not first:
        return of_file(file, "an empty file", f"a header ({', '.join(header)}) and rows")
    if first[1] == header:
        return None
    expected = "the columns of datapackage.json in their order (no row was checked)"
    return Problem(str(paths.shown(file)), first[0], "", difference(first[1], header), expected)


def difference(found: list[str], expected: list[str]) -> str:
    """How a header differs from the one expected, in words."""
    for mark, name in {";": "semicolons", "\t": "tabs", "|": "bars"}.items():
        if len(found) == 1 and mark in found[0]:
            return f"{name} between the cells, and no commas"
    parts = {
        "no column": [each for each in expected if each not in found],
        "the unknown column": [_named(each) for each in found if each not in expected],
        "twice the column": [each for each in expected if found.count(each) > 1],
    }
    said = [f"{words} {_listed(names)}" for words, names in parts.items() if names]
    if not said:
        said = [
            f"the column {one} in the place of {other}"
            for one, other in zip(found, expected, strict=True)
            if one != other
        ][:1]
    return " and ".join(said)


def _named(label: str) -> str:
    return label if label.isidentifier() else repr(label) if label else "without a name"


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more


def _undecoded(file: Path, header: list[str]) -> tuple[int, str]:
    """Row and column of the first cell that is not UTF-8; the column, where the header names it."""
    with file.open(encoding="utf-8", errors="surrogateescape", newline="") as text:
        for line, cells in enumerate(csv.reader(text), 1):
            for place, cell in enumerate(cells):
                if any("\udc80" <= each <= "\udcff" for each in cell):
                    return line, header[place] if line > 1 and place < len(header) else ""
    return 0, ""
