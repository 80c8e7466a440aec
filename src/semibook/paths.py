"""Where the parts of the repository are."""

from __future__ import annotations

import os
import stat
from pathlib import Path

#: The repository: the package is installed editable, so the tree above it is the working copy.
#: Absolute, as chapters run in a folder of their own.
ROOT = Path(os.environ.get("SEMIBOOK_ROOT", Path(__file__).resolve().parents[2])).absolute()
DATA = ROOT / "data"
PACKAGE = DATA / "datapackage.json"
#: Titles and units of the headline figures that findings keep.
HEADLINE_TITLES = DATA / "reference" / "headline_figures.csv"
#: The folder of this package.
PACKAGE_CODE = Path(__file__).resolve().parent
NOTEBOOKS = ROOT / "notebooks"
LOCALE = ROOT / "locale"
BUILD = ROOT / "_build"
#: The book that readers open: both editions, and the page that offers them.
BOOK = BUILD / "html"


def shown(path: Path) -> Path:
    """A path as one would type it here: relative if it lies in the current folder, else whole."""
    here, path = Path.cwd(), Path(os.path.abspath(path))  # of a link, its own path
    return path.relative_to(here) if path.is_relative_to(here) else path


def name_of(file: Path) -> str:
    """A file's name in a digest, the same on another machine."""
    if file.is_relative_to(ROOT):
        return file.relative_to(ROOT).as_posix()
    return f"{file.parent.name}/{file.name}"


def irregular(path: Path) -> str:
    """What is at a path instead of a regular file (`a symbolic link`); empty for one, or nothing.

    A link counts as one, wherever it leads.
    """
    try:
        mode = path.lstat().st_mode
    except OSError:
        return ""
    named = {
        stat.S_IFLNK: "a symbolic link",
        stat.S_IFDIR: "a folder",
        stat.S_IFIFO: "a pipe",
        stat.S_IFSOCK: "a socket",
    }
    return "" if stat.S_ISREG(mode) else named.get(stat.S_IFMT(mode), "a device")


def writable(path: Path, *endings: str) -> None:
    """Make sure that a result can be written before hours are spent on it; makes its folder.

    Args:
        path: where it shall go.
        endings: the suffixes of which its name must have one, so that no other kind of file is
            replaced.

    Raises:
        OSError: if it cannot; the message names the path.
    """
    if path.is_dir():
        raise IsADirectoryError(f"{path}: found a folder, expected the name of a file in it")
    if path.suffix not in endings:
        expected = " or ".join(f"*{ending}" for ending in endings)
        raise OSError(f"{path}: found the name of another kind of file, expected {expected}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OSError(f"{path}: its folder cannot be made ({error.strerror})") from error
    for each in (path, path.parent):
        if each.exists() and not os.access(each, os.W_OK):
            raise PermissionError(f"{path}: {each} is write-protected")
