"""The tasks that make the lessons' files, for dodo.py."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import Any

from doit.exceptions import TaskFailed

from semibook import paths, toc
from semibook.run import dependencies
from semibook.run.plan import LOCK, Book, catalogue_files, checked_files, what_if_files
from semibook.run.what_if import Runs
from semibook.site.actions import plainly
from semibook.tables import reference, vintages
from semibook.teach import workers
from semibook.teach.places import Place, packs_of
from semibook.teach.schema import Lesson
from semibook.teach.sources import LESSONS, REGIONS, lessons, regions
from semibook.translation.catalogues import NAMES, PACKAGE, SOURCE_LANGUAGE


def tasks(book: Book) -> Iterator[dict[str, Any]]:
    """A task that checks all lessons, then one for each lesson, region and language."""
    yield {
        "name": "check",
        "actions": [(_check, [book])],
        "file_dep": [*_all_sources(), *_common(book)],
        "task_dep": [f"check:{vintage.name}" for vintage in book.vintages],
        "doc": "check the lessons",
    }
    for copy in copies():
        yield _task(copy, book)


def copies() -> list[Place]:
    """Every lesson that can be read, for each of its regions in each language."""
    packs = {source.entry.id: source.entry for source in regions() if source.entry}
    return [
        Place(source.entry, region, lang)
        for source in lessons()
        if source.entry
        for region in packs_of(source.entry, packs)
        for lang in NAMES
    ]


def _task(copy: Place, book: Book) -> dict[str, Any]:
    told = f"{copy.lesson.id} for {copy.region.id} ({NAMES[copy.lang]})"
    return {
        "name": f"{book.vintage.name}:{copy.region.id}:{copy.lesson.id}:{copy.lang}",
        "actions": [(_make, [copy, book])],
        "file_dep": [*_common(book), *_read(copy, book)],
        "targets": list(copy.bundles(book.vintage.name)),
        "task_dep": ["lessons:check"],
        "doc": f"make lesson {told}",
    }


def _all_sources() -> list[Path]:
    return [*sorted(LESSONS.glob("*.yml")), *sorted(REGIONS.glob("*.yml"))]


def _common(book: Book) -> list[Path]:
    """What every lesson is made from."""
    return [
        *checked_files(book.vintage),
        *reference.files(),
        *dependencies.room_files("teach"),
        *sorted((Path(__file__).parent / "templates").glob("*.html")),
        LOCK,
    ]


def _read(copy: Place, book: Book) -> list[Path]:
    """Its source and pack, the chapters of its prose and parameters, and their catalogues."""
    own = [LESSONS / f"{copy.lesson.id}.yml", REGIONS / f"{copy.region.id}.yml"]
    if copy.lesson.data:
        own += checked_files(vintages.find(copy.lesson.data))
    used = {use.partition("#")[0] for use in copy.lesson.uses} | set(copy.lesson.parameters)
    used.add(copy.lesson.what_if)
    chapters = sorted(used & set(toc.chapters()))
    found = [toc.notebook(chapter) for chapter in chapters]
    if copy.lesson.what_if:
        found += _tried(copy.lesson, book)
    return [*own, *found, *catalogue_files(copy.lang, *chapters, PACKAGE)]


def _tried(lesson: Lesson, book: Book) -> list[Path]:
    """What the page is made from on which pupils change a chapter's parameters."""
    results = Runs(lesson.what_if, book.vintage).target
    # By their names: `sheets`, which reads them, takes longer to load than all tasks to list.
    panel = sorted((paths.ROOT / "book" / "_static").glob("what_if.*"))
    return [results, *what_if_files(SOURCE_LANGUAGE, lesson.what_if), *panel]


@plainly
def _check(book: Book) -> TaskFailed | None:
    from semibook.teach import slides
    from semibook.teach.check import problems

    found = problems(book.vintage.address)
    for problem in found:
        print(problem, file=sys.stderr)
    if not slides.can_make():
        print("Slides as PPTX are left out: python-pptx (the extra `teach`) is not installed.")
    return TaskFailed(f"{len(found)} problem(s) in lessons; none was made.") if found else None


def _make(place: Place, book: Book) -> TaskFailed | None:
    try:
        workers.make(place, book.vintage.address, book.vintage.name)
    except (BrokenExecutor, OSError, ValueError) as error:
        return TaskFailed(str(error))
    return None
