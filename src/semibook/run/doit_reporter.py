"""What doit says, and when it may start: one build at a time, and a failure in one line."""

from __future__ import annotations

import signal
import sys
import time
from contextlib import suppress

from doit import Globals
from doit.exceptions import BaseFail, TaskFailed
from doit.reporter import ConsoleReporter
from doit.task import Task

from semibook import files, paths
from semibook.run import last_build, lock

#: Tasks that write nothing, and so wait for nobody.
_READING = {"lint"}
_WHOLE = "book"
_SECONDS = "seconds"  # in doit's memory of a task
_INTERRUPTED = 130  # what shells say of a process that Ctrl-C ended


def _interrupted(*_: object) -> None:
    print("Interrupted. What was built before stays as it was.", file=sys.stderr)
    sys.exit(_INTERRUPTED)


def _in_words(task: Task) -> str:
    return task.doc


class Reporter(ConsoleReporter):
    """Says what runs in the words of `doit list --all`, and on the error stream what failed.

    A traceback is shown only of what nobody foresaw: `site.actions.plainly` tells of all else.
    """

    def initialize(self, tasks: dict[str, Task], selected_tasks: list[str]) -> None:
        """Called by doit before the first task: one that builds keeps others out."""
        self.lock, self.interrupt = None, signal.signal(signal.SIGINT, _interrupted)
        self.progress, self.tasks, self.is_whole = None, tasks, False
        for task in tasks.values():
            if task.subtask_of:
                task.custom_title = _in_words
        if {*selected_tasks} <= _READING:
            return
        try:
            self.lock = lock.hold(paths.BUILD / ".lock", f"{paths.BUILD}: another build")
            files.restore(paths.BOOK)
        except OSError as error:
            sys.exit(str(error))
        if sys.stderr.isatty():
            from semibook.run.progress import OfTasks  # which takes time to load

            kept = {name: Globals.dep_manager.get_values(name) for name in tasks}
            seconds = {name: each[_SECONDS] for name, each in kept.items() if _SECONDS in each}
            self.progress = OfTasks(tasks, selected_tasks, seconds)

    def write(self, text: str) -> None:
        """Called by doit with what it says."""
        if self.progress:
            self.progress.write(text)
        else:
            super().write(text)

    def execute_task(self, task: Task) -> None:
        """Called by doit when a task begins; how long it takes is noted for the next time."""
        began = time.monotonic()
        task.value_savers.append(lambda: {_SECONDS: round(time.monotonic() - began, 1)})
        super().execute_task(task)

    def skip_uptodate(self, task: Task) -> None:
        """Called by doit for a task that has nothing to do."""
        super().skip_uptodate(task)
        if self.progress:
            self.progress.skip(task)

    def add_success(self, task: Task) -> None:
        """Called by doit when a task is done; that of the book, once all of it is."""
        super().add_success(task)
        self.is_whole |= task.name == _WHOLE
        if self.progress:
            self.progress.finish(task)

    def complete_run(self) -> None:
        """Called by doit at its end: another build may start, in this process too."""
        if self.progress:
            self.progress.end()
        super().complete_run()
        signal.signal(signal.SIGINT, self.interrupt)
        if self.is_whole:
            read = {file for task in self.tasks.values() for file in task.file_dep}
            with suppress(OSError):  # the next build looks at everything
                last_build.note(sys.argv, read)
        if self.lock:
            self.lock.release()

    def add_failure(self, task: Task, fail: BaseFail) -> None:
        """Called by doit when a task fails."""
        if not fail.report:
            return
        about = fail.message if isinstance(fail, TaskFailed) else fail.get_msg()
        if self.progress:
            self.progress.finish(task)
        text = f"{task.title()}: failed\n{about.rstrip()}\nWhat was built before stays as it was.\n"
        sys.stderr.write(text)
