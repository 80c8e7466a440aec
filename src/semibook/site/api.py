"""The book's results as JSON for other programs: claims, promises and findings, under `api/`.

What stands there is described by the models below, whose JSON Schema is served beside the files; a
field is added, never renamed or dropped, while `version` stays. Texts are in both languages.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict

from semibook.claims import ledger
from semibook.claims.every import MODULES
from semibook.models import promises
from semibook.page import headlines
from semibook.page.findings import Told
from semibook.run import dependencies
from semibook.site import licences
from semibook.site.publishing import EMBEDDED
from semibook.site.summary import said
from semibook.tables import frames, vintages
from semibook.tables.interval import Interval
from semibook.tables.promises import happened, promised
from semibook.tables.vintages import Vintage

VERSION = "1"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Bounds(_Model):
    """An interval in base units (yen, percent, 1); null where it is open."""

    low: float | None
    high: float | None


class Claim(_Model):
    """A figure that the deck prints and that its other figures imply, recomputed.

    `stated` is what the printed figure stands for, `recomputed` what the tables give (null if an
    input is missing), both in `unit`. `is_test` tells whether it could have failed.
    """

    id: str
    chapter: str
    kind: str
    source: str
    unit: str
    statement: dict[str, str]
    printed: dict[str, str]
    stated: Bounds
    recomputed: Bounds | None
    verdict: ledger.Verdict
    superseded_by_facts_up_to: str | None
    is_test: bool
    tables: dict[str, str]


class Days(_Model):
    """The first and the last of some days; null where there is none."""

    first: date | None
    last: date | None


class Promise(_Model):
    """A promise of the deck, and what became of it.

    `source` is its slide, `due` the days for which it was made, `stated` its amount as printed and
    `money_yen` the public money behind it, each null if the deck has none. `outcome` follows from
    `due` and `happened` on the day that the file names; `event` says what is known, by
    `event_source`.
    """

    id: str
    project: str
    kind: str
    whose: str
    source: str
    who: dict[str, str]
    promise: dict[str, str]
    due: Days
    stated: dict[str, str] | None
    money_yen: float | None
    outcome: promises.Outcome
    happened: Days | None
    event: dict[str, str] | None
    event_source: str | None


class Figure(_Model):
    """A headline figure: its value in the base unit, such as yen, or a share as 0.345."""

    name: str
    value: float
    unit: str
    title: dict[str, str]


class Finding(_Model):
    """A sentence that a chapter computed, and the headline figures in it.

    `id` is the chapter and the finding's key in `notebooks/words/`; `page` is its address in the
    book, after the language, and `embed` that of the page on which other sites show it alone.
    """

    id: str
    chapter: str
    page: str
    embed: str
    sentence: dict[str, str]
    figures: list[Figure]


class _File(_Model):
    version: Literal["1"] = VERSION
    vintage: str
    as_of: str
    licence: str = licences.CONTENT.identifier


class Claims(_File):
    """`claims.json`. The `tables` of a claim are its inputs, with the SHA-256 of each file."""

    claims: list[Claim]


class Promises(_File):
    """`promises.json`. `outcomes` is the vintage whose facts decide, `known_on` its day.

    `tables` has the SHA-256 of the files of both tables that it is made from.
    """

    outcomes: str
    known_on: date
    tables: dict[str, str]
    promises: list[Promise]


class Findings(_File):
    """`findings.json`."""

    findings: list[Finding]


def texts(vintage: str, executed: Mapping[str, Mapping[str, Path]]) -> dict[str, str]:
    """The files and their schemas, by name.

    Args:
        vintage: the vintage that the book shows.
        executed: by language, the executed notebook of each chapter.
    """
    made = {}
    for name, content in {
        "claims": _claims(vintage, list(executed)),
        "promises": _promises(vintage, list(executed)),
        "findings": _findings(vintage, executed),
    }.items():
        made[f"{name}.json"] = f"{content.model_dump_json(indent=1)}\n"
        schema = json.dumps(type(content).model_json_schema(), indent=1, ensure_ascii=False)
        made[f"{name}.schema.json"] = f"{schema}\n"
    return made


def _claims(vintage: str, languages: list[str]) -> Claims:
    place = vintages.find(vintage)
    found = [claim for module in MODULES for claim in ledger.checked_claims(module, vintage)]
    stated = {lang: frames.load("claims", vintage, lang).set_index("id") for lang in languages}
    digests = {
        table: _digest(place, table) for table in {name for claim in found for name in claim.tables}
    }
    claims = [
        Claim(
            **{name: getattr(claim, name) for name in ("id", "chapter", "kind", "source", "unit")},
            statement={lang: rows.loc[claim.id, "statement"] for lang, rows in stated.items()},
            printed={
                lang: ledger.as_printed(rows.loc[claim.id], lang) for lang, rows in stated.items()
            },
            stated=_bounds(claim.stated),
            recomputed=_bounds(claim.recomputed) if claim.recomputed else None,
            verdict=claim.verdict,
            superseded_by_facts_up_to=claim.later if claim.verdict == "superseded" else None,
            is_test=claim.is_test,
            tables={table: digests[table] for table in claim.tables},
        )
        for claim in found
    ]
    return Claims(vintage=place.name, as_of=place.as_of, claims=claims)


def _promises(vintage: str, languages: list[str]) -> Promises:
    place = vintages.find(vintage)
    known = place if place.base else dependencies.ahead("promises")
    made = {lang: promised(place.folder, lang) for lang in languages}
    events = {lang: happened(known.folder, lang) for lang in languages}
    rows, facts = made[languages[0]], events[languages[0]]
    day = date.fromisoformat(known.as_of)
    outcomes = promises.outcomes_at(day.toordinal(), rows, facts)
    return Promises(
        vintage=place.name,
        as_of=place.as_of,
        outcomes=known.name,
        known_on=day,
        tables={
            "promises": _digest(place.first, "promises"),
            "promise_outcomes": _digest(known, "promise_outcomes"),
        },
        promises=[
            Promise(
                **{name: row[name] for name in ("id", "project", "kind", "whose", "source")},
                **{name: _texts(made, row["id"], name) for name in ("who", "promise")},
                due=_days(row["due"]),
                stated=_texts(made, row["id"], "stated"),
                money_yen=None if pd.isna(row["money"]) else row["money"],
                outcome=outcomes[row["id"]],
                **_known(events, row["id"]),
            )
            for row in rows.to_dict("records")
        ],
    )


def _known(events: Mapping[str, pd.DataFrame], promise: str) -> dict[str, Any]:
    facts = next(iter(events.values()))
    if promise not in facts.index:
        return {"happened": None, "event": None, "event_source": None}
    when, source = facts.loc[promise, ["when", "source"]]
    return {
        "happened": _days(when) if isinstance(when, Interval) else None,
        "event": _texts(events, promise, "event"),
        "event_source": None if pd.isna(source) else source,
    }


def _texts(tables: Mapping[str, pd.DataFrame], row: str, column: str) -> dict[str, str] | None:
    """A cell in each language; None if it is empty."""
    found = {lang: table.loc[row, column] for lang, table in tables.items()}
    return None if any(pd.isna(text) for text in found.values()) else found


def _days(days: Interval) -> Days:
    first, last = (
        date.fromordinal(int(end)) if math.isfinite(end) else None for end in (days.low, days.high)
    )
    return Days(first=first, last=last)


def _digest(vintage: Vintage, table: str) -> str:
    return sha256(vintage.path(table).read_bytes()).hexdigest()


def _bounds(interval: Interval) -> Bounds:
    low, high = (end if math.isfinite(end) else None for end in (interval.low, interval.high))
    return Bounds(low=low, high=high)


def _findings(vintage: str, executed: Mapping[str, Mapping[str, Path]]) -> Findings:
    place = vintages.find(vintage)
    told_in = {
        lang: {name: said(file) for name, file in chapters.items()}
        for lang, chapters in executed.items()
    }
    found = [
        (chapter, key, finding)
        for chapter, findings in next(iter(told_in.values())).items()
        for key, finding in findings.items()
    ]
    titled = _titled([(chapter, finding) for chapter, _key, finding in found])
    findings = [
        Finding(
            id=f"{chapter}.{key}",
            chapter=chapter,
            page=f"notebooks/{chapter}.html",
            embed=f"{EMBEDDED}/{chapter}.{key}.html",
            sentence={lang: told_in[lang][chapter][key].sentence for lang in told_in},
            figures=[
                _figure(name, value, titled[chapter, name])
                for name, value in dict(finding.figures).items()
            ],
        )
        for chapter, key, finding in found
    ]
    return Findings(vintage=place.name, as_of=place.as_of, findings=findings)


def _figure(name: str, value: float, titled: tuple[str, str, str]) -> Figure:
    unit, english, japanese = titled
    return Figure(name=name, value=value, unit=unit, title={"en": english, "ja": japanese})


def _titled(found: list[tuple[str, Told]]) -> dict[tuple[str, str], tuple[str, str, str]]:
    """Unit, English and Japanese title of the headline figures in findings, by chapter and name."""
    pairs = [(chapter, name) for chapter, finding in found for name in dict(finding.figures)]
    index = pd.MultiIndex.from_tuples(list(dict.fromkeys(pairs)), names=["chapter", "figure"])
    english, japanese = (headlines.described(index, lang=lang) for lang in ("en", "ja"))
    about = zip(english["unit"], english["title"], japanese["title"], strict=True)
    return dict(zip(index, about, strict=True))
