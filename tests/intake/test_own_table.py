"""Tables that a vintage brings itself: described from a file, and known wherever tables are."""

from __future__ import annotations

import csv
import json

import pytest
from bs4 import BeautifulSoup
from typer.testing import CliRunner

from semibook.check.tables import problems
from semibook.cli import app
from semibook.intake import ImportRefusedError, propose, propose_workbook, recipes
from semibook.intake.own_table import propose_table
from semibook.intake.shape import Shape
from semibook.intake.workbook.write import write_workbook
from semibook.run.comparison import table_changes
from semibook.site import catalogue
from semibook.tables import frames, vintages

SHIPMENTS = [
    ["第1表 半導体製造装置の出荷"],
    ["（単位：百万円）"],
    ["年度", "都道府県", "出荷額", "前年比（％）"],
    ["令和4年度", "熊本県", "1,234", "5.1"],
    ["令和4年度", "東京都", "2,000", "▲3.0"],
    ["令和5年度", "熊本県", "1,500", "21.6"],
    ["（注）数値は説明用"],
]
NAMED = Shape(columns={"出荷額": "shipments", "前年比": "growth"})


@pytest.fixture
def place(later):
    return vintages.find(later("my-data", "2024-02"))


@pytest.fixture
def sheet(tmp_path):
    def write(rows, encoding="cp932"):
        file = tmp_path / "office.csv"
        with file.open("w", encoding=encoding, newline="") as text:
            csv.writer(text).writerows(rows)
        return file

    return write


@pytest.fixture
def filled(place, sheet):
    propose_table(sheet(SHIPMENTS), "shipments", place, source="s12", shape=NAMED).write()
    return vintages.find(place.folder)


def test_names_types_units_and_key_are_proposed(place, sheet):
    made = propose_table(sheet(SHIPMENTS), "shipments", place, source="s12", shape=NAMED)
    fields = {field["name"]: field for field in made.described["schema"]["fields"]}
    assert {name: (field["type"], field.get("unit")) for name, field in fields.items()} == {
        "fiscal_year": ("integer", "year"),
        "prefecture": ("string", None),
        "shipments": ("number", "1e6 JPY"),
        "growth": ("number", "percent"),
        "source": ("string", None),
    }
    assert fields["shipments"]["title_ja"] == "出荷額"
    assert made.described["schema"]["primaryKey"] == ["fiscal_year", "prefecture"]
    assert not list(place.folder.glob("*.csv")), "written before anyone agreed"


def test_the_rows_come_in_as_the_table_writes_them(filled):
    rows = frames.load("shipments", filled.folder)
    assert list(rows["fiscal_year"]) == [2022, 2022, 2023]
    assert list(rows["growth"]) == [5.1, -3.0, 21.6]
    assert list(frames.amounts(rows, "shipments")) == [1.234e9, 2.0e9, 1.5e9]
    assert problems(filled.folder) == []


def test_codes_keep_their_zeros_and_few_texts_are_codes(place, sheet):
    kinds = ["製造", "設計"]
    rows = [[f"0{n}", kinds[n % 2], str(n)] for n in range(1, 8)]
    file = sheet([["code", "kind", "count（人）"], *rows], "utf-8")
    fields = propose_table(file, "cities", place, source="s12").described["schema"]["fields"]
    assert [field["type"] for field in fields[:3]] == ["string", "string", "number"]
    assert fields[1]["constraints"]["enum"] == ["設計", "製造"]


def test_months_across_become_rows(place, sheet):
    file = sheet(
        [
            ["（単位：千円）"],
            ["品名コード", "2023年1月", "2023年2月"],
            ["70323", "1,000", "－"],
            ["70131", "2,000", "2,200"],
        ]
    )
    shape = Shape(melt="month", value="exports", columns={"品名コード": "commodity"})
    propose_table(file, "exports", place, source="s12", shape=shape).write()
    rows = frames.load("exports", place.folder)
    assert [str(month) for month in rows["month"]] == ["2023-01", "2023-01", "2023-02"]
    assert list(frames.amounts(rows, "exports")) == [1e6, 2e6, 2.2e6]


def test_a_unit_that_nobody_names_is_asked_for(place, sheet):
    file = sheet([["年度", "出荷額"], ["令和4年度", "1,234"]])
    assert propose_table(file, "shipments", place, source="s12").proposal.assumed
    told = propose_table(file, "shipments", place, source="s12", units=["百万円"])
    assert not told.proposal.assumed
    assert told.described["schema"]["fields"][1]["unit"] == "1e6 JPY"


def test_a_unit_that_was_told_is_kept_for_the_next_file(place, sheet):
    file = sheet([["年度", "出荷額"], ["令和4年度", "1,234"]])
    told = ["--unit", "百万円", "--source", "s12", "-y"]
    command = ["table", "add", str(place.folder), "shipments", "--from", str(file), *told]
    done = CliRunner().invoke(app, command, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert recipes.read(vintages.find(place.folder))["shipments"].units == ["百万円"]


@pytest.mark.parametrize(
    ("name", "said"),
    [("Shipments", "no name for a table"), ("a__b", "no name"), ("budgets", "already")],
)
def test_a_name_that_cannot_be_is_refused(place, sheet, name, said):
    with pytest.raises(ValueError, match=said):
        propose_table(sheet(SHIPMENTS), name, place)


def test_a_cell_that_cannot_be_read_keeps_all_out(place, sheet):
    rows = [["年度", "出荷額（百万円）"], ["令和4年度", "10"], ["令和5年度", "未定"]]
    with pytest.raises(ImportRefusedError, match="B3"):
        propose_table(sheet(rows), "shipments", place, source="s12")


def test_rows_that_nothing_tells_apart_are_refused(place, sheet):
    rows = [["年度", "出荷額（百万円）"], ["令和4年度", "10"], ["令和4年度", "11"]]
    with pytest.raises(ImportRefusedError, match="--key"):
        propose_table(sheet(rows), "shipments", place, source="s12")


def test_a_wrong_cell_of_such_a_table_is_found_by_the_check(filled):
    file = filled.folder / "shipments.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("1234", "many"), encoding="utf-8")
    assert [(each.row, each.column) for each in problems(filled.folder)] == [(2, "shipments")]


def test_it_is_another_vintages_difference(filled):
    (change,) = table_changes("2024-02", filled.folder)
    assert (change.table, len(change.added)) == ("shipments", 3)
    (gone,) = table_changes(filled.folder, "2024-02")
    assert (gone.table, len(gone.dropped)) == ("shipments", 3)


def test_it_goes_out_and_comes_back_in_the_workbook(filled, tmp_path):
    book = write_workbook(filled.folder, tmp_path / "book.xlsx")
    proposals = propose_workbook(book, filled.folder)
    assert "shipments" in [each.table for each in proposals]
    assert not any(each.changes for each in proposals)


def test_the_catalogue_shows_it(filled):
    entry = BeautifulSoup(catalogue.entry("shipments", filled.folder, "ja"), "html.parser")
    assert "出荷額" in entry.get_text()
    assert "shipments" in catalogue.users(filled.folder)
    assert "shipments" not in catalogue.users()


def test_the_japanese_catalogue_says_units_and_states_in_japanese(place, sheet):
    rows = [*SHIPMENTS[:3], ["令和4年度", "熊本県", "X", "5.1"], *SHIPMENTS[4:]]
    propose_table(sheet(rows), "shipments", place, source="s12", shape=NAMED).write()
    entry = BeautifulSoup(catalogue.entry("shipments", place.folder, "ja"), "html.parser")
    cells = {cell.text for cell in entry.find_all("td")}
    assert {"百万円", "秘匿"} <= cells
    assert not {"1e6 JPY", "secret"} & cells


@pytest.mark.parametrize(
    ("across", "melt", "titles"),
    [
        (["令和3年度", "令和4年度"], "fiscal_year", ("年度", "値")),
        (["2023年", "2024年"], "year", ("年", "値")),
        (["2023年1月", "2023年2月"], "month", ("月", "値")),
        (["2023年第1四半期", "2023年第2四半期"], "quarter", ("四半期", "値")),
        (["東京都", "大阪府"], "prefecture", ("都道府県", "値")),
    ],
)
def test_what_stood_across_has_a_title_in_japanese(place, sheet, across, melt, titles):
    file = sheet([["（単位：百万円）"], ["品目", *across], ["装置", "1", "2"], ["材料", "3", "4"]])
    made = propose_table(file, "shipments", place, source="s12", shape=Shape(melt=melt))
    fields = {each["name"]: each for each in made.described["schema"]["fields"]}
    assert (fields[melt]["title_ja"], fields["value"]["title_ja"]) == titles


def test_a_vintage_on_top_has_it_too(filled, later):
    assert len(frames.load("shipments", later("next", filled.folder))) == 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "budgets", "path": "budgets.csv"}, "another name"),
        ({"path": "../../elsewhere.csv"}, "the path shipments.csv"),
        ({"extra": 1}, "only properties"),
        ({"title": "a\nb"}, "one line"),
    ],
)
def test_a_description_that_cannot_be_used_is_one_line(filled, change, said):
    file = filled.folder / "datapackage.json"
    described = json.loads(file.read_text(encoding="utf-8"))
    described["resources"][0] |= change
    file.write_text(json.dumps(described), encoding="utf-8")
    (problem,) = problems(filled.folder)
    assert problem.file.endswith("datapackage.json")
    assert said in problem.expected


def test_a_description_that_is_no_json_is_one_line(filled):
    (filled.folder / "datapackage.json").write_text("{", encoding="utf-8")
    (problem,) = problems(filled.folder)
    assert "no JSON" in problem.found


ACROSS = [
    ["第3表 半導体出荷額", "", "", ""],
    ["", "", "", "（単位：百万円）"],
    ["都道府県", "令和3年度", "令和4年度", "令和5年度"],
    ["宮城県", "1,234", "2,000", "1,500"],
    ["岩手県", "900", "-", "950"],
    ["秋田県", "-", "-", "-"],
    ["（注）数値は説明用。", "", "", ""],
    ["　　端数は四捨五入した。", "", "", ""],
]


def test_a_unit_above_the_last_year_is_that_of_all_years(place, sheet):
    made = propose_table(
        sheet(ACROSS), "shipments", place, source="s12", shape=Shape(melt="fiscal_year")
    )
    fields = {field["name"]: field for field in made.described["schema"]["fields"]}
    assert fields["value"]["unit"] == "1e6 JPY"
    assert not made.proposal.assumed


@pytest.mark.parametrize("melt", ["fiscal_year", ""])
def test_the_second_line_of_a_remark_is_no_row(place, sheet, melt):
    made = propose_table(sheet(ACROSS), "shipments", place, source="s12", shape=Shape(melt=melt))
    assert {row["prefecture"] for row in made.proposal.rows} <= {"宮城県", "岩手県", "秋田県"}
    assert "端数は四捨五入した" in " ".join(made.proposal.read)


BY_PREFECTURE = [
    ["コード", "都道府県", "年度", "出荷額（百万円）"],
    ["01000", "北　海　道", "令和4年度", "10"],
    ["04000", "宮　城　県", "令和4年度", "20"],
    ["13000", "東　京　都", "令和4年度", "30"],
]


def test_a_prefecture_with_spaces_is_written_without_and_told(place, sheet):
    made = propose_table(sheet(BY_PREFECTURE), "shipments", place, source="s12")
    assert [row["prefecture"] for row in made.proposal.rows] == ["北海道", "宮城県", "東京都"]
    assert "'都道府県' without spaces (北　海　道 is 北海道)" in made.proposal.read[0]


def test_spaces_of_other_names_stay(place, sheet):
    others = [["13000", "東　京　湾", "令和5年度", "30"]]
    made = propose_table(sheet([*BY_PREFECTURE, *others]), "shipments", place, source="s12")
    assert made.proposal.rows[1]["prefecture"] == "宮　城　県"


@pytest.mark.parametrize(
    ("code", "name", "cell"),
    [
        ("00000", "全　国", "B2"),
        ("00000", "国の計", "A2"),
        ("", "全国", "B2"),
        ("", "Japan", "B2"),
        ("", "合　計", "B2"),
        ("", "総数", "B2"),
        ("00", "国の計", "A2"),
    ],
)
def test_a_total_among_prefectures_is_refused_with_what_leaves_it_out(
    place, sheet, code, name, cell
):
    rows = [*BY_PREFECTURE[:1], [code, name, "令和4年度", "60"], *BY_PREFECTURE[1:]]
    with pytest.raises(ImportRefusedError, match=rf"{cell}: .*--without") as refused:
        propose_table(sheet(rows), "shipments", place, source="s12")
    said = str(refused.value).rpartition("--without ")[2].split()[0]
    told = Shape(without=(said,))
    made = propose_table(sheet(rows), "shipments", place, source="s12", shape=told)
    assert len(made.proposal.rows) == 3


def test_a_total_that_stands_in_the_middle_of_a_line_is_refused(place, sheet):
    rows = [["年度", "性別", "人数（人）"]]
    rows += [[f"令和{year}年度", kind, "1"] for year in range(1, 7) for kind in ("男", "女", "計")]
    with pytest.raises(ImportRefusedError, match=r"B4: found '計'.*--without 計"):
        propose_table(sheet(rows), "people", place, source="s12")


def test_a_column_that_says_total_throughout_is_no_total_among_rows(place, sheet):
    rows = [["年度", "性別", "人数（人）"], *([f"令和{n}年度", "総数", "1"] for n in range(1, 7))]
    made = propose_table(sheet(rows), "people", place, source="s12")
    assert len(made.proposal.rows) == 6


def test_the_country_is_no_total_where_no_prefectures_are(place, sheet):
    rows = [["国", "年", "出荷額（百万円）"], ["Japan", "2023", "1"], ["Korea", "2023", "2"]]
    assert len(propose_table(sheet(rows), "makers", place, source="s12").proposal.rows) == 2


def test_a_source_that_there_is_not_is_told_once(place, sheet):
    file = sheet(BY_PREFECTURE)
    with pytest.raises(ImportRefusedError) as refused:
        propose_table(file, "shipments", place, source="s1x")
    (line,) = refused.value.problems
    assert "--source: found 's1x'; expected an id of sources.csv such as s" in line
    propose_table(file, "shipments", place, source="s12").write()
    with pytest.raises(ImportRefusedError) as refused:
        propose(file, "shipments", place.folder, source="s1x")
    assert refused.value.problems == [line]


def test_years_that_stand_across_are_hinted_at(place, sheet):
    made = propose_table(sheet(ACROSS), "shipments", place, source="s12")
    assert (
        "years stand across (令和3年度, 令和4年度, 令和5年度): try --melt fiscal_year" in made.notes
    )
    melted = Shape(melt="fiscal_year")
    again = propose_table(sheet(ACROSS), "shipments", place, source="s12", shape=melted)
    assert not any("across" in note for note in again.notes)


def test_prefectures_that_stand_across_are_hinted_at_where_nothing_is_a_key(place, sheet):
    rows = [["出荷額（百万円）", "東京都", "大阪府"], ["1", "2", "3"]]
    with pytest.raises(ImportRefusedError, match=r"prefectures stand across.*--melt prefecture"):
        propose_table(sheet(rows), "shipments", place, source="s12")


@pytest.mark.parametrize(
    "header",
    [[["品目", "2023年"]], [["品目", "2023年", "2023年"], ["", "出荷額", "輸出額"]]],
    ids=["one", "one twice"],
)
def test_a_single_year_in_a_header_is_no_hint(place, sheet, header):
    rows = [*header, *([name, "1", "2"][: len(header[0])] for name in ("装置", "材料"))]
    made = propose_table(sheet(rows), "shipments", place, source="s12", units=["百万円"])
    assert not any("across" in note for note in made.notes)


@pytest.mark.parametrize("years", [["2021年"] * 2 + ["2022年"] * 2, ["2021年", "", "2022年", ""]])
def test_several_measures_come_in_by_an_import_as_they_did_at_first(place, sheet, years):
    rows = [["（単位：百万円）"], ["県", *years], ["", *["出荷額", "付加価値額"] * 2]]
    file = sheet([*rows, ["宮城県", "1", "2", "3", "4"], ["岩手県", "5", "6", "7", "8"]])
    named = {"県": "prefecture", "出荷額": "shipments", "付加価値額": "value_added"}
    shape = Shape(melt="year", columns=named)
    propose_table(file, "output", place, source="s12", shape=shape).write()
    assert not propose(file, "output", place.folder, shape=Shape(melt="year")).changes
    later = sheet([*rows, ["宮城県", "1", "2", "3", "40"]])
    read = propose(later, "output", place.folder, source="s12", shape=Shape(melt="year"))
    assert read.changed == {("宮城県", "2022"): {"value_added": ("4", "40")}}


def test_a_sum_before_what_stands_across_is_refused_with_a_unit_too(place, sheet):
    rows = [
        ["品目", "計（人）", "2021年", "2022年"],
        ["装置", "3", "1", "2"],
        ["材料", "7", "3", "4"],
    ]
    told = {"source": "s12", "units": ["人"], "shape": Shape(melt="year")}
    with pytest.raises(ImportRefusedError, match=r"'計（人）' among what stands across"):
        propose_table(sheet(rows), "people", place, **told)
