"""Whether the book stands as the last build left it, from the dates of files alone.

To know what each step is made from takes longer than all else where nothing is to do. A build that
came to its end notes how every file of the repository was: those that are its sources as they were
before it read the first, those that it built as it left them. While all are the same, the same
command has nothing to do.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from semibook import files, paths

#: Hidden, as what no build reads: environments, caches, locks.
_NOTE = ".last_build.json"
#: A build of the whole book in its usual place.
_COMMAND = re.compile(r"(?:-n \d+ )?(?P<variables>(?:(?!(?:out|ahead)=\S)\w+=\S* )*)(?:book )?")


def stands(arguments: list[str]) -> bool:
    """Whether doit has nothing to do: it built the book for this command, and all is as it was.

    Args:
        arguments: of the process; anything but a plain build of the whole book is for doit.
    """
    asked = _asked(arguments)
    if asked is None:
        return False
    sources = _sources()  # in any case: this is before the first of them is read
    try:
        noted = json.loads((paths.BUILD / _NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return noted == {"asked": asked, "sources": sources, "built": _state(paths.BUILD)}


def note(arguments: list[str], read: Iterable[str]) -> None:
    """Note that the book was built, unless it was made from files that lie elsewhere.

    Args:
        arguments: of the process, for which `stands` was asked when it began.
        read: the files that the book is made from.

    Raises:
        OSError: if it cannot be written.
    """
    asked, root = _asked(arguments), paths.ROOT.resolve()
    folders = {Path(file).parent for file in read}
    if asked is None or not all(each.resolve().is_relative_to(root) for each in folders):
        return
    found = {"asked": asked, "sources": _sources(), "built": _state(paths.BUILD)}
    files.write(paths.BUILD / _NOTE, json.dumps(found))


def _asked(arguments: list[str]) -> str | None:
    """The variables of a plain `doit book`; None for any other command."""
    program, *words = arguments
    if "doit" not in (Path(program).name, Path(program).parent.name):
        return None
    found = _COMMAND.fullmatch("".join(f"{word} " for word in words))
    return found["variables"] if found else None


@cache
def _sources() -> str:
    """How all that is not built was, when first asked in this process."""
    return _state(paths.ROOT, but=paths.BUILD)


def _state(folder: Path, but: Path | None = None) -> str:
    """A digest of the names, dates, sizes and numbers of all files below a folder."""
    together = sha256()
    for line in sorted(_below(str(folder), str(but) if but else None)):
        together.update(line.encode("utf-8", "surrogateescape"))
    return together.hexdigest()


def _below(folder: str, but: str | None) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name == "__pycache__" or entry.path == but:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, but)
            else:
                now = _status(entry)
                dates = f"{now.st_mtime_ns} {now.st_ctime_ns}"
                yield f"{entry.path}\0{dates} {now.st_size} {now.st_ino}\n"


def _status(entry: os.DirEntry[str]) -> os.stat_result:
    """How a file is, or what a link leads to, if it leads somewhere."""
    try:
        return entry.stat()
    except FileNotFoundError:
        return entry.stat(follow_symlinks=False)
