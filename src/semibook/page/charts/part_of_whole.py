"""Horizontal bars of a count, each with a part of it in the accent colour."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from semibook.page.figures import ACCENT, PALE, chart


@chart
def part_of_whole(counts: pd.DataFrame, axis_name: str) -> Figure:
    """Draw the bars from the top down.

    Args:
        counts: two columns, the whole and the part; they and the rows are named as readers see
            them.
        axis_name: what is counted.
    """
    fig, ax = plt.subplots(figsize=(6.4, 0.9 + 0.33 * len(counts)))
    bars = counts.iloc[::-1]
    for name, colour in zip(bars, (PALE, ACCENT), strict=True):
        ax.barh(bars.index, bars[name], color=colour, label=name)
    ax.set_xlabel(axis_name)
    ax.legend(loc="lower right")
    return fig
