"""Horizontal bars beneath a mark; those that end before it in the accent colour."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from semibook.page.figures import ACCENT, GREY, INK


def bars_below_mark(bars: pd.DataFrame, mark: float, mark_text: str) -> Figure:
    """Draw the bars from below.

    Args:
        bars: `size`, what the bar is called (`name`) and what stands at its end (`text`).
        mark: in the unit of `size`.
        mark_text: what stands above the mark.
    """
    fig, ax = plt.subplots(figsize=(6.4, 0.56 * len(bars) + 0.5))
    colours = np.where(bars["size"] < mark, ACCENT, GREY)
    drawn = ax.barh(bars["name"], bars["size"], color=colours)
    ax.bar_label(drawn, bars["text"], padding=4)
    # The mark ends above the bars, where it meets no label.
    ax.plot([mark, mark], [len(bars) - 0.55, len(bars) - 0.25], color=INK, linewidth=0.8)
    ax.text(mark, len(bars) - 0.2, mark_text, ha="center", va="bottom", fontsize=10.5)
    ax.set_ylim(-0.6, len(bars) + 0.3)
    ax.spines[["bottom", "left"]].set_visible(False)
    ax.tick_params(length=0, labelbottom=False, labelsize=10.5)
    ax.margins(x=0.15)
    return fig
