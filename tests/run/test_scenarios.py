"""Scenarios: what a file may say, and results side by side."""

from __future__ import annotations

import pandas as pd
import pytest

from semibook import paths, toc
from semibook.page import headlines
from semibook.run import dependencies, scenarios
from semibook.run.chapter import headlines as figures
from semibook.run.scenarios import ScenarioError

TITLES = paths.DATA / "reference" / "headline_figures.csv"
STORED = paths.NOTEBOOKS / "headlines"
ABOUT = "title: t\ntitle_ja: 題\nreason: r\nreason_ja: 理由\n"


def test_every_scenario_is_usable_and_named_in_both_languages():
    found = scenarios.every()
    assert len(found) >= 4
    for each in found:
        assert each.chapters
        assert all([each.title, each.title_ja, each.reason, each.reason_ja])
        assert not each.title_ja.isascii()


def test_no_scenario_repeats_a_default():
    defaults = scenarios.settings(scenarios.every())
    for (chapter, name), row in defaults.iterrows():
        same = [each for each in row.index[1:] if row[each] == row["default"]]
        assert not same, f"{chapter}.{name}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "found no fields"),
        ("title: [", "that is no YAML .*expected"),
        ("- title\n", "expected lines of the form name: value"),
        (ABOUT + "chapters: {kumamoto: {usd_jpy: .inf}}\n", "expected float .finite"),
        (ABOUT + "chapters: {kumamoto: {usd_jpy: 0}}\n", "expected a rate above 0"),
        ("title: t\nchapters: {}\n", "title_ja: Field required"),
        (ABOUT + "chapters: {}\nmood: good\n", "mood: Extra inputs"),
        (ABOUT + "chapters: {}\nname: ../../outside\n", "found the key 'name'"),
        (ABOUT + "chapters: {}\ntitle: again\n", "the key 'title' again"),
        (ABOUT + "chapters: {kumamoto: 3}\n", "chapters.kumamoto"),
        (ABOUT + "chapters: {kumamato: {}}\n", "found a chapter 'kumamato', expected one of three"),
        (ABOUT + "chapters: {what_changed: {}}\n", "found a chapter 'what_changed'"),
        (ABOUT + "chapters: {kumamoto: {usd_jpi: 1.0}}\n", "usd_jpi: no such parameter"),
        (ABOUT + "chapters: {kumamoto: {usd_jpy: high}}\n", "found 'high' .str., expected float"),
        (ABOUT + "chapters: {kumamoto: {vintage: 2026-03}}\n", "vintage is set for the whole"),
    ],
)
def test_a_scenario_that_cannot_be_used_is_refused_by_name(tmp_path, text, said):
    path = tmp_path / "mine.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match=rf"(?s)mine\.yml[:,] .*{said}") as error:
        scenarios.read(path)
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize("name", ["Mine", "my scenario", "..", "円高", "-x", "a\nb"])
def test_a_scenario_with_an_odd_name_is_refused(tmp_path, name):
    path = tmp_path / f"{name}.yml"
    path.write_text(ABOUT + "chapters: {}\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="found the name"):
        scenarios.read(path)


def test_a_text_of_a_scenario_is_one_line(tmp_path):
    path = tmp_path / "mine.yml"
    about = ABOUT.replace("title: t", 'title: "t\\n# u"')
    path.write_text(about + "chapters: {}\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="title: found a line break"):
        scenarios.read(path)


def test_a_whole_number_will_do_for_a_float(tmp_path):
    path = tmp_path / "mine.yml"
    path.write_text(ABOUT + "chapters: {kumamoto: {usd_jpy: 150}}\n", encoding="utf-8")
    assert scenarios.read(path).chapters == {"kumamoto": {"usd_jpy": 150.0}}


@pytest.fixture
def files(tmp_path):
    defaults, results = tmp_path / "defaults.csv", tmp_path / "results.csv"
    defaults.write_text("chapter,figure,value\nb,x,1\nb,y,2\na,z,3\n", encoding="utf-8")
    results.write_text(
        "scenario,chapter,figure,value\nlow,b,x,0.5\nlow,b,y,2\nhigh,b,x,4\nhigh,b,y,2\n",
        encoding="utf-8",
    )
    return defaults, results


def test_only_figures_that_move_are_shown_in_the_order_of_the_file(files):
    found = scenarios.side_by_side(*files)
    assert list(found.index) == [("b", "x")]
    assert list(found.columns) == ["default", "low", "high"]
    assert list(found.loc[("b", "x")]) == [1, 0.5, 4]


def test_a_chapter_that_a_scenario_leaves_alone_is_missing_there(files):
    defaults, results = files
    with results.open("a") as lines:
        lines.write("low,a,z,9\n")
    found = scenarios.side_by_side(defaults, results)
    assert list(found.index) == [("b", "x"), ("a", "z")]
    assert pd.isna(found.loc[("a", "z"), "high"])
    assert "–" in scenarios.report(found, TITLES)


def test_a_figure_that_only_a_scenario_has_and_one_that_it_drops_are_shown(files):
    defaults, results = files
    results.write_text(
        "scenario,chapter,figure,value\nlow,b,x,1\nlow,b,new,5\nhigh,a,z,3\n", encoding="utf-8"
    )
    found = scenarios.side_by_side(defaults, results)
    assert list(found.index) == [("b", "y"), ("b", "new")]
    assert found.loc[("b", "new")].dropna().to_dict() == {"low": 5}
    assert found.loc[("b", "y")].dropna().to_dict() == {"default": 2}
    assert "new" in scenarios.report(found, TITLES)


def test_stored_results_have_a_figure_for_each_chapter_of_each_scenario():
    results = pd.read_csv(STORED / "scenarios-2024-02.csv")
    expected = {(each.name, chapter) for each in scenarios.every() for chapter in each.chapters}
    assert set(zip(results["scenario"], results["chapter"], strict=True)) == expected


def test_every_headline_figure_has_a_title_in_both_languages_and_a_known_unit():
    stored = [pd.read_csv(STORED / f"{each}.csv") for each in ("2024-02", dependencies.compared())]
    keys = {(row.chapter, row.figure) for frame in stored for row in frame.itertuples()}
    # Those about other chapters, or ahead of the book's data, are in no stored file.
    apart = set(toc.chapters()) - set(dependencies.with_headlines())
    keys |= {(chapter, name) for chapter in apart for name in figures(toc.notebook(chapter))}
    known = pd.read_csv(TITLES, dtype=str)
    assert set(zip(known["chapter"], known["figure"], strict=True)) == keys
    assert not known.isna().any().any()
    for title in ("title", "title_ja"):
        assert not known.duplicated(["chapter", title]).any()
    assert set(known["chapter"]) <= set(toc.chapters())


@pytest.mark.parametrize(
    ("value", "unit", "en", "ja"),
    [
        (1.32125e12, "JPY", "¥1.32 trillion", "1.32兆円"),
        (0.345, "share", "34.5%", "34.5%"),
        (37590400, "count", "37,600,000", "37,600,000"),
        (2993, "count", "2,993", "2,993"),
        (268.43, "persons", "268 persons", "268人"),
        (1, "years", "1 year", "1年"),
        (2030, "year", "2030", "2030"),
        (2.5, "ratio", "2.5", "2.5"),
        (7.1, "EFLOPS", "7.1 EFLOPS", "7.1 EFLOPS"),
        (float("nan"), "share", "–", "–"),
    ],
)
def test_values_are_written_for_readers(value, unit, en, ja):
    assert headlines.text(value, unit) == en
    assert headlines.text(value, unit, "ja") == ja


def test_a_figure_without_a_title_keeps_its_name():
    figures = pd.MultiIndex.from_tuples([("kumamoto", "fab_sales"), ("kumamoto", "mine")])
    found = headlines.described(figures, TITLES)
    assert found.loc[("kumamoto", "mine"), "title"] == "mine"
    assert found.loc[("kumamoto", "fab_sales"), "unit"] == "JPY"
