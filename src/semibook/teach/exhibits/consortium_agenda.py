"""Tables of the lesson on the consortia's lists."""

from __future__ import annotations

import pandas as pd

from semibook.tables import schema


def lists(
    consortium_activities: pd.DataFrame,
    consortium_activity_audiences: pd.DataFrame,
    region: str,
    lang: str,
) -> pd.DataFrame:
    """The lines of the region, with the audiences that each names."""
    rows = consortium_activities[consortium_activities["consortium"] == region]
    return _lines(rows, consortium_activity_audiences, lang)[
        ["line", "theme", "audience", "status"]
    ]


def everywhere(
    consortium_activities: pd.DataFrame,
    consortium_activity_audiences: pd.DataFrame,
    consortia: pd.DataFrame,
    lang: str,
) -> pd.DataFrame:
    """All regions' lines that name an audience."""
    table = all_lists(consortium_activities, consortium_activity_audiences, consortia, lang)
    return table[table["audience"] != ""][["region", "line", "theme", "audience"]]


def all_lists(
    consortium_activities: pd.DataFrame,
    consortium_activity_audiences: pd.DataFrame,
    consortia: pd.DataFrame,
    lang: str,
) -> pd.DataFrame:
    """All regions' lines."""
    regions = consortia.set_index("id")["region"]
    table = _lines(consortium_activities, consortium_activity_audiences, lang)
    table.insert(0, "region", consortium_activities["consortium"].map(regions))
    return table


def pairs(lang: str) -> pd.DataFrame:
    """An empty table of audiences by themes, to mark in."""
    people = schema.labels("consortium_activity_audiences", "audience", lang)
    themes = schema.labels("consortium_activities", "theme", lang)
    return pd.DataFrame({"audience": people.values(), **dict.fromkeys(themes.values(), "")})


def _lines(activities: pd.DataFrame, audiences: pd.DataFrame, lang: str) -> pd.DataFrame:
    themes = schema.labels("consortium_activities", "theme", lang)
    people = schema.labels("consortium_activity_audiences", "audience", lang)
    states = schema.labels("consortium_activities", "status", lang)
    named = audiences.assign(said=audiences["audience"].map(people))
    joined = named.groupby("activity")["said"].agg(("、" if lang == "ja" else ", ").join)
    return pd.DataFrame(
        {
            "line": activities["label"],
            "theme": activities["theme"].map(themes),
            "audience": activities["id"].map(joined).fillna(""),
            "status": activities["status"].map(states),
        }
    )
