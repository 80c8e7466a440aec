"""One at a time: who writes what others may not write meanwhile holds a lock, and is named."""

from __future__ import annotations

import os
import platform
import shlex
import sys
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from semibook import files


class HeldError(OSError):
    """Another process holds the lock; the message says which."""


def hold(path: Path, what: str) -> FileLock:
    """Take a lock until it is released or this process ends, however it ends.

    Args:
        path: the file of the lock; who holds it stands in a file beside it.
        what: what is done under it, and to what (`_build: another build`), for the message.

    Raises:
        HeldError: at once, if another process holds it.
        OSError: in one line, if the file cannot be made.
    """
    lock, about = FileLock(path), path.with_name(f"{path.name}.holder")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise HeldError(f"{what} is under way{_holder(about)}; wait until it ends") from None
    except OSError as error:
        raise files.unwritable(path, error) from error
    command = shlex.join([Path(sys.argv[0]).name, *sys.argv[1:]])
    since = datetime.now().isoformat(sep=" ", timespec="seconds")
    try:
        # With the machine: folders can be shared.
        who = f"process {os.getpid()} on {platform.node()}, {command!r}, since {since}"
        files.write(about, f"{who}\n")
    except OSError:
        lock.release()
        raise
    return lock


def _holder(about: Path) -> str:
    try:
        return f" ({about.read_text(encoding='utf-8').strip()})"
    except OSError:
        return ""  # it has just taken it
