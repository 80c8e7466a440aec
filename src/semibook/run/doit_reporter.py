"""What doit says: each task by its title, and of a failure one line where a line says it all."""

from __future__ import annotations

import re
import sys

from doit.exceptions import BaseFail, TaskFailed
from doit.reporter import ConsoleReporter
from doit.task import Task

#: Errors that say what is wrong with data, a scenario, a chapter or a disk: a traceback would bury
#: them.
_PLAIN = re.compile(
    r"(semibook\.[\w.]*Error|OSError|FileExistsError|FileNotFoundError|PermissionError"
    r"|IsADirectoryError|shutil\.Error): "
)


class Reporter(ConsoleReporter):
    """Says on the error stream what failed, and shows a traceback only of what nobody foresaw."""

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
