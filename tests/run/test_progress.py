"""How far a build is: by the seconds that its tasks took before; quiet where nobody looks on."""

from __future__ import annotations

import io
import sys

import pytest
from doit.task import Task

from semibook.run import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def task(name: str, *needs: str) -> Task:
    return Task(name, [f"echo {name}"], task_dep=[*needs])


@pytest.fixture
def tasks() -> dict[str, Task]:
    known = [task("check"), task("run", "check"), task("pages", "run"), task("lint")]
    return {each.name: each for each in [*known, Task("book", None, task_dep=["pages"])]}


def look_on(monkeypatch) -> Terminal:
    # In the test itself: pytest puts its own stream there before each.
    monkeypatch.setattr(sys, "stderr", Terminal())
    return sys.stderr


def test_what_is_asked_for_counts_by_the_seconds_it_took(tasks, monkeypatch):
    terminal = look_on(monkeypatch)
    shown = progress.OfTasks(tasks, ["book"], {"check": 2.0, "run": 10.0, "pages": 8.0})
    assert shown.left == {"check": 2.0, "run": 10.0, "pages": 8.0}
    shown.skip(tasks["check"])
    shown.finish(tasks["run"])
    shown.end()
    assert " 56%" in terminal.getvalue()  # 10 of 18 seconds


def test_a_task_without_a_past_counts_too(tasks):
    assert progress.OfTasks(tasks, ["lint"], {}).left["lint"] > 0


def test_where_nobody_looks_on_nothing_is_shown(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    runs = progress.bar(8, "runs")
    runs.update(8)
    runs.close()
    assert sys.stderr.getvalue() == ""


def test_runs_are_counted(monkeypatch):
    terminal = look_on(monkeypatch)
    runs = progress.bar(8, "runs")
    runs.update(3)
    runs.refresh()
    assert "3 of 8 runs" in terminal.getvalue()
    runs.close()
