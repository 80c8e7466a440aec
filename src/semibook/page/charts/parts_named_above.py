"""Horizontal bars cut into parts, which are named above the first bar."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, INK, chart

#: Parts in their order.
LOOKS = (
    {"color": INK},
    {"color": GREY},
    {"color": ACCENT},
    {"color": "white", "edgecolor": INK, "hatch": "///"},
)


@chart
def parts_named_above(parts: pd.DataFrame, ends: Sequence[str]) -> Figure:
    """Draw a bar a row from the top, with what it adds up to at its end.

    Args:
        parts: a column a part, named as readers see it; the index names the bars.
        ends: what stands at each bar's end.
    """
    fig, ax = plt.subplots(figsize=(6.4, 4.6))
    starts, first = parts.cumsum(axis=1) - parts, parts.iloc[0]
    narrowest = first[first > 0].idxmin()
    for (name, lengths), look in zip(parts.items(), LOOKS, strict=True):
        drawn = lengths[lengths > 0]
        ax.barh(drawn.index, drawn, 0.55, starts.loc[lengths > 0, name], **look)
        if first[name] > 0:
            # The narrowest part's name stands higher, clear of those beside it.
            higher = {"xytext": (0, 41 if name == narrowest else 27), "ha": "center"}
            figures.label(
                ax, starts[name].iloc[0] + first[name] / 2, 0, name, fontsize=11, **higher
            )
    totals = parts.sum(axis=1)
    for place, (total, text) in enumerate(zip(totals, ends, strict=True)):
        figures.label(ax, total, place, text, fontweight="bold")
    ax.set(xlim=(0, totals.max() * 1.1), ylim=(len(parts) - 0.5, -1.1))
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    return fig
