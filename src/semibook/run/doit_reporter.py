"""What doit says, and when it may start: one build at a time, and a failure in one line."""

from __future__ import annotations

import re
import signal
import sys

from doit.exceptions import BaseFail, TaskFailed
from doit.reporter import ConsoleReporter
from doit.task import Task

from semibook import files, paths
from semibook.run import lock

#: Errors that say what is wrong with data, a scenario, a chapter or a disk: a traceback would bury
#: them.
_PLAIN = re.compile(
    r"(semibook\.[\w.]+Error|OSError|FileExistsError|FileNotFoundError|IsADirectoryError"
    r"|NotADirectoryError|PermissionError): "
)
#: Tasks that write nothing, and so wait for nobody.
_READING = {"lint"}
_INTERRUPTED = 130  # what shells say of a process that Ctrl-C ended


def _interrupted(*_: object) -> None:
    print("Interrupted. What was built before stays as it was.", file=sys.stderr)
    sys.exit(_INTERRUPTED)


def _in_words(task: Task) -> str:
    return task.doc


class Reporter(ConsoleReporter):
    """Says what runs in the words of `doit list --all`, and on the error stream what failed.

    A traceback is shown only of what nobody foresaw.
    """

    def initialize(self, tasks: dict[str, Task], selected_tasks: list[str]) -> None:
        """Called by doit before the first task: one that builds keeps others out."""
        self.lock, self.interrupt = None, signal.signal(signal.SIGINT, _interrupted)
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

    def complete_run(self) -> None:
        """Called by doit at its end: another build may start, in this process too."""
        super().complete_run()
        signal.signal(signal.SIGINT, self.interrupt)
        if self.lock:
            self.lock.release()

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
