"""Verdicts: what the source states against what its tables give."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Literal

import pandas as pd

from semibook.claims.registry import NotStated, Recompute, claims_of, tables_of
from semibook.tables import frames, vintages
from semibook.tables.interval import Interval, printed
from semibook.tables.units import qualified, span, unit
from semibook.translation.catalogues import PACKAGE, translator

Verdict = Literal["contradicts", "exception", "superseded", "open", "possible", "agrees"]


@dataclass(frozen=True)
class CheckedClaim:
    """One claim, checked.

    Attributes:
        id: its id in claims.csv.
        chapter: the chapter that checks it.
        source: the slide that states it.
        statement: what is stated, in our words.
        kind: what kind of test it is, a code of claims.csv (`arithmetic`, `bound`, ...).
        unit: the base unit of both intervals (`JPY`, `percent`, `1`, ...).
        printed: the stated figure as it is printed, for readers.
        stated: the interval of that figure.
        recomputed: the interval that the tables give; None where they leave it open.
        missing: what is missing, for an open claim.
        tables: the tables it was recomputed from.
        explanation: why it does not hold on the deck's own tables; empty if it does.
        at_first: of one that later facts may have parted, the interval that the first vintage
            gives; None where that leaves it open.
        later: the date (ISO) of the latest fact in its tables that the first vintage lacks.
    """

    id: str
    chapter: str
    source: str
    statement: str
    kind: str
    unit: str
    printed: str
    stated: Interval
    recomputed: Interval | None
    missing: str
    tables: tuple[str, ...]
    explanation: str = ""
    at_first: Interval | None = None
    later: str = ""

    @property
    def verdict(self) -> Verdict:
        """How the printed figure stands to what the tables give.

        `agrees` if one interval lies within the other, `possible` if they only overlap, `open`
        with nothing to compare. If they are apart: `superseded` where later facts parted them,
        `exception` where the claim is a pattern of ours that no slide states, else `contradicts`.
        """
        if self.recomputed is None:
            return "open"
        if self.recomputed.meets(self.stated):
            nested = self.recomputed.within(self.stated) or self.stated.within(self.recomputed)
            return "agrees" if nested else "possible"
        if self.later and (self.at_first is None or self.at_first.meets(self.stated)):
            return "superseded"
        return "exception" if self.kind == "pattern" else "contradicts"

    @property
    def holds(self) -> bool:
        """Whether the two intervals share a point: it agrees, or may."""
        return self.verdict in ("agrees", "possible")

    @property
    def can_fail(self) -> bool:
        """Whether any result would part from the printed figure: two open sides never do."""
        found = self.recomputed
        return found is None or math.isfinite(found.high) or math.isfinite(self.stated.high)

    @property
    def is_test(self) -> bool:
        """Whether it tests the source: a sum, a conversion or a bound that could have failed.

        A count that a second slide repeats hardly can, and a pattern is ours.
        """
        return self.kind in ("arithmetic", "bound") and self.can_fail

    @property
    def gap(self) -> float:
        """How far the recomputed interval lies above (+) or below (-) the stated one; else 0."""
        return 0.0 if self.recomputed is None else self.recomputed.gap(self.stated)


def checked_claims(
    module: ModuleType,
    vintage: str | Path = vintages.DEFAULT,
    lang: str = "en",
    *,
    by_the_first: bool = True,
) -> list[CheckedClaim]:
    """Check every claim of a chapter's module on one vintage.

    Args:
        module: with functions that are claims.
        vintage: whose tables they are given.
        lang: language of the statements.
        by_the_first: the first vintage's source states them, so that later facts may supersede
            them; a vintage's own claims are of its own date.

    Raises:
        KeyError: if claims.csv and the module do not name the same claims.
    """
    chapter = module.__name__.rpartition(".")[2]
    stated = frames.load("claims", vintage, lang).query("chapter == @chapter").set_index("id")
    functions = claims_of(module)
    if set(stated.index) != set(functions):
        raise KeyError(
            f"chapter {chapter}: claims.csv alone has {sorted(set(stated.index) - set(functions))},"
            f" the module alone has {sorted(set(functions) - set(stated.index))}"
        )
    found = []
    for name, function in functions.items():
        later = _latest(tables_of(function), vintage) if by_the_first else ""
        found.append(_checked(stated.loc[name], function, vintage, lang, later))
    return found


def _checked(
    row: pd.Series, function: Recompute, vintage: str | Path, lang: str, later: str
) -> CheckedClaim:
    """A row of claims.csv, checked; `later` is the date of facts that may supersede it."""
    scale, base = unit(row["unit"])
    figure = printed(row["stated"], row["resolution"], row["qualifier"]) * scale
    recomputed, reason = _recomputed(function, vintage)
    at_first = None
    if later and recomputed is not None and not recomputed.meets(figure):
        at_first, _reason = _recomputed(function, vintages.find(vintage).first.address)
    _ = translator(lang, PACKAGE)
    return CheckedClaim(
        id=row.name,
        chapter=row["chapter"],
        source=row["source"],
        statement=row["statement"],
        kind=row["kind"],
        unit=base,
        printed=as_printed(row, lang),
        stated=figure,
        recomputed=recomputed,
        missing=_(reason.text).format(**reason.values) if reason else "",
        tables=tables_of(function),
        explanation=row["explanation"] if isinstance(row["explanation"], str) else "",
        at_first=at_first,
        later=later,
    )


def as_printed(row: pd.Series, lang: str) -> str:
    """What a row of claims.csv states, as text with its unit."""
    scale, base = unit(row["unit"])
    return qualified(row["stated"] * scale, base, row["qualifier"], lang)


def _recomputed(
    function: Recompute, vintage: str | Path
) -> tuple[Interval | None, NotStated | None]:
    """What a claim gives on a vintage, or why it gives nothing."""
    try:
        return function(*(frames.load(table, vintage) for table in tables_of(function))), None
    except NotStated as reason:
        return None, reason


def _latest(tables: tuple[str, ...], vintage: str | Path) -> str:
    """The date of the latest fact in tables that a later vintage brought; empty if none did."""
    source = vintages.find(vintage)
    held = [table for table in tables if source.holder(table).base]
    days = [f"{frames.dates(table, vintage).max():%Y-%m-%d}" for table in held]
    return max((day for day in days if day > source.first.as_of), default="")


def ledger(
    module: ModuleType, vintage: str | Path = vintages.DEFAULT, lang: str = "en"
) -> pd.DataFrame:
    """The findings of a chapter as a table for readers.

    Returns:
        A row a claim, indexed by id: source, statement, stated (as printed) and recomputed (text
        with unit), verdict, and the gap as text (empty where they meet) or what is missing.
    """
    rows = [
        {
            "id": each.id,
            "source": each.source,
            "statement": each.statement,
            "stated": each.printed,
            "recomputed": span(each.recomputed, each.unit, lang) if each.recomputed else "",
            "verdict": each.verdict,
            "note": each.missing
            or (span(Interval.point(each.gap), each.unit, lang) if each.gap else ""),
        }
        for each in checked_claims(module, vintage, lang)
    ]
    columns = ["id", "source", "statement", "stated", "recomputed", "verdict", "note"]
    return pd.DataFrame(rows, columns=columns).set_index("id")
