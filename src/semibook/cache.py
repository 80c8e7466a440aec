"""Functions of files' contents, asked for often: computed once until the file changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import wraps
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from semibook import paths

Result = TypeVar("Result")


def until_changed(function: Callable[[Path], Result]) -> Callable[[Path], Result]:
    """Keep what a function found in a file; a file counts as changed by its time or size.

    What it found in an earlier state of the file is forgotten.

    Args:
        function: of the content of that file, and of nothing else that may change while the
            process lives; its result is shared, so it must not be changed by who gets it.
    """
    kept: dict[Path, tuple[tuple[int, int], Result]] = {}

    @wraps(function)
    def ask(path: Path) -> Result:
        status = path.stat()
        state = (status.st_mtime_ns, status.st_size)
        before = kept.get(path)
        if before is None or before[0] != state:
            before = kept[path] = (state, function(path))
        return before[1]

    return ask


def digest(files: Iterable[Path]) -> str:
    """A digest of the names and contents of files, whatever their order and machine.

    Of a notebook its cells count as they were written, not the outputs that a run left in it.

    Args:
        files: one that is not there counts as empty.
    """
    together = sha256()
    for name, file in sorted((paths.name_of(file), file) for file in {*files}):
        together.update(name.encode() + b"\0" + (content(file) if file.is_file() else _NOTHING))
    return together.hexdigest()


_NOTHING = sha256(b"").digest()


@until_changed
def content(file: Path) -> bytes:
    """A digest of the content of a file, of a notebook as `digest` counts it."""
    held = file.read_bytes()
    return sha256(_as_written(held) if file.suffix == ".ipynb" else held).digest()


def _as_written(notebook: bytes) -> bytes:
    try:
        cells = json.loads(notebook)["cells"]
        parts = [
            [cell["cell_type"], "".join(cell["source"]), cell["metadata"].get("tags", [])]
            for cell in cells
        ]
    except (ValueError, KeyError, TypeError):  # no notebook: whoever runs it says what is wrong
        return notebook
    return json.dumps(parts).encode()
