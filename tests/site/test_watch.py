"""Watching a vintage: what is saved is told, checked and made again; errors end nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from semibook.intake.workbook.write import write_workbook
from semibook.site import build, watch
from semibook.site.watch import Watch, changed, state
from semibook.tables import vintages


@dataclass
class Making:
    """Notes what would be made."""

    vintage: str
    folder: Path
    fails: bool = False
    lang: str = ""
    languages: tuple[str, ...] = ("en", "ja")
    made: list[tuple[str, list[str]]] = field(default_factory=list)

    def make(self, chapter="", tables=()):
        self.made.append((chapter, list(tables)))
        return int(self.fails)


@pytest.fixture
def making(later, tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "_PAUSE", 0.01)
    monkeypatch.setattr(build, "prepare", lambda count: None)
    monkeypatch.setattr(Watch, "_others", lambda self: [])
    folder = later("my-data", "2024-02", "starting_wages", "rapidus_support")
    for file in folder.glob("*.csv"):
        lines = file.read_text(encoding="utf-8").splitlines()
        dated = [f"{lines[0]},as_of", *(f"{line},2026-03-01" for line in lines[1:])]
        file.write_text("\n".join([*dated, ""]), encoding="utf-8")
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


def edit(file):
    file.write_text(file.read_text(encoding="utf-8").replace("28", "29"), encoding="utf-8")


def test_a_saved_table_is_told_and_its_chapter_made_again(making):
    file = Path(making.vintage) / "starting_wages.csv"
    told = run(Watch(making, "kumamoto"), lambda: edit(file))
    assert making.made == [("", []), ("kumamoto", ["starting_wages"])]
    assert "starting_wages.csv: saved" in told
    assert any("notebooks/kumamoto.html: made in" in line for line in told)


def test_without_a_chapter_all_that_depends_is_made(making):
    run(Watch(making), lambda: edit(Path(making.vintage) / "starting_wages.csv"))
    assert making.made == [("", []), ("", [])]


def test_a_new_description_of_the_vintage_concerns_all(making):
    about = Path(making.vintage) / "vintage.yml"
    run(Watch(making, "kumamoto"), lambda: about.write_text(about.read_text() + "\n"))
    assert making.made[1] == ("", [])


def test_on_a_book_that_is_not_whole_all_is_made(making):
    making.fails = True
    told = run(Watch(making, "kumamoto"), lambda: edit(Path(making.vintage) / "starting_wages.csv"))
    assert making.made == [("", []), ("", [])]
    assert not any("made in" in line for line in told)


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
    assert making.made[1] == ("kumamoto", ["starting_wages"])
    assert ",30," in (Path(making.vintage) / "starting_wages.csv").read_text(encoding="utf-8")


def test_a_workbook_that_cannot_be_read_is_told_and_nothing_made(making, tmp_path, capsys):
    book = write_workbook(making.vintage, tmp_path / "book.xlsx")
    run(Watch(making, "", book), lambda: book.write_bytes(b"half"))
    assert making.made == [("", [])]
    assert "book.xlsx" in capsys.readouterr().err


def test_an_unknown_chapter_is_refused(making):
    with pytest.raises(FileNotFoundError, match="no chapter 'nowhere'"):
        Watch(making, "nowhere")


def test_files_that_come_and_go_are_changes(tmp_path):
    file = tmp_path / "a.csv"
    before = state([file])
    file.write_text("x")
    assert changed(before, state([file])) == [file]
    assert vintages.find().folder not in state([])
