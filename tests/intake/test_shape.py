"""Files of another shape than their table: members across, deep headers, blocks, other names."""

from __future__ import annotations

import pytest

from semibook.intake import ImportRefusedError
from semibook.intake.read.csv import text_sheet
from semibook.intake.shape import Shape, shaped
from semibook.tables import schema
from tests.intake.conftest import csv_text

WIDE = [
    ["国・地域", "集計者", "2020年", "2021年", "令和4年"],
    ["Japan", "Omdia", "10.0", "9.5", "9.0"],
    ["Korea", "Omdia", "20", "-", "21"],
]


def cells(proposal, *columns: str) -> list[tuple[str, ...]]:
    fresh = [row for row in proposal.rows if row["source"] == "s12"]
    return [tuple(row[each] for each in columns) for row in fresh]


def shares(proposed, *rows: list[str], **shape):
    return proposed(*rows, table="maker_shares", shape=Shape(**shape), units=["%"])


def test_years_across_become_rows(proposed):
    proposal = shares(proposed, *WIDE, melt="年")
    assert cells(proposal, "country", "year", "share") == [
        ("Japan", "2020", "10"),
        ("Japan", "2021", "9.5"),
        ("Japan", "2022", "9"),
        ("Korea", "2020", "20"),
        ("Korea", "2022", "21"),
    ]


def test_a_wrong_cell_is_named_where_it_stands(proposed):
    rows = [*WIDE, ["Taiwan", "Omdia", "30", "未定", "31"]]
    with pytest.raises(ImportRefusedError, match=r"D4 .*found '未定'"):
        shares(proposed, *rows, melt="year")


def test_a_year_of_another_kind_is_refused(proposed):
    rows = [["国・地域", "集計者", "2020年度", "2021年度"], ["Japan", "Omdia", "1", "2"]]
    with pytest.raises(ImportRefusedError, match="found '2020年度', expected a calendar year"):
        shares(proposed, *rows, melt="year")


def test_the_unit_above_holds_for_all_members(proposed):
    rows = [["", "（単位：％）"], *WIDE]
    proposal = proposed(*rows, table="maker_shares", shape=Shape(melt="year"))
    assert not proposal.assumed


def test_a_column_of_no_member_and_no_name_is_refused(proposed):
    rows = [[*WIDE[0], "備考"], [*WIDE[1], "x"]]
    with pytest.raises(ImportRefusedError, match="found a column '備考'"):
        shares(proposed, *rows, melt="year")


def test_no_member_is_said(proposed):
    with pytest.raises(ImportRefusedError, match="--melt: found no column headed by"):
        shares(proposed, ["国・地域", "集計者", "シェア"], ["Japan", "Omdia", "3"], melt="year")


def test_months_stand_beneath_their_year(tmp_path):
    rows = [
        ["行", "対象", "2024年", "", "2025年"],
        ["", "", "11月", "12月", "1月"],
        ["kyushu", "Kyushu", "10", "11", "12"],
    ]
    sheet = text_sheet(tmp_path, csv_text(*rows).encode())
    read = shaped(
        sheet, schema.table("kyushu_firm_count"), Shape(melt="as_of", header_rows=2)
    ).sheet
    assert [[cell.text for cell in row[-2:]] for row in read.rows[1:]] == [
        ["as_of", "value"],
        ["2024-11", "10"],
        ["2024-12", "11"],
        ["2025-01", "12"],
    ]


def test_amount_and_number_stand_side_by_side_beneath_a_year(tmp_path):
    rows = [
        ["行", "2024年11月", "", "2024年12月", ""],
        ["", "企業数", "限定", "企業数", "限定"],
        ["kyushu", "10", "exact", "11", "about"],
    ]
    sheet = text_sheet(tmp_path, csv_text(*rows).encode())
    read = shaped(
        sheet, schema.table("kyushu_firm_count"), Shape(melt="as_of", header_rows=2)
    ).sheet
    assert [[cell.text for cell in row] for row in read.rows[1:]] == [
        ["", "as_of", "企業数", "限定"],
        ["kyushu", "2024-11", "10", "exact"],
        ["kyushu", "2024-12", "11", "about"],
    ]


def test_a_header_of_two_rows_is_found_beneath_a_title(proposed):
    rows = [
        ["表3 国・地域別のシェア"],
        ["（単位：％）"],
        ["", "集計者", "調査年", ""],
        ["国名", "", "2020年", "2021年"],
        ["Japan", "Omdia", "10", "9"],
    ]
    names = {"国名": "country", "調査年": "year"}
    shape = Shape(melt="year", header_rows=2, columns=names)
    proposal = proposed(*rows, table="maker_shares", shape=shape)
    assert cells(proposal, "year", "share") == [("2020", "10"), ("2021", "9")]


def test_a_name_above_the_members_that_the_table_does_not_have_is_refused(proposed):
    rows = [["国・地域", "集計者", "数量", ""], ["", "", "2020年", "2021年"], [*WIDE[1][:4]]]
    with pytest.raises(ImportRefusedError, match="found a column '数量'"):
        shares(proposed, *rows, melt="year", header_rows=2)


def test_prefectures_stand_across(tmp_path):
    rows = [["id", "municipality", "東京都", "熊本"], ["x", "y", "1", "2"]]
    sheet = text_sheet(tmp_path, csv_text(*rows).encode())
    shape = Shape(melt="prefecture_ja", value="latitude")
    read = shaped(sheet, schema.table("places"), shape).sheet
    assert [[cell.text for cell in row[2:]] for row in read.rows] == [
        ["prefecture_ja", "latitude"],
        ["東京都", "1"],
        ["熊本県", "2"],
    ]


def test_one_block_of_several_is_read(proposed):
    rows = [
        ["第1表"],
        *WIDE,
        [],
        ["第2表"],
        WIDE[0],
        ["Taiwan", "Omdia", "30", "31", "32"],
        ["China", "Omdia", "1", "2", "3"],
    ]
    proposal = shares(proposed, *rows, melt="year", rows="8:8", header_rows=1)
    assert {country for (country,) in cells(proposal, "country")} == {"Taiwan"}


def test_lines_at_the_top_are_left_out(proposed):
    old = [["国・地域", "集計者", "年", "シェア"], ["Japan", "Omdia", "2001", "1"]]
    rows = [*old, ["国・地域", "集計者", "年", "シェア"], ["Korea", "Omdia", "2002", "2"]]
    proposal = shares(proposed, *rows, skip_lines=2)
    assert cells(proposal, "country", "year") == [("Korea", "2002")]


def test_a_column_goes_by_another_name(proposed):
    rows = [["国・地域", "集計者", "年", "占有率（％）"], ["Japan", "Omdia", "2020", "7"]]
    proposal = proposed(*rows, table="maker_shares", shape=Shape(columns={"占有率": "share"}))
    assert cells(proposal, "year", "share") == [("2020", "7")]
    assert not proposal.assumed


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ({"skip_lines": 50}, "--skip: found 50 lines"),
        ({"rows": "9:3"}, "--rows: found 9:3"),
        ({"header_rows": 9}, "--header-rows: found 9"),
        ({"columns": {"占有率": "share"}}, "--column: found no header 占有率"),
    ],
)
def test_what_the_file_does_not_have_is_said_in_one_line(proposed, shape, said):
    with pytest.raises(ImportRefusedError, match=said):
        shares(proposed, *WIDE, **shape)
