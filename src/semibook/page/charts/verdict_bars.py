"""Numbers of claims by group, as bars cut by verdict."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from semibook.page.figures import ACCENT, GREY, INK, PALE

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


def verdict_bars(counts: pd.DataFrame, words: dict[str, str]) -> Figure:
    """Draw a bar a row of counts, with a legend beneath.

    Args:
        counts: numbers of claims; the index names the groups, the columns are the verdicts.
        words: what readers call the verdicts.
    """
    fig, ax = plt.subplots(figsize=(6.4, 0.6 + 0.42 * len(counts)))
    starts = counts[list(FILLS)].cumsum(axis=1).shift(axis=1, fill_value=0)
    for verdict, fill in FILLS.items():
        style = {"color": fill, "edgecolor": GREY, "hatch": HATCHES.get(verdict), "linewidth": 0.6}
        bars = ax.barh(counts.index, counts[verdict], left=starts[verdict], **style)
        numbers = [str(count) if count else "" for count in counts[verdict]]
        colour = "white" if verdict in ("contradicts", "exception") else INK
        ax.bar_label(bars, numbers, label_type="center", color=colour)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0, labelbottom=False)
    shown = [verdict for verdict in FILLS if counts[verdict].any()]
    keys = [
        Rectangle((0, 0), 1, 1, fc=FILLS[verdict], ec=GREY, hatch=HATCHES.get(verdict))
        for verdict in shown
    ]
    names = [words[verdict] for verdict in shown]
    ax.legend(keys, names, loc="upper center", bbox_to_anchor=(0.4, 0), ncols=3)
    ax.invert_yaxis()
    return fig
