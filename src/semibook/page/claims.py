"""The claims of a chapter on its page: a table, and a sentence that says what came out."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import pandas as pd

from semibook.claims import own
from semibook.claims.ledger import CheckedClaim
from semibook.page import findings, headlines, markup, tables
from semibook.tables import frames, vintages
from semibook.tables.interval import Interval
from semibook.tables.units import span
from semibook.translation.catalogues import PACKAGE, translator
from semibook.translation.language import language

#: Verdicts in the order in which a reader wants to see them.
VERDICTS = ("contradicts", "exception", "superseded", "open", "possible", "agrees")


def words(lang: str = "en") -> dict[str, str]:
    """Readers' words for the verdicts, in the order of `VERDICTS`."""
    _ = translator(lang, PACKAGE)
    return {
        "contradicts": _("contradicts itself"),
        "exception": _("outside our pattern"),
        "superseded": _("superseded"),
        "open": _("open"),
        "possible": _("possible"),
        "agrees": _("agrees"),
    }


def fails_if(claim: CheckedClaim, lang: str = "en") -> str:
    """Which result would have parted from the printed figure, in words."""
    _ = translator(lang, PACKAGE)
    stated, found = claim.stated, claim.recomputed

    def amount(value: float) -> str:
        return span(Interval.point(value), claim.unit, lang)

    if not claim.can_fail:
        return _("nothing could")
    if found is not None and math.isinf(found.high):
        return _("more than {amount}").format(amount=amount(stated.high))
    if math.isinf(stated.high) or (claim.kind == "bound" and found and found.low == 0):
        return _("less than {amount}").format(amount=amount(stated.low))
    if stated.low == stated.high:
        return _("anything but {amount}").format(amount=amount(stated.low))
    return _("outside {range}").format(range=span(stated, claim.unit, lang))


def show(chapter: str, found: list[CheckedClaim], vintage: str, lang: str = "en") -> None:
    """Show a chapter's claims, those that do not hold first, and the sentence on them.

    Args:
        chapter: its name, by which its headline figures are known.
        found: its claims, checked.
        vintage: the vintage on which they were.
        lang: language of the words.
    """
    if markup.wanted:
        _show_table(found, vintage, lang)
    counts = Counter(claim.verdict for claim in found)
    figures = {
        "claims": len(found),
        "claims_agreeing": sum(claim.holds for claim in found),
        "claims_disagreeing": counts["contradicts"],
        "claims_open": counts["open"],
    }
    known = headlines.titled(chapter)
    kept = {name: count for name, count in figures.items() if name in known}
    findings.finding(sentences(found, lang) if markup.wanted else "", **kept)


def _show_table(found: list[CheckedClaim], vintage: str, lang: str) -> None:
    _ = translator(lang, PACKAGE)
    slides = frames.load("sources", vintage, lang).set_index("id")["order"]
    rows = [
        {
            "statement": claim.statement,
            "stated": claim.printed,
            "recomputed": recomputed(claim, lang),
            "verdict": verdict(claim, lang),
            "slide": slides[claim.source],
        }
        for claim in sorted(found, key=lambda claim: VERDICTS.index(claim.verdict))
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
        sources=sorted({claim.source for claim in found}),
        tables=["claims", *dict.fromkeys(table for claim in found for table in claim.tables)],
        vintage=vintage,
        lang=lang,
    )


def own_claims(vintage: str, trusted: str = "", lang: str = "en") -> pd.DataFrame:
    """The claims that a vintage brings itself, as rows for readers.

    Args:
        vintage: its name or path.
        trusted: the vintage's folder, if who makes the book lets the code of its claims run;
            empty: they are listed as not run.
        lang: language of the words.

    Returns:
        A row a claim, indexed by what it says (`claim`): stated, recomputed, verdict, inputs, and
        the id of its source.

    Raises:
        ValueError: as `claims.own.checked` does.
    """
    place = vintages.find(vintage)
    columns = ["claim", "stated", "recomputed", "verdict", "inputs", "source"]
    if trusted:
        rows = [
            (
                claim.statement,
                claim.printed,
                recomputed(claim, lang),
                verdict(claim, lang),
                ", ".join(claim.tables),
                claim.source,
            )
            for claim in own.checked(place, Path(trusted), lang)
        ]
    else:
        _ = translator(lang, PACKAGE)
        not_run = (None, _("not run: the book was made without trust in its code"), None)
        rows = [
            (statement, stated, *not_run, source)
            for statement, stated, source in own.printed(place, lang)
        ]
    return pd.DataFrame(rows, columns=columns).set_index("claim")


def recomputed(claim: CheckedClaim, lang: str) -> str:
    """What the tables give, as text, or what is missing for it."""
    found = claim.recomputed
    return claim.missing if found is None else span(found, claim.unit, lang)


def verdict(claim: CheckedClaim, lang: str) -> str:
    """The verdict in words, with the date of the facts where later ones superseded it."""
    word = words(lang)[claim.verdict]
    if claim.verdict != "superseded":
        return word
    _ = translator(lang, PACKAGE)
    return _("{verdict}, by facts up to {date}").format(verdict=word, date=claim.later)


def sentences(found: list[CheckedClaim], lang: str) -> str:
    """What came out: whether all that was tested holds, and by name what does not."""
    _ = translator(lang, PACKAGE)
    marks = language(lang)
    tested = [claim for claim in found if claim.is_test and claim.recomputed]
    said = []
    contradicting = _("The source contradicts itself on: {statements}.")
    if tested and all(claim.holds for claim in tested):
        said.append(_("All sums, conversions and bounds of this chapter that can be checked hold."))
        # What is only repeated on another slide is no sum: here it alone can be wrong.
        contradicting = _("But the source contradicts itself on: {statements}.")
    named = {
        "contradicts": contradicting,
        "exception": _("Outside a pattern that is ours and no slide's: {statements}."),
        "superseded": _("Superseded by later facts: {statements}."),
        "open": _("Cannot be decided, for want of an input: {statements}."),
    }
    for name, text in named.items():
        statements = [claim.statement for claim in found if claim.verdict == name]
        if statements:
            said.append(text.format(statements=marks.semicolon.join(statements)))
    return marks.sentences(said or [_("Nothing that could have failed is checked here.")])
