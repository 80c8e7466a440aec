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


def elsewhere(
    consortium_activities: pd.DataFrame, consortium_activity_audiences: pd.DataFrame, region: str
) -> int:
    """Pairs that another region's list names, and of which the region's own says nothing."""
    regions = list(consortium_activities["consortium"].unique())
    cells = coverage.coverage(
        consortium_activities,
        consortium_activity_audiences,
        regions,
        _audiences(),
        _themes(),
    )
    own = cells[cells["consortium"] == region]
    return int((own["state"] == "elsewhere").sum())


def _served(
    consortium_activities: pd.DataFrame, consortium_activity_audiences: pd.DataFrame
) -> pd.DataFrame:
    named = _named(consortium_activities, consortium_activity_audiences)
    return named[~named["theme"].isin(coverage.ASKED_ONLY)]


def not_named(
    consortium_activities: pd.DataFrame, consortium_activity_audiences: pd.DataFrame, region: str
) -> int:
    """Audiences for which the region's list names no activity, surveys aside."""
    served = _served(consortium_activities, consortium_activity_audiences)
    own = served[served["consortium"] == region]["audience"]
    return len(set(_audiences()) - set(own))


def audiences() -> int:
    """Audiences that the slide tells apart."""
    return len(_audiences())


def themes() -> int:
    """Themes into which the book sorts the lines."""
    return len(_themes())
