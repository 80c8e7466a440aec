"""Functions of a file's content, asked for often: computed once until the file changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")


def until_changed(function: Callable[[Path], Result]) -> Callable[[Path], Result]:
    """Keep what a function found in a file; a file counts as changed by its time or size.

    Args:
        function: of a path; its result is shared, so it must not be changed by who gets it.
    """
    kept: dict[tuple[Path, int, int], Result] = {}

    @wraps(function)
    def ask(path: Path) -> Result:
        status = path.stat()
        key = (path, status.st_mtime_ns, status.st_size)
        if key not in kept:
            kept[key] = function(path)
        return kept[key]

    return ask
