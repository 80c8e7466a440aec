"""What doit remembers of earlier runs: kept whole, and not believed against what stands there.

doit writes its memory at the end of a run, so a kill leaves it older than the files. And it notes a
file as it is after a task, which may not be what the task read.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from doit import dependency
from doit.dependency import JsonDB, MD5Checker
from doit.task import Task

from semibook import files
from semibook.cache import until_changed


class StateFile(JsonDB):
    """The memory as a JSON file.

    It is replaced in one step, and only the tasks that this process saved are changed in it. A
    damaged one is set aside with a word on the error stream: everything is done again.
    """

    def __init__(self, name: str, codec: Any, *, module_name: str | None = None) -> None:
        self.saved: set[str] = set()
        super().__init__(name, codec, module_name=module_name)

    def _load(self) -> dict[str, dict]:
        file = Path(self.name)
        try:
            found = self.codec.decode(file.read_text(encoding="utf-8"))
            if isinstance(found, dict) and all(isinstance(each, dict) for each in found.values()):
                return found
            reason = "found no tasks in it"
        except ValueError as error:  # also of text that is not UTF-8
            reason = str(error)
        aside = file.with_name(f"{file.name}.damaged")
        os.replace(file, aside)
        sys.stderr.write(
            f"{file}: damaged ({reason}), set aside as {aside.name}; everything is done again\n"
        )
        return {}

    def set(self, task_id: str, dependency: str, value: Any) -> None:
        """Called by doit for each thing to remember of a task."""
        self.saved.add(task_id)
        super().set(task_id, dependency, value)

    def remove(self, task_id: str) -> None:
        """Called by doit to forget a task."""
        self.saved.add(task_id)
        super().remove(task_id)

    def dump(self) -> None:
        """Called by doit at its end."""
        if not self.saved:
            return
        try:
            found = self._load() if Path(self.name).is_file() else {}
            for task in self.saved:
                found.pop(task, None)
                if task in self._db:
                    found[task] = self._db[task]
            files.write(Path(self.name), self.codec.encode(found))
        except OSError as error:
            sys.stderr.write(f"{error}; what was done now is done again next time\n")


class Contents(MD5Checker):
    """Compares files by content, as they were when doit first looked at them.

    Attributes:
        seen: how each file was then.
    """

    def __init__(self) -> None:
        self.seen: dict[str, os.stat_result] = {}

    def info(self, file_path: str) -> os.stat_result:
        """Called by doit before a task that depends on a file runs."""
        now = os.stat(file_path)
        self.seen.setdefault(file_path, now)
        return now

    def get_state(self, dep: str, current_state: tuple | None) -> tuple | None:
        """Called by doit after it: of a file that changed meanwhile, a state that none equals."""
        if self._changed(dep):
            seen = self.seen[dep]
            return seen.st_mtime, seen.st_size, ""
        return super().get_state(dep, current_state)

    def changed(self) -> list[Path]:
        """Files that are not as they were when doit first looked at them."""
        return [Path(file) for file in sorted(self.seen) if self._changed(file)]

    def _changed(self, file: str) -> bool:
        if file not in self.seen:
            return False
        try:
            now, seen = os.stat(file), self.seen[file]
        except FileNotFoundError:
            return True
        return (now.st_mtime_ns, now.st_size) != (seen.st_mtime_ns, seen.st_size)


def unaltered(task: Task, values: dict[str, Any]) -> bool:
    """Whether a task's targets are those that it made: one of doit's `uptodate`.

    A task that was killed after it wrote its target left no note, but that of an earlier run.
    """
    task.value_savers.append(lambda: {"targets": _contents(task.targets)})
    return values.get("targets") == _contents(task.targets)


def _contents(targets: list[str]) -> dict[str, str]:
    return {
        file: sha256(Path(file).read_bytes()).hexdigest()
        for file in targets
        if Path(file).is_file()
    }


def install() -> None:
    """Make doit use `StateFile` where it would use its own JSON backend, and read a file once.

    doit takes other backends from installed packages only; this one is used from the tree.
    """
    JsonDB.__new__ = staticmethod(lambda *_, **__: object.__new__(StateFile))
    _read_once()


def _read_once() -> None:
    # doit reads a file anew for each task that depends on it: here a hundred, on hundreds of files.
    read = until_changed(dependency.get_file_md5)
    dependency.get_file_md5 = lambda file: read(Path(file))
