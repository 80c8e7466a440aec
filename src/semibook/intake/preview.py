"""What an import understood, as text for the terminal."""

from __future__ import annotations

from semibook import paths
from semibook.intake.merge import Proposal
from semibook.tables.characters import as_line
from semibook.tables.schema import Key, shown_key

#: More lines of one kind are counted, not shown.
_SHOWN = 12


def preview(proposal: Proposal) -> str:
    """The text: how the file was read, what was converted, and what changes row by row."""
    lines = [f"{proposal.table}.csv -> {paths.shown(proposal.target)}", *_indented(proposal.read)]
    lines += _block("Read differently from how it is written:", proposal.notes)
    lines += _block(f"{len(proposal.added)} new row(s):", proposal.added)
    changed = [
        f"{shown_key(key)}: {column}: {before or '(empty)'} -> {after or '(empty)'}"
        for key, cells in proposal.changed.items()
        for column, (before, after) in (cells | _source(proposal, key)).items()
    ]
    lines += _block(f"{len(proposal.changed)} changed row(s):", changed)
    lines += _block(f"{len(proposal.dropped)} row(s) dropped:", proposal.dropped)
    if proposal.kept:
        lines.append(f"{len(proposal.kept)} row(s) that the file does not have stay as they are")
    return "\n".join(lines)


def _source(proposal: Proposal, key: Key) -> dict[str, tuple[str, str]]:
    before, after = proposal.sources.get(key, ("", ""))
    return {"source": (before, after)} if before != after else {}


def _block(title: str, found: list[str]) -> list[str]:
    if not found:
        return []
    more = [f"... and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    return [title, *_indented([*found[:_SHOWN], *more])]


def _indented(lines: list[str]) -> list[str]:
    # What a file says is text: no sign of it acts on the terminal.
    return [f"  {as_line(each)}" for each in lines]
