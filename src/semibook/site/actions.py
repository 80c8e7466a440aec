"""What the tasks of dodo.py do; slow libraries load where they are used: most builds do little."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property, partial, wraps
from pathlib import Path
from threading import Lock
from typing import ParamSpec, TypeVar

from doit import Globals
from doit.exceptions import TaskFailed

from semibook import paths
from semibook.run import scenarios, what_if
from semibook.run.dependencies import compares
from semibook.run.plan import (
    Book,
    Run,
    checked_files,
    descriptions,
    pages_files,
    scenario_files,
)
from semibook.site import processes, publishing
from semibook.tables.vintages import Vintage

#: Files whose change amid a build would put old figures beside new ones.
_FIGURES = {".csv", ".ipynb", ".json", ".yml"}
_LOADING = Lock()
Given = ParamSpec("Given")
Result = TypeVar("Result")


def plainly(action: Callable[Given, Result]) -> Callable[Given, Result | TaskFailed]:
    """An action of doit that tells in a line what is wrong with data, a scenario or a disk.

    Of other errors doit shows a traceback, which would bury it.
    """

    @wraps(action)
    def act(*given: Given.args, **named: Given.kwargs) -> Result | TaskFailed:
        try:
            return action(*given, **named)
        except _foreseen() as error:
            return TaskFailed(str(error))

    return act


def _foreseen() -> tuple[type[Exception], ...]:
    from semibook.intake import FileError
    from semibook.run.failure import RunError
    from semibook.run.parameters import ParameterError
    from semibook.site.build import BuildError
    from semibook.tables.schema import DescriptorError
    from semibook.tables.yamlfile import SettingsError
    from semibook.translation.what_if import WhatIfError

    settings = (SettingsError, ParameterError, scenarios.ScenarioError, WhatIfError)
    return (OSError, DescriptorError, FileError, RunError, BuildError, *settings)


@plainly
def check(vintage: Vintage, about: Collection[str] = ()) -> TaskFailed | None:
    """Check a vintage, or some of its tables, and list its problems on the error stream."""
    from semibook.check.tables import problems
    from semibook.run.engine import preload

    preload()  # the libraries load beside the check; data that changed will want them
    found = problems(vintage.address, about)
    for problem in found:
        print(problem, file=sys.stderr)
    said = f"{len(found)} problem(s) in vintage {vintage.name}; no chapter was run."
    return TaskFailed(said) if found else None


def refuse(reason: str) -> TaskFailed:
    """Say why nothing is run."""
    return TaskFailed(reason)


@plainly
def execute(run: Run) -> None:
    """Run a chapter.

    Raises:
        ChapterError: if a cell fails.
    """
    _load_libraries()
    if run.target.suffix == ".ipynb" and compares(run.chapter):
        processes.load_ahead()  # this chapter waits for all others: its edition is built next
    run.execute()


@plainly
def read_out(executed: Path, target: Path) -> None:
    """Write the headline figures that stand in an executed chapter."""
    _load_libraries()
    from semibook.run import chapter, headlines

    headlines.write(executed.stem, chapter.headlines(executed), target)


@plainly
def try_out(runs: what_if.Runs) -> None:
    """Run a chapter's *what if*, if the stored results do not hold."""
    _load_libraries()
    runs.execute()


def _load_libraries() -> None:
    # Tasks are threads, and papermill's modules import one another in a circle: two threads that
    # load them at once can each find half of them.
    with _LOADING:
        import semibook.run.headlines
        import semibook.run.kept  # noqa: F401


def load() -> None:
    """Load all that a changed table will want, and start the server of the chapters' runs."""
    import semibook.check.tables  # noqa: F401
    from semibook.run.engine import preload

    preload()
    _load_libraries()


@plainly
def print_scenarios(book: Book) -> None:
    """Print the scenarios' figures beside the defaults'."""
    found = scenarios.side_by_side(book.headlines_file, book.scenarios_file)
    print(scenarios.report(found, paths.HEADLINE_TITLES))


@plainly
def note(runs: list[Run]) -> None:
    """Write down what the stored headline figures were made from."""
    _load_libraries()
    from semibook.run import kept

    kept.note(runs)


@plainly
def store_what_ifs(runs: list[what_if.Runs]) -> None:
    """Keep the results behind each *what if* in the repository."""
    what_if.store(runs)


@plainly
def store(runs: list[Run]) -> None:
    """Put executed chapters in the place of the stored ones that differ."""
    from semibook.run import kept

    for chapter in kept.store_chapters(runs):
        print(f"stored {chapter}")


@dataclass(frozen=True)
class Edition:
    """A book in one language, as it is built to the side.

    Attributes:
        book: whose chapters it shows.
        lang: its language.
    """

    book: Book
    lang: str

    @cached_property
    def inputs(self) -> list[Path]:
        """The files that it is made from."""
        held = self.book.vintage.lineage
        return [
            *(file for run in self.book.pages(self.lang).values() for file in run.targets),
            *self._what_ifs.values(),
            *pages_files(self.lang),
            *(file for vintage in held for file in sorted(vintage.folder.glob("*.csv"))),
            *descriptions(self.book.vintage),
            paths.ROOT / "CITATION.cff",  # which each page cites
        ]

    @property
    def _what_ifs(self) -> dict[str, Path]:
        return {runs.chapter: runs.target for runs in what_if.of_book(self.book.vintage)}

    @property
    def names(self) -> list[str]:
        """The names of its inputs: one that is gone is a change."""
        return [paths.name_of(file) for file in self.inputs]

    @property
    def name(self) -> str:
        """Names its folder: `2024-02-en`."""
        return f"{self.book.vintage.name}-{self.lang}"

    @property
    def folder(self) -> Path:
        """Where it is built."""
        return publishing.built(self.name)

    @property
    def record(self) -> Path:
        """The file in it that says what it is made from."""
        return self.folder / publishing.RECORD

    def is_current(self) -> bool:
        """Whether it is whole, and made from its inputs as they are now."""
        return publishing.is_made_from(self.folder, self._record())

    @plainly
    def build(self) -> None:
        """Build it.

        Raises:
            BuildError: if Sphinx fails or warns.
        """
        from semibook.site.build import build

        runs, vintage = self.book.pages(self.lang), self.book.vintage
        executed = {name: run.target for name, run in runs.items()}
        drawn = {name: run.drawings for name, run in runs.items()}
        about = (self._what_ifs, self.name, vintage.address, self.lang, self._record())
        print(build(executed, drawn, *about, twins=self._has_twins))

    def prepare(self) -> None:
        """Have Sphinx load it as it was last built, to make pages of it in a moment."""
        from semibook.site import pages

        pages.prepare(self.name, self.book.vintage.address, self._has_twins)

    @plainly
    def show(self, run: Run, book: Path) -> None:
        """Make the page of a run, and put it into the book that stands, ahead of the rest.

        Raises:
            BuildError: if Sphinx fails or warns.
        """
        from semibook.site import build, pages

        about, page = (self.name, self.book.vintage.address, self.lang), f"notebooks/{run.chapter}"
        has_what_if = run.chapter in self._what_ifs
        build.stage_page(run.chapter, run.target, *about, has_what_if=has_what_if)
        if not pages.is_prepared(self.name):
            self.prepare()
        publishing.put_page(book / self.lang, page, pages.make(page, self.name))

    @property
    def _has_twins(self) -> bool:
        return len(self.book.languages) > 1

    def _record(self) -> bytes:
        return publishing.record(self.book.vintage, self.lang, self.inputs, self.book.languages)


def sources(book: Book) -> set[Path]:
    """All files that a book is made from, those among them that are built first too."""
    editions = [Edition(book, lang) for lang in book.languages]
    collections = [*book.headlines(), book.scenarios()]
    runs = [
        *(run for edition in editions for run in book.pages(edition.lang).values()),
        *(part for each in collections for part in each.parts.values() if isinstance(part, Run)),
        *what_if.of_book(book.vintage),
    ]
    return {
        *(file for edition in editions for file in edition.inputs),
        *(file for run in runs for file in run.files),
        *(file for vintage in book.vintages for file in checked_files(vintage)),
        *scenario_files(),  # one that cannot be used has no runs
    }


@plainly
def publish(book: Book, target: Path = paths.BOOK) -> TaskFailed | None:
    """Put the editions in the place of the last good book, in one step.

    Args:
        book: whose editions they are.
        target: the folder to replace; beside others, a page lists them.
    """
    changed = [file for file in Globals.dep_manager.checker.changed() if file.suffix in _FIGURES]
    if changed:
        names = ", ".join(file.name for file in changed)
        return TaskFailed(f"{names}: changed while the book was built; build it again")
    add = partial(_add_results, book)
    print(publishing.publish(_folders(book), add, target))
    if target != paths.BOOK:
        publishing.list_books(target.parent)
    return None


def _add_results(book: Book, folder: Path) -> None:
    from semibook.site import results

    executed = {
        lang: {name: run.target for name, run in book.pages(lang).items()}
        for lang in book.languages
    }
    results.write(folder / results.FOLDER, book.vintage.address, executed)


def is_published(book: Book, target: Path = paths.BOOK) -> bool:
    """Whether the book that stands there is made of these editions, and listed."""
    listed = target == paths.BOOK or publishing.is_listed(target.parent)
    return listed and publishing.is_published(_folders(book), target)


@plainly
def print_book(book: Book, target: Path = paths.BOOK) -> TaskFailed | None:
    """Print the published editions of a book as PDF, one after another."""
    from semibook.site import whole_book

    for lang in book.languages:
        written = whole_book.write(target / lang, lang)
        if written is None:
            return TaskFailed("found no Chromium or Chrome, which prints the book")
        print(paths.shown(written))
    return None


@plainly
def pack(book: Book, target: Path = paths.BOOK) -> None:
    """Pack the files of a release, of the book that was published there.

    Raises:
        OSError: if there is none of this vintage, or a file cannot be written.
    """
    from semibook.site import release

    lessons = paths.BUILD / "lessons" / book.vintage.name
    print(paths.shown(release.pack(target, book.vintage, lessons)))


def _folders(book: Book) -> dict[str, Path]:
    return {lang: Edition(book, lang).folder for lang in book.languages}
