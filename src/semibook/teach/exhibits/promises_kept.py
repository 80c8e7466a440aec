"""The cards of the lesson on promises: what was promised for when, and what happened."""

from __future__ import annotations

import pandas as pd

from semibook.page.placeholders import filters
from semibook.tables.promises import happened, promised
from semibook.teach.answers.promises_kept import CARDS


def cards(vintage: str, lang: str, labels: dict[str, str]) -> pd.DataFrame:
    """Six promises with the days promised and what is known; the outcome is for the class."""
    rows, events = promised(vintage, lang).loc[list(CARDS)], happened(vintage, lang)
    period = filters(lang)["period"]
    known = events.loc[list(CARDS), "event"].fillna(labels["nothing"])
    table = pd.DataFrame(
        {
            "who": rows["who"],
            "promise": rows["promise"],
            "due": [period(days) for days in rows["due"]],
            "event": known,
            "kind": "",  # for pupils to fill in
        }
    )
    table.attrs["sources"] = list(events.loc[list(CARDS), "source"].dropna().unique())
    return table
