"""What doit remembers: whole, and true of what a task read and made."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from doit import dependency
from doit.dependency import JSONCodec

from semibook.run import doit_state
from semibook.run.doit_state import Contents, StateFile


def opened(path: Path) -> StateFile:
    return StateFile(str(path), JSONCodec())


@pytest.fixture
def memory(tmp_path) -> Path:
    path = tmp_path / "doit.json"
    first = opened(path)
    first.set("a", "deps:", ["x"])
    first.set("b", "deps:", ["y"])
    first.dump()
    return path


def test_two_that_end_one_after_the_other_both_are_remembered(memory):
    one, other = opened(memory), opened(memory)
    one.set("a", "deps:", ["one"])
    other.set("c", "deps:", ["other"])
    other.remove("b")
    one.dump()
    other.dump()
    found = opened(memory)
    assert found.get("a", "deps:") == ["one"]
    assert found.get("c", "deps:") == ["other"]
    assert not found.in_("b")


def test_who_saved_nothing_writes_nothing(memory):
    unused = opened(memory)
    memory.unlink()
    unused.dump()
    assert not memory.exists()


@pytest.mark.parametrize("text", [b"", b'{"a": {"deps:"', b"[]", b'{"a": 1}', b"\xff\xfe"])
def test_a_damaged_memory_is_set_aside(memory, text, capsys):
    memory.write_bytes(text)
    assert not opened(memory).in_("a")
    assert capsys.readouterr().err.startswith(f"{memory}: damaged (")
    assert memory.with_name("doit.json.damaged").read_bytes() == text
    assert not memory.exists()


def test_a_memory_that_cannot_be_written_is_told_in_a_line(memory, capsys, monkeypatch):
    full = opened(memory)
    full.set("a", "deps:", ["z"])

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = memory.read_bytes()
    monkeypatch.setattr(os, "replace", refuse)
    full.dump()
    assert "No space left on device" in capsys.readouterr().err
    assert memory.read_bytes() == before


def test_a_file_that_changed_while_it_was_read_counts_as_changed_next_time(tmp_path):
    table = tmp_path / "table.csv"
    table.write_text("old")
    during = Contents()
    during.info(str(table))
    table.write_text("new")
    assert during.changed() == [table]
    noted = during.get_state(str(table), None)
    assert Contents().check_modified(str(table), table.stat(), noted)


def test_a_file_that_did_not_change_is_known_again(tmp_path):
    table = tmp_path / "table.csv"
    table.write_text("old")
    during = Contents()
    during.info(str(table))
    assert during.changed() == []
    noted = during.get_state(str(table), None)
    table.touch()
    assert not Contents().check_modified(str(table), table.stat(), noted)


def test_a_file_is_read_once_for_all_tasks_until_it_changes(tmp_path, monkeypatch):
    file, read = tmp_path / "table.csv", []
    monkeypatch.setattr(dependency, "get_file_md5", lambda path: read.append(path) or len(read))
    doit_state._read_once()
    file.write_text("one")
    assert [Contents().get_state(str(file), None)[2] for _task in range(3)] == [1, 1, 1]
    file.write_text("other")
    assert Contents().get_state(str(file), None)[2] == 2
