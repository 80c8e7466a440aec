"""data -> check -> run -> pages. Run by doit; `doit list` says what there is.

What each step is made from is told by `semibook.run.plan`; doit sees what changed, by contents.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from doit import create_after, get_var
from doit.tools import config_changed

# The package is used from the tree, by the chapters' processes too; only the lock is installed.
SRC = Path(__file__).resolve().parent / "src"
PATHS = list(filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep)))
if str(SRC) not in PATHS:
    sys.path.insert(0, str(SRC))
    os.environ["PYTHONPATH"] = os.pathsep.join([str(SRC), *PATHS])

from semibook.run import last_build  # noqa: E402

if last_build.stands(sys.argv):
    print("The book is as it was built: nothing has changed since.")
    sys.exit()

from semibook import paths  # noqa: E402
from semibook.run import doit_state, plan, what_if  # noqa: E402
from semibook.run.doit_reporter import Reporter  # noqa: E402
from semibook.site import actions, publishing, tasks  # noqa: E402
from semibook.tables import vintages  # noqa: E402
from semibook.translation.catalogues import NAMES  # noqa: E402

doit_state.install()
DOIT_CONFIG = {
    "reporter": Reporter,
    "default_tasks": ["book"],
    "check_file_uptodate": doit_state.Contents,  # not dates
    "dep_file": str(paths.BUILD / "doit.json"),
    "backend": "json",
    "par_type": "thread",  # the libraries are loaded once; chapters run in processes anyway
    "verbosity": 2,
}
try:
    VINTAGE, LANG, TRUST = (get_var(name, "") for name in ("vintage", "lang", "trust"))
    BOOK = plan.Book.of(VINTAGE or vintages.DEFAULT, LANG, TRUST)
    CHECKED = {vintage.name for vintage in BOOK.vintages}
    OUT = publishing.place(BOOK.vintage, get_var("out", ""))
    # `semibook watch` shows some chapters' pages ahead of the rest, in a book that is whole.
    AHEAD, CHANGED = (list(filter(None, get_var(v, "").split(","))) for v in ("ahead", "changed"))
except (OSError, ValueError) as error:
    sys.exit(str(error))


def task_check() -> Iterator[dict]:
    """Check every table of each vintage that the book shows; nothing runs on one with errors."""
    if AHEAD:
        yield {
            "name": f"{BOOK.vintage.name}:changed",
            "actions": [(actions.check, [BOOK.vintage, CHANGED])],
            "uptodate": [False],
            "doc": f"check {', '.join(CHANGED)}",
        }
        return
    yield from map(tasks.of_check, BOOK.vintages)


def task_execute() -> Iterator[dict]:
    """Run each chapter whose notebook, words, tables, modules, catalogue or parameters changed."""
    for lang in BOOK.languages:
        for run in BOOK.pages(lang).values():
            if not AHEAD or run.chapter in AHEAD:
                yield tasks.of_run(run, _checks)


def task_headlines() -> Iterator[dict]:
    """Collect the chapters' headline figures on the two vintages that are compared."""
    for collection in [] if AHEAD else BOOK.headlines():
        yield from tasks.of_collection(collection, _checks)


def task_scenarios() -> Iterator[dict]:
    """Run the scenarios on the vintage, and print their headline figures beside the defaults'."""
    collection = BOOK.scenarios()
    yield {
        "name": "read",
        "actions": [(actions.refuse, [collection.refusal])],
        "uptodate": [not collection.refusal],
        "doc": "read the scenarios",
    }
    if AHEAD:
        return
    yield from tasks.of_collection(collection, _checks)
    yield {
        "name": "show",
        "doc": "print the figures under each scenario",
        "actions": [(actions.print_scenarios, [BOOK])],
        "file_dep": [collection.target, *(each.target for each in BOOK.headlines())],
        "uptodate": [False],
    }


def task_what_if() -> Iterator[dict]:
    """Run what readers may try in some chapters, where the stored results do not hold."""
    for runs in [] if AHEAD else what_if.of_book(BOOK.vintage):
        yield tasks.of_what_if(runs, _checks)


def task_book() -> Iterator[dict]:
    """Build the pages of each language, and put both in the place of the last good book."""
    for lang in BOOK.languages:
        edition = actions.Edition(BOOK, lang)
        if AHEAD:
            runs = BOOK.pages(lang)
            yield from (tasks.of_page(edition, runs[chapter], OUT) for chapter in AHEAD)
            continue
        yield {
            "name": lang,
            "actions": [edition.build],
            "file_dep": edition.inputs,
            "uptodate": [config_changed({"files": edition.names}), edition.is_current],
            "targets": [edition.record],
            "task_dep": ["check"],
            "doc": f"build the book ({NAMES[lang]})",
        }
    if AHEAD:
        return
    yield {
        "name": "publish",
        "actions": [(actions.publish, [BOOK, OUT])],
        "uptodate": [(actions.is_published, [BOOK, OUT])],
        "task_dep": [f"book:{lang}" for lang in BOOK.languages],
        "doc": "publish the book",
    }


def task_pdf() -> dict:
    """Print each edition of the published book as one PDF into _build/pdf; needs Chromium."""
    return {
        "actions": [(actions.print_book, [BOOK, OUT])],
        "task_dep": ["book"],
        "uptodate": [False],
    }


@create_after()  # only when asked for: reading lessons takes longer than a current book
def task_lessons() -> Iterator[dict]:
    """Make the files of each lesson, for each of its regions, in each language."""
    from semibook.teach.tasks import tasks as of_lessons

    return of_lessons(BOOK)


def task_release() -> dict:
    """Pack book, PDF, data, lessons and licences into _build/release, with their checksums."""
    return {
        "actions": [(actions.pack, [BOOK, OUT])],
        "task_dep": ["pdf", "lessons"],
        "uptodate": [False],
    }


@create_after()  # only when asked for, too
def task_notebooks() -> Iterator[dict]:
    """Rerun every chapter with its default parameters, and store its outputs in notebooks/."""
    return tasks.of_storing(plan.Book.of(vintages.DEFAULT), _checks)


def task_test() -> dict:
    """Run pytest, and nbval over the stored chapters; needs the built book."""
    workers = ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadscope"]
    workers.append("--no-loadscope-reorder")  # tests/conftest.py knows which modules take longest
    pytest = [sys.executable, "-m", "pytest", *workers]
    return {"actions": [pytest], "task_dep": ["book"], "uptodate": [False]}


def task_lint() -> dict:
    """Check the style of code and notebooks, and the order of the package's rooms."""
    # import-linter has a command and no module to run; commands lie elsewhere on Windows.
    imports = "from importlinter.cli import lint_imports_command as lint; lint()"
    ruff = [sys.executable, "-m", "ruff"]
    checks = [[*ruff, "check", "."], [*ruff, "format", "--check", "."]]
    return {"actions": [*checks, [sys.executable, "-c", imports]], "uptodate": [False]}


def _checks(read: list[vintages.Vintage]) -> list[str]:
    """The tasks that check vintages: one of a part of it must not count as one of all."""
    if AHEAD:
        return [f"check:{BOOK.vintage.name}:changed"]
    names = dict.fromkeys(vintage.name for vintage in read)
    return [f"check:{name}" for name in names if name in CHECKED]
