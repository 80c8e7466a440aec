"""The runs behind a chapter's *what if*: each of its points is one run of the chapter.

They are stored with a digest of what they were made from; a build takes those that still hold.
"""

from __future__ import annotations

import csv
import math
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from semibook import cache, files, paths, toc
from semibook.page.headlines import titled
from semibook.run import kept
from semibook.run.combinations import grid
from semibook.run.parameters import VINTAGE, ParameterError, parameters
from semibook.run.plan import Run
from semibook.tables.vintages import Vintage
from semibook.translation import what_if, words
from semibook.translation.what_if import WhatIf, refusal

#: By chapter, a digest of all that the stored results were made from, and of the results.
MARKS = what_if.FOLDER / "made_from.json"
#: More runs than this keep a reader no closer to an answer, and a build waiting.
MOST_POINTS = 100


@dataclass(frozen=True)
class Point:
    """A choice of parameters, and what the chapter says with it.

    Attributes:
        given: the parameters that a reader can change, by name.
        figures: headline figures, in base units; not a number where the chapter gives none.
    """

    given: dict[str, Any]
    figures: dict[str, float]

    @property
    def is_whole(self) -> bool:
        """Whether the chapter gives every figure."""
        return not any(math.isnan(value) for value in self.figures.values())


def checked(chapter: str) -> WhatIf:
    """A chapter's *what if*, if the chapter has what it names.

    Raises:
        WhatIfError: naming file, line and reason, if it has not, or the file is malformed.
        FileNotFoundError: if there is no such file or chapter.
    """
    found, known = what_if.read(chapter), parameters(toc.notebook(chapter))
    for place, name in enumerate(found.figures):
        if name not in titled(chapter):
            expected = f"a headline figure of {chapter} in {paths.HEADLINE_TITLES.name}"
            raise refusal(chapter, ("figures", place), f"found {name}, expected {expected}")
    if found.after not in words.read(chapter).findings:
        expected = f"a finding in {words.file(chapter).name}"
        raise refusal(chapter, ("after",), f"found {found.after}, expected {expected}")
    choices = _choices(chapter, found)
    for name in found.levers:
        default = known[name].default
        if default not in [given[name] for given in choices]:
            reason = f"expected its default, {default}, among the values"
            raise refusal(chapter, ("levers", name, "grid"), reason)
    return found


def _choices(chapter: str, about: WhatIf) -> list[dict[str, Any]]:
    """Each combination of the levers' values, the last one's fastest."""
    for name, lever in about.levers.items():
        try:
            grid(chapter, [f"{name}={lever.grid}"])
        except ParameterError as error:
            raise refusal(chapter, ("levers", name), " ".join(str(error).split())) from error
    choices = grid(chapter, [f"{name}={lever.grid}" for name, lever in about.levers.items()])
    if len(choices) > MOST_POINTS:
        reason = f"found {len(choices)} combinations, expected at most {MOST_POINTS}"
        raise refusal(chapter, ("levers",), reason)
    return choices


@dataclass(frozen=True)
class Runs:
    """The runs of a chapter for a book.

    Attributes:
        chapter: its name.
        vintage: whose tables they read.
    """

    chapter: str
    vintage: Vintage

    @property
    def name(self) -> str:
        """Their name among the tasks: `2024-02:kumamoto`."""
        return f"{self.vintage.name}:{self.chapter}"

    @property
    def target(self) -> Path:
        """The file of results: a row a run, with parameters and headline figures."""
        return paths.BUILD / "what_if" / self.vintage.name / f"{self.chapter}.csv"

    @property
    def stored(self) -> Path:
        """The same in the repository."""
        return what_if.FOLDER / f"{self.chapter}.csv"

    @cached_property
    def files(self) -> list[Path]:
        """All that they are made from: what a run is, and the choice of runs."""
        return [what_if.file(self.chapter), *self._made_from]

    @property
    def read(self) -> list[Vintage]:
        """The vintages whose tables they read."""
        return self._run_of_chapter.read

    @cached_property
    def _made_from(self) -> list[Path]:
        return self._run_of_chapter.files

    @cached_property
    def _run_of_chapter(self) -> Run:
        return Run(self.chapter, self.vintage, self.target, self._own)

    @property
    def _own(self) -> dict[str, Any]:
        return {VINTAGE: self.vintage.address}

    @property
    def results(self) -> Path:
        """The file to read: the stored one where it holds, else the one that a build made."""
        return self.stored if self._is_current() else self.target

    def execute(self) -> None:
        """Write the results: the stored ones where they hold, else those of fresh runs.

        Raises:
            WhatIfError: before any run, if the chapter lacks what its file names.
            ChapterError: if a run fails, and is not refused; nothing is written then.
        """
        if self._is_current():
            files.write(self.target, self.stored.read_text(encoding="utf-8"))
        else:
            self._run()

    def _run(self) -> None:
        about = checked(self.chapter)
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # each run is a process
            rows = list(pool.map(partial(self._row, about), _choices(self.chapter, about)))
        with (
            files.replacing(self.target) as fresh,
            fresh.open("w", encoding="utf-8", newline="") as lines,
        ):
            writer = csv.DictWriter(lines, [*about.levers, *about.figures], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def _row(self, about: WhatIf, given: dict[str, Any]) -> dict[str, Any]:
        """A choice, and the figures that the chapter gives for it."""
        from semibook.run.chapter import ChapterRefusedError, headline_figures

        try:
            figures = headline_figures(self.chapter, given | self._own)
        except ChapterRefusedError:  # these data and this choice do not go together
            figures = {}
        found = {name: figures[name] for name in about.figures if name in figures}
        return given | {name: f"{value:.9g}" for name, value in found.items()}

    def _is_current(self) -> bool:
        return (
            MARKS.is_file()
            and self.stored.is_file()
            and kept.marks(MARKS).get(self.chapter) == self._mark()
        )

    def _mark(self) -> str:
        """A digest of all that the stored results were made from, and of them."""
        about = checked(self.chapter)
        made_from = [cache.digest(self._made_from), self._own, _choices(self.chapter, about)]
        content = self.stored.read_text(encoding="utf-8")
        return kept.mark(*made_from, about.figures, content)


def of_book(vintage: Vintage) -> list[Runs]:
    """The runs behind the book of a vintage."""
    return [Runs(chapter, vintage) for chapter in what_if.chapters()]


def store(runs: Iterable[Runs]) -> None:
    """Keep results in the repository, and note what they were made from."""
    marks = {}
    for each in runs:
        files.write(each.stored, each.target.read_text(encoding="utf-8"))
        marks[each.chapter] = each._mark()
    kept.write_marks(MARKS, marks)


def points(chapter: str, results: Path) -> list[Point]:
    """A chapter's points, in the order of its levers' values, the last one's fastest.

    Args:
        chapter: its name.
        results: the file of `Runs.target`.

    Raises:
        ValueError: if the file has other points than the chapter's choice of runs.
    """
    about = checked(chapter)
    choices = _choices(chapter, about)
    with results.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    asked = [[str(value) for value in given.values()] for given in choices]
    if asked != [[row.get(name) for name in about.levers] for row in rows]:
        raise ValueError(f"{results}: found other runs than {what_if.file(chapter)} asks for")
    return [
        Point(given, {name: float(row[name] or "nan") for name in about.figures})
        for given, row in zip(choices, rows, strict=True)
    ]
