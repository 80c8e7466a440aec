"""Vertical bars from the left, of which the first is the one that the others follow from."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from semibook.page.figures import ACCENT, GREY, chart


@chart
def falling_bars(heights: pd.Series, texts: Sequence[str], axis_name: str) -> Figure:
    """Draw a bar a height, the first in the accent colour.

    Args:
        heights: the index names the bars.
        texts: what stands above each.
        axis_name: what the names of the bars are.
    """
    fig, ax = plt.subplots(figsize=(6.4, 3.4))
    places = range(len(heights))
    ax.bar(places, heights, color=[ACCENT, *[GREY] * (len(heights) - 1)])
    ax.set_xticks(places, heights.index)
    ax.set_xlabel(axis_name)
    ax.yaxis.set_major_formatter("{x:,g}")
    gap = 0.015 * heights.iloc[0]
    for place, (height, text) in enumerate(zip(heights, texts, strict=True)):
        ax.text(place, height + gap, text, ha="center", fontsize=11)
    return fig
