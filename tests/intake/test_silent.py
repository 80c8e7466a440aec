"""What was once read wrongly without a word: each is read rightly now, or refused by its cell."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from semibook.check import tables
from semibook.cli import app
from semibook.intake.header.beneath import are_column_numbers
from semibook.tables import schema, vintages
from tests.intake.conftest import HEADER, ROW

H = ["年度", "支援上限", *HEADER[2:]]
R = ["令和6年度", "590,000", *ROW[2:]]
#: Where the unit is not what a test is about.
IN_OKU = ("--unit", "億円")


def text(*rows: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


@pytest.fixture
def office(place, tmp_path):
    """A function that imports rows as CSV, and gives what was said and the row that came of it."""

    def run(table: str, key: str, *rows: list[str], options: tuple[str, ...] = ()):
        (tmp_path / "office.csv").write_text(text(*rows), encoding="utf-8")
        command = ["vintage", "import", str(place), table, str(tmp_path / "office.csv"), "-y"]
        done = CliRunner().invoke(app, [*command, "--source", "s12", *options])
        assert not done.exception or isinstance(done.exception, SystemExit), done.exception
        return done.output, row_of(place, table, key) if done.exit_code == 0 else {}

    return run


def row_of(place: Path, table: str, key: str) -> dict[str, str]:
    name = schema.resource(table)["schema"]["primaryKey"][0]
    with vintages.find(place).path(table).open(encoding="utf-8", newline="") as file:
        return next(row for row in csv.DictReader(file) if row[name] == key)


# A1: columns of units, and units of another kind


@pytest.mark.parametrize(
    ("said", "unit"),
    [("百万円", "1e6 JPY"), ("億円", "1e8 JPY"), ("億", "1e8 JPY"), ("1e8 JPY", "1e8 JPY")],
)
def test_a_column_of_units_is_read_as_units(office, said, unit):
    rows = ["id", "amount_unit", "amount"], ["fy2023-advanced-fab", said, "765300"]
    _said, row = office("budgets", "fy2023-advanced-fab", *rows)
    assert (row["amount"], row["amount_unit"]) == ("765300", unit)


@pytest.mark.parametrize("said", ["円貨", "50%", "人", "億ドル", "1e8JPY", "JP¥"])
def test_a_column_of_units_takes_no_other_text(office, said):
    rows = ["id", "amount_unit", "amount"], ["fy2023-advanced-fab", said, "765200"]
    out, row = office("budgets", "fy2023-advanced-fab", *rows)
    assert not row
    assert re.search(r"B2 \(amount_unit\): found .*; expected a unit", out), out


@pytest.mark.parametrize("amount", ["50%", "50人", "39億ドル", "5ナノメートル"])
def test_an_amount_of_money_stays_one(office, amount):
    out, row = office("budgets", "fy2023-minister", ["id", "金額"], ["fy2023-minister", amount])
    assert not row
    assert "B2 (金額): found" in out
    assert "a unit of JPY" in out


def test_the_check_takes_only_units_that_the_column_may_have(place):
    folder = place.parent / "copy"
    shutil.copytree(vintages.find().folder, folder)
    path = folder / "budgets.csv"
    lines = path.read_text(encoding="utf-8").replace("6170,1e8 JPY", "617000,百万円")
    path.write_text(lines.replace("4500,1e8 JPY", "45,1e8 USD"), encoding="utf-8")
    found = [each for each in tables.problems(folder, ["budgets"]) if each.column == "amount_unit"]
    assert [(each.row, each.found) for each in found] == [(2, "'百万円'"), (3, "'1e8 USD'")]


# A2: two units for one figure


def test_a_unit_in_the_cell_is_converted_to_that_of_its_column(office):
    rows = ["id", "金額", "金額の単位"], ["fy2023-minister", "3兆円", "1e8 JPY"]
    _out, row = office("budgets", "fy2023-minister", *rows)
    assert (row["amount"], row["amount_unit"]) == ("30000", "1e8 JPY")


def test_an_amount_that_is_the_same_in_another_unit_keeps_its_row_as_it_is(office):
    rows = ["id", "金額", "金額の単位"], ["fy2023-minister", "2兆円", "1e8 JPY"]
    out, _row = office("budgets", "fy2023-minister", *rows)
    assert "has all of this already" in out


@pytest.mark.parametrize(
    ("header", "amount", "unit"),
    [
        ("金額（百万円）", "765200", "億円"),
        ("金額（億円）", "39億ドル", ""),
        ("金額", "39億ドル", "億円"),
    ],
)
def test_two_units_that_contradict_each_other_are_refused(office, header, amount, unit):
    rows = ["id", header, "金額の単位"], ["fy2023-advanced-fab", amount, unit]
    out, row = office("budgets", "fy2023-advanced-fab", *rows)
    assert not row
    assert re.search(r"B2 \(金額.*expected .*unit", out), out


def test_a_dollar_row_is_no_yen_row_because_a_line_above_says_so(office):
    rows = (
        ["（単位：兆円）"],
        ["id", "金額（現地通貨）", "円表記"],
        ["us-chips-grants", "527", "7.5"],
    )
    out, row = office("policy_measures", "us-chips-grants", *rows)
    assert not row
    assert "B3 (金額（現地通貨）): found '527'; expected a unit of USD, which the row has" in out


def test_a_unit_alone_changes_no_figure(office):
    rows = ["id", "金額", "金額の単位"], ["fy2023-minister", "3", "百万円"]
    out, row = office("budgets", "fy2023-minister", *rows, options=("--skip", "金額"))
    assert not row
    assert "C2 (金額の単位): found '百万円'; expected the column amount too" in out


def test_a_resolution_is_in_the_unit_of_its_figure(office):
    rows = ["id", "金額の最小桁（億円）"], ["fy2023-minister", "1,000"]
    out, row = office("budgets", "fy2023-minister", *rows)
    assert (row["amount_unit"], row["amount_resolution"]) == ("1e12 JPY", "0.1"), out


# A3, A4: lines about the unit

MILLIONS = [
    "（百万円）",
    "【百万円】",
    "（単位：百万円、％）",
    "(Unit: JPY million)",
    "(In millions of yen)",
    "金額は百万円",
    "(¥ million)",
    "単位（百万円）",
    "（百万円単位）",
    "（単位：百万円、単位未満四捨五入）",
]


@pytest.mark.parametrize("line", MILLIONS)
def test_a_line_above_gives_the_unit(office, line):
    _out, row = office("rapidus_support", "2024", ["支援"], ["", "", line], H, R)
    assert (row["cap"], row["cap_resolution"]) == ("5900", "0.01")


@pytest.mark.parametrize(
    "line",
    ["※単位は百万円", "（注）金額の単位：百万円", "単位：百万円", "※ 金額は全て百万円で表示"],
)
def test_a_line_beneath_gives_the_unit(office, line):
    _out, row = office("rapidus_support", "2024", H, R, [line])
    assert row["cap"] == "5900"


@pytest.mark.parametrize(
    "line",
    [
        "単位は別紙のとおり",
        "（単位：百萬円）",
        "支援上限は590,000百万円",
        "Unit: 1",
    ],
)
@pytest.mark.parametrize("where", [0, 2])
def test_a_line_about_a_unit_that_is_not_understood_is_refused(office, line, where):
    rows = [H, R]
    rows.insert(where, [line])
    out, row = office("rapidus_support", "2024", *rows)
    assert not row
    assert f"A{where + 1}: found {line!r}; expected a line that says the unit plainly" in out


@pytest.mark.parametrize(
    "above", [["総額", "2", "兆円"], ["総額", "590,000", "（百万円）"], ["金額（百万円）", "備考"]]
)
def test_the_unit_of_something_else_above_is_not_that_of_the_table(office, above):
    out, row = office("rapidus_support", "2024", above, [], H, R)
    assert not row
    assert "expected a line that says the unit plainly" in out


def test_the_header_of_another_table_above_gives_no_unit(office):
    out, row = office("rapidus_support", "2024", ["区分", "金額（兆円）"], ["x", "2"], [], H, R)
    assert not row
    assert "B1: found '金額（兆円）'; expected a line that says the unit plainly" in out


@pytest.mark.parametrize(
    ("header", "under"), [("支援上限（億円）", "（百万円）"), ("支援上限（億円、百万円）", "")]
)
def test_a_header_has_one_unit(office, header, under):
    rows = [[H[0], header, *H[2:]], ["", under, "", "", "", ""], R]
    out, row = office("rapidus_support", "2024", *rows)
    assert not row
    assert "found the units 1e6 JPY, 1e8 JPY; expected one" in out


def test_above_and_beneath_must_not_contradict_each_other(office):
    out, row = office("rapidus_support", "2024", ["（単位：億円）"], H, R, ["※単位は百万円"])
    assert not row
    assert "1e8 JPY (A1 '（単位：億円）') and 1e6 JPY (A4 '※単位は百万円')" in out


def test_the_nearest_line_above_counts(office):
    rows = ["（単位：億円）"], ["別表1", "12"], [], ["（単位：百万円）"], H, R
    _out, row = office("rapidus_support", "2024", *rows)
    assert row["cap"] == "5900"


def test_another_currency_above_is_not_passed_over(office):
    out, row = office("rapidus_support", "2024", ["（単位：億ドル）"], H, R)
    assert not row
    assert "B3 (支援上限): found '590,000'; expected a unit of JPY, not USD" in out


def test_without_a_unit_the_preview_says_which_was_taken_and_nothing_is_written_unseen(office):
    out, row = office("rapidus_support", "2024", H, R)
    assert not row
    assert "column '支援上限' is cap; no unit named: taken as 1e8 JPY" in out
    assert "B1 (支援上限): found numbers without a unit; expected one in the file, or by" in out
    out, _row = office("rapidus_support", "2025", H, ["2025", "5,900億円", *ROW[2:]])
    assert "no unit named" not in out


# A7: qualifiers


def test_a_word_corrects_the_qualifier_of_a_figure_that_stays(office):
    rows = ["id", "金額"], ["fy2023-minister", "約2兆円"]
    out, row = office("budgets", "fy2023-minister", *rows)
    assert (row["amount"], row["amount_unit"]) == ("2", "1e12 JPY")
    assert (row["amount_qualifier"], row["amount_resolution"]) == ("about", "1")
    assert "fy2023-minister: amount_qualifier: over -> about" in out
    assert "fy2023-minister: source: s16 -> s12" in out


def test_a_bare_number_that_stays_keeps_its_qualifier_where_another_moves(office):
    rows = ["id", "金額（現地通貨）", "円表記"], ["us-chips-grants", "527", "5.3"]
    options = ("--unit", "金額（現地通貨）=億ドル", "--unit", "円表記=兆円")
    _out, row = office("policy_measures", "us-chips-grants", *rows, options=options)
    assert (row["amount"], row["amount_unit"], row["yen_qualifier"]) == ("527", "1e8 USD", "about")


def test_a_column_of_qualifiers_counts_whatever_the_figure_does(office):
    rows = ["年度", "支援上限", "支援上限の限定"], ["2023", "2600", "約"], ["2022", "700", ""]
    out, row = office("rapidus_support", "2023", *rows, options=IN_OKU)
    assert (row["cap"], row["cap_qualifier"]) == ("2600", "about"), out
    assert row_of(Path(re.search(r"wrote (.*)", out)[1]).parent, "rapidus_support", "2022")[
        "cap_qualifier"
    ] == "exact"  # fmt: skip


def test_a_word_and_a_column_must_not_contradict_each_other(office):
    rows = [*H, "支援上限の限定"], [*R[:1], "約5,900", *R[2:], "未満"]
    out, row = office("rapidus_support", "2024", *rows)
    assert not row
    assert "expected one qualifier, not about and under" in out


# A8: --skip


def test_a_column_of_ours_can_be_left_out(office):
    rows = ["年度", "支援上限（億円）", "採択月"], ["2023", "9999", "2024-01"]
    for name in ("支援上限", "cap", "支援上限（億円）"):
        out, row = office("rapidus_support", "2023", *rows, options=("--skip", name))
        assert (row["cap"], row["adopted"]) == ("2600", "2024-01")
        assert "column '支援上限（億円）' is left out" in out or "already" in out


def test_a_column_to_leave_out_must_be_there(office):
    out, row = office("rapidus_support", "2024", H, R, options=("--skip", "備孝"))
    assert not row
    assert "--skip: found no column 備孝; the columns are 年度, 支援上限" in out


# A6, A9 to A15


def test_a_month_that_may_have_lost_a_zero_is_refused(office):
    out, row = office("rapidus_support", "2024", H, [*R[:2], "2024.1", *R[3:]])
    assert not row
    assert "C2 (採択月): found '2024.1'" in out


@pytest.mark.parametrize("header", ["備考", ""])
def test_the_first_row_is_not_taken_for_a_part_of_the_header(office, header):
    rows = (
        ["id", "手段", header],
        ["us-chips-grants", "税制", "注"],
        ["us-chips-rnd", "補助", "x"],
    )
    options = ("--skip", header) if header else ()
    out, row = office("policy_measures", "us-chips-grants", *rows, options=options)
    if header:
        assert "rows from line 2" in out
        assert row["instrument"] == "tax"
    else:
        assert "C2: found '注'; expected nothing in a column without a header" in out


def test_a_first_row_without_its_key_is_no_part_of_the_header_either(office):
    rows = ["id", "手段", "備考"], ["", "税制", "注"], ["us-chips-rnd", "補助", "x"]
    out, row = office("policy_measures", "us-chips-rnd", *rows, options=("--skip", "備考"))
    assert not row
    assert "A2 (id): found ''" in out


@pytest.mark.parametrize("numbers", ["123456", "①②③④⑤⑥"])
def test_numbers_of_columns_are_left_out_and_named(office, numbers):
    out, row = office("rapidus_support", "2024", H, [*numbers], R, options=IN_OKU)
    assert row["cap"] == "590000"
    assert f"line '{' '.join(numbers)}' is left out" in out


def test_rows_that_are_counted_are_no_numbers_of_columns():
    assert are_column_numbers(["(1)", "(2)", "(3)"], marked=True)
    assert not are_column_numbers(["1", "2", "3"], marked=True)


def test_a_number_without_a_unit_is_in_that_of_its_row_and_the_preview_says_so(office):
    out, row = office("budgets", "fy2023-minister", ["id", "金額"], ["fy2023-minister", "3"])
    assert not row
    assert "column '金額' is amount; no unit named: taken as 1e12 JPY" in out
    assert "B2: 3 is taken in 1e12 JPY, the unit that its row has" in out


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("1兆2000", "a number whose last part has its unit too"),
        ("〃", "the value itself"),
        ("同上", "the value itself"),
        ("2万", "a whole unit"),
        ("¥5,900", "a unit in the header or the cell"),
        ("$39", "a unit in the header or the cell"),
        ("$39億", "a unit of JPY, not USD"),
        ("未定", "what is not decided or not published is left empty"),
        ("1,000~2,000億円", "of a range someone has to decide"),
        ("1,000億円～2,000億円", "of a range someone has to decide"),
        ("59①0", "a number"),
        ("約5,900未満", "one qualifier, not|one word|not about and under"),
    ],
)
def test_what_leaves_the_amount_open_is_refused(office, amount, said):
    out, row = office("rapidus_support", "2024", H, [R[0], amount, *R[2:]])
    assert not row
    assert re.search(rf"B2 \(支援上限\): found .*{said}", out), out


@pytest.mark.parametrize("column", range(6))
def test_a_mark_for_the_cell_above_is_refused_in_every_column(office, column):
    again = ["2025", *R[1:]]
    again[column] = "同上"
    out, row = office("rapidus_support", "2024", H, R, again)
    assert not row
    assert f"{'ABCDEF'[column]}3" in out
    assert "the value itself, not a mark for the one above" in out


@pytest.mark.parametrize(
    ("header", "cell", "said"),
    [
        ("期間", "5円", "a unit of year, not JPY"),
        ("期間", "5千", "a unit of year, not a number in 千"),
        ("期間（億円）", "5", "a unit of year, not JPY"),
        ("目標年", "2024人", "a unit of year, not persons"),
        ("目標年", "2024%", "a unit of year, not percent"),
        ("率", "25億", "a unit of percent, not a number in 億"),
        ("率（億）", "25", "a unit of percent, not a number in 100,000,000s"),
    ],
)
def test_units_of_another_kind_are_refused_in_every_column(office, header, cell, said):
    out, row = office("policy_measures", "us-chips-tax", ["id", header], ["us-chips-tax", cell])
    assert not row
    assert f"expected {said}" in out


def test_a_figure_that_goes_takes_what_is_said_of_it_along(office, place):
    rows = ["id", "円表記"], ["us-chips-grants", "－"]
    _out, row = office("policy_measures", "us-chips-grants", *rows)
    assert [row[each] for each in ("yen", "yen_qualifier", "yen_resolution")] == [""] * 3
    path = place / "policy_measures.csv"
    lines = path.read_text(encoding="utf-8")
    path.write_text(lines.replace(",total,,,,5,", ",total,,about,0.1,5,", 1), encoding="utf-8")
    found = [(each.column, each.expected) for each in tables.problems(place, ["policy_measures"])]
    assert ("yen_qualifier", "an empty cell, as in yen") in found
    assert ("yen_resolution", "an empty cell, as in yen") in found


def test_the_deck_is_not_written_without_saying_so(tmp_path):
    copy = Path(shutil.copytree(vintages.find().folder, tmp_path / "deck"))
    (tmp_path / "office.csv").write_text(text(["年度", "支援上限"], ["2023", "2700"]), "utf-8")
    command = ["vintage", "import", str(copy), "rapidus_support", str(tmp_path / "office.csv")]
    done = CliRunner().invoke(app, [*command, "-y", "--source", "s12"])
    assert done.exit_code == 1
    assert "found a vintage without a base" in done.output
    options = ["-y", "--source", "s12", "--correct-the-deck", *IN_OKU]
    done = CliRunner().invoke(app, [*command, *options])
    assert done.exit_code == 0
    assert row_of(copy, "rapidus_support", "2023")["cap"] == "2700"


# D: what is said


def test_a_scale_alone_is_of_the_row_s_currency(office):
    rows = ["id", "金額（現地通貨）"], ["us-chips-grants", "527億"]
    _out, row = office("policy_measures", "us-chips-grants", *rows)
    assert (row["amount"], row["amount_unit"]) == ("527", "1e8 USD")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [["id", "金頷"], ["fy2023-minister", "2"]],
            "the nearest is line 1, with its key alone\n.*B1: found a column '金頷'.*did you mean",
        ),
        ([["項目", "金額"], ["x", "2"]], ""),
        ([["金額", "使途"], ["2", "x"]], r"line 1, without the column\(s\) id"),
    ],
)
def test_the_nearest_header_is_named(office, rows, said):
    out, _row = office("budgets", "fy2023-minister", *rows)
    assert re.search(said, out), out


def test_two_pairs_of_brackets_hold_a_title_and_a_unit(office):
    rows = ["id", "金額（現地通貨）（億ドル）"], ["us-chips-grants", "527"]
    _out, row = office("policy_measures", "us-chips-grants", *rows)
    assert (row["amount"], row["amount_unit"]) == ("527", "1e8 USD")


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_found(place, tmp_path, delimiter):
    file = tmp_path / "office.csv"
    lines = text(H, R).replace('"590,000"', "5900").replace(",", delimiter)
    file.write_text(f"支援の状況\r\n\r\n{lines}", encoding="utf-8")
    command = ["vintage", "import", str(place), "rapidus_support", str(file), "-y", *IN_OKU]
    assert CliRunner().invoke(app, command).exit_code == 0
    assert row_of(place, "rapidus_support", "2024")["cap"] == "5900"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 x", "a PDF, whatever its name"),
        (b"\xef\xbb\xbf<!DOCTYPE html><table>", "a page of the web"),
        (b"PK,x\r\n1,2\r\n", "no row heads"),
        (b"id,x\r\n1," + b"y" * 131_073, "a cell of more than 32,767 characters"),
        (text(H, R).encode("euc-jp"), "it seems EUC-JP"),
    ],
)
def test_files_of_other_kinds_are_named(place, tmp_path, content, said):
    (tmp_path / "office.xlsx").write_bytes(content)
    command = ["vintage", "import", str(place), "rapidus_support", str(tmp_path / "office.xlsx")]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 1
    assert said in done.output


@pytest.mark.parametrize("as_of", ["令和7年3月", "2025-02-30"])
def test_a_date_that_is_none_is_refused_by_its_option(office, as_of):
    out, row = office("rapidus_support", "2024", H, R, options=("--as-of", as_of))
    assert not row
    assert f"--as-of: found '{as_of}'; expected a d" in out


def test_a_date_in_either_calendar_is_taken(office):
    options = ("--as-of", "令和7年3月31日", *IN_OKU)
    assert office("rapidus_support", "2024", H, R, options=options)[1]["as_of"] == "2025-03-31"


def test_a_month_that_is_none_is_called_a_month(office):
    out, _row = office("rapidus_support", "2024", H, [*R[:2], "2024-13", *R[3:]])
    assert "expected a month that the calendar has" in out


@pytest.mark.parametrize(("answer", "written"), [("はい", 1), ("Ｙ", 1), ("いいえ", 0), ("", 0)])
def test_yes_can_be_said_in_japanese(place, tmp_path, answer, written):
    (tmp_path / "office.csv").write_text(text(HEADER, ROW), encoding="utf-8")
    command = ["vintage", "import", str(place), "rapidus_support", str(tmp_path / "office.csv")]
    done = CliRunner().invoke(app, command, input=f"{answer}\n")
    assert (place / "rapidus_support.csv").is_file() == bool(written), done.output


# E: everyday layouts


@pytest.mark.parametrize(
    ("header", "cell", "cap", "qualifier"),
    [
        ("支援上限【百万円】", "590,000", "5900", "exact"),
        ("支援上限（税抜、百万円）", "590,000", "5900", "exact"),
        ("支援上限（億円）※２", "5,900", "5900", "exact"),
        ("支援上限", "約5,900億円程度", "5900", "about"),
        ("支援上限", "最大約5,900億円", "5900", "about"),
        ("支援上限（億円）", "5,900※1", "5900", "exact"),
        ("支援上限（億円）", "5,900²", "5900", "exact"),
        ("支援上限", "590億円①", "590", "exact"),
        ("支援上限（百万円）", "¥590,000", "5900", "exact"),
        ("支援上限", "¥5,900億", "5900", "exact"),
    ],
)
def test_everyday_headers_and_cells(office, header, cell, cap, qualifier):
    out, row = office("rapidus_support", "2024", [H[0], header, *H[2:]], [R[0], cell, *R[2:]])
    assert row, out
    assert (row["cap"], row["cap_qualifier"]) == (cap, qualifier)


def test_an_accountants_minus_is_one(office):
    out, row = office("rapidus_support", "2024", H, [R[0], "(5,900)", *R[2:]])
    assert not row
    assert re.search(r"B2 \(cap\): found '-5900'; expected at least 0", out), out


def test_a_mark_behind_a_header_is_no_part_of_it(office):
    out, row = office("rapidus_support", "2024", [*H[:2], "採択月※", *H[3:]], R, options=IN_OKU)
    assert row["adopted"] == "2024-04", out


def test_what_else_lies_in_the_folder_does_not_matter(office, place):
    os.mkfifo(place / "pipe")
    (place / "rapidus_support.xlsx").write_bytes(b"PK")
    _out, row = office(
        "rapidus_support", "2024", H, [*R[:3], "Post-5G fund", *R[4:]], options=IN_OKU
    )
    assert row["programme"] == "Post-5G fund"


def test_a_cell_broken_into_lines_is_read_as_one_line(office):
    _out, row = office(
        "rapidus_support", "2024", H, [*R[:4], "ポスト5G\r\n基金", R[5]], options=IN_OKU
    )
    assert row["programme_ja"] == "ポスト5G基金"
    _out, row = office(
        "rapidus_support", "2024", H, [*R[:3], "Post-5G \nfund", *R[4:]], options=IN_OKU
    )
    assert row["programme"] == "Post-5G fund"
