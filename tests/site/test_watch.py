"""Watching a vintage: what is saved is told, checked and made again; errors end nothing."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from semibook import paths
from semibook.intake.workbook.write import write_workbook
from semibook.site import making as site_making
from semibook.site import watch
from semibook.site.watch import Watch, changed, state
from semibook.tables import vintages

REST, WHOLE = ("rest",), ("whole",)


@dataclass
class Making:
    """Notes what would be made.

    Attributes:
        fails: whether what is made in this process fails.
        seconds: how long the rest of the book takes.
    """

    vintage: str
    folder: Path
    fails: bool = False
    lang: str = ""
    seconds: float = 0.0
    made: list[tuple[str, ...]] = field(default_factory=list)
    beside: list[subprocess.Popen] = field(default_factory=list)

    def make(self):
        self.made.append(WHOLE)
        return int(self.fails)

    def show(self, chapters, tables):
        self.made.append(("pages", *chapters, *tables))
        return int(self.fails)

    def start(self):
        self.made.append(REST)
        command = [sys.executable, "-c", f"import time; time.sleep({self.seconds})"]
        self.beside.append(subprocess.Popen(command, start_new_session=True))
        return self.beside[-1]

    def prepare(self):
        """Load nothing."""


@pytest.fixture
def making(later, tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "_PAUSE", 0.01)
    folder = later("my-data", "2024-02", "starting_wages", "rapidus_support", "sources")
    for file in folder.glob("*.csv"):
        lines = file.read_text(encoding="utf-8").splitlines()
        dated = [f"{lines[0]},as_of", *(f"{line},2026-03-01" for line in lines[1:])]
        file.write_text("\n".join([*dated, ""]), encoding="utf-8")
    monkeypatch.setattr(Watch, "sources", lambda self: ([folder], []))
    return Making(str(folder), tmp_path / "book")


def run(watching, *steps):
    """Watch, do one step each time it waits, and end by Ctrl-C; gives what was told."""
    told, left = [], list(steps)

    def say(line):
        told.append(line)
        if line.startswith("Watching"):
            if not left:
                raise KeyboardInterrupt
            left.pop(0)()

    with pytest.raises(KeyboardInterrupt):
        watching.run(say)
    return told


def edit(making, table="starting_wages"):
    file = Path(making.vintage) / f"{table}.csv"
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def test_a_saved_table_is_told_and_the_pages_that_show_it_come_before_the_rest(making):
    told = run(Watch(making), lambda: edit(making))
    assert making.made == [WHOLE, ("pages", "kumamoto", "starting_wages"), REST]
    assert "starting_wages.csv: saved" in told
    assert any("en/notebooks/kumamoto.html: made in" in line for line in told)


@pytest.mark.parametrize(
    "note", [".~lock.starting_wages.csv#", "~$starting_wages.csv", "lu5k2.tmp", ".starting.csv.swp"]
)
def test_what_a_program_keeps_beside_an_open_table_is_no_change(making, note):
    def open_and_save():
        (Path(making.vintage) / note).write_text("open")
        edit(making)

    told = run(Watch(making), open_and_save)
    assert making.made == [WHOLE, ("pages", "kumamoto", "starting_wages"), REST]
    assert "starting_wages.csv: saved" in told


def test_a_table_that_is_away_while_it_is_saved_is_one_change(making):
    def save_by_renaming():
        file = Path(making.vintage) / "starting_wages.csv"
        text = file.read_text(encoding="utf-8")
        file.rename(file.with_suffix(".bak"))
        threading.Timer(0.05, file.write_text, [f"{text}\n", "utf-8"]).start()

    run(Watch(making), save_by_renaming)
    assert making.made == [WHOLE, ("pages", "kumamoto", "starting_wages"), REST]


def test_of_a_table_that_several_chapters_show_each_page_is_made(making):
    run(Watch(making), lambda: edit(making, "rapidus_support"))
    shown = ("promises", "three_step_strategy", "rapidus")
    assert making.made[1:] == [("pages", *shown, "rapidus_support"), REST]


def test_where_nearly_every_chapter_reads_a_table_all_is_made_at_once(making):
    run(Watch(making), lambda: edit(making, "sources"))
    assert making.made[1:] == [REST]


def test_with_a_chapter_only_its_page_comes_before_the_rest(making):
    run(Watch(making, "rapidus"), lambda: edit(making, "rapidus_support"))
    assert making.made[1:] == [("pages", "rapidus", "rapidus_support"), REST]


def test_a_table_that_the_chapter_does_not_read_comes_with_the_rest(making):
    run(Watch(making, "rapidus"), lambda: edit(making))
    assert making.made[1:] == [REST]


def test_a_chapter_about_the_others_comes_with_the_rest(making):
    run(Watch(making, "what_changed"), lambda: edit(making))
    assert making.made[1:] == [REST]


def test_a_new_description_of_the_vintage_concerns_all(making):
    about = Path(making.vintage) / "vintage.yml"
    run(Watch(making, "kumamoto"), lambda: about.write_text(about.read_text() + "\n"))
    assert making.made[1:] == [REST]


def test_on_a_book_that_is_not_whole_all_is_made(making):
    making.fails = True
    told = run(Watch(making, "kumamoto"), lambda: edit(making))
    assert making.made == [WHOLE, REST]
    assert not any("made in" in line for line in told)


def test_after_a_page_that_fails_the_rest_is_not_made(making):
    def spoil():
        making.fails = True
        edit(making)

    told = run(Watch(making), spoil)
    assert making.made[1:] == [("pages", "kumamoto", "starting_wages")]
    assert not any("kumamoto.html" in line for line in told)


def test_when_the_rest_has_followed_it_is_told(making):
    making.fails = True  # so pages come first only once the rest has followed
    told = []

    def wait():
        making.beside[0].wait()
        making.fails = False
        edit(making)

    told = run(Watch(making), lambda: edit(making), wait)
    assert any("index.html: made in" in line for line in told)
    assert making.made[2:] == [("pages", "kumamoto", "starting_wages"), REST]


def test_a_table_saved_meanwhile_ends_what_is_made_of_the_one_before(making):
    making.seconds = 60
    began = time.monotonic()
    told = run(Watch(making), lambda: edit(making), lambda: edit(making, "rapidus_support"))
    assert [process.wait() for process in making.beside] != [0, 0]
    assert all(process.returncode for process in making.beside)
    assert making.made[3][:2] == ("pages", "promises")
    assert time.monotonic() - began < 30
    assert "had not followed" in told[-1]


def test_a_saved_workbook_is_read_back(making, tmp_path):
    from openpyxl import load_workbook

    book = write_workbook(making.vintage, tmp_path / "book.xlsx")

    def save():
        opened = load_workbook(book)
        sheet = opened["starting_wages"]
        (cell,) = [c for row in sheet for c in row if c.row == 7 and c.value == 28]
        cell.value = 30
        sheet.cell(7, [c.value for c in sheet[6]].index("source") + 1).value = "s06"
        opened.save(book)

    told = run(Watch(making, "kumamoto", book), save)
    assert "book.xlsx: changes starting_wages" in told
    assert making.made[1:] == [("pages", "kumamoto", "starting_wages"), REST]
    assert ",30," in (Path(making.vintage) / "starting_wages.csv").read_text(encoding="utf-8")


def test_a_workbook_that_cannot_be_read_is_told_and_nothing_made(making, tmp_path, capsys):
    book = write_workbook(making.vintage, tmp_path / "book.xlsx")
    run(Watch(making, "", book), lambda: book.write_bytes(b"half"))
    assert making.made == [WHOLE]
    assert "book.xlsx" in capsys.readouterr().err


@pytest.mark.parametrize(
    "file",
    [
        "_config.yml",
        "_toc.yml",
        "CITATION.cff",
        "requirements.txt",
        "book/intro.md",
        "data/2026-11/sources.csv",
        "data/2026-11/vintage.yml",
        "data/reference/glossary.csv",
        "data/schemas/sources.json",
        "lessons/people-stock.yml",
        "locale/ja/kumamoto.po",
        "notebooks/kumamoto.ipynb",
        "notebooks/words/kumamoto.yml",
        "regions/kyushu.yml",
        "scenarios/unfavourable.yml",
        "src/semibook/site/watch.py",
    ],
)
def test_the_book_of_the_deck_follows_all_that_it_is_made_from(file):
    folders, others = of_the_deck()
    path = paths.ROOT / file
    assert path.is_file()
    assert path in others or path.parent in folders


def test_what_the_book_itself_builds_is_not_watched():
    _folders, others = of_the_deck()
    assert not [file for file in others if file.is_relative_to(paths.BUILD)]


@cache
def of_the_deck():
    return Watch(site_making.Making.of(vintages.DEFAULT)).sources()


def test_a_table_of_another_vintage_comes_with_the_rest(making, later, monkeypatch):
    other = later("newer", making.vintage, "starting_wages")
    folders = [Path(making.vintage), other]
    monkeypatch.setattr(Watch, "sources", lambda self: (folders, []))
    file = other / "starting_wages.csv"
    run(Watch(making), lambda: file.write_text(f"{file.read_text(encoding='utf-8')}\n", "utf-8"))
    assert making.made[1:] == [REST]


def test_an_unknown_chapter_is_refused(making):
    with pytest.raises(FileNotFoundError, match="no chapter 'nowhere'"):
        Watch(making, "nowhere")


def test_files_that_come_and_go_are_changes(tmp_path):
    file = tmp_path / "a.csv"
    before = state([file])
    file.write_text("x")
    assert changed(before, state([file])) == [file]
    assert vintages.find().folder not in state([])
