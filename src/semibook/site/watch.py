"""A book that follows its data: what depends on a table is made again each time one is saved.

Dates and sizes are looked at again and again, which works on drives of a network and in containers
too, where a system tells of no change.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from semibook import paths, toc
from semibook.run import plan
from semibook.site import build
from semibook.site.making import Making
from semibook.tables import schema, vintages
from semibook.translation import catalogues

#: Seconds between two looks; a file counts as saved when two in a row find the same.
_PAUSE = 0.3
#: More files than this are counted.
_NAMED = 5
#: Folders of texts and chapters.
_TEXTS = ("book", "notebooks", "locale", "scenarios")

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


@dataclass(frozen=True)
class Watch:
    """A vintage that is watched.

    Attributes:
        making: how its book is made.
        chapter: the only one to make again; empty for all that depends on a change.
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
        watched = [*self._others(), *([workbook] if workbook else [])]
        folders = [held.folder for held in plan.lineage(vintages.find(self.making.vintage))]
        before = state([*_files(folders), *watched])
        whole = self._make(say)
        while True:
            build.prepare(len(self.making.languages))
            say("Watching; Ctrl-C ends it.")
            now = _saved(before, folders, watched)
            saved = changed(before, now)
            more = f" and {len(saved) - _NAMED} more" if len(saved) > _NAMED else ""
            say(f"{', '.join(file.name for file in saved[:_NAMED])}{more}: saved")
            if {*saved} & {*watched} - {workbook}:
                _begin_again()
            before = now
            if workbook in saved:
                self._take_back(workbook, say)
                before = now | state(_files(folders))
                saved = changed(now, before) + [file for file in saved if file != workbook]
            if saved:
                tables = [file.stem for file in saved if file.suffix == ".csv" and file.is_file()]
                partly = whole and bool(self.chapter) and len(tables) == len(saved)
                made = self._make(say, tables if partly else [])
                whole = whole if partly else made

    def _others(self) -> list[Path]:
        """What else the book is made from: this process has read it, and reads it no more."""
        package = (file for file in paths.PACKAGE_CODE.rglob("*") if file.suffix != ".pyc")
        texts = (file for name in _TEXTS for file in (paths.ROOT / name).rglob("*"))
        files = (*package, *texts, *schema.files(), paths.ROOT / "_toc.yml")
        return [file for file in files if file.is_file()]

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

    def _make(self, say: Callable[[str], object], tables: Sequence[str] = ()) -> bool:
        """Make the book, or the chapter's page after changes of tables alone; whether it stands."""
        began = time.monotonic()
        failed = self.making.make(self.chapter if tables else "", tables)
        if not failed:
            lang = self.making.lang or catalogues.SOURCE_LANGUAGE
            page = f"{lang}/notebooks/{self.chapter}.html" if self.chapter else "index.html"
            took = time.monotonic() - began
            say(f"{paths.shown(self.making.folder / page)}: made in {took:.1f} s")
        return not failed


def _files(folders: list[Path]) -> list[Path]:
    return [file for folder in folders for file in folder.iterdir() if file.is_file()]


def _saved(before: State, folders: list[Path], others: list[Path]) -> State:
    """Wait until something is saved, and its program done with it."""
    last = before
    while True:
        time.sleep(_PAUSE)
        now = state([*_files(folders), *others])
        if now == last != before:
            return now
        last = now


def _begin_again() -> None:
    """Start this process anew, with the code and texts as they are now."""
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 (itself)
