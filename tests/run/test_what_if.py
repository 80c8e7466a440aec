"""What a reader may try: the file of a chapter, and the runs behind each of its points."""

from __future__ import annotations

import csv
import json
import shutil

import pytest
import yaml

from semibook import toc
from semibook.run import chapter as running
from semibook.run import plan, what_if
from semibook.run.chapter import ChapterError, ChapterRefusedError
from semibook.run.parameters import parameters
from semibook.run.what_if import MOST_POINTS, Runs, checked, points
from semibook.tables import vintages
from semibook.translation import what_if as source
from semibook.translation.what_if import WhatIfError

CHAPTERS = source.chapters()
CHAPTER = "ai_compute"


def stored(chapter: str) -> list[what_if.Point]:
    return points(chapter, Runs(chapter, vintages.find()).stored)


def default(chapter: str) -> what_if.Point:
    known = parameters(toc.notebook(chapter))
    given = {name: known[name].default for name in checked(chapter).levers}
    return next(point for point in stored(chapter) if point.given == given)


def kept_figures(chapter: str) -> dict[str, str]:
    """The headline figures that the repository keeps of the chapter's own run, as written."""
    with plan.stored_file(vintages.find()).open(encoding="utf-8", newline="") as lines:
        return {
            row["figure"]: row["value"]
            for row in csv.DictReader(lines)
            if row["chapter"] == chapter
        }


def test_five_chapters_let_readers_try():
    assert len(CHAPTERS) >= 5
    assert {*CHAPTERS} <= {*toc.chapters()}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_point_is_a_stored_run_with_all_figures(chapter):
    found = stored(chapter)
    assert 20 <= len(found) <= MOST_POINTS
    assert len({tuple(point.given.values()) for point in found}) == len(found)
    assert all(point.is_whole for point in found)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_chapters_own_values_give_its_own_figures(chapter):
    known = kept_figures(chapter)
    figures = default(chapter).figures
    assert {name: f"{value:.9g}" for name, value in figures.items()} == {
        name: known[name] for name in figures
    }


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_lever_changes_a_figure(chapter):
    own, found = default(chapter), stored(chapter)
    for name in own.given:
        others = {key: value for key, value in own.given.items() if key != name}
        along = [point for point in found if others.items() <= point.given.items()]
        assert any(point.figures != own.figures for point in along), name


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with one chapter's file and results, for what the repository has."""
    monkeypatch.setattr(source, "FOLDER", tmp_path / "what_if")
    monkeypatch.setattr(what_if, "MARKS", tmp_path / "what_if" / "made_from.json")
    monkeypatch.setattr(Runs, "target", tmp_path / "built" / f"{CHAPTER}.csv")
    shutil.copytree(what_if.paths.NOTEBOOKS / "what_if", tmp_path / "what_if")
    return tmp_path / "what_if"


def changed(folder, way: list, value: object) -> None:
    """Put another value into the chapter's file; None takes the field out."""
    file = folder / f"{CHAPTER}.yml"
    fields = inner = yaml.safe_load(file.read_text(encoding="utf-8"))
    for key in way[:-1]:
        inner = inner[key]
    if value is None:
        del inner[way[-1]]
    else:
        inner[way[-1]] = value
    file.write_text(yaml.safe_dump(fields, sort_keys=False), encoding="utf-8")


LEVER = {"label": "A", "value": "B", "grid": "1, 2"}


@pytest.mark.parametrize(
    ("way", "value", "said"),
    [
        (["title"], None, r"line \d+: title: missing"),
        (["tilte"], "What if?", r"line \d+: tilte: unknown field"),
        (["after"], "nothing", "found nothing, expected a finding in ai_compute.yml"),
        (["figures"], ["megawats"], "found megawats, expected a headline figure of ai_compute"),
        (["figures"], [], r"line \d+: figures: found \[\], expected"),
        (["levers"], {"pwe": LEVER}, "levers.pwe: .*no such parameter"),
        (["levers", "pue"], LEVER, r"line \d+: levers: found .*at most 3"),
        (
            ["levers", "yen_per_kwh", "grid"],
            "12, 30",
            "expected its default, 20.0, among the value",
        ),
        (["levers", "yen_per_kwh", "grid"], "12:30", "expected first:last:step, three numbers"),
        (["levers", "yen_per_kwh", "grid"], "low, 20", "expected float"),
        (["levers", "yen_per_kwh", "grid"], "10:40:1", "expected at most 100"),
        (["levers", "yen_per_kwh", "value"], 3, "levers.yen_per_kwh.value: found 3, expected"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_line(folder, way, value, said):
    changed(folder, way, value)
    with pytest.raises(WhatIfError, match=said) as refused:
        checked(CHAPTER)
    assert f"{CHAPTER}.yml, line " in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.fixture
def fresh(monkeypatch) -> list[dict]:
    """What chapters are run with from now on; each run gives 1 for every figure."""
    ran = []

    def figures(_chapter: str, given: dict) -> dict[str, float]:
        ran.append(given)
        return dict.fromkeys(checked(CHAPTER).figures, 1.0)

    monkeypatch.setattr(running, "headline_figures", figures)
    return ran


def test_stored_results_are_taken_while_they_hold(folder, fresh):
    runs = Runs(CHAPTER, vintages.find())
    shutil.copy(folder / f"{CHAPTER}.csv", runs.target.parent.mkdir() or runs.target)
    what_if.store([runs])
    runs.target.unlink()
    runs.execute()
    assert not fresh
    assert runs.target.read_bytes() == runs.stored.read_bytes()


@pytest.mark.parametrize("damage", ["figures", "value", "results", "marks", "no marks"])
def test_what_no_longer_holds_is_run_again(folder, fresh, damage):
    runs = Runs(CHAPTER, vintages.find())
    shutil.copy(folder / f"{CHAPTER}.csv", runs.target.parent.mkdir() or runs.target)
    what_if.store([runs])
    match damage:
        case "figures":
            changed(folder, ["figures"], ["megawatts"])
        case "value":
            changed(folder, ["levers", "yen_per_kwh", "grid"], "12, 20, 31")
        case "results":
            with runs.stored.open("a", encoding="utf-8") as table:
                table.write("\n")
        case "marks":
            what_if.MARKS.write_text("<<<<<<< ours", encoding="utf-8")
        case "no marks":
            what_if.MARKS.unlink()
    runs.execute()
    found = points(CHAPTER, runs.target)
    assert len(fresh) == len(found)
    assert {value for point in found for value in point.figures.values()} == {1.0}


def test_an_analysts_vintage_is_run_on_its_own_tables(folder, fresh, later):
    runs = Runs(CHAPTER, vintages.find(later("own", "2024-02", "sources")))
    runs.execute()
    assert {given["vintage"] for given in fresh} == {runs.vintage.address}


@pytest.fixture
def failing(folder, monkeypatch):
    """A function that gives runs of which none is stored, and each fails with an error."""

    def runs_with(error: Exception) -> Runs:
        def fail(_chapter: str, _given: dict) -> dict[str, float]:
            raise error

        monkeypatch.setattr(running, "headline_figures", fail)
        what_if.MARKS.unlink()
        return Runs(CHAPTER, vintages.find())

    return runs_with


def test_a_choice_that_the_chapter_refuses_has_no_figures(failing):
    runs = failing(ChapterRefusedError("no such table"))
    runs.execute()
    assert not any(point.is_whole for point in points(CHAPTER, runs.target))


def test_a_run_that_dies_is_no_choice_without_figures(failing):
    runs = failing(ChapterError("its process died"))
    with pytest.raises(ChapterError, match="its process died"):
        runs.execute()
    assert not runs.target.exists()


def test_results_of_other_runs_are_refused(folder):
    results = folder / f"{CHAPTER}.csv"
    *rows, _last = results.read_text(encoding="utf-8").splitlines(keepends=True)
    results.write_text("".join(rows), encoding="utf-8")
    with pytest.raises(ValueError, match=r"other runs than .*ai_compute\.yml asks for"):
        points(CHAPTER, results)


def test_the_note_names_each_chapter():
    assert [*json.loads(what_if.MARKS.read_text(encoding="utf-8"))] == CHAPTERS
