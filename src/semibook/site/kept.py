"""What takes long to make and is made again and again of the same: kept under _build/."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256

from semibook import files, paths

FOLDER = paths.BUILD / "kept"
#: Days after which what no book asked for is thrown away.
_DAYS = 30


def kept(made_from: Iterable[str], ending: str, make: Callable[[], bytes]) -> bytes:
    """What was made before, or is made now.

    Args:
        made_from: texts, or digests, of all that it is made from, its code too.
        ending: of its file, `.xlsx`.
        make: makes it.

    Raises:
        OSError: if it cannot be written.
    """
    digest = sha256("\0".join(made_from).encode()).hexdigest()
    file = FOLDER / f"{digest}{ending}"
    if file.is_file():
        file.touch()  # it was asked for
    else:
        files.write(file, make())
    return file.read_bytes()


def forget() -> None:
    """Remove what was made of tables, pages or code as they are no more."""
    oldest = time.time() - _DAYS * 24 * 60 * 60
    for file in FOLDER.glob("*"):
        with suppress(FileNotFoundError):  # another edition that is built beside this one took it
            if file.stat().st_mtime < oldest:
                file.unlink()
