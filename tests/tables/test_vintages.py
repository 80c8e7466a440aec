"""Finding vintages, and reading their tables with types, languages and intervals."""

from __future__ import annotations

import math
import os
import re

import pandas as pd
import pytest

from semibook import paths
from semibook.tables import frames, schema, vintages
from semibook.tables.interval import Interval
from tests.cells import put


def test_the_deck_is_found_by_name():
    deck = vintages.find("2024-02")
    assert (deck.name, deck.as_of, deck.base) == ("2024-02", "2024-02-09", None)
    assert deck.name in vintages.names()


def test_a_vintage_outside_data_is_found_by_its_path(later):
    found = vintages.find(later("2026-03", "2024-02"))
    assert found.name == "2026-03"
    assert found.base.name == "2024-02"


def test_tables_come_from_the_nearest_vintage_that_holds_them(later):
    older = later("older", "2024-02", "budgets", "kumamoto_impact")
    newer = later("newer", older, "budgets")
    place = vintages.find(newer)
    assert place.path("budgets") == newer / "budgets.csv"
    assert place.path("kumamoto_impact") == older / "kumamoto_impact.csv"
    assert place.path("supply_plans") == vintages.find().folder / "supply_plans.csv"


def test_a_table_that_nobody_holds_is_missed_by_name(later):
    with pytest.raises(FileNotFoundError, match=r"budgets\.csv.*no base"):
        vintages.find(later("alone")).path("budgets")


def test_vintages_that_are_each_others_base_are_refused(later, tmp_path):
    later("one", tmp_path / "two")
    two = later("two", tmp_path / "one")
    with pytest.raises(ValueError, match="its own base"):
        vintages.find(two)


def test_an_unknown_vintage_is_refused_with_those_there_are(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"vintages under data/ are: .*2024-02"):
        vintages.find("1999-12")
    with pytest.raises(FileNotFoundError, match=r"no vintage\.yml"):
        vintages.find(tmp_path)


def test_a_vintage_without_title_and_date_is_refused_with_both_named(later):
    folder = later("bare")
    (folder / "vintage.yml").write_text("base: 2024-02\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no title and no as_of"):
        vintages.find(folder)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: [x\n", "found 'title: [x' that is no YAML"),
        ("title: x\nas_of: [x\n", "found text in line 3 that is no YAML"),
        ("title: x\nas_of: 2025-13-40\n", "line 2 that is no YAML (2025-13-40 is no date"),
        (
            "title: x\nas_of: 令和7年\n",
            "as_of: found '令和7年', expected a date such as 2026-03-31",
        ),
        ("title: x\nas_of: 2025\n", "as_of: found 2025, expected a date"),
        ("- title\n", "expected lines of the form name: value"),
        ("title: x\nas_of: 2025-01-01\nbase: nope\n", "base: vintage nope: no vintage.yml"),
        ("title: 資料\n".encode("cp932"), "line 1: found text that is not UTF-8"),
    ],
)
def test_a_description_that_cannot_be_read_is_refused_by_its_file(later, text, said):
    about = later("own") / "vintage.yml"
    about.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ValueError, match=f"^{re.escape(str(about))}(: |, ).*{re.escape(said)}"):
        vintages.find(about.parent)


def test_a_description_that_notepad_saved_as_utf8_is_read(later):
    about = later("own") / "vintage.yml"
    about.write_text("title: 資料\nas_of: 2025-01-01\n", encoding="utf-8-sig")
    assert vintages.find(about.parent).title == "資料"


def test_a_vintages_address_holds_from_any_folder(later, monkeypatch):
    folder = later("own")
    monkeypatch.chdir(folder.parent)
    assert vintages.find("./own").address == str(folder)
    assert vintages.find(paths.DATA / "2024-02").address == "2024-02"


def test_no_vintage_is_made_inside_another(later):
    folder = later("own")
    with pytest.raises(FileExistsError, match="lies in the folder of the vintage"):
        vintages.create(folder / "deep" / "sub")
    assert [each.name for each in folder.iterdir()] == ["vintage.yml"]


def test_a_new_vintages_date_is_checked_before_anything_is_made(tmp_path):
    with pytest.raises(ValueError, match="as_of: found '令和8年', expected a date"):
        vintages.create(tmp_path / "new", as_of="令和8年")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("budgets", "fiscal_year", "Int64"),
        ("budgets", "amount", "float64"),
        ("budgets", "supplementary", "boolean"),
        ("kumamoto_impact", "published", "period[M]"),
    ],
)
def test_columns_have_the_types_of_the_schema(table, column, kind):
    assert str(frames.load(table)[column].dtype) == kind


def test_dates_are_timestamps():
    assert frames.load("sources")["date"].iloc[0] == pd.Timestamp(2024, 2, 9)


def test_a_table_knows_its_name():
    assert frames.load("budgets").attrs["table"] == "budgets"


def test_what_the_source_leaves_open_is_missing_and_not_zero():
    plans = frames.load("supply_plans").set_index("id")
    assert pd.isna(plans.loc["ibiden", "cost"])
    assert pd.isna(plans.loc["ibiden", "activity"])


def test_the_japanese_reader_gets_the_twins():
    english, japanese = (frames.load("supply_plans", lang=each) for each in ("en", "ja"))
    assert list(english.columns) == list(japanese.columns)
    assert not [each for each in english if each.endswith("_ja")]
    assert english["firm"].iloc[0] == "Renesas Electronics"
    assert japanese["firm"].iloc[0] == "ルネサス"


def test_an_empty_twin_leaves_the_english_text(later):
    folder = later("2026-03", "2024-02", "kumamoto_impact")
    put(folder, "kumamoto_impact", 2, "estimator_ja", "")
    estimators = frames.load("kumamoto_impact", folder, "ja")["estimator"]
    assert list(estimators[:2]) == ["Kyushu Financial Group", "九州フィナンシャルグループ"]


@pytest.mark.parametrize(
    ("table", "column", "cell", "kind"),
    [
        ("budgets", "amount", "約6170", "number"),
        ("budgets", "fiscal_year", "2021.5", "integer"),
        ("budgets", "supplementary", "yes", "boolean"),
        ("budgets", "supplementary", "TRUE", "boolean"),
        ("kumamoto_impact", "published", "2022-13", "yearmonth"),
    ],
)
def test_a_cell_of_the_wrong_type_is_refused_with_file_and_column(later, table, column, cell, kind):
    folder = later("2026-03", "2024-02", table)
    put(folder, table, 2, column, cell)
    with pytest.raises(ValueError, match=rf"{table}\.csv, column {column}: .*expected {kind}"):
        frames.load(table, folder)


def test_another_header_is_refused_with_what_was_expected(later):
    folder = later("2026-03", "2024-02", "budgets")
    put(folder, "budgets", 1, "amount", "sum")
    with pytest.raises(ValueError, match=r"found columns .*sum.*expected .*amount"):
        frames.load("budgets", folder)


def test_unknown_tables_and_columns_are_refused_with_those_there_are():
    with pytest.raises(KeyError, match=r"no table 'budget';.*budgets"):
        frames.load("budget")
    with pytest.raises(KeyError, match=r"no column 'sum'; columns: .*amount"):
        schema.field("budgets", "sum")


def test_codes_have_words_in_both_languages():
    assert schema.labels("supply_plans", "class")["equipment"] == "manufacturing equipment"
    assert schema.labels("supply_plans", "class", "ja")["equipment"] == "製造装置"


def test_amounts_are_in_base_units_whether_the_unit_is_the_columns_or_the_rows():
    plans = frames.load("supply_plans").set_index("id", drop=False)
    assert frames.amounts(plans, "cost")["renesas"] == 477e8
    lines = frames.load("budgets").set_index("id", drop=False)
    assert frames.amounts(lines, "amount")["fy2021-advanced-fab"] == 6170e8


def test_a_missing_amount_stays_missing():
    plans = frames.load("supply_plans").set_index("id", drop=False)
    assert math.isnan(frames.amounts(plans, "cost")["ibiden"])
    assert frames.intervals(plans, "cost")["ibiden"] is None


def test_a_printed_figure_is_an_interval_of_its_last_digit():
    plans = frames.load("supply_plans").set_index("id", drop=False)
    found = frames.intervals(plans, "cost")["renesas"]
    assert (found.low, found.high) == pytest.approx((476.5e8, 477.5e8))
    estimates = frames.load("kumamoto_impact").set_index("id", drop=False)
    found = frames.intervals(estimates, "value")["e2022-05"]
    assert (found.low, found.high) == pytest.approx((1.75e12, 1.85e12))


def test_a_qualified_figure_is_open_where_the_word_says_so(later):
    folder = later("2026-03", "2024-02", "kumamoto_impact")
    put(folder, "kumamoto_impact", 2, "qualifier", "over")
    found = frames.intervals(frames.load("kumamoto_impact", folder), "value").iloc[0]
    assert found == Interval(1.8e12, math.inf)


def test_a_count_is_exact():
    plans = frames.load("supply_plans")
    assert frames.intervals(plans, "order").iloc[0] == Interval.point(1.0)


def test_selected_rows_keep_their_units():
    lines = frames.load("budgets").query("fiscal_year == 2022").reset_index(drop=True)
    assert frames.amounts(lines, "amount").iloc[0] == 4500e8


def test_a_frame_that_is_no_table_has_no_units():
    with pytest.raises(KeyError, match="straight from"):
        frames.amounts(pd.DataFrame({"amount": [1.0]}), "amount")


def test_each_row_has_a_date_its_own_or_its_vintages(later):
    folder = later("newer", "2024-02", "starting_wages")
    path = folder / "starting_wages.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    dated = [f"{header},as_of", *(f"{row},2025-04-0{day}" for day, row in enumerate(rows, 1))]
    path.write_text("\n".join(dated) + "\n", encoding="utf-8")
    assert frames.dates("starting_wages", folder).iloc[1] == pd.Timestamp("2025-04-02")
    assert set(frames.dates("budgets", folder)) == {pd.Timestamp("2024-02-09")}
    plain = frames.load("starting_wages")
    assert list(frames.load("starting_wages", folder).columns) == list(plain.columns)


def test_a_path_is_no_name_under_data(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert vintages.create("./mine").folder.resolve() == tmp_path / "mine"
    assert vintages.find("./mine").folder.resolve() == tmp_path / "mine"
    assert vintages.find("2024-02").folder == paths.DATA / "2024-02"


def test_a_name_under_data_is_refused_elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match="data/2024-02 has this name already"):
        vintages.create("./2024-02")


def test_a_base_is_found_from_the_folder_that_names_it(tmp_path, monkeypatch):
    vintages.create(tmp_path / "first")
    second = vintages.create(tmp_path / "second", base=tmp_path / "first").folder
    about = (second / "vintage.yml").read_text()
    (second / "vintage.yml").write_text(about.replace(str(tmp_path / "first"), "../first"))
    monkeypatch.chdir(paths.ROOT)
    assert vintages.find(second).base.folder.resolve() == tmp_path / "first"


@pytest.mark.parametrize("base", ["../own", "./../own", ".", "../other/../own", "../link"])
def test_a_loop_of_bases_is_refused_however_it_is_written(later, base, tmp_path):
    folder = later("own", base)
    later("other")
    (tmp_path / "link").symlink_to(folder)
    with pytest.raises(ValueError, match="its own base"):
        vintages.find(folder)


def test_a_loop_of_bases_over_several_folders_is_refused(later):
    later("one", "../two"), later("two", "../three")
    with pytest.raises(ValueError, match="its own base"):
        vintages.find(later("three", "../one"))


def test_a_long_chain_of_bases_is_refused(later):
    later("v0")
    for number in range(1, 60):
        last = later(f"v{number}", f"../v{number - 1}")
    with pytest.raises(ValueError, match="more than 20 bases"):
        vintages.find(last)


@pytest.mark.parametrize("base", ["~nosuchuser", "~nosuchuser/data", "x" * 5000, "[a]", "{a: b}"])
def test_a_base_that_cannot_be_is_refused_in_one_line(later, base):
    with pytest.raises(ValueError, match=r"vintage\.yml, base: ") as refused:
        vintages.find(later("own", base))
    assert "\n" not in str(refused.value)


def test_a_user_who_is_not_there_is_refused_as_any_folder():
    with pytest.raises(FileNotFoundError, match="~nosuchuser"):
        vintages.find("~nosuchuser")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("titel: x", "found the key 'titel', expected only title, "),
        ("title_ja: [a, b]", "title_ja: found a list, expected a text"),
        ("publisher: {a: b}", "publisher: found fields, expected a text"),
        ('title_ja: "a\\nb"', "title_ja: found a line break"),
    ],
)
def test_a_description_with_more_or_less_than_its_texts_is_refused(later, line, said):
    folder = later("own", "2024-02")
    with (folder / "vintage.yml").open("a", encoding="utf-8") as about:
        about.write(f"{line}\n")
    with pytest.raises(ValueError, match=re.escape(said)):
        vintages.find(folder)


def test_only_a_vintages_own_regular_tables_are_its_files(later, tmp_path):
    folder = later("own", "2024-02", "budgets", "kumamoto_jobs")
    (folder / "page.html").write_text("<script>")
    (folder / "more").mkdir()
    (folder / "targets.csv").symlink_to("/etc/hostname")
    os.mkfifo(folder / "sources.csv")
    names = [each.name for each in vintages.find(folder).files()]
    assert names == ["vintage.yml", "budgets.csv", "kumamoto_jobs.csv"]
    for table in ("targets", "sources"):
        with pytest.raises(ValueError, match=rf"{table}\.csv: found .*, expected a regular file"):
            vintages.find(folder).path(table)


def test_a_description_that_is_a_link_is_refused(later, tmp_path):
    about = later("own") / "vintage.yml"
    about.rename(tmp_path / "elsewhere.yml")
    about.symlink_to(tmp_path / "elsewhere.yml")
    with pytest.raises(ValueError, match="found a symbolic link, expected a regular file"):
        vintages.find(about.parent)


def test_a_folder_called_as_the_reference_tables_is_refused(later):
    with pytest.raises(ValueError, match="data/reference"):
        vintages.refuse_taken_name(later("reference"))


@pytest.mark.parametrize("name", vintages.names())
def test_no_table_cites_a_fact_by_a_number_that_readers_cannot_look_up(name):
    number = re.compile(r"(?:[Ff]acts? |事実 ?)F\d{3}|[(（]f\d{3}[)）]")
    for file in vintages.find(name).folder.glob("*.csv"):
        assert not number.findall(file.read_text(encoding="utf-8")), file


def test_a_new_vintages_title_is_checked_before_anything_is_made(tmp_path):
    with pytest.raises(ValueError, match=r"title: found a line break .*in one line"):
        vintages.create(tmp_path / "new", title="two\nlines")
    assert not (tmp_path / "new").exists()


def test_the_lineage_of_a_vintage_ends_with_the_first(later):
    folder = later("above", "2024-02", "sources")
    place = vintages.find(later("mine", str(folder), "sources"))
    assert [held.name for held in place.lineage] == ["mine", "above", "2024-02"]
    assert place.first.name == "2024-02"
