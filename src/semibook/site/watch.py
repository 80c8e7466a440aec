"""A book that follows its data: what depends on a table is made again each time one is saved.

The pages of chapters that show the table come first, in seconds; the whole book follows, beside.
Dates and sizes are looked at again and again, which works on drives of a network and in containers
too, where a system tells of no change.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

from semibook import paths, toc
from semibook.run import dependencies, plan
from semibook.site import actions
from semibook.site.making import Making
from semibook.tables import vintages
from semibook.translation import catalogues

#: Seconds between two looks; a file counts as saved when two in a row find the same.
_PAUSE = 0.2
#: So many looks in a row must find the same where a file has gone: a program that saves takes the
#: old one away before the new one has its name.
_UNTIL_GONE = 10
#: What a vintage is made from. Beside it, programs keep notes that a file is open (`~$x.xlsx`,
#: `.~lock.x.csv#`) and what they have not finished saving (`lu12.tmp`).
_KINDS = {".csv", ".json", ".py", ".yml"}
#: More files than this are counted.
_NAMED = 5
#: After a change that concerns more chapters than this, the whole book is made at once.
_AT_ONCE = 5
#: What a chapter uses that goes through the claims of all.
_EVERY_CLAIM = paths.PACKAGE_CODE / "claims" / "every.py"

State = dict[Path, tuple[int, int]]


def state(files: Iterable[Path]) -> State:
    """When each file was written, and its size; one that is not there is left out."""
    found = {}
    for file in files:
        try:
            status = file.stat()
        except OSError:  # a program that saves may take it away for an instant
            continue
        found[file] = (status.st_mtime_ns, status.st_size)
    return found


def changed(before: State, now: State) -> list[Path]:
    """The files that were written, came or went between two looks."""
    return sorted(file for file in before.keys() | now.keys() if before.get(file) != now.get(file))


@dataclass
class _Whole:
    """The whole book, made in a process beside the one that watches.

    Attributes:
        making: how it is made.
        stands: whether it was made to its end, so that single pages can be made ahead of it.
    """

    making: Making
    stands: bool = False
    _process: Popen[bytes] | None = None
    _began: float = 0.0

    @property
    def is_under_way(self) -> bool:
        """Whether it is being made."""
        return self._process is not None

    def start(self) -> None:
        """Begin to make it."""
        self._began, self._process = time.monotonic(), self.making.start()

    def end(self) -> None:
        """Stop making it: it would be of data that changed. The last book stands meanwhile."""
        if self._process:
            if hasattr(os, "killpg"):
                with suppress(ProcessLookupError, PermissionError):  # it has just ended
                    os.killpg(self._process.pid, signal.SIGKILL)  # its chapters' processes too
            self._process.kill()
            self._process.wait()
            self._process = None

    def ended(self) -> float | None:
        """The seconds that it took, once, when it has just been made; None else."""
        if self._process is None or self._process.poll() is None:
            return None
        failed, self._process = self._process.returncode, None
        return None if failed else time.monotonic() - self._began


@dataclass(frozen=True)
class Watch:
    """A vintage that is watched.

    Attributes:
        making: how its book is made.
        chapter: the only one whose page is shown ahead of the rest; empty for each that shows a
            table that was saved.
        workbook: a file from `semibook workbook` that is read back each time it is saved.

    Raises:
        FileNotFoundError: if there is no such chapter or workbook.
    """

    making: Making
    chapter: str = ""
    workbook: Path | None = None

    def __post_init__(self) -> None:
        if self.chapter and self.chapter not in toc.chapters():
            known = ", ".join(toc.chapters())
            raise FileNotFoundError(f"no chapter {self.chapter!r}; chapters are: {known}")
        if self.workbook and not self.workbook.is_file():
            raise FileNotFoundError(f"{self.workbook}: no such workbook")

    def run(self, say: Callable[[str], object]) -> None:
        """Make the book, and again what depends on each change; ends by Ctrl-C alone.

        Args:
            say: told of each change in a line; what fails is told on the error stream.
        """
        workbook = self.workbook.absolute() if self.workbook else None
        folders, others = self.sources()
        watched = [*others, *([workbook] if workbook else [])]
        before = state([*_files(folders), *watched])
        whole, began = _Whole(self.making), time.monotonic()
        if self.making.make() == 0:
            self._stands(whole, time.monotonic() - began, say)
        try:
            while True:
                say("Watching; Ctrl-C ends it.")
                now = self._saved(before, folders, watched, whole, say)
                saved = changed(before, now)
                more = f" and {len(saved) - _NAMED} more" if len(saved) > _NAMED else ""
                say(f"{', '.join(file.name for file in saved[:_NAMED])}{more}: saved")
                whole.end()
                if {*saved} & {*watched} - {workbook}:
                    _begin_again()
                before = now
                if workbook in saved:
                    self._take_back(workbook, say)
                    before = now | state(_files(folders))
                    saved = changed(now, before) + [file for file in saved if file != workbook]
                if saved and self._show(saved, whole, say):
                    whole.start()
        finally:
            if whole.is_under_way:
                whole.end()
                say("The rest of the book had not followed; `semibook book` brings it up to date.")

    def _show(self, saved: list[Path], whole: _Whole, say: Callable[[str], object]) -> bool:
        """Show the pages of changed tables; whether the rest of the book can follow.

        Tables of another vintage than the book's, which the book shows too, come with the rest.
        """
        own = [held.folder for held in vintages.find(self.making.vintage).lineage]
        tables = [
            file.stem
            for file in saved
            if file.suffix == ".csv" and file.parent in own and file.is_file()
        ]
        chapters = self._chapters(tables)
        if not (whole.stands and chapters and len(tables) == len(saved)):
            return True
        began = time.monotonic()
        if self.making.show(chapters, tables):
            return False
        took = time.monotonic() - began
        for chapter in chapters:
            say(f"{self._page(f'notebooks/{chapter}.html')}: made in {took:.1f} s")
        return True

    def _chapters(self, tables: list[str]) -> list[str]:
        """The chapters that are shown ahead of the rest, after a change of some tables.

        What is about the figures of the other chapters follows with the rest of the book; so does
        the audit, and all where nearly every chapter reads the table.
        """
        found = [
            chapter
            for chapter in ([self.chapter] if self.chapter else toc.chapters())
            if not dependencies.collects(chapter) and {*tables} & {*dependencies.tables(chapter)}
        ]
        if self.chapter:
            return found
        found = [each for each in found if _EVERY_CLAIM not in dependencies.modules(each)]
        return found if len(found) <= _AT_ONCE else []

    def _stands(self, whole: _Whole, seconds: float, say: Callable[[str], object]) -> None:
        say(f"{self._page('index.html')}: made in {seconds:.1f} s")
        self.making.prepare()
        whole.stands = True

    def _page(self, name: str) -> Path:
        lang = self.making.lang or catalogues.SOURCE_LANGUAGE
        return paths.shown(self.making.folder / lang / name)

    def sources(self) -> tuple[list[Path], list[Path]]:
        """What the book is made from, as the plan says.

        Returns:
            The folders of the vintages that it shows, and all other files: this process has read
            those, and reads them no more.
        """
        book = plan.Book.of(self.making.vintage, self.making.lang, self.making.trust)
        folders = [vintage.folder for vintage in book.vintages]
        # Modules that make nothing, such as this one, have been read too.
        package = (file for file in paths.PACKAGE_CODE.rglob("*") if file.suffix != ".pyc")
        files = {*package, *actions.sources(book)}
        others = [
            file
            for file in files
            if not (file.parent in folders or file.is_relative_to(paths.BUILD)) and file.is_file()
        ]
        return folders, sorted(others)

    def _take_back(self, workbook: Path, say: Callable[[str], object]) -> None:
        """Read a workbook into the vintage, or say why not."""
        from semibook.intake import FileError, ImportRefusedError, propose_workbook, write_all

        try:
            proposals = propose_workbook(workbook, self.making.vintage)
            read = [each for each in proposals if each.changes]
            write_all(read)
        except ImportRefusedError as error:
            print(*error.problems, sep="\n", file=sys.stderr)
        except (FileError, OSError) as error:
            print(error, file=sys.stderr)
        else:
            tables = ", ".join(each.table for each in read)
            say(f"{workbook.name}: changes {tables or 'nothing'}")

    def _saved(
        self,
        before: State,
        folders: list[Path],
        others: list[Path],
        whole: _Whole,
        say: Callable[[str], object],
    ) -> State:
        """Wait until something is saved, and its program done with it."""
        last, looks = before, 0
        while True:
            time.sleep(_PAUSE)
            if (seconds := whole.ended()) is not None:
                self._stands(whole, seconds, say)
            now = state([*_files(folders), *others])
            looks = looks + 1 if now == last else 0
            if now != before and looks >= (_UNTIL_GONE if before.keys() - now.keys() else 1):
                return now
            last = now


def _files(folders: list[Path]) -> list[Path]:
    return [
        file
        for folder in folders
        for file in folder.iterdir()
        if file.suffix in _KINDS and not file.name.startswith((".", "~")) and file.is_file()
    ]


def _begin_again() -> None:
    """Start this process anew, with the code and texts as they are now."""
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 (itself)
