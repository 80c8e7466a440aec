"""The order of the work: check -> execute -> build. Run by doit; `doit list` says what there is."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from doit import Globals, get_var
from doit.exceptions import BaseFail, TaskFailed
from doit.reporter import ConsoleReporter
from doit.task import Task
from doit.tools import config_changed

# The package is used from the tree, by the chapters' processes too: nothing but the lock need be
# installed (as with environment.yml).
SRC = Path(__file__).resolve().parent / "src"
sys.path.insert(0, str(SRC))
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(SRC), os.environ.get("PYTHONPATH")]))

from semibook import files, lock, paths, toc  # noqa: E402
from semibook.run import dependencies, doit_state  # noqa: E402
from semibook.site import publish  # noqa: E402
from semibook.tables import schema, vintages  # noqa: E402
from semibook.translation import catalogues  # noqa: E402

if TYPE_CHECKING:
    from semibook.run.scenarios import Scenario

doit_state.install()

_INTERRUPTED = 130  # what shells say of a process that Ctrl-C ended
#: Errors that say what is wrong with data, a scenario, a chapter or a disk: a traceback would bury
#: them.
_PLAIN = re.compile(
    r"(?:semibook\.run\.parameters\.ParameterError|semibook\.run\.chapter\.ChapterError"
    r"|semibook\.site\.build\.BuildError"
    r"|OSError|FileExistsError|IsADirectoryError|NotADirectoryError|PermissionError): "
)


def _interrupted(*_: object) -> None:
    print("Interrupted. What was built before stays as it was.", file=sys.stderr)
    sys.exit(_INTERRUPTED)


class Reporter(ConsoleReporter):
    """Says on the error stream what failed, and shows a traceback only of what nobody foresaw."""

    def initialize(self, tasks: dict[str, Task], selected_tasks: list[str]) -> None:
        """Called by doit before the first task: one that builds keeps others out."""
        signal.signal(signal.SIGINT, _interrupted)
        if {*selected_tasks} <= {"lint"}:
            return
        try:
            self.lock = lock.hold(paths.BUILD / ".lock", f"{paths.BUILD}: another build")
            files.restore(publish.BOOK)
        except OSError as error:
            sys.exit(str(error))

    def add_failure(self, task: Task, fail: BaseFail) -> None:
        """Called by doit when a task fails."""
        if not fail.report:
            return
        said = fail.traceback[-1] if isinstance(fail.traceback, list) and fail.traceback else ""
        plain = said[found.end() :] if (found := _PLAIN.match(said)) else None
        if isinstance(fail, TaskFailed):
            plain = fail.message
        about = fail.get_msg() if plain is None else plain
        text = f"{task.title()}: failed\n{about.rstrip()}\nWhat was built before stays as it was.\n"
        sys.stderr.write(text)


DOIT_CONFIG = {
    "reporter": Reporter,
    "default_tasks": ["book"],
    "check_file_uptodate": doit_state.Contents,  # not dates
    "dep_file": str(paths.BUILD / "doit.json"),
    "backend": "json",
    "par_type": "thread",  # papermill is loaded once; the chapters' processes are processes anyway
    "verbosity": 2,
}

VINTAGE = get_var("vintage", vintages.DEFAULT)
try:
    PLACE = vintages.find(VINTAGE)
    vintages.refuse_taken_name(PLACE.folder)
    #: What the chapter of what changed compares: the vintage asked for with its base; in the book
    #: of the deck, the later vintage that the chapter names with the deck.
    LATER = vintages.find(dependencies.compared())
except (OSError, ValueError) as error:
    sys.exit(str(error))
NEWER = PLACE if PLACE.base else LATER
OLDER = NEWER.base or PLACE
STORED = paths.BUILD / "runs" / "stored"
LOCK = paths.ROOT / "requirements.txt"
PACKAGE = SRC / "semibook"
LOADING = Lock()

HEADLINES = paths.BUILD / "headlines"
SCENARIOS = paths.BUILD / "scenarios"
#: What `check` looks at beside the vintages: tables from elsewhere, and what they cite.
REFERENCES = [
    *sorted(each for each in (paths.DATA / "reference").iterdir() if each.is_file()),
    paths.ROOT / "book" / "references.bib",
    paths.ROOT / "_toc.yml",
]
#: Modules that run chapters, which the chapters themselves do not import.
RUNNERS = sorted((PACKAGE / "run").glob("*.py"))
#: Modules that make pages, beside those of which a chapter's run depends.
BUILDERS = sorted(PACKAGE.rglob("*.py"))
#: Files whose change amid a build would put old figures beside new ones.
_FIGURES = {".csv", ".ipynb", ".json", ".yml"}
#: The task without which no chapter runs, as no book would come of it.
_USABLE = "scenarios:read"
TITLES = paths.DATA / "reference" / "headline_figures.csv"


def _lineage(place: vintages.Vintage | None) -> list[vintages.Vintage]:
    return [] if place is None else [place, *_lineage(place.base)]


def task_check():
    """Check every table of each vintage that the book shows; nothing runs on one with errors."""
    shown = [each for place in (PLACE, NEWER, OLDER) for each in _lineage(place)]
    for place in {each.folder: each for each in shown}.values():
        yield _check(place)


def _check(place: vintages.Vintage) -> dict:
    def check() -> TaskFailed | None:
        from semibook.check.tables import problems
        from semibook.run.engine import preload

        preload()  # the libraries load beside the check; data that changed will want processes
        found = problems(place.address)
        for each in found:
            print(each, file=sys.stderr)
        said = f"{len(found)} problem(s) in vintage {place.name}; no chapter was run."
        return TaskFailed(said) if found else None

    held = _lineage(place)
    tables = [file for each in held for file in sorted(each.folder.glob("*.csv"))]
    rooms = ("check", "tables")
    modules = [file for room in rooms for file in sorted((PACKAGE / room).glob("*.py"))]
    return {
        "name": place.name,
        "actions": [check],
        "file_dep": [
            paths.PACKAGE,
            *(each.folder / "vintage.yml" for each in held),
            *tables,
            *REFERENCES,
            *modules,
        ],
        # Names of files too: a table that is gone is a change.
        "uptodate": [
            config_changed({"tables": [f"{each.parent.name}/{each.name}" for each in tables]})
        ],
        # A base that is checked too comes first: its problems are told once.
        "task_dep": [f"check:{place.base.name}"] if place.base else [],
        "title": lambda _task: f"check {place.name}",
    }


def _runs(lang: str) -> Path:
    return paths.BUILD / "runs" / f"{PLACE.name}-{lang}"


def _load_libraries() -> None:
    # Tasks are threads, and IPython's modules import one another in a circle: two threads that load
    # them at once can each find half of them.
    with LOADING:
        import semibook.run.headlines  # noqa: F401


def _execution(chapter: str, place: vintages.Vintage, target: Path, given: dict) -> dict:
    """The task that runs a chapter on a vintage, and all that its run depends on."""
    notebook, tables = toc.notebook(chapter), dependencies.tables(chapter)
    lang = given.get("lang", catalogues.SOURCE_LANGUAGE)

    def execute() -> None:
        _load_libraries()
        from semibook.run.chapter import run

        source = notebook
        if lang != catalogues.SOURCE_LANGUAGE:
            source = paths.BUILD / "translated" / lang / notebook.name
            catalogues.translated_chapter(notebook, source, lang)
        run(source, target, given)

    schemas = {each: schema.resource(each) for each in tables}
    return {
        # With the vintage: going back to one that has been run runs nothing.
        "name": ":".join([place.name, chapter, *([lang] if "lang" in given else [])]),
        "actions": [execute],
        "file_dep": [
            notebook,
            LOCK,
            *(each.folder / "vintage.yml" for each in _lineage(place)),
            *(place.path(each) for each in tables if _held(place, each)),
            *dependencies.modules(chapter),
            *RUNNERS,
            *dependencies.extra_files(chapter, given),
            *_catalogues(lang, chapter),
        ],
        "uptodate": [
            config_changed({"parameters": given, "schemas": schemas}),
            doit_state.unaltered,
        ],
        "targets": [target],
        "task_dep": [f"check:{place.name}", _USABLE],
        "title": lambda task: f"run {chapter} ({catalogues.NAMES[lang]})",
    }


def _catalogues(lang: str, *domains: str) -> list[Path]:
    if lang == catalogues.SOURCE_LANGUAGE:
        return []
    return [paths.LOCALE / lang / f"{each}.po" for each in (*domains, catalogues.PACKAGE)]


def _held(place: vintages.Vintage, table: str) -> bool:
    # A missing table is reported by the check, which runs first; the plan must not fail before it.
    try:
        return place.path(table).is_file()
    except FileNotFoundError:
        return False


def task_execute():
    """Run each chapter whose notebook, tables, modules, catalogue or parameters changed."""
    vintage = {} if VINTAGE == vintages.DEFAULT else {"vintage": PLACE.address}
    for lang in catalogues.NAMES:
        spoken = {} if lang == catalogues.SOURCE_LANGUAGE else {"lang": lang}
        for chapter in toc.chapters():
            target = _runs(lang) / f"{chapter}.ipynb"
            if dependencies.compares(chapter):
                task = _execution(chapter, NEWER, target, _compared() | spoken)
                task["name"] = task["name"].replace(NEWER.name, PLACE.name, 1)
                task["file_dep"] += [
                    *(
                        OLDER.path(each)
                        for each in dependencies.tables(chapter)
                        if _held(OLDER, each)
                    ),
                    *(HEADLINES / f"{each.name}.csv" for each in (OLDER, NEWER)),
                ]
                yield task
            elif dependencies.collects(chapter):
                files = {
                    "defaults": HEADLINES / f"{PLACE.name}.csv",
                    "results": SCENARIOS / f"{PLACE.name}.csv",
                }
                given = {key: f"../{file.relative_to(paths.ROOT)}" for key, file in files.items()}
                task = _execution(chapter, PLACE, target, vintage | given | spoken)
                task["file_dep"] += [*files.values(), *_scenario_files()]
                yield task
            else:
                yield _execution(chapter, PLACE, target, vintage | spoken)


def _scenario_files() -> list[Path]:
    return sorted((paths.ROOT / "scenarios").glob("*.yml"))


def _compared() -> dict[str, str]:
    """Parameters of the chapter of what changed; files by their path from notebooks/."""
    names = {"vintage": NEWER, "against": OLDER}
    files = {"before": OLDER, "after": NEWER}
    return {key: each.address for key, each in names.items()} | {
        key: f"../_build/headlines/{each.name}.csv" for key, each in files.items()
    }


def task_headlines():
    """Collect the chapters' headline figures on the two vintages that are compared.

    Those of the book's own vintage stand in its runs; for the other one the chapters run without
    pages or pictures.
    """
    for place in {each.name: each for each in (OLDER, NEWER, PLACE)}.values():
        target = HEADLINES / f"{place.name}.csv"
        if place.folder == PLACE.folder:
            yield from _told(target)
        else:
            given = {each: {"vintage": place.address} for each in dependencies.telling()}
            yield from _headlines(place, given, target)


def _told(target: Path) -> Iterator[dict]:
    """A task a chapter that reads the headline figures in its run, and one that joins them."""
    parts = []
    for chapter in dependencies.telling():
        executed = _runs(catalogues.SOURCE_LANGUAGE) / f"{chapter}.ipynb"
        parts.append(target.with_suffix("") / f"{chapter}.csv")
        yield {
            "name": f"{PLACE.name}:{chapter}",
            "actions": [partial(_read_headlines, chapter, executed, parts[-1])],
            "file_dep": [executed],
            "uptodate": [doit_state.unaltered],
            "targets": [parts[-1]],
            "title": lambda task: f"collect {task.name.partition(':')[2]}",
        }
    yield _join(parts, target)


def task_scenarios():
    """Run the scenarios on the vintage, and print their headline figures beside the defaults'."""
    target = SCENARIOS / f"{PLACE.name}.csv"
    _known, problem = _known_scenarios()
    yield {
        "name": "read",
        "actions": [lambda: TaskFailed(problem)],
        "uptodate": [not problem],
        "title": lambda _task: "read the scenarios",
    }
    yield from _scenarios(PLACE, target)

    def show() -> None:
        from semibook.run.scenarios import report, side_by_side

        print(report(side_by_side(HEADLINES / f"{PLACE.name}.csv", target), TITLES))

    yield {
        "name": "show",
        "actions": [show],
        "file_dep": [TITLES, target, HEADLINES / f"{PLACE.name}.csv"],
        "uptodate": [False],
    }


@cache
def _known_scenarios() -> tuple[list[Scenario], str]:
    """The scenarios, and what is wrong with the first that cannot be used."""
    from semibook.run.scenarios import ScenarioError, every

    try:
        return every(), ""
    except ScenarioError as error:  # what needs no scenario runs all the same
        return [], str(error)


def _scenarios(place: vintages.Vintage, target: Path) -> Iterator[dict]:
    known, _problem = _known_scenarios()
    parts = []
    for scenario in known:
        given = {
            chapter: values | {"vintage": place.address}
            for chapter, values in scenario.chapters.items()
        }
        *tasks, joined = _headlines(place, given, target, scenario.name)
        yield from tasks
        parts += joined["file_dep"]
    yield _join(parts, target) | {"task_dep": [_USABLE]}


def _headlines(
    place: vintages.Vintage, given: dict[str, dict], target: Path, scenario: str | None = None
) -> Iterator[dict]:
    """A task a chapter, and one that puts their figures together in `target`."""
    folder = target.with_suffix("") / (scenario or "")
    parts = {chapter: folder / f"{chapter}.csv" for chapter in given}
    for chapter, part in parts.items():
        yield _execution(chapter, place, part, given[chapter]) | {
            "name": ":".join(filter(None, [place.name, scenario, chapter])),
            "actions": [partial(_write_headlines, chapter, given[chapter], part, scenario)],
            "title": lambda task: f"collect {task.name.partition(':')[2]}",
        }
    yield _join(list(parts.values()), target)


def _join(parts: list[Path], target: Path) -> dict:
    return {
        "name": str(target.relative_to(paths.ROOT)),
        "actions": [partial(_join_headlines, parts, target)],
        "file_dep": parts,
        "uptodate": [doit_state.unaltered],
        "targets": [target],
        "title": lambda task: f"write {task.name.partition(':')[2]}",
    }


def _write_headlines(chapter: str, given: dict, target: Path, scenario: str | None) -> None:
    _load_libraries()
    from semibook.run import headlines
    from semibook.run.chapter import headline_figures

    headlines.write(chapter, headline_figures(chapter, given), target, scenario)


def _read_headlines(chapter: str, executed: Path, target: Path) -> None:
    _load_libraries()
    from semibook.run.chapter import headlines
    from semibook.run.headlines import write

    write(chapter, headlines(executed), target)


def _join_headlines(parts: list[Path], target: Path) -> None:
    _load_libraries()
    from semibook.run.headlines import join

    join(parts, target)


def task_book():
    """Build the pages of each language, and put both in the place of the last good book."""
    pages = [each for each in sorted((paths.ROOT / "book").rglob("*")) if each.is_file()]
    for lang in catalogues.NAMES:
        yield _edition(lang, pages)
    editions = {lang: publish.built(_runs(lang).name) for lang in catalogues.NAMES}
    yield {
        "name": "publish",
        "actions": [partial(_publish, editions)],
        "uptodate": [partial(publish.is_published, editions)],
        "task_dep": [f"book:{lang}" for lang in editions],
        "title": lambda task: "publish the book",
    }


def _edition(lang: str, pages: list[Path]) -> dict:
    runs = _runs(lang)
    executed = {each: runs / f"{each}.ipynb" for each in toc.chapters()}
    inputs = [
        *executed.values(),
        *pages,
        *(paths.ROOT / each for each in ("_config.yml", "_toc.yml")),
        *sorted(paths.DATA.rglob("*.csv")),
        *(file for held in _lineage(PLACE) for file in sorted(held.folder.glob("*.csv"))),
        *(held.folder / "vintage.yml" for held in _lineage(PLACE)),
        *BUILDERS,
        *_catalogues(lang, *(each.stem for each in pages if each.suffix == ".md")),
        paths.PACKAGE,
        LOCK,
    ]
    folder = publish.built(runs.name)

    def is_current() -> bool:
        return publish.is_made_from(folder, publish.record(PLACE, lang, inputs))

    def build() -> None:
        from semibook.site.build import build as build_site

        record = publish.record(PLACE, lang, inputs)
        print(build_site(executed, runs.name, PLACE.address, lang, record))

    return {
        "name": lang,
        "actions": [build],
        "file_dep": inputs,
        "uptodate": [
            config_changed({"pages": [str(each.relative_to(paths.ROOT)) for each in pages]}),
            is_current,
        ],
        "targets": [folder / publish.RECORD],
        "task_dep": ["check"],
        "title": lambda task: f"build the book ({catalogues.NAMES[lang]})",
    }


def _publish(editions: dict[str, Path]) -> TaskFailed | None:
    changed = [file for file in Globals.dep_manager.checker.changed() if file.suffix in _FIGURES]
    if changed:
        names = ", ".join(file.name for file in changed)
        return TaskFailed(f"{names}: changed while the book was built; build it again")
    print(publish.publish(editions))
    return None


def task_notebooks():
    """Store the chapters' outputs of a run with default parameters in notebooks/."""

    def store() -> None:
        for chapter in toc.chapters():
            fresh = (STORED / f"{chapter}.ipynb").read_bytes()
            if fresh != toc.notebook(chapter).read_bytes():
                files.write(toc.notebook(chapter), fresh)
                print(f"stored {chapter}")

    return {"actions": [store], "task_dep": ["rerun"], "uptodate": [False]}


def task_rerun():
    """Run every chapter afresh with its default parameters, for `notebooks`."""
    default, stored = vintages.find(), paths.NOTEBOOKS / "headlines"
    collected = [stored / f"scenarios-{default.name}.csv"]
    *_parts, joined = _scenarios(default, SCENARIOS / f"{default.name}.csv")
    yield _stored(joined, collected[0])
    for place in (default, LATER):
        given = {each: {"vintage": place.address} for each in dependencies.telling()}
        *_parts, joined = _headlines(place, given, HEADLINES / f"{place.name}.csv")
        collected.append(stored / f"{place.name}.csv")
        yield _stored(joined, collected[-1])
    for chapter in toc.chapters():
        task = _execution(chapter, default, STORED / f"{chapter}.ipynb", {})
        if dependencies.collects(chapter):
            task["file_dep"] = [*{*task["file_dep"], *collected, *_scenario_files()}]
        yield task | {"uptodate": [False]}


def _stored(joined: dict, target: Path) -> dict:
    return joined | _join(joined["file_dep"], target)


def task_test():
    """Run pytest, and nbval over the stored chapters; needs the built book."""
    workers = min(os.cpu_count() or 1, 4)
    return {
        "actions": [[sys.executable, "-m", "pytest", "-n", str(workers), "--dist", "loadscope"]],
        "task_dep": ["book"],
        "uptodate": [False],
    }


#: import-linter has a command and no module to run; commands lie elsewhere on Windows.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint()"


def task_lint():
    """Check the style of code and notebooks, and the order of the package's modules."""
    return {
        "actions": [
            [sys.executable, "-m", "ruff", "check", "."],
            [sys.executable, "-m", "ruff", "format", "--check", "."],
            [sys.executable, "-c", LINT_IMPORTS],
        ],
        "uptodate": [False],
    }
