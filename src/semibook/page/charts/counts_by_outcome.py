"""Numbers of things by group, as bars cut by what became of them."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from semibook.page.charts.counted_bars import counted_bars
from semibook.page.figures import ACCENT, GREY, INK, PALE, chart

#: What was done is dark, what fell short has the accent, what is not known is hatched.
FILLS = {
    "kept": INK,
    "early": "#5b6470",
    "undecided": GREY,
    "late": "#e3a48f",
    "changed": "#cf6d50",
    "dropped": ACCENT,
    "overdue": "#7d2a13",
    "unknown": "white",
    "due": PALE,
}
_HATCHES = {"unknown": "///"}
#: Fills on which numbers are white.
_DARK = ("kept", "early", "dropped", "overdue", "changed")


@chart
def counts_by_outcome(counts: pd.DataFrame, words: dict[str, str]) -> Figure:
    """Draw a bar a row of counts, with a legend beneath.

    Args:
        counts: numbers; the index names the groups, the columns are outcomes in their order.
        words: what readers call the outcomes.
    """
    style = {"frame": 1.4, "legend_at": 0.2, "boxed": True}
    return counted_bars(counts, words, FILLS, _HATCHES, _DARK, **style)
