"""The panel of a page where a reader changes parameters: all of its words stand in it."""

from __future__ import annotations

import json
import re

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_markdown_cell, new_notebook

from semibook.run import what_if as runs
from semibook.run.what_if import Point, Runs
from semibook.site import build, what_if
from semibook.tables import vintages
from semibook.translation import what_if as source
from semibook.translation.catalogues import NAMES
from tests.site.test_summary import told

CHAPTERS = source.chapters()


def panel(chapter: str, lang: str) -> BeautifulSoup:
    results = Runs(chapter, vintages.find()).stored
    return BeautifulSoup(what_if.html(chapter, results, lang), "html.parser")


def content(shown: BeautifulSoup) -> dict:
    return json.loads(shown.script.string)


@pytest.mark.parametrize("lang", NAMES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_choice_has_a_sentence_and_figures(chapter, lang):
    shown = panel(chapter, lang)
    found = content(shown)
    steps = [int(slider["max"]) + 1 for slider in shown("input", type="range")]
    assert steps == [len(lever["texts"]) for lever in found["levers"]]
    assert len({point["sentence"] for point in found["points"]}) == len(found["points"])
    stop = {"en": ".", "ja": "。"}[lang]
    assert all(point["sentence"].endswith(stop) for point in found["points"])
    assert all(
        len(point["texts"]) == len(shown(class_="what-if-chosen")) for point in found["points"]
    )


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_without_scripts_the_chapters_own_sentence_and_some_points_are_shown(chapter):
    shown = panel(chapter, "en")
    own = 0
    for lever in content(shown)["levers"]:
        own = own * len(lever["texts"]) + lever["default"]
    point = content(shown)["points"][own]
    assert shown.form.has_attr("hidden")
    assert shown.select_one(".what-if-default").text == point["sentence"]
    assert [cell.text for cell in shown(class_="what-if-chosen")] == point["texts"]
    rows = shown.select(".what-if-points tbody tr")
    first = content(shown)["levers"][0]
    assert [row.th.text for row in rows] == first["texts"]
    assert [cell.text for cell in rows[first["default"]]("td")] == point["texts"]


def test_a_choice_without_figures_says_so(monkeypatch):
    def with_a_gap(chapter: str, results: object) -> list[Point]:
        first, *others = found(chapter, results)
        return [Point(first.given, dict.fromkeys(first.figures, float("nan"))), *others]

    found = runs.points
    monkeypatch.setattr(runs, "points", with_a_gap)
    point = content(panel("talent", "en"))["points"][0]
    assert point["sentence"] == "For this choice the chapter gives no such figure."
    assert {*point["texts"]} == {"–"}
    assert point["drawn"] is None


def test_no_text_ends_the_element_that_holds_the_points(monkeypatch):
    read = runs.checked
    monkeypatch.setattr(
        runs,
        "checked",
        lambda chapter: read(chapter).model_copy(update={"sentence": "</script><b>{{ intake }}"}),
    )
    shown = panel("talent", "en")
    assert shown.b is None
    assert content(shown)["points"][0]["sentence"].startswith("</script><b>")


@pytest.mark.parametrize(
    ("key", "before"), [("ramp", "Next"), ("national", "Next"), ("unsaid", "Sources")]
)
def test_it_closes_the_part_of_the_page_that_its_finding_is_in(monkeypatch, key, before):
    about = source.read("talent").model_copy(update={"after": key})
    monkeypatch.setattr(source, "read", lambda _chapter: about)
    model, next_part = new_markdown_cell("## Model"), new_markdown_cell("Prose.\n\n## Next")
    said = told("ramp", "R."), told("national", "N.")
    chapter = new_notebook(cells=[model, *said, next_part, new_markdown_cell("## Sources")])
    build._add_what_if(chapter, "talent", "en")
    text = "\n\n".join(cell.source for cell in chapter.cells)
    assert re.findall("^#+ .*", text.partition("what-if")[2], flags=re.M)[0] == f"## {before}"
    assert text.count("```{what-if} talent\n```\n\n## ") == 1
