"""A vintage to import into, and files as offices save them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from semibook.intake import propose
from semibook.tables import vintages

HEADER = ["年度", "支援上限（億円）", "採択月", "事業", "事業（日本語）", "出典"]
ROW = ["令和6年度", "5,900", "令和6年4月", "Post-5G fund programme", "ポスト5G基金事業", "s12"]


@pytest.fixture
def place(tmp_path) -> Path:
    """An empty vintage on the deck."""
    return vintages.create(tmp_path / "2026-04").folder


@pytest.fixture
def excel(tmp_path) -> Callable[..., Path]:
    """A function that saves rows (and merged ranges) as .xlsx."""

    def save(rows: list[list], *merged: str, shapes: dict[str, str] | None = None) -> Path:
        book = Workbook()
        sheet = book.active
        sheet.title = "様式1"
        for row in rows:
            sheet.append(row)
        for block in merged:
            sheet.merge_cells(block)
        for at, shape in (shapes or {}).items():
            sheet[at].number_format = shape
        book.save(tmp_path / "office.xlsx")
        return tmp_path / "office.xlsx"

    return save


def digest(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its content."""
    return {str(each): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def csv_text(*rows: list[str], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


@pytest.fixture
def proposed(place, tmp_path):
    """A function that reads rows, saved as CSV, as a table."""

    def read(*rows: list[str], table: str = "rapidus_support", **options):
        (tmp_path / "office.csv").write_text(csv_text(*rows), encoding="utf-8")
        return propose(tmp_path / "office.csv", table, place, source="s12", **options)

    return read
