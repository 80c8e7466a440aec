"""The tasks of runs and of what is put together from them, for dodo.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from doit.tools import config_changed

from semibook import paths
from semibook.run import doit_state
from semibook.run.plan import Book, Collection, Run, checked_files
from semibook.run.what_if import Runs, of_book
from semibook.site import actions
from semibook.site.actions import Edition
from semibook.tables.vintages import Vintage
from semibook.translation.catalogues import NAMES

Task = dict[str, Any]


#: From vintages to the names of the tasks that check them.
Checks = Callable[[list[Vintage]], list[str]]


def of_check(vintage: Vintage) -> Task:
    """The task that checks a vintage."""
    looked_at = checked_files(vintage)
    return {
        "name": vintage.name,
        "actions": [(actions.check, [vintage])],
        "file_dep": looked_at,
        # Names of files too: a table that is gone is a change.
        "uptodate": [config_changed({"files": [file.name for file in looked_at]})],
        # A base comes first: its problems are told once.
        "task_dep": [f"check:{vintage.base.name}"] if vintage.base else [],
        "doc": f"check {vintage.name}",
    }


def of_run(run: Run, checks: Checks) -> Task:
    """The task of a run.

    Args:
        run: a chapter on a vintage.
        checks: names the tasks that check its data.
    """
    return {
        # With the vintage: going back to one that has been run runs nothing.
        "name": run.name,
        "actions": [(actions.execute, [run])],
        "file_dep": run.files,
        "uptodate": [config_changed(run.settings), doit_state.unaltered],
        "targets": run.targets,
        # Nothing runs on data or scenarios with errors: no book would come of it.
        "task_dep": [*checks(run.read), "scenarios:read"],
        "doc": run.title,
    }


def of_page(edition: Edition, run: Run, book: Path) -> Task:
    """The task of one page, made ahead of the rest of its book.

    Args:
        edition: the edition that it stands in.
        run: of its chapter.
        book: the folder of the book that stands.
    """
    return {
        "name": f"{run.chapter}:{edition.lang}",
        "actions": [(edition.show, [run, book])],
        "file_dep": [run.target],
        "uptodate": [False],
        "doc": f"show {run.chapter} ({NAMES[edition.lang]})",
    }


def of_collection(collection: Collection, checks: Checks) -> Iterator[Task]:
    """The tasks of its parts, and then the one that joins them.

    Args:
        collection: headline figures of several runs.
        checks: names the tasks that check their data.
    """
    for part, origin in collection.parts.items():
        if isinstance(origin, Run):
            yield of_run(origin, checks)
        else:
            yield {
                "name": f"{part.parent.name}:{part.stem}",
                "actions": [(actions.read_out, [origin, part])],
                "file_dep": [origin],
                "uptodate": [doit_state.unaltered],
                "targets": [part],
                "doc": f"collect {part.parent.name}:{part.stem}",
            }
    yield {
        "name": (target := str(collection.target.relative_to(paths.ROOT))),
        "actions": [actions.plainly(collection.join)],
        "file_dep": list(collection.parts),
        "uptodate": [doit_state.unaltered],
        "targets": [collection.target],
        "task_dep": ["scenarios:read"],
        "doc": f"write {target}",
    }


def of_what_if(runs: Runs, checks: Checks) -> Task:
    """The task of what readers may try in a chapter.

    Args:
        runs: of the chapter.
        checks: names the tasks that check their data.
    """
    return {
        "name": runs.name,
        "actions": [(actions.try_out, [runs])],
        "file_dep": runs.files,
        "uptodate": [doit_state.unaltered],
        "targets": [runs.target],
        "task_dep": [*checks(runs.read), "scenarios:read"],  # they may be many
        "doc": f"try out {runs.chapter}",
    }


def of_storing(deck: Book, checks: Checks) -> Iterator[Task]:
    """The tasks that store the deck's outputs, headline figures and what readers may try.

    Args:
        deck: the book of the deck.
        checks: names the tasks that check their data.
    """
    for collection in (stored := list(deck.stored())):
        *_runs, joined = of_collection(collection, checks)  # which are the book's tasks already
        yield joined
    yield {
        "name": "note",
        "actions": [(actions.note, [[run for each in stored for run in each.parts.values()]])],
        "file_dep": [each.target for each in stored],
        "uptodate": [False],
        "doc": "note what the headline figures are made from",
    }
    tried = of_book(deck.vintage)
    yield {
        "name": "what_if",
        "actions": [(actions.store_what_ifs, [tried])],
        "file_dep": [runs.target for runs in tried],
        "uptodate": [False],
        "doc": "store what readers may try",
    }
    fresh = deck.defaults()
    yield from (of_run(run, checks) | {"uptodate": [False]} for run in fresh)
    yield {
        "name": "store",
        "actions": [(actions.store, [fresh])],
        "task_dep": [f"notebooks:{run.name}" for run in fresh],
        "uptodate": [False],
        "doc": "store the outputs",
    }
