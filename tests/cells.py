"""Reading and changing the cells of a vintage's tables as they are written."""

from __future__ import annotations

import csv
from pathlib import Path


def rows_of(folder: Path, table: str) -> list[list[str]]:
    """The cells of each line, the header first."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(folder: Path, table: str, rows: list[list[str]]) -> None:
    """Write a table anew."""
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def put(folder: Path, table: str, row: int, column: str, cell: str) -> None:
    """Write a cell; rows are counted as a spreadsheet does, the header is row 1."""
    rows = rows_of(folder, table)
    rows[row - 1][rows[0].index(column)] = cell
    write(folder, table, rows)
