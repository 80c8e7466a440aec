"""The plan of tasks: what reruns after a change, and what a refusal leaves untouched.

The tests work in a copy of the repository in which doit has every task on record as done, so that
no chapter has to be run to learn which would be.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from semibook import toc
from semibook.run import dependencies, lock, scenarios
from semibook.run.plan import Book
from semibook.tables import vintages
from semibook.translation import catalogues
from tests import repository

EVERY_CHAPTER = set(toc.chapters())
AUDIT = "claims_audit"  # depends on every table of which a claim is made
OUTCOMES = "promises"  # shows what a later vintage knows of the deck's promises
COMPARISON = "what_changed"  # compares every table of two vintages
ABOUT_OTHERS = {COMPARISON, OUTCOMES, "scenarios"}

# doit's reset-dep, but with the values of `uptodate`, which that takes from an earlier run.
# The editions are folders that say what they are made from, published.
RECORD = """
import sys
from pathlib import Path
from doit.cmd_base import DoitCmdBase
from doit.doit_cmd import DoitMain

class Record(DoitCmdBase):
    doc_purpose = doc_usage = doc_description = ""
    cmd_options = ()
    execute_tasks = True  # so the lessons, for which no book waits, are not read

    def _execute(self, pos_args=None):
        from semibook.site import publishing
        from semibook.tables import vintages
        from semibook.translation.catalogues import NAMES

        books = {task.name: task for task in self.task_list if task.name.startswith("book:")}
        for lang in NAMES:
            task = books[f"book:{lang}"]
            inputs = [Path(file) for file in task.file_dep]
            record = publishing.record(vintages.find(), lang, inputs)
            Path(task.targets[0]).write_bytes(record)
        built = {lang: publishing.built(f"2024-02-{lang}") for lang in NAMES}
        publishing.publish(built, lambda folder: None)
        for task in self.task_list:
            self.dep_manager.get_status(task, None)
            task.save_extra_values()
            self.dep_manager.save_success(task)
        self.dep_manager.close()

DoitMain.DOIT_CMDS = (*DoitMain.DOIT_CMDS, Record)
sys.exit(DoitMain().run(["record"]))
"""

# Names of the tasks that would run now. doit's `list --status` says it too, but reads the lessons,
# which no book waits for.
TO_RUN = """
import sys
from doit.cmd_base import DoitCmdBase
from doit.doit_cmd import DoitMain

class ToRun(DoitCmdBase):
    doc_purpose = doc_usage = doc_description = ""
    cmd_options = ()
    execute_tasks = True

    def _execute(self, pos_args=None):
        for task in self.task_list:
            if self.dep_manager.get_status(task, None).status == "run":
                print(task.name)

DoitMain.DOIT_CMDS = (*DoitMain.DOIT_CMDS, ToRun)
sys.exit(DoitMain().run([*sys.argv[1:], "torun"]))
"""

# All that the book needs, whether or not it is up to date: tasks, their targets, their files.
NEEDS = """
import json
import sys
from doit.cmd_base import DoitCmdBase
from doit.control import TaskControl
from doit.doit_cmd import DoitMain

class Needs(DoitCmdBase):
    doc_purpose = doc_usage = doc_description = ""
    cmd_options = ()
    execute_tasks = True  # so the lessons, for which no book waits, are not read

    def _execute(self, pos_args=None):
        control = TaskControl(self.task_list)
        found, left = {}, ["book"]
        while left:
            task = control.tasks[left.pop()]
            if task.name not in found:
                found[task.name] = {"targets": [*task.targets], "files": [*task.file_dep]}
                makers = (control.targets.get(each) for each in task.file_dep)
                left += [*task.task_dep, *filter(None, makers)]
        print(json.dumps(found))

DoitMain.DOIT_CMDS = (*DoitMain.DOIT_CMDS, Needs)
sys.exit(DoitMain().run([*sys.argv[1:], "needs"]))
"""


def doit(root: Path, *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "doit", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def needs(root: Path, vintage: str) -> dict[str, dict]:
    """All tasks of a vintage's book, by name."""
    command = [sys.executable, "-c", NEEDS, f"vintage={vintage}"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    return json.loads(listed.stdout)


@pytest.fixture(scope="module")
def done(tmp_path_factory) -> Path:
    """A copy of the repository in which everything counts as up to date."""
    root = repository.copy(tmp_path_factory.mktemp("repository"))
    collect(root)
    for lang in catalogues.NAMES:
        runs = root / "_build" / "runs" / f"2024-02-{lang}"
        shutil.copytree(root / "notebooks", runs)
        for chapter in toc.chapters():
            (runs / f"{chapter}.figures.json").write_text("{}")
        index = root / "_build" / "site" / f"2024-02-{lang}" / "html" / "index.html"
        index.parent.mkdir(parents=True)
        index.write_text("the last good book")
    subprocess.run([sys.executable, "-c", RECORD], cwd=root, check=True)
    return root


def collect(root: Path) -> None:
    """Put files of headline figures, and of what readers try, where runs would leave them."""
    shutil.copytree(root / "notebooks" / "what_if", root / "_build" / "what_if" / vintages.DEFAULT)
    stored, built = root / "notebooks" / "headlines", root / "_build"
    results = f"scenarios-{vintages.DEFAULT}.csv"
    for kept in sorted({*stored.glob("*.csv")} - {stored / results}):
        split(kept, built / "headlines" / kept.name, ["chapter"])
    split(
        stored / results, built / "scenarios" / f"{vintages.DEFAULT}.csv", ["scenario", "chapter"]
    )


def split(stored: Path, target: Path, by: list[str]) -> None:
    """The parts that joined files are made of, beside a copy of the joined one."""
    for names, rows in pd.read_csv(stored, dtype=str).groupby(by):
        part = target.with_suffix("").joinpath(*names[:-1], f"{names[-1]}.csv")
        part.parent.mkdir(parents=True, exist_ok=True)
        rows.to_csv(part, index=False, lineterminator="\n")
    shutil.copy(stored, target)


@pytest.fixture
def root(done, tmp_path) -> Path:
    return repository.moved(done, tmp_path / "repository")


def to_run(root: Path, *arguments: str) -> set[str]:
    """Names of the tasks that would run now."""
    command = [sys.executable, "-c", TO_RUN, *arguments]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert listed.returncode == 0, listed.stderr
    groups = {"check", "test", "lint", "execute", "headlines", "scenarios", "what_if", "book"}
    return set(listed.stdout.split()) - groups


def chapters_among(planned: set[str]) -> set[str]:
    """Chapters that would run; both editions ask for the same."""
    names = [name.split(":")[2:] for name in planned if name.startswith("execute:")]
    japanese = {chapter for chapter, *lang in names if lang == ["ja"]}
    assert {chapter for chapter, *lang in names if not lang} == japanese
    return japanese


def chapters_to_run(root: Path) -> set[str]:
    return chapters_among(to_run(root))


def collected_among(planned: set[str]) -> set[str]:
    """Chapters that would run for their headline figures on the newest vintage."""
    part = f"headlines:{dependencies.compared()}:"
    return {name.removeprefix(part) for name in planned if name.startswith(part)}


def under_scenarios_among(planned: set[str]) -> set[str]:
    """Chapters that would run under some scenario."""
    return {name.split(":")[-1] for name in planned if name.startswith("scenarios:2")}


def builds_among(planned: set[str]) -> set[str]:
    return {name for name in planned if name.startswith(("execute:", "book:"))}


def to_build(root: Path) -> set[str]:
    return builds_among(to_run(root))


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def change_cell(table: Path, before: str, after: str) -> None:
    text = table.read_text(encoding="utf-8")
    assert before in text
    table.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_each_task_says_what_it_does(root):
    listed = doit(root, "list", "--all")
    assert listed.returncode == 0, listed.stderr
    told = [line.split(maxsplit=1) for line in listed.stdout.splitlines()]
    assert ["execute:2024-02:talent:ja", "run talent (日本語)"] in told
    assert not [task for task, *doc in told if not doc]


def test_nothing_runs_when_nothing_changed(root):
    planned = to_run(root)
    assert not {name for name in planned if name.startswith("check")}
    assert not builds_among(planned)


@pytest.mark.parametrize(
    ("table", "users"),
    [
        ("starting_wages", {"kumamoto", AUDIT, COMPARISON}),
        ("consortia", {"talent", AUDIT, COMPARISON}),
        ("power_shares", {"power_semiconductors", AUDIT, COMPARISON}),
        ("rapidus_partners", {"rapidus", COMPARISON}),
        ("guardrails", {"global_policy", AUDIT, COMPARISON}),
        ("sources", EVERY_CHAPTER),
    ],
)
def test_a_changed_table_reruns_only_the_chapters_that_use_it(root, table, users):
    append(root / "data" / "2024-02" / f"{table}.csv", "\n")
    planned = to_run(root)
    assert chapters_among(planned) == users
    # The newest vintage reads the deck's too: its claims say what later facts superseded.
    assert collected_among(planned) == users - ABOUT_OTHERS
    some = {chapter for each in scenarios.every() for chapter in each.chapters}
    assert under_scenarios_among(planned) == users & some
    assert {"check:2024-02", "book:en", "book:ja"} <= planned


def test_a_touched_but_equal_table_reruns_nothing(root):
    (root / "data" / "2024-02" / "budgets.csv").touch()
    assert not chapters_to_run(root)


def test_a_table_of_a_later_vintage_reruns_only_what_compares_or_tells_it(root):
    append(root / "data" / dependencies.compared() / "advanced_fabs.csv", "\n")
    planned = to_run(root)
    # Rapidus reads that table and tells later facts; three steps and Kumamoto read the deck's.
    assert chapters_among(planned) == {COMPARISON, OUTCOMES, "rapidus"}
    assert collected_among(planned) == {"three_step_strategy", "kumamoto", "rapidus", AUDIT}


def test_headline_figures_of_the_books_own_vintage_are_those_of_its_runs(root):
    shutil.rmtree(root / "_build" / "headlines" / vintages.DEFAULT)
    told = root / "_build" / "headlines" / f"{vintages.DEFAULT}.csv"
    told.unlink()
    collect = doit(root, f"headlines:_build/headlines/{told.name}")
    assert collect.returncode == 0, collect.stderr
    assert not re.findall(r"^\.  run ", collect.stdout, flags=re.M)
    assert told.read_bytes() == (root / "notebooks" / "headlines" / told.name).read_bytes()


def test_a_changed_model_reruns_only_the_chapters_that_import_it(root):
    append(root / "src" / "semibook" / "models" / "workforce.py", "\n# changed\n")
    assert chapters_to_run(root) == {"talent"}


def test_a_changed_module_that_others_import_reruns_every_chapter(root):
    append(root / "src" / "semibook" / "tables" / "interval.py", "\n# changed\n")
    assert chapters_to_run(root) == EVERY_CHAPTER


def test_a_changed_schema_reruns_only_the_chapters_that_use_the_table(root):
    append(root / "data" / "schemas" / "starting_wages.json", "\n")
    planned = to_run(root)
    assert chapters_among(planned) == {"kumamoto", AUDIT, COMPARISON}
    assert "check:2024-02" in planned


def test_a_changed_title_of_a_table_is_checked_and_reruns_no_chapter(root):
    append(root / "data" / "datapackage.json", "\n")
    planned = to_run(root)
    assert "check:2024-02" in planned
    assert builds_among(planned) == {"book:en", "book:ja"}


@pytest.mark.parametrize("module", ["chapter", "engine", "headlines"])
def test_a_change_of_how_chapters_are_run_reruns_every_chapter(root, module):
    append(root / "src" / "semibook" / "run" / f"{module}.py", "\n# changed\n")
    assert chapters_to_run(root) == EVERY_CHAPTER


def test_going_back_to_a_vintage_that_was_run_runs_nothing(root):
    # doit keeps one state a name: runs on two vintages must not share any.
    plans = [
        {name for name in needs(root, vintage) if name.startswith("execute:")}
        for vintage in vintages.names()
    ]
    assert all(plans)
    assert not set.intersection(*plans)


def test_a_changed_lock_reruns_every_chapter(root):
    append(root / "requirements.txt", "# changed\n")
    assert chapters_to_run(root) == EVERY_CHAPTER


def test_a_changed_scenario_reruns_its_chapters_under_it_alone(root):
    path = root / "scenarios" / "weak_yen.yml"
    append(path, "\n# changed\n")
    planned = to_run(root)
    assert chapters_among(planned) == {"scenarios"}
    assert under_scenarios_among(planned) == set()  # a remark changes no parameter
    change_cell(
        root / "scenarios" / "weak_yen.yml",
        "kumamoto: {usd_jpy: 160.0}",
        "kumamoto: {usd_jpy: 165.0}",
    )
    assert under_scenarios_among(to_run(root)) == {"kumamoto"}


def test_a_changed_what_if_makes_its_pages_again_and_runs_no_chapter_of_the_book(root):
    append(root / "notebooks" / "what_if" / "talent.yml", "\n")
    planned = to_run(root)
    assert builds_among(planned) == {"book:en", "book:ja"}
    assert {name for name in planned if name.startswith("what_if:")} == {"what_if:2024-02:talent"}


def test_one_changed_table_is_done_in_seconds(root):
    change_cell(root / "data" / "2024-02" / "starting_wages.csv", ",28,", ",20,")
    start = time.perf_counter()
    rerun = doit(root, "-n", "2", "lang=en", "execute")
    seconds = time.perf_counter() - start
    assert rerun.returncode == 0, rerun.stderr
    run = set(re.findall(r"^\.  run (\w+) \(English\)", rerun.stdout, flags=re.M))
    assert run == {"kumamoto", AUDIT, COMPARISON, "scenarios"}
    # Alone it takes less than 20 seconds on two cores, beside other tests several times as long.
    assert seconds < 100


def test_changed_prose_rebuilds_the_pages_and_runs_no_chapter(root):
    append(root / "book" / "intro.md", "\nMore.\n")
    assert to_build(root) == {"book:en", "book:ja"}


def test_a_changed_translation_reruns_only_that_chapter_in_that_language(root):
    append(root / "locale" / "ja" / "global_policy.po", "\n# changed\n")
    # What of the book follows is known once the chapter has run.
    assert to_build(root) == {"execute:2024-02:global_policy:ja"}


def test_a_changed_translation_of_what_readers_may_try_rebuilds_its_page_too(root):
    append(root / "locale" / "ja" / "talent.po", "\n# changed\n")
    assert to_build(root) == {"execute:2024-02:talent:ja", "book:ja"}


def test_a_changed_translation_of_a_page_rebuilds_only_that_edition(root):
    append(root / "locale" / "ja" / "methods.po", "\n# changed\n")
    assert to_build(root) == {"book:ja"}


#: What a build says before a run of a chapter, or runs of what readers may try in one.
RUNS = re.compile(r"^\.  (?:run|collect|try out) ", flags=re.M)


def _contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_bad_data_stop_the_work_before_any_chapter_runs(root):
    change_cell(root / "data" / "2024-02" / "starting_wages.csv", ",28,", ",a lot,")
    book = _contents(root / "_build" / "html")
    runs = _contents(root / "_build" / "runs")
    refused = doit(root, "-n", "2", "book")
    assert refused.returncode != 0
    said = "starting_wages.csv, row 2, column value: found 'a lot'; expected"
    assert refused.stderr.count(said) == 1  # the vintage that is compared has it from its base
    assert not RUNS.search(refused.stdout)
    assert _contents(root / "_build" / "html") == book
    assert _contents(root / "_build" / "runs") == runs


def test_bad_data_of_the_vintage_that_is_compared_stop_the_work_too(root):
    table = root / "data" / dependencies.compared() / "rapidus_support.csv"
    change_cell(table, "2025,8025,", "2025,-8025,")
    book = _contents(root / "_build" / "html")
    refused = doit(root, "-n", "2", "book")
    assert refused.returncode != 0
    assert "rapidus_support.csv, row 5, column cap: found '-8025'" in refused.stderr
    assert not RUNS.search(refused.stdout)
    assert _contents(root / "_build" / "html") == book


def test_another_folder_under_data_changes_nothing(root):
    shutil.copytree(root / "data" / dependencies.compared(), root / "data" / "2031-01")
    assert not chapters_to_run(root)


def test_a_missing_table_is_refused_by_name(root):
    (root / "data" / "2024-02" / "starting_wages.csv").unlink()
    refused = doit(root, "book")
    assert refused.returncode != 0
    assert "starting_wages.csv: found no such file" in refused.stderr


def test_a_vintage_that_does_not_exist_is_refused_by_name(root):
    refused = doit(root, "vintage=2031-01", "book")
    assert refused.returncode != 0
    assert refused.stderr.startswith("vintage 2031-01: no vintage.yml")


def test_a_scenario_that_cannot_be_used_is_refused_in_one_line(root):
    (root / "scenarios" / "mine.yml").write_text("title: [x\n", encoding="utf-8")
    append(root / "src" / "semibook" / "models" / "workforce.py", "\n# changed\n")
    book = _contents(root / "_build" / "html")
    refused = doit(root, "-n", "2", "book")
    assert refused.returncode != 0
    assert not RUNS.search(refused.stdout)
    first, said, last = refused.stderr.splitlines()
    assert first == "read the scenarios: failed"
    assert re.search(r"scenarios/mine\.yml: found 'title: \[x' that is no YAML", said)
    assert last == "What was built before stays as it was."
    assert _contents(root / "_build" / "html") == book


def test_a_scenario_that_cannot_be_used_stops_nothing_that_needs_none(root):
    (root / "scenarios" / "mine.yml").write_text("title: [x\n", encoding="utf-8")
    assert doit(root, "check").returncode == 0
    assert {"lint", "test"} <= set(doit(root, "list").stdout.split())


def test_a_chapter_that_fails_on_ones_data_is_told_and_leaves_the_last_book(root):
    made = vintages.create(root.parent / "own")
    header = (root / "data" / "2024-02" / "power_shares.csv").read_text().splitlines()[0]
    (made.folder / "power_shares.csv").write_text(f"{header},as_of\n")
    book = _contents(root / "_build" / "html")
    refused = doit(root, f"vintage={made.folder}", "execute:own:power_semiconductors")
    assert refused.returncode != 0
    first, said, last = refused.stderr.splitlines()
    assert first == "run power_semiconductors (English): failed"
    assert re.match(r'power_semiconductors, cell \d+ under ".+": .+failed\.ipynb\)$', said)
    assert last == "What was built before stays as it was."
    assert _contents(root / "_build" / "html") == book


def test_a_folder_called_as_a_vintage_of_the_book_is_refused(root):
    own = root.parent / "2024-02"
    shutil.copytree(root / "data" / "2024-02", own)
    refused = doit(root, f"vintage={own}", "book")
    assert refused.returncode != 0
    assert "data/2024-02 has this name already" in refused.stderr


@pytest.mark.parametrize("name", [*vintages.names(), "own"])
def test_in_a_fresh_clone_the_plan_makes_all_it_needs_and_writes_only_what_is_built(root, name):
    shutil.rmtree(root / "_build")
    if name == "own":
        made = vintages.create(root.parent / "own")
        shutil.copy(root / "data" / "2024-02" / "consortia.csv", made.folder)
        name = str(made.folder)
    needed = needs(root, name)
    targets = {Path(root, file) for task in needed.values() for file in task["targets"]}
    files = {Path(root, file) for task in needed.values() for file in task["files"]}
    assert {file for file in files - targets if not file.is_file()} == set()
    assert {file for file in targets if not file.is_relative_to(root / "_build")} == set()


def test_a_book_of_other_data_that_a_killed_build_published_is_replaced(root):
    html, site = root / "_build" / "html", root / "_build" / "site"
    for lang in catalogues.NAMES:
        (html / lang / "edition.json").write_text('{"vintage": "2026-03"}')
        (html / lang / "index.html").write_text("other data")
    assert {name for name in to_run(root) if name.startswith("book:")} == {"book:publish"}
    published = doit(root, "book")
    assert published.returncode == 0, published.stderr
    assert ".  build" not in published.stdout
    for lang in catalogues.NAMES:
        assert _contents(html / lang) == {
            html / lang / file.relative_to(site / f"2024-02-{lang}" / "html"): content
            for file, content in _contents(site / f"2024-02-{lang}" / "html").items()
        }


def test_an_edition_that_a_kill_left_unfinished_is_built_again(root):
    (root / "_build" / "site" / "2024-02-ja" / "html" / "edition.json").unlink()
    assert to_build(root) == {"book:ja", "book:publish"}


def test_one_edition_that_fails_leaves_both_as_they_were(root):
    append(root / "book" / "intro.md", "\nMore.\n")
    for lang in catalogues.NAMES:
        source = root / "_build" / "site" / f"2024-02-{lang}" / "source"
        source.write_text("a file where a folder should be")
    book = _contents(root / "_build" / "html")
    refused = doit(root, "-n", "2", "book")
    assert refused.returncode != 0
    assert "Traceback" not in refused.stderr
    assert "publish" not in refused.stdout
    assert _contents(root / "_build" / "html") == book


def test_a_run_that_a_killed_build_left_on_other_data_is_made_again(root):
    append(root / "_build" / "runs" / "2024-02-en" / "talent.ipynb", "\n")
    assert "execute:2024-02:talent" in to_run(root)


def test_a_second_build_is_refused_and_told_of_the_first_while_other_commands_run(root):
    first = lock.hold(root / "_build" / ".lock", "another build")
    try:
        append(root / "book" / "intro.md", "\nMore.\n")
        book = _contents(root / "_build" / "html")
        second = doit(root, "book")
        assert second.returncode == 1
        (line,) = second.stderr.splitlines()
        assert re.search(rf"another build is under way \(process {os.getpid()} on .*, since ", line)
        assert not second.stdout
        assert _contents(root / "_build" / "html") == book
        assert to_build(root) == {"book:en", "book:ja"}
    finally:
        first.release()


def test_a_damaged_memory_is_set_aside_with_a_word(root):
    memory = root / "_build" / "doit.json"
    memory.write_text(memory.read_text()[:1000])
    listed = doit(root, "list", "--all", "--status", "--quiet")
    assert listed.returncode == 0
    (line,) = listed.stderr.splitlines()
    assert re.search(r"doit\.json: damaged \(.*\), set aside as doit\.json\.damaged; ", line)


def test_a_later_vintage_is_compared_with_the_deck_whatever_lies_between():
    later = Book.of("2026-11")
    assert (later.older.name, later.newer.name) == ("2024-02", "2026-11")
    assert Book.of("2024-02").older.name == "2024-02"


def test_a_book_of_one_language_takes_its_figures_from_its_own_runs():
    book = Book.of("2024-02", "ja")
    executed = {run.target for run in book.pages("ja").values()}
    (own,) = (each for each in book.headlines() if each.target == book.headlines_file)
    assert own.parts and set(own.parts.values()) <= executed
