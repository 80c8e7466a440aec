"""Answers of the lesson on the consortia's lists: what is said, what is not, and where else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semibook.models import coverage
from semibook.tables import schema

if TYPE_CHECKING:
    import pandas as pd


def _own(consortium_activities: pd.DataFrame, region: str) -> pd.DataFrame:
    return consortium_activities[consortium_activities["consortium"] == region]


def _audiences() -> list[str]:
    return list(schema.labels("consortium_activity_audiences", "audience", "en"))


def _themes() -> list[str]:
    return list(schema.labels("consortium_activities", "theme", "en"))


def _named(
    consortium_activities: pd.DataFrame, consortium_activity_audiences: pd.DataFrame
) -> pd.DataFrame:
    return consortium_activities.merge(
        consortium_activity_audiences, left_on="id", right_on="activity", suffixes=("", "_for")
    )


def lines(consortium_activities: pd.DataFrame, region: str) -> list[int]:
    """Lines of the region's list: done, planned."""
    status = _own(consortium_activities, region)["status"]
    return [int((status == each).sum()) for each in ("done", "planned")]


def naming(
    consortium_activities: pd.DataFrame, consortium_activity_audiences: pd.DataFrame, region: str
) -> list[int]:
    """Of its lines, those that name an audience; and all."""
    own = _own(consortium_activities, region)
    return [int(own["id"].isin(consortium_activity_audiences["activity"]).sum()), len(own)]


def pairs(
    consortium_activities: pd.DataFrame, consortium_activity_audiences: pd.DataFrame
) -> list[int]:
    """Pairs of audience and theme: named anywhere, of these surveys and the like, nowhere."""
    named = _named(consortium_activities, consortium_activity_audiences)
    anywhere = named[["audience", "theme"]].drop_duplicates()
    asked = int(anywhere["theme"].isin(coverage.ASKED_ONLY).sum())
    return [len(anywhere), asked, all_pairs() - len(anywhere)]


def all_pairs() -> int:
    """All pairs of audience and theme."""
    return len(_audiences()) * len(_themes())


def _cells(
    consortium_activities: pd.DataFrame, consortium_activity_audiences: pd.DataFrame, region: str
) -> pd.DataFrame:
    """What the region's list says of each audience and theme."""
    regions = list(consortium_activities["consortium"].unique())
    tables = consortium_activities, consortium_activity_audiences
    cells = coverage.coverage(*tables, regions, _audiences(), _themes())
    return cells[cells["consortium"] == region]


def _elsewhere(
    consortium_activities: pd.DataFrame, consortium_activity_audiences: pd.DataFrame, region: str
) -> pd.DataFrame:
    own = _cells(consortium_activities, consortium_activity_audiences, region)
    return own[own["state"] == "elsewhere"]


def elsewhere(
    consortium_activities: pd.DataFrame, consortium_activity_audiences: pd.DataFrame, region: str
) -> int:
    """Pairs that another region's list names, and of which the region's own says nothing."""
    return len(_elsewhere(consortium_activities, consortium_activity_audiences, region))


def elsewhere_named(
    consortium_activities: pd.DataFrame, consortium_activity_audiences: pd.DataFrame, region: str
) -> dict[str, list[str]]:
    """These pairs in words, by language: `audience – theme`."""
    found = _elsewhere(consortium_activities, consortium_activity_audiences, region)
    return {lang: _in_words(found, lang, mark) for lang, mark in (("en", " – "), ("ja", "×"))}


def _in_words(pairs: pd.DataFrame, lang: str, mark: str) -> list[str]:
    people = schema.labels("consortium_activity_audiences", "audience", lang)
    themes = schema.labels("consortium_activities", "theme", lang)
    named = zip(pairs["audience"].map(people), pairs["theme"].map(themes), strict=True)
    return [mark.join(pair) for pair in named]


def not_named(
    consortium_activities: pd.DataFrame, consortium_activity_audiences: pd.DataFrame, region: str
) -> list[int]:
    """Audiences that the region's list names nowhere, surveys aside; of these, left out for sure.

    Left out for sure is one for whom no line without an audience could be meant either.
    """
    cells = _cells(consortium_activities, consortium_activity_audiences, region)
    served = cells[~cells["theme"].isin(coverage.ASKED_ONLY)]
    states = served.groupby("audience")["state"].agg(set)
    silent = [found for found in states if found.isdisjoint({"done", "planned"})]
    return [len(silent), sum("unnamed" not in found for found in silent)]


def audiences() -> int:
    """Audiences that the slide tells apart."""
    return len(_audiences())


def listed(consortia: pd.DataFrame, consortium_activities: pd.DataFrame) -> int:
    """Regions whose lists the tables have."""
    return int(consortia["id"].isin(consortium_activities["consortium"]).sum())


def themes() -> int:
    """Themes into which the book sorts the lines."""
    return len(_themes())
