"""Verdicts: what the source states against what its tables give."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Literal

import pandas as pd

from semibook.claims.registry import NotStated, claims_of, tables_of
from semibook.tables import frames, vintages
from semibook.tables.interval import Interval, printed
from semibook.tables.units import qualified, span, unit
from semibook.translation.catalogues import PACKAGE, translator

Verdict = Literal["agrees", "disagrees", "open"]


@dataclass(frozen=True)
class Finding:
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
        explanation: why it disagrees on the deck's own tables; empty if it agrees there.
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

    @property
    def verdict(self) -> Verdict:
        """`agrees` if the intervals meet, `disagrees` if not, `open` with nothing to compare."""
        if self.recomputed is None:
            return "open"
        return "agrees" if self.recomputed.meets(self.stated) else "disagrees"

    @property
    def gap(self) -> float:
        """How far the recomputed interval lies above (+) or below (-) the stated one; else 0."""
        return 0.0 if self.recomputed is None else self.recomputed.gap(self.stated)


def findings(
    module: ModuleType, vintage: str | Path = vintages.DEFAULT, lang: str = "en"
) -> list[Finding]:
    """Check every claim of a chapter's module on one vintage.

    Raises:
        KeyError: if claims.csv and the module do not name the same claims.
    """
    chapter = module.__name__.rpartition(".")[2]
    stated = frames.load("claims", vintage, lang).query("chapter == @chapter").set_index("id")
    functions, _ = claims_of(module), translator(lang, PACKAGE)
    if set(stated.index) != set(functions):
        raise KeyError(
            f"chapter {chapter}: claims.csv alone has {sorted(set(stated.index) - set(functions))},"
            f" the module alone has {sorted(set(functions) - set(stated.index))}"
        )
    found = []
    for name, function in functions.items():
        row, tables = stated.loc[name], tables_of(function)
        scale, base = unit(row["unit"])
        try:
            recomputed, missing = function(*(frames.load(t, vintage) for t in tables)), ""
        except NotStated as reason:
            recomputed, missing = None, _(reason.text).format(**reason.values)
        figure = printed(row["stated"], row["resolution"], row["qualifier"]) * scale
        text = qualified(row["stated"] * scale, base, row["qualifier"], lang)
        found.append(
            Finding(
                id=name,
                chapter=chapter,
                source=row["source"],
                statement=row["statement"],
                kind=row["kind"],
                unit=base,
                printed=text,
                stated=figure,
                recomputed=recomputed,
                missing=missing,
                tables=tables,
                explanation=row["explanation"] if isinstance(row["explanation"], str) else "",
            )
        )
    return found


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
        for each in findings(module, vintage, lang)
    ]
    columns = ["id", "source", "statement", "stated", "recomputed", "verdict", "note"]
    return pd.DataFrame(rows, columns=columns).set_index("id")
