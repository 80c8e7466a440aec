"""What an import understood, as text for the terminal."""

from __future__ import annotations

from semibook import paths
from semibook.characters import as_line
from semibook.intake.merging import Import

#: More lines of one kind are counted, not shown.
_SHOWN = 12


def preview(result: Import) -> str:
    """The text: how the file was read, what was converted, and what changes row by row."""
    lines = [f"{result.table}.csv -> {paths.shown(result.target)}", *_indented(result.read)]
    lines += _block("Read differently from how it is written:", result.notes)
    lines += _block(f"{len(result.added)} new row(s):", result.added)
    changed = [
        f"{key}: {column}: {before or '(empty)'} -> {after or '(empty)'}"
        for key, cells in result.changed.items()
        for column, (before, after) in (cells | _source(result, key)).items()
    ]
    lines += _block(f"{len(result.changed)} changed row(s):", changed)
    lines += _block(f"{len(result.dropped)} row(s) dropped:", result.dropped)
    if result.kept:
        lines.append(f"{len(result.kept)} row(s) that the file does not have stay as they are")
    return "\n".join(lines)


def _source(result: Import, key: str) -> dict[str, tuple[str, str]]:
    before, after = result.sources.get(key, ("", ""))
    return {"source": (before, after)} if before != after else {}


def _block(title: str, found: list[str]) -> list[str]:
    if not found:
        return []
    more = [f"... and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    return [title, *_indented([*found[:_SHOWN], *more])]


def _indented(lines: list[str]) -> list[str]:
    # What a file says is text: no sign of it acts on the terminal.
    return [f"  {as_line(each)}" for each in lines]
