"""Whenever a kill comes, what stood there stands, whole, and the next run mends the rest."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from semibook import files, paths, toc
from semibook.check.tables import problems
from semibook.intake import propose
from semibook.intake import write as write_table
from semibook.run import kept
from semibook.run.plan import Run
from semibook.site import actions, publishing
from semibook.tables import vintages
from semibook.translation.catalogues import NAMES
from tests import repository
from tests.intake.conftest import HEADER, ROW, csv_text
from tests.torture.kills import instants, killed_at

PAGES = ("intro", "chapter", "index")
#: What `change` changes.
CHANGED = ("book/intro.md", "data/2024-02/starting_wages.csv")


def contents(folder: Path) -> dict[str, str]:
    """The digest of every file of a folder."""
    return {
        file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def editions(folder: Path, text: str) -> dict[str, Path]:
    """Small editions whose pages and records all say a text."""
    found = {lang: folder / text / lang for lang in NAMES}
    for edition in found.values():
        edition.mkdir(parents=True)
        (edition / publishing.RECORD).write_text(text)
        for page in PAGES:
            (edition / f"{page}.html").write_text(text)
    return found


def publish(book: Path, shown: dict[str, Path], exchange: bool) -> None:
    paths.BOOK = book
    if not exchange:
        files._exchange = lambda *_: False
    publishing.publish(shown, lambda _folder: None)


def said_by(book: Path) -> str:
    """What all pages of a whole book say."""
    assert (book / "index.html").is_file()
    assert {each.name for each in book.iterdir()} == {*NAMES, "index.html", "404.html"}
    texts = {page.read_text() for lang in NAMES for page in (book / lang).iterdir()}
    assert len({*(book / "en").iterdir()}) == len(PAGES) + 1
    (text,) = texts
    return text


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "two renames"])
def test_a_whole_book_stands_whenever_its_publishing_is_killed(tmp_path, exchange, lots, times):
    book = tmp_path / "_build" / "html"
    shown = {text: editions(tmp_path, text) for text in ("one", "other")}
    publish_one = (publish, book, shown["one"], exchange)
    drawn = instants(lots, times(20, 100, "kills of the publishing"), *publish_one)
    seen = {said_by(book)}
    for number, instant in enumerate(drawn):
        text = ("other", "one")[number % 2]
        killed_at(instant, publish, book, shown[text], exchange)
        if exchange or book.exists():
            seen.add(said_by(book))
        files.restore(book)
        assert said_by(book) in shown
        assert {each.name for each in book.parent.iterdir()} == {"html"}
    assert not killed_at(0, *publish_one)
    assert said_by(book) == "one"
    assert seen == {*shown}


def store(folder: Path, chapters: list[str]) -> None:
    paths.NOTEBOOKS = folder / "notebooks"
    kept.DRAWINGS = folder / "drawings"
    kept.CHAPTERS = kept.DRAWINGS / "made_from.json"
    Run.files = []  # the stored chapters are no notebooks here
    deck = vintages.find()
    actions.store([Run(each, deck, folder / "fresh" / f"{each}.ipynb") for each in chapters])


def test_stored_notebooks_are_old_or_new_whenever_the_storing_is_killed(tmp_path, lots, times):
    chapters, old, new = toc.chapters()[:3], "old" * 9999, "new" * 9999

    def lay(folder: str, text: str, ending: str) -> list[Path]:
        (tmp_path / folder).mkdir(exist_ok=True)
        laid = [tmp_path / folder / f"{chapter}{ending}" for chapter in chapters]
        for file in laid:
            file.write_text(json.dumps(text))
        return laid

    def stored() -> list[Path]:
        return lay("notebooks", old, ".ipynb") + lay("drawings", old, ".json")

    def texts(laid: list[Path]) -> set[str]:
        return {json.loads(file.read_text()) for file in laid}

    for ending in (".ipynb", ".figures.json"):
        lay("fresh", new, ending)
    laid, note = stored(), tmp_path / "drawings" / "made_from.json"
    number = times(15, 100, "kills of the storing")
    for instant in instants(lots, number, store, tmp_path, chapters):
        stored()
        note.unlink(missing_ok=True)
        killed_at(instant, store, tmp_path, chapters)
        assert texts(laid) <= {old, new}
        # The note comes last: what it says to hold is of one run.
        assert not note.exists() or texts(laid) == {new}
    assert not killed_at(0, store, tmp_path, chapters)
    assert texts(laid) == {new}
    assert note.is_file()


def bring(file: Path, place: Path) -> None:
    write_table(propose(file, "rapidus_support", place, source="s12"))


def test_a_table_is_old_or_new_whenever_its_import_is_killed(tmp_path, lots, times):
    place = vintages.create(tmp_path / "2026-04").folder
    table, files_read = place / "rapidus_support.csv", [tmp_path / "a.csv", tmp_path / "b.csv"]
    for file, amount in zip(files_read, ("5,900", "6,100"), strict=True):
        file.write_text(csv_text(HEADER, [ROW[0], amount, *ROW[2:]]), encoding="utf-8")
    drawn = instants(lots, times(6, 100, "kills of an import"), bring, files_read[0], place)
    states = set()
    for file in files_read:
        bring(file, place)
        states.add(table.read_bytes())
    assert len(states) == 2
    for number, instant in enumerate(drawn):
        killed_at(instant, bring, files_read[number % 2], place)
        assert table.read_bytes() in states
    assert problems(place, ["rapidus_support"]) == []
    bring(files_read[0], place)
    assert "5900" in table.read_text(encoding="utf-8")


def test_a_sweep_that_is_killed_again_and_again_comes_to_the_same_rows(tmp_path, lots, times):
    number = times(0, 20, "kills of a sweep")
    if not number:
        pytest.skip("only by `make torture`; tests/run/test_sweep.py kills one with every test")
    target, whole = tmp_path / "killed.csv", tmp_path / "whole.csv"
    seconds, done = _swept(whole)
    assert done.returncode == 0, done.stderr
    for _ in range(number):
        _swept(target, lots.uniform(seconds / 4, seconds))
        if target.is_file():
            pd.testing.assert_frame_equal(pd.read_csv(target), pd.read_csv(whole))
            target.unlink()
    _seconds, done = _swept(target)
    assert done.returncode == 0, done.stderr
    assert target.read_bytes() == whole.read_bytes()
    assert {each.name for each in tmp_path.iterdir()} == {"killed.csv", "whole.csv"}


def _swept(target: Path, seconds: float | None = None) -> tuple[float, subprocess.CompletedProcess]:
    """A sweep of four runs, killed after some seconds."""
    main = "import sys; from semibook.cli import app; sys.argv[0] = 'semibook'; app()"
    command = [sys.executable, "-c", main, "sweep", "ai_compute", "--grid", "target_eflops=40:43:1"]
    return killed([*command, "-o", str(target), "--workers", "2"], paths.ROOT, seconds)


def killed(
    command: list[str], folder: Path, seconds: float | None = None, children: bool = True
) -> tuple[float, subprocess.CompletedProcess]:
    """Run a command, and kill it after some seconds, with or without those that it started.

    Returns:
        How long it ran, and what it said.
    """
    start = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        (os.killpg if children else os.kill)(process.pid, signal.SIGKILL)
        said = process.communicate()
    done = subprocess.CompletedProcess(command, process.returncode, *said)
    return time.monotonic() - start, done


@pytest.fixture
def root(tmp_path, small_book) -> Path:
    """A copy of the repository and what is built in it: by `make torture` all, else few pages."""
    folder = tmp_path / "repository"
    if "TORTURE" not in os.environ:
        return small_book(folder)
    if not (paths.BOOK / "index.html").is_file():
        pytest.skip("no book is built")
    folder.mkdir()
    repository.copy(folder)
    ignored = shutil.ignore_patterns(".lock*")
    shutil.copytree(paths.BUILD, folder / "_build", ignore=ignored)
    return repository.remembered(paths.ROOT, folder)


def build(
    root: Path, task: str, seconds: float | None = None, children: bool = True
) -> tuple[float, subprocess.CompletedProcess]:
    command = [sys.executable, "-m", "doit", "-n", "2", task]
    return killed(command, root, seconds, children)


def is_whole(book: Path, names: list[str]) -> bool:
    """Whether each page of both editions is there, made from the same data."""
    records = [json.loads((book / lang / publishing.RECORD).read_text()) for lang in NAMES]
    pages = [book / name for name in names]
    return len({record["vintage"] for record in records}) == 1 and all(
        page.read_text("utf-8").rstrip().endswith("</html>") for page in pages
    )


def change(root: Path, how: str, lots: Random) -> None:
    """Change what the book is made from, or take away what was built of it."""
    match how:
        case "prose":
            page = root / "book" / "intro.md"
            text = page.read_text(encoding="utf-8")
            page.write_text(f"{text}\nMore: {lots.random()}.\n", encoding="utf-8")
        case "table":
            table = root / "data" / "2024-02" / "starting_wages.csv"
            text = table.read_text(encoding="utf-8")
            table.write_text(text.replace(",28,", f",{lots.randint(20, 27)},", 1), "utf-8")
        case "cold":
            for name in ("runs", "site", "headlines", "scenarios", "doit.json"):
                gone = root / "_build" / name
                shutil.rmtree(gone, ignore_errors=True)
                gone.unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("how", "few", "many"), [("prose", 2, 50), ("table", 0, 30), ("cold", 0, 20)]
)
def test_a_whole_book_stands_whenever_a_build_is_killed(root, how, few, many, lots, times):
    number = times(few, many, f"kills of a build ({how})")
    if not number:
        pytest.skip("only by `make torture`")
    book, sources = root / "_build" / "html", contents(root / "book") | contents(root / "data")
    _seconds, done = build(root, "book")
    assert done.returncode == 0, done.stderr
    before = contents(book)
    pages = [name for name in before if name.endswith(".html")]
    kept = {name: (root / name).read_bytes() for name in CHANGED}
    change(root, how, lots)
    seconds, done = build(root, "book")
    assert done.returncode == 0, done.stderr
    for _ in range(number):
        for name, content in kept.items():
            (root / name).write_bytes(content)
        change(root, how, lots)
        build(root, "book", lots.uniform(0.1, seconds), children=lots.random() < 0.7)
        assert is_whole(book, pages)
    for name, content in kept.items():
        (root / name).write_bytes(content)
    assert sources == contents(root / "book") | contents(root / "data")
    _seconds, done = build(root, "book")
    assert done.returncode == 0, done.stderr
    after, made_from = contents(book), [f"{lang}/{publishing.RECORD}" for lang in NAMES]
    assert after.keys() == before.keys()
    assert [after[name] for name in made_from] == [before[name] for name in made_from]


def test_the_stored_chapters_stay_whole_whenever_make_notebooks_is_killed(root, lots, times):
    number = times(0, 5, "kills of `make notebooks`")
    if not number:
        pytest.skip("only by `make torture`")
    stored = root / "notebooks" / "talent.ipynb"
    whole = contents(root / "notebooks")
    text = stored.read_text(encoding="utf-8")
    other = text.replace('"execution_count": 1', '"execution_count": 7')
    stored.write_text(other, encoding="utf-8")
    states = {sha256(stored.read_bytes()).hexdigest(), whole["talent.ipynb"]}
    seconds, done = build(root, "notebooks")
    assert done.returncode == 0, done.stderr
    assert contents(root / "notebooks") == whole
    for _ in range(number):
        stored.write_text(other, encoding="utf-8")
        build(root, "notebooks", lots.uniform(seconds / 2, seconds))
        found = contents(root / "notebooks")
        assert found.pop("talent.ipynb") in states
        assert {name: found[name] for name in whole if name in found} == {
            name: digest for name, digest in whole.items() if name != "talent.ipynb"
        }
    _seconds, done = build(root, "notebooks")
    assert done.returncode == 0, done.stderr
    assert {name: contents(root / "notebooks")[name] for name in whole} == whole
