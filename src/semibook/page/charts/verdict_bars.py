"""Numbers of claims by group, as bars cut by verdict."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from semibook.page.charts.counted_bars import counted_bars
from semibook.page.figures import ACCENT, GREY, PALE, chart

#: Verdicts from left to right: those that hold recede, those that do not stand out.
FILLS = {
    "agrees": PALE,
    "possible": PALE,
    "open": "white",
    "superseded": "white",
    "exception": GREY,
    "contradicts": ACCENT,
}
HATCHES = {"possible": "...", "open": "///", "superseded": "xxx"}
#: Fills on which numbers are white.
_DARK = ("contradicts", "exception")


@chart
def verdict_bars(counts: pd.DataFrame, words: dict[str, str]) -> Figure:
    """Draw a bar a row of counts, with a legend beneath.

    Args:
        counts: numbers of claims; the index names the groups, the columns are the verdicts.
        words: what readers call the verdicts.
    """
    ordered = counts[list(FILLS)]
    return counted_bars(ordered, words, FILLS, HATCHES, _DARK, frame=0.6, legend_at=0.4)
