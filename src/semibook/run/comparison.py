"""What changed between two vintages: tables, claims, headline figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from semibook.claims.every import MODULES
from semibook.claims.ledger import CheckedClaim, checked_claims
from semibook.page import headlines
from semibook.page.markup import as_code
from semibook.tables import csvfile, vintages
from semibook.tables.characters import as_line
from semibook.tables.schema import Key, Table, shown_key
from semibook.tables.units import span
from semibook.tables.vintages import AS_OF, Vintage

#: More rows than this of one table are counted in a report, not listed.
_LISTED = 8


@dataclass
class TableChange:
    """How a table differs.

    Attributes:
        table: its name.
        added: names of rows (their keys, for readers) that only the new vintage has.
        dropped: names of rows that only the old one has.
        changed: by key, the columns that differ, with their text before and after.
    """

    table: str
    added: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    changed: dict[Key, dict[str, tuple[str, str]]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.dropped or self.changed)


def table_changes(old: str | Path, new: str | Path) -> list[TableChange]:
    """Every table that differs, in the order of datapackage.json; dates of rows do not count.

    Raises:
        FileNotFoundError: if there is no such vintage, or it lacks a table.
    """
    before, after = vintages.find(old), vintages.find(new)
    tables = {table.name: table for place in (after, before) for table in place.tables()}
    return [change for table in tables.values() if (change := _table_change(table, before, after))]


def _table_change(table: Table, old: Vintage, new: Vintage) -> TableChange:
    change = TableChange(table.name)
    files = [_file(table, place) for place in (old, new)]
    if files[0] == files[1]:
        return change
    before, after = (_rows(file, table) if file else {} for file in files)
    change.added = [shown_key(key) for key in after if key not in before]
    change.dropped = [shown_key(key) for key in before if key not in after]
    for key in [each for each in before if each in after]:
        moved = {
            column: (before[key][column], after[key][column])
            for column in before[key]
            if before[key][column] != after[key][column]
        }
        if moved:
            change.changed[key] = moved
    return change


def _file(table: Table, place: Vintage) -> Path | None:
    """The file of a table; None if it is another vintage's own."""
    if table.name not in {held.name for held in place.tables()}:
        return None
    return place.path(table.name)


def _rows(path: Path, table: Table) -> dict[Key, dict[str, str]]:
    columns = [column for column in table.columns if column != AS_OF]
    return table.by_key({name: row[name] for name in columns} for row in csvfile.rows(path))


def claim_changes(old: str | Path, new: str | Path, lang: str = "en") -> pd.DataFrame:
    """Every claim of the ledger on both vintages.

    Returns:
        A row a claim, indexed by id: chapter, statement, stated, before and after (the recomputed
        intervals as text, empty where they are open), verdict_before, verdict_after, and moved.
    """
    rows = []
    for module in MODULES:
        pairs = zip(
            checked_claims(module, old, lang), checked_claims(module, new, lang), strict=True
        )
        rows += [_claim_change(*pair, lang) for pair in pairs]
    return pd.DataFrame(rows).set_index("id")


def _claim_change(before: CheckedClaim, after: CheckedClaim, lang: str) -> dict:
    return {
        "id": before.id,
        "chapter": before.chapter,
        "statement": before.statement,
        "stated": before.printed,
        "before": _recomputed(before, lang),
        "after": _recomputed(after, lang),
        "verdict_before": before.verdict,
        "verdict_after": after.verdict,
        "moved": before.recomputed != after.recomputed,
    }


def _recomputed(found: CheckedClaim, lang: str) -> str:
    return span(found.recomputed, found.unit, lang) if found.recomputed else ""


def headline_changes(before: Path, after: Path) -> pd.DataFrame:
    """Headline figures of two files (chapter, figure, value) side by side.

    Args:
        before: those of the old vintage, a row a figure, as `semibook.run.headlines` writes them.
        after: those of the new one.

    Returns:
        A row a figure that either has: chapter, figure, before, after, and change (0.1 for ten per
        cent more; missing where either value is, or the old one is zero).
    """
    key = ["chapter", "figure"]
    old, new = (pd.read_csv(each).set_index(key)["value"] for each in (before, after))
    # The order of the book; an outer merge would sort by name.
    index = [*old.index, *(each for each in new.index if each not in old.index)]
    both = pd.DataFrame({"before": old, "after": new}).reindex(index).reset_index()
    ratio = both["after"] / both["before"].where(both["before"] != 0) - 1
    return both.assign(change=ratio)


def report(
    old: str | Path, new: str | Path, figures: pd.DataFrame | None = None, *, markdown: bool
) -> str:
    """The changes as text for the terminal, or as Markdown for a commit message or a mail.

    Args:
        old: the earlier vintage.
        new: the later one.
        figures: from `headline_changes`; None to leave them out.
        markdown: with headings and lists of Markdown.
    """
    head, item = ("## {}", "- {}") if markdown else ("{}", "  {}")
    mark = as_code if markdown else as_line
    names = [mark(vintages.find(each).name) for each in (old, new)]
    lines = [head.format(f"{' -> '.join(names)}: tables")]
    for change in table_changes(old, new):
        counts = [
            f"{len(rows)} {word}"
            for word, rows in (
                ("new", change.added), ("changed", change.changed), ("dropped", change.dropped),
            )
            if rows
        ]  # fmt: skip
        lines.append(item.format(f"{mark(change.table)}: {', '.join(counts)}"))
        lines += [f"    {item.format(mark(each))}" for each in _details(change)]
    claims = claim_changes(old, new)
    turned = claims[claims["verdict_before"] != claims["verdict_after"]]
    lines += ["", head.format(f"Claims: {claims['moved'].sum()} of {len(claims)} recomputed anew")]
    for each in turned.itertuples():
        verdicts = f"{each.verdict_before} -> {each.verdict_after}"
        lines.append(item.format(f"{mark(each.Index)}: {verdicts} ({mark(each.statement)})"))
    if figures is not None:
        moved = figures[figures["before"] != figures["after"]]
        lines += ["", head.format(f"Headline figures: {len(moved)} of {len(figures)} moved")]
        lines += [item.format(each) for each in _moves(moved, mark)]
    return "\n".join(lines)


def _moves(moved: pd.DataFrame, mark: Callable[[str], str]) -> list[str]:
    known = headlines.described(pd.MultiIndex.from_frame(moved[["chapter", "figure"]]))
    found = []
    for row, about in zip(moved.itertuples(), known.itertuples(), strict=True):
        before, after = (headlines.text(value, about.unit) for value in (row.before, row.after))
        found.append(f"{mark(row.chapter)}: {about.title}: {before} -> {after}")
    return found


def _details(change: TableChange) -> list[str]:
    found = [f"+ {key}" for key in change.added] + [f"- {key}" for key in change.dropped]
    for key, cells in change.changed.items():
        found += [
            f"{shown_key(key)}.{name}: {was or '(empty)'} -> {now or '(empty)'}"
            for name, (was, now) in cells.items()
        ]
    more = [f"... and {len(found) - _LISTED} more"] if len(found) > _LISTED else []
    return [*found[:_LISTED], *more]
