"""Changing single cells of a vintage's tables."""

from __future__ import annotations

import csv
from pathlib import Path


def put(folder: Path, table: str, row: int, column: str, cell: str) -> None:
    """Write a cell; rows are counted as a spreadsheet does, the header is row 1."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[row - 1][rows[0].index(column)] = cell
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
