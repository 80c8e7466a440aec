"""A page that comes before the rest of its book, and the book that follows it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import repository

(CHAPTER, _COMPARING), TABLE = repository.CHAPTERS, "power_shares"
PAGE = f"notebooks/{CHAPTER}.html"
SHOW = f"""
import sys
from semibook.site.making import Making
making = Making.of("2024-02", "en")
making.prepare()
sys.exit(making.show(["{CHAPTER}"], ["{TABLE}"]))
"""


def python(root: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def make(root: Path) -> dict[str, bytes]:
    """Make the book; what it then holds."""
    python(root, "-m", "doit", "-n", "2", "lang=en", "book")
    return contents(root)


def contents(root: Path) -> dict[str, bytes]:
    book = root / "_build" / "html"
    return {
        file.relative_to(book).as_posix(): file.read_bytes()
        for file in book.rglob("*")
        if file.is_file()
    }


@pytest.fixture(scope="module")
def states(tmp_path_factory, small_book) -> dict[str, dict[str, bytes]]:
    """A small book before a cell is changed, with the page ahead of it, after, and made anew."""
    root = small_book(tmp_path_factory.mktemp("ahead") / "repository")
    found = {"before": make(root)}
    table = root / "data" / "2024-02" / f"{TABLE}.csv"
    text = table.read_text(encoding="utf-8")
    assert "share,1,,27,percent" in text
    table.write_text(text.replace("share,1,,27,percent", "share,1,,26,percent"), encoding="utf-8")
    python(root, "-c", SHOW)
    found["ahead"] = contents(root)
    found["after"] = make(root)
    for built in ("site", "html"):
        shutil.rmtree(root / "_build" / built)
    found["anew"] = make(root)
    return found


def changed(one: dict[str, bytes], other: dict[str, bytes]) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def test_only_the_page_and_its_pictures_come_before_the_rest(states):
    names = changed(states["before"], states["ahead"])
    pictures = {name for name in names if name.startswith("en/_images/")}
    assert names - pictures == {f"en/{PAGE}", "en/edition.json"}
    assert not pictures & states["before"].keys()


def test_the_page_says_that_it_is_ahead_and_else_is_the_page_that_follows(states):
    ahead, after = (states[state][f"en/{PAGE}"] for state in ("ahead", "after"))
    (note,) = re.findall(rb'<div class="ahead admonition">.*?</div>\n', ahead, flags=re.S)
    assert b"The rest of the book follows" in note
    assert ahead.replace(note, b"") == after


def test_an_edition_with_a_page_ahead_is_taken_for_no_other(states):
    records = {state: json.loads(found["en/edition.json"]) for state, found in states.items()}
    assert records["ahead"].pop("ahead") == [f"notebooks/{CHAPTER}"]
    assert records["ahead"] == records["before"]
    assert records["after"]["digest"] != records["before"]["digest"]


def test_the_book_that_follows_is_the_book_made_anew(states):
    assert changed(states["after"], states["anew"]) == set()
