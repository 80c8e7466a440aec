"""What the tests share: running a chapter on the tables it declares, and the book in Chromium."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from semibook import paths, toc
from semibook.run import dependencies
from semibook.run.chapter import headline_figures, headlines
from semibook.tables import vintages
from tests import repository

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))),
    None,
)
# Parsed pages are many objects that stay: to look through them for garbage again and again takes as
# long as to parse them.
gc.set_threshold(100_000, 50, 50)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


@pytest.fixture
def only_its_tables(tmp_path: Path) -> Callable[[str], Path]:
    """A function from a chapter to a vintage folder with that chapter's tables and no others."""

    def make(chapter: str) -> Path:
        place, folder = vintages.find(), tmp_path / "data"
        folder.mkdir()
        shutil.copy(place.folder / "vintage.yml", folder)
        for table in dependencies.tables(chapter):
            shutil.copy(place.path(table), folder)
        return folder

    return make


@pytest.fixture
def later(tmp_path) -> Callable[..., Path]:
    """A function that makes a vintage folder on a base with the named tables of the deck."""

    def make(name: str, base: str | Path = "", *tables: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        about = f"title: {name}\nas_of: 2026-03-01\nbase: {base}\n"
        (folder / "vintage.yml").write_text(about, encoding="utf-8")
        for table in tables:
            text = vintages.find().path(table).read_text(encoding="utf-8")
            (folder / f"{table}.csv").write_text(text, encoding="utf-8")
        return folder

    return make


@pytest.fixture
def rerun(only_its_tables) -> Callable[..., dict[str, float]]:
    """A function that runs a chapter with other parameters and gives its headline figures.

    The run sees only the tables that the plan of tasks knows of, so it fails if the chapter reads
    another. Pictures and sentences are left to whole runs (tests/chapters/test_whole_runs.py).
    """

    def again(chapter: str, folder: Path | None = None, **given) -> dict[str, float]:
        folder = folder or only_its_tables(chapter)
        return headline_figures(chapter, {"vintage": str(folder), **given})

    return again


@pytest.fixture
def stored() -> Callable[[str], dict[str, float]]:
    """A function from a chapter to the headline figures of its stored default run."""
    return lambda chapter: headlines(toc.notebook(chapter))


@pytest.fixture(scope="session")
def small_book(tmp_path_factory) -> Callable[[Path], Path]:
    """A function that puts a copy of a small book, built, into a folder that is not there yet."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return partial(repository.built, shared / "small")


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments) -> None:
        """Print nothing between the tests' dots."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the built book is served."""
    handler = partial(Silent, directory=str(paths.BUILD / "html"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium or Chrome; CI installs one, so there nothing is left out."""
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, address) -> Iterator:
    """A function that opens a page of the book in a fresh window, in a language of the browser."""
    contexts = []

    def visit(path: str, locale: str = "en-GB", width: int = 1300, **settings) -> Page:
        size = {"width": width, "height": 800}
        contexts.append(browser.new_context(locale=locale, viewport=size, **settings))
        page = contexts[-1].new_page()
        page.goto(f"{address}/{path}")
        return page

    yield visit
    for each in contexts:
        each.close()


#: Modules that take longest. They begin first, so that none is left to one worker at the end.
LONGEST = (
    "tests/site/test_accessibility.py",
    "tests/run/test_plan.py",
    "tests/torture/test_kills.py",
    "tests/site/test_page_ahead.py",
    "tests/site/test_whole_book.py",
    "tests/run/test_sweep.py",
    "tests/teach/test_products.py",
    "tests/site/test_browser.py",
    "tests/site/test_reproducible.py",
    "tests/site/test_guide.py",
    "tests/translation/test_third_language.py",
)


def pytest_collection_modifyitems(config, items) -> None:
    place = {config.rootpath / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))


def pytest_terminal_summary(terminalreporter) -> None:
    """Say how much torture there was (tests/torture), here, as workers do not print."""
    counted = [
        said
        for report in terminalreporter.stats.get("passed", [])
        for name, said in report.user_properties
        if name == "torture" and report.when == "call"
    ]
    if counted:
        terminalreporter.write_line(f"torture: {', '.join(counted)}")
