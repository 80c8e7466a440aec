"""Lessons as sources: what is refused, and that those of the book are in order."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from semibook.cli import app
from semibook.teach import check, content, listing, sources
from semibook.teach.check import problems
from semibook.teach.schema import Taught


@pytest.fixture
def written(tmp_path, monkeypatch):
    """A function that replaces text in a copy of a lesson, and gives the problems as lines."""
    for folder in ("LESSONS", "REGIONS"):
        place = tmp_path / folder.lower()
        shutil.copytree(getattr(sources, folder), place)
        monkeypatch.setattr(sources, folder, place)
    for file in sources.LESSONS.glob("*.yml"):
        if file.stem not in ("kyushu-ripple", "about-yen"):
            file.unlink()

    def write(old: str, new: str, lesson: str = "kyushu-ripple") -> list[str]:
        file = sources.LESSONS / f"{lesson}.yml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return [str(problem) for problem in problems("2024-02")]

    return write


@pytest.mark.parametrize("vintage", ["2024-02", "2026-03", "2026-11"])
def test_the_lessons_have_no_problems(vintage):
    assert problems(vintage) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - minutes: 25\n", "  - minutes: 30\n", "its parts take 95 minutes, expected 90"),
        ("  - minutes: 25\n", "  - minutes: 20\n", "its questions take 25 minutes, expected at"),
        ("    minutes: 25\n", "    minutes: 23\n", "multiple of 5"),
        ("    ask: [q6]\n", "", "questions.q6: never asked, expected once"),
        ("ask: [q6]", "ask: [q9]", "found q9, expected one of q1"),
        ("objective: o3", "objective: o2", "objectives.o3: no question checks it"),
        ("objective: o3", "objective: o4", "found o4, expected one of o1, o2, o3"),
        ("kumamoto#what-do", "kumamotto#what-do", "found kumamotto, expected one of"),
        ("kumamoto#what-do", "kumamoto#what-does", "found what-does"),
        ("[local_content]", "[local_contents]", "kumamoto has no parameter local_contents"),
        ("exhibits:\n", "what_if: talents\nexhibits:\n", "what_if: found talents, expected one"),
        ("exhibits:\n", "data: 2026-03\nwhat_if: talent\nexhibits:\n", "no data of its own"),
        ("regions: [kyushu]", "regions: [kyoshu]", "found kyoshu, expected any or one of chubu"),
        ("audience: kosen-4", "audience: kosen-6", "found 'kosen-6', expected: 'hs-1', 'hs-2'"),
        ("tier: beginner", "tier: starter", "found 'starter', expected: 'operation'"),
        ("answer: per_year", "answer: per_month", "found per_month, expected one of months"),
        ("exhibits: [parts]", "exhibits: [pieces]", "found pieces, expected one of estimates"),
        ("{{ by_ten |", "{{ by_twelve |", "'by_twelve' is undefined"),
        ("digits: [1, 2]", "digits: [1]", "expected one for each of 2 numbers"),
        ("if_short: [q7]", "if_short: [q8]", "found q8, expected one of q1"),
        ("words: [経済波及効果", "words: [経済効果", "found 経済効果, expected a term"),
        (
            "taught: []",
            "taught: [{date: '2027-05-11', grade: kosen-4, minutes: {q9: 5}}]",
            "found q9",
        ),
        ("taught: []", "taught: [{date: May, grade: kosen-4, minutes: {q1: 5}}]", "found 'May'"),
        ("id: kyushu-ripple", "id: kyushu-waves", "found kyushu-waves, expected kyushu-ripple"),
        ("    lines: 2\n", "    lines: many\n", "found 'many', expected: "),
        ("level: 1", "levels: 1", "questions.q1.levels: unknown field"),
    ],
)
def test_what_does_not_add_up_is_told_with_its_line(written, old, new, said):
    lines = written(old, new)
    assert any(said in line for line in lines), lines
    assert all("kyushu-ripple.yml, line " in line for line in lines)


def test_a_missing_translation_is_told_with_the_line_of_its_text(written):
    text = (sources.LESSONS / "kyushu-ripple.yml").read_text(encoding="utf-8")
    line = text[: text.index("published: {en: Published")].count("\n") + 1
    (told,) = written("published: {en: Published, ja: 公表}", "published: {en: Published}")
    assert told.endswith(f"line {line}: exhibits.estimates.labels.published.ja: missing")


def test_all_problems_of_all_files_are_told_at_once(written):
    written("answer: left_ends", "answer: ends", "about-yen")
    lines = written("tier: beginner", "tier: starter")
    assert {line.split(", line")[0].rsplit("/")[-1] for line in lines} == {
        "about-yen.yml",
        "kyushu-ripple.yml",
    }


def test_the_command_lists_problems_and_ends_with_an_error(written):
    written("tier: beginner", "tier: starter")
    result = CliRunner().invoke(app, ["lesson", "check"])
    assert result.exit_code == 1
    assert "found 'starter'" in result.stderr
    assert "1 problem(s) in lessons; nothing was made." in result.stderr


def test_a_new_lesson_can_be_built_as_it_is(written, tmp_path, monkeypatch):
    monkeypatch.setattr(listing, "LESSONS", sources.LESSONS)
    monkeypatch.setattr(listing.paths, "PACKAGE_CODE", tmp_path)
    made = listing.create("apple-shares")
    assert all(path.is_file() for path in made)
    source = sources.read(made[0], sources.Lesson)
    assert source.problems == []
    assert check._times(source) and not list(check._times(source))
    with pytest.raises(FileExistsError, match="expected a new name"):
        listing.create("apple-shares")


def test_of_a_new_lesson_that_cannot_be_written_whole_nothing_is_left(
    written, tmp_path, monkeypatch
):
    monkeypatch.setattr(listing, "LESSONS", sources.LESSONS)
    monkeypatch.setattr(listing.paths, "PACKAGE_CODE", tmp_path)
    (tmp_path / "teach").write_text("no folder")
    with pytest.raises(OSError, match="teach"):
        listing.create("apple-shares")
    assert not (sources.LESSONS / "apple-shares.yml").exists()


def test_a_name_that_no_file_could_have_is_refused():
    result = CliRunner().invoke(app, ["lesson", "new", "../x"])
    assert result.exit_code == 1
    assert "found '../x', expected small letters" in result.stderr


def test_minutes_that_a_class_really_took_are_shown(copy_of):
    copy = copy_of("kyushu-ripple")
    given = Taught(date="2027-05-11", grade="kosen-4", minutes={"q2": 14})
    lesson = copy.lesson.model_copy(update={"taught": [given]})
    assert content.taught(copy).startswith("Not taught yet")
    assert content.taught(replace(copy, lesson=lesson)) == "Minutes really taken: 2027-05-11 2: 14"
