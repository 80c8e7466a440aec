"""Offices' tables with headers of several rows, brought in as a vintage's own.

Shapes as prefectures and e-Stat publish them, with made-up numbers: years over measures, units in
a row of their own, English beneath, quarters, codes with zeros, totals, years that stand once.
"""

from __future__ import annotations

import csv
from typing import Any, NamedTuple

import pytest
from openpyxl import Workbook

from semibook.intake import ImportRefusedError, propose, recipes
from semibook.intake.lines import completed
from semibook.intake.own_table import propose_table
from semibook.intake.shape import Shape
from semibook.tables import vintages

#: An empty cell: in Excel it holds nothing, in a text file no characters.
_ = None
INDUSTRY = [
    ["令和5年 工業統計（概要）"],
    ["都道府県", "2022年", _, "2023年", _],
    [_, "従業者数（人）", "出荷額（百万円）", "従業者数（人）", "出荷額（百万円）"],
    ["01北海道", "100", "2,000", "110", "2,100"],
    ["02青森県", "50", "300", "51", "310"],
    ["（注）数値は説明用"],
]
#: Which of its cells Excel has merged.
OVER_TWO_ROWS = ("A2:A3", "B2:C2", "D2:E2")
BY_SEX = [
    ["産業分類", "2022年度", _, _, _],
    [_, "男", _, "女", _],
    [_, "人数（人）", "構成比（％）", "人数（人）", "構成比（％）"],
    ["製造業", "10", "50", "10", "50"],
    ["計", "11", "60", "19", "40"],
    ["出典：X県統計課"],
]
MEASURES_OVER_YEARS = [
    ["団体コード", "都道府県", "従業者数", _, "出荷額", _],
    [_, _, "2022年", "2023年", "2022年", "2023年"],
    [_, _, "（人）", "（人）", "（百万円）", "（百万円）"],
    ["01", "北海道", "100", "110", "2,000", "2,100"],
    ["47", "沖縄県", "50", "51", "300", "310"],
]
NAMES = {"従業者数": "workers", "出荷額": "shipments"}


class Kind(NamedTuple):
    """A file, how it is told of, and its first row, or why it is refused."""

    rows: list[list[str | None]]
    expected: list[str] | str
    merged: tuple[str, ...] = ()
    options: dict[str, Any] = {}  # noqa: RUF012 (never changed)


KINDS = {
    "years over measures": Kind(
        INDUSTRY,
        ["01北海道", "2022", "100", "2000"],
        OVER_TWO_ROWS,
        {"melt": "year", "columns": NAMES},
    ),
    "the same, and how deep the header is": Kind(
        INDUSTRY,
        ["01北海道", "2022", "100", "2000"],
        OVER_TWO_ROWS,
        {"melt": "year", "columns": NAMES, "header_rows": 2},
    ),
    "years over measures as columns": Kind(
        INDUSTRY, ["01北海道", "100", "2000", "110", "2100"], OVER_TWO_ROWS
    ),
    "measures over years, units beneath": Kind(
        MEASURES_OVER_YEARS,
        ["01", "北海道", "2022", "100", "2000"],
        ("A1:A3", "B1:B3", "C1:D1", "E1:F1"),
        {"melt": "year", "columns": NAMES},
    ),
    "years over sexes over measures": Kind(
        BY_SEX,
        ["製造業", "2022", "10", "50", "10", "50"],
        ("A1:A3", "B1:E1", "B2:C2", "D2:E2"),
        {"melt": "fiscal_year", "without": ["計"]},
    ),
    "only what is named of it": Kind(
        BY_SEX,
        ["製造業", "2022", "10", "10"],
        ("A1:A3", "B1:E1", "B2:C2", "D2:E2"),
        {
            "melt": "fiscal_year",
            "without": ["計"],
            "only_named": True,
            "columns": {"産業分類": "industry", "男/人数": "men", "女/人数": "women"},
        },
    ),
    "its total": Kind(BY_SEX, "found '計'; expected rows", (), {"melt": "fiscal_year"}),
    "units in a second row": Kind(
        [["年度", "出荷額", "従業者数"], [_, "（百万円）", "（人）"], ["令和4年度", "1,234", "50"]],
        ["2022", "1234", "50"],
    ),
    "English beneath, then units": Kind(
        [
            ["都道府県", "人口", "男"],
            ["Prefecture", "Population", "Male"],
            [_, "（千人）", "（千人）"],
            ["北海道", "5,140", "2,400"],
            ["東京都", "14,000", "6,900"],
        ],
        ["北海道", "5140", "2400"],
    ),
    "quarters beneath their year": Kind(
        [
            ["品目", "2023年度", _, _, _],
            [_, "第1四半期", "第2四半期", "第3四半期", "第4四半期"],
            ["集積回路", "1", "2", "3", "4"],
            ["製造装置", "5", "6", "7", "8"],
        ],
        ["集積回路", "2023-Q2", "1"],
        ("A1:A2", "B1:E1"),
        {"melt": "quarter", "units": ["億円"]},
    ),
    "months beneath their year, and its sum": Kind(
        [
            ["品目", "2024年", _, _, "2025年"],
            [_, "11月", "12月", "年計", "1月"],
            ["集積回路", "1", "2", "3", "4"],
        ],
        "D2: found '2024年 年計'.*--skip 年計",
        ("A1:A2", "B1:D1"),
        {"melt": "month", "units": ["個"]},
    ),
    "months without the sum of their year": Kind(
        [
            ["品目", "2024年", _, _, "2025年"],
            [_, "11月", "12月", "年計", "1月"],
            ["集積回路", "1", "2", "3", "4"],
        ],
        ["集積回路", "2024-11", "1"],
        ("A1:A2", "B1:D1"),
        {"melt": "month", "units": ["個"], "skip": ["年計"]},
    ),
    "codes with zeros, the whole country among them": Kind(
        [
            ["（単位：人）"],
            ["地域コード", "地域", "総数", "男"],
            ["00", "全国", "300", "150"],
            ["01", "北海道", "100", "50"],
        ],
        ["01", "北海道", "100", "50"],
        (),
        {"without": ["全国"]},
    ),
    "prefectures across with their sum": Kind(
        [["年", "全国", "北海道", "東京都"], ["2020年", "10", "4", "6"]],
        "B1: found a column '全国' among what stands across.*--skip 全国",
        (),
        {"melt": "prefecture", "units": ["人"]},
    ),
    "prefectures across": Kind(
        [["年", "全国", "北海道", "東京都"], ["2020年", "10", "4", "6"]],
        ["2020", "北海道", "4"],
        (),
        {"melt": "prefecture", "units": ["人"], "skip": ["全国"]},
    ),
    "a year that stands once": Kind(
        [["年", "月", "生産（個）"], ["令和4年", "1月", "10"], [_, "2月", "11"]],
        "--carry fills year",
    ),
    "a year that stands once, carried down": Kind(
        [["年", "月", "生産（個）"], ["令和4年", "1月", "10"], [_, "2月", "11"]],
        ["2022", "1月", "10"],
        (),
        {"carry": ["年"]},
    ),
    "a corner without a name": Kind(
        [["（単位：人）"], [_, "総数", "男"], ["北海道", "1", "2"], ["東京都", "3", "4"]],
        "A2: found a column without a header.*--column A=name",
    ),
    "a corner named by its letter": Kind(
        [["（単位：人）"], [_, "総数", "男"], ["北海道", "1", "2"], ["東京都", "3", "4"]],
        ["北海道", "1", "2"],
        (),
        {"columns": {"A": "prefecture"}},
    ),
    "two blocks": Kind(
        [
            ["年度", "半導体", "装置"],
            ["2022年度", "1", "2"],
            [],
            ["年度", "半導体", "装置"],
            ["2022年度", "10", "20"],
        ],
        "A4: found the header once more",
        (),
        {"units": ["人"]},
    ),
    "the second of two blocks": Kind(
        [
            ["年度", "半導体", "装置"],
            ["2022年度", "1", "2"],
            [],
            ["年度", "半導体", "装置"],
            ["2022年度", "10", "20"],
        ],
        ["2022", "10", "20"],
        (),
        {"units": ["人"], "rows": "5:5"},
    ),
    "a figure that is no number among others": Kind(
        [
            ["年", "生産", "備考"],
            ["2020年", "10", "1"],
            ["2021年", "未定", "2"],
            ["2022年", "1", "-"],
        ],
        "B3 .*found '未定'",
        (),
        {"units": ["個"]},
    ),
}


@pytest.fixture
def excel(tmp_path):
    def save(rows, merged):
        book = Workbook()
        for row in rows:
            book.active.append(row)
        for block in merged:
            book.active.merge_cells(block)
        book.save(tmp_path / "office.xlsx")
        return tmp_path / "office.xlsx"

    return save


@pytest.fixture
def text(tmp_path):
    def save(rows, _merged):
        with (tmp_path / "office.csv").open("w", encoding="cp932", newline="") as file:
            csv.writer(file).writerows([["" if c is None else c for c in row] for row in rows])
        return tmp_path / "office.csv"

    return save


def proposed(file, place, options):
    told = dict(options)
    given = {name: told.pop(name) for name in ("units", "skip", "types", "marks") if name in told}
    return propose_table(file, "own_t", place, source="s12", shape=Shape(**told), **given)


@pytest.mark.parametrize("form", ["excel", "text"])
@pytest.mark.parametrize("kind", KINDS)
def test_it_comes_in_right_or_is_refused(place, request, form, kind):
    rows, expected, merged, options = KINDS[kind]
    file, place = request.getfixturevalue(form)(rows, merged), vintages.find(place)
    if isinstance(expected, str):
        with pytest.raises(ImportRefusedError, match=expected):
            proposed(file, place, options)
        return
    first = proposed(file, place, options).proposal.rows[0]
    assert [cell for name, cell in first.items() if name not in ("source", "as_of")] == expected


@pytest.mark.parametrize("kind", [name for name in KINDS if isinstance(KINDS[name].expected, list)])
def test_the_next_file_is_read_as_the_first_was(place, excel, kind):
    rows, _expected, merged, options = KINDS[kind]
    file, place = excel(rows, merged), vintages.find(place)
    made = proposed(file, place, options)
    made.write()
    recipe = recipes.Recipe(skip=made.skip, **made.shape.model_dump(exclude_defaults=True))
    again = propose(file, "own_t", place.folder, source="s12", **recipe.options)
    assert not again.changes


def test_english_beneath_gives_names_and_titles(place, text):
    rows, _expected, merged, options = KINDS["English beneath, then units"]
    made = proposed(text(rows, merged), vintages.find(place), options)
    fields = made.described["schema"]["fields"]
    assert [(f["name"], f["title"], f["title_ja"]) for f in fields[1:3]] == [
        ("population", "Population", "人口"),
        ("male", "Male", "男"),
    ]


def test_a_type_is_chosen(place, text):
    file = text([["番", "名", "数"], ["1", "a", "5"], ["2", "b", "6"]], ())
    place = vintages.find(place)
    chosen = {"番": "string", "数": "integer"}
    fields = proposed(file, place, {"types": chosen}).described["schema"]["fields"]
    assert [field["type"] for field in fields[:3]] == ["string", "string", "integer"]
    with pytest.raises(ImportRefusedError, match="--type: found ない, expected one of"):
        proposed(file, place, {"types": {"ない": "string"}})


@pytest.mark.parametrize(
    ("text", "above", "whole"),
    [
        ("", "令和4年", "令和4年"),
        ("２", "令和元年", "令和2年"),
        ("31年", "平成30年", "平成31年"),
        ("2月", "2024年1月", "2024年2月"),
        ("4- 6.", "1980/ 1- 3.", "1980/4- 6."),
        ("2025年", "2024年", "2025年"),
        ("5", "2024年", "5"),  # five of what?
        ("製造業", "令和4年1月", "製造業"),
    ],
)
def test_a_cell_takes_what_it_leaves_out_from_above(text, above, whole):
    assert completed(text, above) == whole
