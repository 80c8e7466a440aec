"""Numbers of things by group, as bars cut by what became of them."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from semibook.page.figures import ACCENT, GREY, INK, PALE

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


def counts_by_outcome(counts: pd.DataFrame, words: dict[str, str]) -> Figure:
    """Draw a bar a row of counts, with a legend beneath.

    Args:
        counts: numbers; the index names the groups, the columns are outcomes in their order.
        words: what readers call the outcomes.
    """
    fig, ax = plt.subplots(figsize=(6.4, 0.42 * len(counts) + 1.4))
    starts = counts.cumsum(axis=1).shift(axis=1, fill_value=0)
    for outcome in counts:
        style = {"color": FILLS[outcome], "edgecolor": GREY, "linewidth": 0.6}
        style |= {"hatch": _HATCHES.get(outcome), "left": starts[outcome]}
        bars = ax.barh(counts.index, counts[outcome], **style)
        numbers = [str(count) if count else "" for count in counts[outcome]]
        colour = "white" if outcome in _DARK else INK
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8} if outcome in _HATCHES else {}
        for text in ax.bar_label(bars, numbers, label_type="center", color=colour):
            if box and text.get_text():
                text.set_bbox(box)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0, labelbottom=False)
    keys = [
        Rectangle((0, 0), 1, 1, fc=FILLS[outcome], ec=GREY, hatch=_HATCHES.get(outcome))
        for outcome in counts
    ]
    names = [words[outcome] for outcome in counts]
    ax.legend(keys, names, loc="upper center", bbox_to_anchor=(0.2, 0), ncols=3)
    ax.invert_yaxis()
    return fig
