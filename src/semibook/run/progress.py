"""How far a piece of work is and how long the rest takes: a bar, where someone looks on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping

from doit.task import Task
from tqdm import tqdm

#: Seconds that a task is thought to take before its first run.
_UNKNOWN = 3.0
_SHARE, _COUNT = "{percentage:3.0f}%", "{n_fmt} of {total_fmt} {unit}"


def bar(total: float, unit: str = "", initial: float = 0) -> tqdm:
    """A bar on the error stream; none if that is no terminal.

    Args:
        total: how much there is to do.
        unit: what is counted, if that is more telling than the share.
        initial: how much was done before.
    """
    form = f"{_COUNT if unit else _SHARE} |{{bar}}| {{remaining}} left"
    shown = {"bar_format": form, "unit": unit, "leave": False, "mininterval": 0}
    return tqdm(total=total, initial=initial, disable=None, file=sys.stderr, **shown)


class OfTasks:
    """How far doit is with what was asked: tasks count by the seconds that they took before.

    Attributes:
        left: the seconds of each task that may still have to be done, by name.
    """

    def __init__(
        self, tasks: Mapping[str, Task], selected: Iterable[str], seconds: Mapping[str, float]
    ) -> None:
        """Look at what may have to be done.

        Args:
            tasks: all, by name.
            selected: the names of those that were asked for.
            seconds: how long each took before, as far as it is known.
        """
        needed = _needed(tasks, selected)
        self.left = {name: seconds.get(name, _UNKNOWN) for name in needed}
        self._bar = bar(sum(self.left.values()))

    def skip(self, task: Task) -> None:
        """A task has nothing to do."""
        self._bar.total -= self.left.pop(task.name, 0)
        self._bar.refresh()

    def finish(self, task: Task) -> None:
        """A task is done."""
        self._bar.update(self.left.pop(task.name, 0))

    def write(self, text: str) -> None:
        """Write above the bar, on the output."""
        self._bar.write(text, file=sys.stdout, end="")

    def end(self) -> None:
        """Take the bar away."""
        self._bar.close()


def _needed(tasks: Mapping[str, Task], selected: Iterable[str]) -> set[str]:
    """The tasks that were asked for and those that they need, without mere groups."""
    found, names = set(), [*selected]
    while names:
        name = names.pop()
        if name in tasks and name not in found:
            found.add(name)
            names += tasks[name].task_dep
    return {name for name in found if tasks[name].actions}
