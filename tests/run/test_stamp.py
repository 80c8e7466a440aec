"""The stamp at the end of each chapter: its digests are those of the files."""

from __future__ import annotations

import hashlib
import re

import nbformat
import pytest
from bs4 import BeautifulSoup

from semibook import paths, toc
from semibook.run import dependencies
from semibook.run.stamp import stamp
from semibook.tables import vintages
from semibook.translation import words


def shown(chapter: str) -> tuple[str, BeautifulSoup]:
    """The stamp of the stored notebook, as text and as HTML."""
    last = nbformat.read(toc.notebook(chapter), as_version=4).cells[-1]
    (output,) = last.outputs
    return output.data["text/plain"], BeautifulSoup(output.data["text/html"], "html.parser")


def tables_read(chapter: str) -> set:
    """The files of the tables of the vintages that a chapter reads: one, or two."""
    known = dependencies.parameters(toc.notebook(chapter))
    named = ("vintage", "against", "outcomes", "since")
    read = [known[name].default for name in named if name in known]
    tables = dependencies.tables(chapter)
    return {vintages.find(vintage).path(table) for vintage in read for table in tables}


@pytest.mark.parametrize("chapter", toc.chapters())
def test_digests_are_those_of_the_files(chapter):
    plain, page = shown(chapter)
    rows = [
        [cell.get_text() for cell in row.find_all(["th", "td"])] for row in page.select("tbody tr")
    ]
    assert rows
    for name, held, digest in rows:
        # Files of no vintage are those that the chapter names as parameters.
        path = (
            paths.DATA / held / name
            if held != "–"
            else next(each for each in dependencies.extra_files(chapter) if each.name == name)
        )
        assert hashlib.sha256(path.read_bytes()).hexdigest().startswith(digest)
        assert f"{digest}  {held}/{name}" in plain
    # The words of a chapter are text, not data.
    others = {*dependencies.extra_files(chapter)} - {words.file(chapter).resolve()}
    assert len({*map(tuple, rows)}) == len(tables_read(chapter)) + len(others)


@pytest.mark.parametrize("chapter", toc.chapters())
def test_the_stamp_names_data_and_lock(chapter):
    plain, page = shown(chapter)
    assert re.match(r"Data: 20\d\d-\d\d, as of 20\d\d-\d\d-\d\d\.", plain)
    lock = hashlib.sha256((paths.ROOT / "requirements.txt").read_bytes()).hexdigest()
    assert page.find_all("code")[-1].get_text() == lock[:12]


@pytest.fixture
def stamped(monkeypatch):
    """A function that makes a stamp and gives its HTML."""

    def make(chapter: str, **changed) -> str:
        displayed = []
        monkeypatch.setattr(
            "semibook.run.stamp.display", lambda data, **_options: displayed.append(data)
        )
        known = dependencies.parameters(toc.notebook(chapter))
        stamp(chapter, {name: each.default for name, each in known.items()} | changed)
        return displayed[0]["text/html"]

    return make


def test_a_changed_parameter_is_counted_and_marked(stamped):
    assert "0 of " in stamped("ai_compute")
    page = stamped("ai_compute", pue=1.1)
    assert "1 of " in page
    assert "<b>pue = 1.1</b>" in page


def test_a_table_of_a_later_vintage_is_told_from_the_others(stamped, later):
    folder = later("mine", "2024-02", "budgets")
    page = stamped("three_step_strategy", vintage=str(folder))
    assert '<th scope="row">budgets.csv</th><td>mine</td>' in page
    assert '<th scope="row">claims.csv</th><td>2024-02</td>' in page


def test_names_of_files_are_escaped(stamped, later):
    folder = later("<b>mine", "2024-02", "budgets")
    page = stamped("three_step_strategy", vintage=str(folder))
    assert "&lt;b&gt;mine" in page
    assert "<b>mine" not in page
    assert vintages.find(folder).name == "<b>mine"


def test_a_comparison_names_the_tables_of_both_vintages(stamped):
    page = stamped("what_changed", vintage="2026-03", against="2024-02")
    for vintage in ("2024-02", "2026-03"):
        assert f'<th scope="row">budgets.csv</th><td>{vintage}</td>' in page
    # A table that the later vintage takes from the earlier one is one file.
    assert page.count('<th scope="row">claims.csv</th>') == 1
