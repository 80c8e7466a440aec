"""Files and folders that are replaced whole: who reads finds the old one or the new one."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

_HERE = -100  # AT_FDCWD: paths are meant from the current folder
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
#: A file system or kernel that cannot exchange two names.
_UNABLE = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EXDEV}


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A file beside `target` to write, put in its place when the block ends without an error.

    Args:
        target: the file to replace; its folder is made if it is not there.

    Raises:
        OSError: in one line that names `target`, if it cannot be written. `target` stays as it was
            and nothing is left beside it.
    """
    # Never the same name twice: two that write at once do not write into one another's file.
    fresh = target.with_name(f".{uuid4().hex}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "it is write-protected")
        yield fresh
        with fresh.open("rb+") as written:
            os.fsync(written.fileno())
        if target.exists():
            shutil.copymode(target, fresh)
        os.replace(fresh, target)
    except OSError as error:
        raise _of_writing(target, error) from error
    finally:
        fresh.unlink(missing_ok=True)


def write(target: Path, content: str | bytes) -> None:
    """Write a file in one step; text as UTF-8, its line ends as they are.

    Raises:
        OSError: as `replacing` does.
    """
    with replacing(target) as fresh:
        fresh.write_bytes(content.encode() if isinstance(content, str) else content)


def all_or_none(contents: Mapping[Path, str | bytes | None]) -> list[Path]:
    """Write several files, or none: after an error (or Ctrl-C), all are as they were.

    Args:
        contents: what each file is to hold; None: there is to be no such file.

    Returns:
        The files.

    Raises:
        OSError: as `replacing` does.
    """
    before = {file: file.read_bytes() if file.exists() else None for file in contents}
    try:
        for file, content in contents.items():
            if content is None:
                file.unlink(missing_ok=True)
            else:
                write(file, content)
    except BaseException:
        for file, content in before.items():
            _put_back(file, content)
        raise
    return [*contents]


def lay_out(folder: Path, contents: Mapping[Path, bytes], spared: str = "") -> None:
    """Let a folder hold these files and no others; one that is as it should be keeps its date.

    Args:
        folder: which is made if it is not there.
        contents: of each file, by its path in the folder.
        spared: the name of folders in which other files may be.

    Raises:
        OSError: if one cannot be written.
    """
    for path, content in contents.items():
        file = folder / path
        if not (file.is_file() and file.read_bytes() == content):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    for file in [found for found in folder.rglob("*") if found.is_file()]:
        if file.relative_to(folder) not in contents and file.parent.name != spared:
            file.unlink()


def _put_back(file: Path, content: bytes | None) -> None:
    if content is None:
        file.unlink(missing_ok=True)
    elif not file.exists() or file.read_bytes() != content:
        write(file, content)


@contextmanager
def replacing_folder(target: Path) -> Iterator[Path]:
    """An empty folder beside `target` to fill, put in its place when the block ends without error.

    Linux and macOS exchange the two in one step. Elsewhere there is an instant between two renames
    in which a kill leaves no `target`; `restore` puts it back.

    Args:
        target: the folder to replace.

    Raises:
        OSError: in one line that names `target`, if it cannot be written; it stays as it was.
    """
    part, new, old = _beside(target)
    try:
        restore(target)
        part.mkdir(parents=True)
        yield part
        os.replace(part, new)  # under this name it is whole
        if not target.exists():
            os.replace(new, target)
        elif not _exchange(new, target):
            os.replace(target, old)
            try:
                os.replace(new, target)
            except OSError:
                os.replace(old, target)
                raise
    except OSError as error:
        raise _of_writing(target, error) from error
    finally:
        if target.exists():
            for folder in (part, new, old):
                shutil.rmtree(folder, ignore_errors=True)


def restore(target: Path) -> None:
    """Put a folder back that a kill left under another name, and remove what it left beside it."""
    part, new, old = _beside(target)
    whole = [folder for folder in (new, old) if folder.is_dir()]
    if whole and not target.exists():
        os.replace(whole[0], target)
    for folder in (part, new, old):
        shutil.rmtree(folder, ignore_errors=True)


def unwritable(target: Path, error: OSError) -> OSError:
    """An error that says in one line what cannot be written, and why."""
    reason = error.strerror
    if isinstance(error, shutil.Error):  # of a copied folder: the reason of each file
        reason = error.args[0][0][2]
    return type(error)(f"{target}: cannot be written ({reason or error})")


def _of_writing(target: Path, error: OSError) -> OSError:
    """`unwritable`, unless the error is about a file elsewhere, which its own message names."""
    named = error.filename
    beside = named is None or Path(os.fsdecode(named)).is_relative_to(target.parent)
    return unwritable(target, error) if beside else error


def _beside(target: Path) -> list[Path]:
    return [target.with_name(f".{target.name}.{ending}") for ending in ("part", "new", "old")]


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where that cannot be.

    Raises:
        OSError: if it could be, and failed.
    """
    paths = os.fsencode(one), os.fsencode(other)
    match sys.platform:
        case "linux":
            name, arguments = "renameat2", (_HERE, paths[0], _HERE, paths[1], _EXCHANGE)
        case "darwin":
            name, arguments = "renamex_np", (*paths, _EXCHANGE)
        case _:
            return False
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        return False
    if function(*arguments) == 0:
        return True
    if (code := ctypes.get_errno()) in _UNABLE:
        return False
    raise OSError(code, os.strerror(code))
