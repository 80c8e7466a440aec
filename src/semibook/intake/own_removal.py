"""Taking a table out that a vintage brings itself: description, rows and recipe, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from semibook import files, paths
from semibook.intake import recipes
from semibook.tables import own, vintages
from semibook.tables.vintages import CLAIMS, DESCRIPTOR, RECIPES, Vintage


def refuse(place: Vintage, name: str, chapters: list[str]) -> None:
    """Refuse to take out a table that is no own one of the vintage, or that something reads.

    Args:
        place: the vintage.
        name: the table.
        chapters: those that read it.

    Raises:
        ValueError: in one line, with all that reads it.
    """
    known = [table.name for table in place.own_tables()]
    if name not in known:
        said = ", ".join(known) or "none: it brings no tables of its own"
        raise ValueError(f"{name}: found no table that {place.name} brings itself, expected {said}")
    if used := [*(f"the chapter {chapter}" for chapter in chapters), *_readers(place, name)]:
        raise ValueError(
            f"{name}: found that {', '.join(used)} read{'s' * (len(used) == 1)} it, expected"
            " nothing; it stays"
        )


def remove(place: Vintage, name: str) -> list[Path]:
    """Take a table out, its file, its description and its recipe, or nothing.

    Args:
        place: the vintage that brings it.
        name: the table, which `refuse` does not refuse.

    Returns:
        The files that are gone or changed.

    Raises:
        OSError: if one cannot be written; all stay as they were.
        ValueError: if the recipes cannot be read.
    """
    others = [table.descriptor for table in place.own_tables() if table.name != name]
    kept = recipes.read(place)
    after = {
        place.folder / f"{name}.csv": None,
        place.folder / DESCRIPTOR: own.text(others) if others else None,
    }
    if name in kept:
        del kept[name]
        after[place.folder / RECIPES] = recipes.text(kept) if kept else None
    return files.all_or_none(after)


def _readers(place: Vintage, name: str) -> Iterator[str]:
    """What reads the table: tables that refer to it, claims, vintages on this one."""
    if _names(place.folder / CLAIMS, name):
        yield CLAIMS
    yield from (f"{table}.csv" for table in _referring(place, name))
    folder = place.folder.resolve()
    for each in map(vintages.find, vintages.names()):
        is_above = folder in [base.folder.resolve() for base in each.lineage[1:]]
        if is_above and ((each.folder / f"{name}.csv").exists() or _referring(each, name)):
            yield f"the vintage {each.name}"


def _names(code: Path, table: str) -> bool:
    """Whether a module names a table; it is not run for that."""
    if not code.exists() or paths.irregular(code):
        return False
    return bool(re.search(rf"\b{table}\b", code.read_text(encoding="utf-8", errors="replace")))


def _referring(place: Vintage, name: str) -> list[str]:
    return [
        table.name
        for table in place.own_tables()
        if table.name != name
        and any(
            key["reference"]["resource"] == name
            for key in table.descriptor["schema"].get("foreignKeys", [])
        )
    ]
