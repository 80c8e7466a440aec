"""Numbers of things by group, as bars cut by what became of them."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from semibook.page.charts.counted_bars import counted_bars
from semibook.page.figures import ACCENT, GREY, INK, PALE, chart

#: What was done is dark, what fell short reddish, what is not known white. In grey print, or to
#: readers who see red as brown, their hatches tell neighbours apart.
FILLS = {
    "kept": INK,
    "early": GREY,
    "undecided": PALE,
    "late": "#f3cfc3",
    "changed": "#e3a48f",
    "dropped": ACCENT,
    "overdue": "#7d2a13",
    "unknown": "white",
    "due": PALE,
}
_HATCHES = {"unknown": "///", "undecided": "xxx", "late": "\\\\\\", "changed": "..."}
#: Fills on which numbers are white.
_DARK = ("kept", "early", "dropped", "overdue")


@chart
def counts_by_outcome(counts: pd.DataFrame, words: dict[str, str]) -> Figure:
    """Draw a bar a row of counts, with a legend beneath.

    Args:
        counts: numbers; the index names the groups, the columns are outcomes in their order.
        words: what readers call the outcomes.
    """
    style = {"frame": 1.4, "legend_at": 0.2, "boxed": True}
    return counted_bars(counts, words, FILLS, _HATCHES, _DARK, **style)
