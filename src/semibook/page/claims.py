"""The claims of a chapter on its page: a table, and a sentence that says how many hold."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from semibook.claims.ledger import Finding
from semibook.page import findings, headlines, tables
from semibook.tables import frames
from semibook.tables.units import span
from semibook.translation.catalogues import PACKAGE, translator
from semibook.translation.language import language

#: Verdicts in the order in which a reader wants to see them.
VERDICTS = ("disagrees", "open", "agrees")


def words(lang: str = "en") -> dict[str, str]:
    """Readers' words for the verdicts, in the order of `VERDICTS`."""
    _ = translator(lang, PACKAGE)
    return {"disagrees": _("disagrees"), "open": _("open"), "agrees": _("agrees")}


def show(chapter: str, found: list[Finding], vintage: str, lang: str = "en") -> None:
    """Show a chapter's claims, those that do not hold first, and the sentence on them.

    Args:
        chapter: its name, by which its headline figures are known.
        found: its claims, checked.
        vintage: the vintage on which they were.
        lang: language of the words.
    """
    _ = translator(lang, PACKAGE)
    slides = frames.load("sources", vintage, lang).set_index("id")["order"]
    rows = [
        {
            "statement": each.statement,
            "stated": each.printed,
            "recomputed": _recomputed(each, lang),
            "verdict": words(lang)[each.verdict],
            "slide": slides[each.source],
        }
        for each in sorted(found, key=lambda each: VERDICTS.index(each.verdict))
    ]
    headers = {
        "statement": _("Claim"),
        "stated": _("Printed"),
        "recomputed": _("Recomputed, or what is missing"),
        "verdict": _("Verdict"),
        "slide": _("Slide"),
    }
    tables.show(
        pd.DataFrame(rows, columns=list(headers)).set_index("statement"),
        caption=_("Claims of this chapter"),
        headers=headers,
        sources=sorted({each.source for each in found}),
        tables=["claims", *dict.fromkeys(table for each in found for table in each.tables)],
        vintage=vintage,
        lang=lang,
    )
    counts = Counter(each.verdict for each in found)
    figures = {
        "claims": len(found),
        "claims_agreeing": counts["agrees"],
        "claims_disagreeing": counts["disagrees"],
        "claims_open": counts["open"],
    }
    known = headlines.titled(chapter)
    kept = {name: count for name, count in figures.items() if name in known}
    findings.finding(_sentence(len(found), counts, lang), **kept)


def _recomputed(claim: Finding, lang: str) -> str:
    found = claim.recomputed
    return claim.missing if found is None else span(found, claim.unit, lang)


def _sentence(total: int, counts: Counter, lang: str) -> str:
    _ = translator(lang, PACKAGE)
    if counts["agrees"] == total:
        return _("All {total} claims checked here hold.").format(total=total)
    said = {
        "agrees": _("hold: {count}"),
        "disagrees": _("contradicted: {count}"),
        "open": _("cannot be decided: {count}"),
    }
    parts = [
        text.format(count=counts[verdict]) for verdict, text in said.items() if counts[verdict]
    ]
    told = language(lang).comma.join(parts)
    return _("Claims checked here: {total} ({parts}).").format(total=total, parts=told)
