"""Claims that a vintage brings itself: rows of its claims.csv, and a module in its folder.

The module is code of whoever made the folder. It is run only for a caller who names that folder;
whatever else is done with a vintage reads tables, and runs nothing of it.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from semibook import paths
from semibook.claims.ledger import CheckedClaim, as_printed, checked_claims
from semibook.tables import csvfile, frames
from semibook.tables.vintages import CLAIMS, Vintage

#: What stands in the column `chapter` of claims.csv for such claims.
CHAPTER = "own"


def stated(place: Vintage) -> list[str]:
    """The ids of the claims that a vintage brings itself, in the order of the file.

    Raises:
        FileNotFoundError: if no vintage that it is based on has claims.
        ValueError: if there is a link or anything else in the place of the file.
    """
    return [
        row.get("id", "")
        for row in csvfile.rows(place.path("claims"))
        if row.get("chapter") == CHAPTER
    ]


def printed(place: Vintage, lang: str = "en") -> list[tuple[str, str, str]]:
    """The claims that a vintage brings itself: statement, figure, source; nothing of it is run."""
    rows = frames.load("claims", place.address, lang).query("chapter == @CHAPTER")
    return [(row["statement"], as_printed(row, lang), row["source"]) for _, row in rows.iterrows()]


def refuse_other(place: Vintage, trusted: Path) -> None:
    """Refuse to run code of another folder than that of the vintage.

    Raises:
        ValueError: in one line.
    """
    if trusted.resolve() != place.folder.resolve():
        raise ValueError(f"--trust: found {trusted}, expected the vintage's folder, {place.folder}")


def has_code(place: Vintage) -> bool:
    """Whether there is anything in the place of a module of claims."""
    file = place.folder / CLAIMS
    return file.exists() or file.is_symlink()


def checked(place: Vintage, trusted: Path, lang: str = "en") -> list[CheckedClaim]:
    """Run the module of a vintage's claims, and check them.

    Args:
        place: the vintage.
        trusted: the folder whose code the caller agrees to run.
        lang: `en` or `ja`.

    Raises:
        ValueError: if it is not the vintage's folder or the module is not there as a regular file;
            if the module fails, or does not name the claims of the table. In one line.
    """
    file = place.folder / CLAIMS
    refuse_other(place, trusted)
    found = paths.irregular(file) or ("" if file.exists() else "no such file")
    if found:
        raise ValueError(f"{file}: found {found}, expected a module of claims")
    try:
        return checked_claims(_module(file), place.address, lang, by_the_first=False)
    except Exception as error:
        said = " ".join(str(error).split())
        raise ValueError(
            f"{file}: found {type(error).__name__} ({said}), expected claims"
        ) from error


def _module(file: Path) -> ModuleType:
    """The module in a file, run from its source alone: no bytecode is read or left behind."""
    module = ModuleType(f"semibook.claims.{CHAPTER}")
    module.__file__ = str(file)
    exec(compile(file.read_bytes(), file, "exec"), vars(module))  # noqa: S102 (the caller agreed)
    return module
