"""Shapes of files that ministries and e-Stat publish, rebuilt with made-up numbers.

Each comes in with its right figures, or is refused by the cell that cannot be known.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from semibook.intake import ImportRefusedError, propose
from semibook.intake.read.sheet import FileError
from semibook.intake.shape import Shape
from tests.intake.conftest import csv_text

SHARES = {"国名": "country", "調査": "compiler"}


@pytest.fixture
def shares(place, tmp_path):
    """A function that reads a file as shares of makers: (country, year, share) of its rows."""

    def read(file: Path | list[list[str]], encoding: str = "cp932", **options):
        if isinstance(file, list):
            text, file = csv_text(*file), tmp_path / "office.csv"
            file.write_bytes(text.encode(encoding))
        proposal = propose(file, "maker_shares", place, source="s12", **options)
        fresh = [row for row in proposal.rows if row["source"] == "s12"]
        return [(row["country"], row["year"], row["share"]) for row in fresh]

    return read


def test_eras_across_beneath_bilingual_rows(shares):
    # The labour force survey: 平成, 令和, a row in English beneath, … where nothing was asked.
    rows = [
        ["第1表 シェア（単位：％）", "", "", ""],
        ["国名", "調査", "平成30年", "令和元年"],
        ["", "", "2018", "2019"],
        ["Japan", "A", "12.5", "…"],
        ["Korea", "A", "20.0", "21.5"],
        ["注）数値は速報を含む"],
    ]
    found = shares(rows, shape=Shape(melt="年", header_rows=2, columns=SHARES))
    assert found == [
        ("Japan", "2018", "12.5"),
        ("Korea", "2018", "20"),
        ("Korea", "2019", "21.5"),
    ]


@pytest.mark.parametrize("mark", ["X", "***", "5.9p", "r5.9"])
def test_secret_and_revised_figures_of_the_index_are_refused_by_the_cell(shares, tmp_path, mark):
    # The index of production: a sheet of notes, three header rows, *** and X for secret figures.
    book = Workbook()
    book.active.title = "注意事項"
    book.active["A1"] = "この表の見方"
    sheet = book.create_sheet("指数")
    for row in (
        ["国名", "調査", "シェア", None],
        [None, None, "（％）", None],
        [None, None, 2020, 2021],
        ["Japan", "A", 10.5, mark],
    ):
        sheet.append(row)
    for merged in ("A1:A3", "B1:B3", "C1:D1", "C2:D2"):
        sheet.merge_cells(merged)
    book.save(tmp_path / "index.xlsx")
    with pytest.raises(ImportRefusedError, match=r"指数!D4 .*expected a number"):
        shares(
            tmp_path / "index.xlsx",
            sheet="指数",
            shape=Shape(melt="年", header_rows=3, columns=SHARES),
        )


def test_a_download_of_the_statistics_portal(shares):
    # e-Stat: all in quotes, codes beside labels, the unit in a column, thousands with commas.
    rows = [
        ["時間軸(年) コード", "時間軸(年)", "地域 コード", "地域", "調査", "unit", "value"],
        ["2020000000", "2020年", "01", "Japan", "A", "％", "1.5"],
        ["2021000000", "2021年", "01", "Japan", "A", "％", "-"],
    ]
    names = {"時間軸(年)": "year", "地域": "country", "調査": "compiler", "value": "share"}
    with pytest.raises(ImportRefusedError, match="found a column '時間軸\\(年\\) コード'"):
        shares(rows, "utf-8-sig", units=["%"], shape=Shape(columns=names))
    skip = ["時間軸(年) コード", "地域 コード", "unit"]
    with pytest.raises(ImportRefusedError, match=r"G3 \(share\): found ''"):
        shares(rows, "utf-8-sig", units=["%"], skip=skip, shape=Shape(columns=names))


def test_quantity_and_value_in_pairs_beneath_seven_rows(shares):
    # The customs' long series: a name only over the first column of its pair, codes in quotes.
    rows = [
        ["主要国別のシェア"],
        ["Shares by country"],
        ["", "", "'70323'", "", "'70324'", ""],
        ["国名", "調査", "2020年", "", "2021年", ""],
        ["", "", "数量", "シェア", "数量", "シェア"],
        ["", "", "(単位：MT)", "(単位：％)", "(単位：MT)", "(単位：％)"],
        ["Japan", "A", "5 ", "10.5 ", "6 ", "11.0 "],
    ]
    shape = Shape(melt="年", header_rows=3, rows="7:7", columns=SHARES)
    with pytest.raises(ImportRefusedError, match="found a column '数量"):
        shares(rows, shape=shape)


def test_two_blocks_on_a_sheet(shares):
    rows = [
        ["国名", "調査", "年", "シェア（％）"],
        ["Japan", "A", "2020", "10"],
        [],
        ["国名", "調査", "年", "シェア（％）"],
        ["Korea", "A", "2020", "20"],
    ]
    shape = Shape(header_rows=1, rows="5:5", columns=SHARES)
    assert shares(rows, shape=shape) == [("Korea", "2020", "20")]


@pytest.mark.parametrize("head", ["平成37(2025)年", "2020 1-3", "2020年度計"])
def test_a_head_that_is_no_year_alone_is_refused(shares, head):
    rows = [["国名", "調査", "2020年", "2021年", head], ["Japan", "A", "1", "2", "3"]]
    with pytest.raises(ImportRefusedError, match=r"found a column|expected a calendar year"):
        shares(rows, units=["%"], shape=Shape(melt="年", columns=SHARES))


def test_an_old_workbook_is_refused_with_what_to_do(shares, tmp_path):
    (tmp_path / "29ffm1n_jp.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(FileError, match=r"old or locked Excel file; save it as \.xlsx"):
        shares(tmp_path / "29ffm1n_jp.xls")


def test_a_total_among_the_rows_is_refused(shares):
    rows = [["国名", "調査", "2020年", "2021年"], ["合　計", "A", "1", "2"]]
    with pytest.raises(
        ImportRefusedError, match=r"A2: found .*; expected rows, and no total"
    ) as no:
        shares(rows, units=["%"], shape=Shape(melt="年", columns=SHARES))
    assert len(no.value.problems) == 1
