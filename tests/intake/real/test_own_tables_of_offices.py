"""Kinds of official files that are none of the book's tables, rebuilt with made-up numbers.

Each comes in as a table of a vintage's own, its first row as it should be, or is refused with what
cannot be known.
"""

from __future__ import annotations

import csv
from typing import NamedTuple

import pytest

from semibook.intake import ImportRefusedError
from semibook.intake.own_table import propose_table
from semibook.intake.shape import Shape
from semibook.tables import vintages


class Kind(NamedTuple):
    """A file, how it is told of, and its first row, or why it is refused."""

    rows: list[list[str]]
    expected: list[str] | str
    encoding: str = "cp932"
    units: list[str] = []  # noqa: RUF012 (never changed)
    shape: Shape = Shape()


KINDS = {
    "national accounts with both calendars and notes": Kind(
        [
            ["国内総生産（支出側）"],
            ["（単位：１０億円）"],
            ["年度", "西暦", "国内総生産", "民間消費"],
            ["平成６年度", "1994", "446,522.3", "－"],
            ["平成７年度", "1995", "455,457.9", "－"],
            ["（注）推計"],
        ],
        ["1994", "1994", "446522.3", ""],
    ),
    "national accounts by quarter": Kind(
        [
            ["（単位：10億円）"],
            ["期", "国内総生産(支出側)"],
            ["1980/ 1- 3.", "58,100.5 "],
            ["1980/ 4- 6.", "59,000.0 "],
        ],
        ["1980/ 1- 3.", "58100.5"],
    ),
    "quarters whose year stands once": Kind(
        [["", "国内総生産"], ["1980/ 1- 3.", "58,100.5 "], ["4- 6.", "59,000.0 "]],
        "found no line of names",
        units=["10億円"],
    ),
    "the central bank's rows about the series": Kind(
        [
            ["系列コード", "'MD01'MABS1AN11@"],
            ["単位", "億円"],
            ["収録開始期", "1970/01"],
            ["年月", "マネタリーベース"],
            ["2024/01", "6,664,012"],
        ],
        ["2024-01", "6664012"],
        units=["億円"],
        shape=Shape(skip_lines=3),
    ),
    "consumer prices by yyyymm": Kind(
        [
            ["類・品目", "総合", "生鮮食品"],
            ["202001", "100.2", "99.1"],
            ["202002", "100.0", "98.7"],
        ],
        ["2020-01", "100.2", "99.1"],
        units=["1"],
    ),
    "the weather with quality numbers": Kind(
        [
            ["ダウンロードした時刻：2014/10/20 12:00:00"],
            [],
            ["", "東京", "東京"],
            ["年月日", "降水量(mm)", "降水量(mm)"],
            ["", "", "品質情報"],
            ["2013/10/20", "16.3", "8"],
        ],
        ["2013-10-20", "16.3", "8"],
        units=["1"],
        shape=Shape(header_rows=3, rows="6:6"),
    ),
    "holidays without zeros": Kind(
        [["国民の祝日・休日月日", "国民の祝日・休日名称"], ["1955/1/1", "元日"]],
        ["1955-01-01", "元日"],
    ),
    "bond yields whose headers are years to maturity": Kind(
        [["国債金利情報"], ["基準日", "1年", "2年"], ["S49.9.24", "10.327", "9.362"]],
        "no row heads the table",
        units=["%"],
    ),
    "a portal's download, all in quotes": Kind(
        [
            ["/時間軸", "地域", "人数【人】", "/"],
            ["2024年", "東京都", "2,618", ""],
            ["2024年", "大阪府", "1,200", ""],
        ],
        ["2024", "東京都", "2618", ""],
        "utf-8",
    ),
    "a portal's download with a unit for a header": Kind(
        [["時間軸", "地域", "【人】"], ["2024年", "東京都", "2,618"]],
        "C1: found a column '【人】'",
        "utf-8",
    ),
    "a portal's download with codes and labels": Kind(
        [
            ["area_code", "地域", "time_code", "時間軸（年次）", "value"],
            ["01000", "北海道", "2020000000", "2020年", "5,224,614"],
            ["13000", "東京都", "2020000000", "2020年", "14,047,594"],
        ],
        ["01000", "北海道", "2020000000", "2020", "5224614"],
        "utf-8-sig",
        ["人"],
    ),
    "population with years in both calendars": Kind(
        [["年次", "総人口（千人）"], ["平成37(2025)年", "122,544"]],
        ["平成37(2025)年", "122544"],
    ),
    "postal codes without a header": Kind(
        [["01101", "060  ", "0600000", "ﾎﾂｶｲﾄﾞｳ"], ["01101", "064  ", "0640941", "ﾎﾂｶｲﾄﾞｳ"]],
        "found no line of names",
    ),
    "municipalities with places": Kind(
        [
            ["cid", "pref", "city", "lat"],
            ["0", "北海道", "道庁", "43.06"],
            ["1", "北海道", "札幌", "43"],
        ],
        ["0", "北海道", "道庁", "43.06"],
        units=["1"],
    ),
    "an input-output table with its mark": Kind(
        [["type", "name", "農林水産業", "鉱業"], ["中間投入", "農林水産業", "1456611", "85"]],
        ["中間投入", "農林水産業", "1456611", "85"],
        "utf-8-sig",
        ["百万円"],
    ),
    "sectors whose codes begin with a zero": Kind(
        [
            ["列コード", "部門名", "生産額（百万円）"],
            ["01", "農業", "1,000"],
            ["0111", "耕種", "800"],
        ],
        ["01", "農業", "1000"],
    ),
    "the customs' series, quantity and value in pairs": Kind(
        [
            ["輸出 主要商品別"],
            ["", "'70323'", "'70323'"],
            ["年月", "半導体等電子部品", "半導体等電子部品"],
            ["", "数量", "金額"],
            ["", "(個)", "(単位：千円)"],
            ["2024/01", "5,000 ", "400,000 "],
            ["2024/03", "-", "-"],
        ],
        ["2024-01", "5000", "400000"],
        shape=Shape(header_rows=3, rows="6:7"),
    ),
    "the customs' totals, whose English title has another unit's form": Kind(
        [
            ["総額（単位：千円）"],
            ["Total value (1,000 yen)"],
            ["年月", "輸出額"],
            ["1979/01", "1,500"],
        ],
        "A2: found 'Total value",
    ),
    "trade by quoted code": Kind(
        [
            ["Exp or Imp", "Year", "HS", "Country", "Unit1", "Value-Jan"],
            ["1", "2026", "'010121000'", "103", "NO", "0"],
        ],
        ["1", "2026", "'010121000'", "103", "NO", "0"],
        "utf-8",
        ["千円"],
    ),
    "a press release with capped growth": Kind(
        [["地域", "輸出（百万円）", "伸率（％）"], ["総額", "△1,000", "*914"]],
        r"C2 .*found '\*914'",
        "utf-8",
    ),
    "production whose month 0 is the year": Kind(
        [
            ["年", "月", "品目", "数量（個）"],
            ["2025", "0", "化粧水", "1,000"],
            ["2025", "1", "化粧水", "9"],
        ],
        ["2025", "0", "化粧水", "1000"],
        "utf-8",
    ),
    "trade by country": Kind(
        [["年月", "国コード", "国名", "金額（千円）"], ["2025-01", "103", "大韓民国", "1,000"]],
        ["2025-01", "103", "大韓民国", "1000"],
        "utf-8",
    ),
    "wages with years of two digits": Kind(
        [["年", "実質賃金（％）"], ["元年", "1.0"], ["２", "2.0"], ["３", "1.5"]],
        "--key",
    ),
    "construction with two units in a line": Kind(
        [
            ["（単位：億円、％）"],
            ["年度", "出来高", "前年度比"],
            ["平成１２年度計", "600,000", "－"],
        ],
        "found the units 1e8 JPY",
    ),
    "the index of production, months across": Kind(
        [
            ["品目番号", "品目名称", "ウエイト", "201801", "201802"],
            ["2A01", "集積回路", "213.8", "-", "101.2"],
        ],
        ["2A01", "集積回路", "213.8", "2018-02", "101.2"],
        units=["1"],
        shape=Shape(melt="month", value="index"),
    ),
    "the index of production with secret figures": Kind(
        [["品目番号", "品目名称", "201801", "201802"], ["2A01", "集積回路", "X", "1.2"]],
        ["2A01", "集積回路", "2018-01", "", "", "", "secret"],
        units=["1"],
        shape=Shape(melt="month", value="index"),
    ),
    "an index with its base year in a line": Kind(
        [["令和２年平均＝１００"], ["年月", "消費活動指数"], ["2020年1月", "101.2"]],
        ["2020-01", "101.2"],
        units=["1"],
    ),
    "unemployment with a second header in English": Kind(
        [["年", "総数", "男"], ["Year", "Total", "Male"], ["平成元年", "2.3", "2.2"]],
        ["1989", "2.3", "2.2"],
        units=["%"],
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_it_comes_in_right_or_is_refused(place, tmp_path, kind):
    rows, expected, encoding, units, shape = KINDS[kind]
    file = tmp_path / "office.csv"
    with file.open("w", encoding=encoding, newline="") as text:
        csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    place = vintages.find(place)
    given = {"source": "s12", "units": units, "shape": shape}
    if isinstance(expected, str):
        with pytest.raises(ImportRefusedError, match=expected):
            propose_table(file, "own_series", place, **given)
        return
    first = propose_table(file, "own_series", place, **given).proposal.rows[0]
    assert [cell for name, cell in first.items() if name not in ("source", "as_of")] == expected
