"""A build with nothing to do is known by the dates of files; any change leaves it to doit."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from semibook import paths
from semibook.run import last_build

BOOK = ["/somewhere/bin/doit", "-n", "2", "vintage=2024-02", "out=", "book"]


@pytest.fixture
def root(tmp_path, monkeypatch) -> Path:
    """A repository with a table, and a page built from it."""
    for name in ("data/table.csv", "_build/html/page.html", "_build/.lock"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "BUILD", tmp_path / "_build")
    last_build._sources.cache_clear()
    yield tmp_path
    last_build._sources.cache_clear()


def noted(root: Path, arguments: list[str] = BOOK) -> None:
    """The note of a build that has just ended."""
    last_build.stands(arguments)
    last_build.note(arguments, [str(root / "data/table.csv")])
    last_build._sources.cache_clear()


def test_the_book_stands_as_it_was_built(root):
    assert not last_build.stands(BOOK)
    noted(root)
    assert last_build.stands(BOOK)


def test_where_nothing_was_built_there_is_no_book(root):
    shutil.rmtree(root / "_build")
    assert not last_build.stands(BOOK)


def test_a_lock_that_was_held_changes_nothing(root):
    noted(root)
    (root / "_build/.lock").write_text("another", encoding="utf-8")
    assert last_build.stands(BOOK)


@pytest.mark.parametrize("name", ["data/table.csv", "_build/html/page.html"])
def test_a_file_that_changed_is_seen_whatever_its_date(root, name):
    noted(root)
    before = (root / name).stat()
    (root / name).write_text(name.upper(), encoding="utf-8")
    os.utime(root / name, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not last_build.stands(BOOK)


@pytest.mark.parametrize("name", ["data/another.csv", "_build/html/another.html"])
def test_a_file_that_came_is_seen(root, name):
    noted(root)
    (root / name).write_text("", encoding="utf-8")
    assert not last_build.stands(BOOK)


@pytest.mark.parametrize("name", ["data/table.csv", "_build/html/page.html"])
def test_a_file_that_is_gone_is_seen(root, name):
    noted(root)
    (root / name).unlink()
    assert not last_build.stands(BOOK)


def test_a_source_that_changed_amid_the_build_is_seen(root):
    last_build.stands(BOOK)
    (root / "data/table.csv").write_text("saved amid the build", encoding="utf-8")
    last_build.note(BOOK, [])
    last_build._sources.cache_clear()
    assert not last_build.stands(BOOK)


@pytest.mark.parametrize(
    "arguments",
    [
        ["doit", "vintage=2026-11", "book"],
        ["doit", "vintage=2024-02", "out=", "lint"],
        ["doit", "-a", "vintage=2024-02", "out=", "book"],
        ["doit", "vintage=2024-02", "out=", "book", "pdf"],
        ["semibook", "vintage=2024-02", "out=", "book"],
    ],
)
def test_another_command_is_for_doit(root, arguments):
    noted(root)
    assert not last_build.stands(arguments)


@pytest.mark.parametrize(
    "arguments", [["doit", "out=/elsewhere", "book"], ["doit", "ahead=kumamoto", "book"]]
)
def test_what_is_not_the_whole_book_in_its_place_is_not_noted(root, arguments):
    noted(root, arguments)
    assert not last_build.stands(arguments)


def test_a_book_of_data_elsewhere_is_not_noted(root, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "table.csv"
    last_build.stands(BOOK)
    last_build.note(BOOK, [str(elsewhere)])
    assert not last_build.stands(BOOK)


@pytest.mark.parametrize("text", ["", "[]", "{}", "\0"])
def test_a_damaged_note_counts_as_none(root, text):
    (root / "_build/.last_build.json").write_text(text, encoding="utf-8")
    assert not last_build.stands(BOOK)
