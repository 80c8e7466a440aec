"""What adds up from month to month, as lines that step up, each named at its end."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY


def staircases(stairs: pd.DataFrame, names: Sequence[str]) -> Figure:
    """Draw a line a column, the last one in the accent colour, the others dashed.

    Args:
        stairs: what has added up from each month on; the index is of months.
        names: what stands at the end of each line.
    """
    begin = stairs.index.to_timestamp()
    before, beyond = begin[0] - pd.DateOffset(months=3), begin[-1] + pd.DateOffset(months=5)
    heights = stairs.set_axis(begin)
    heights.loc[before], heights.loc[beyond] = 0.0, heights.iloc[-1]
    heights = heights.sort_index()
    fig, ax = plt.subplots(figsize=(6.4, 3.4))
    ax.set_xticks(begin, [f"{month:%Y-%m}" for month in begin], rotation=35, ha="right")
    ax.set(ylim=(0, heights.max().max() * 1.15), xlim=(before, beyond))
    for column, name in zip(heights, names, strict=True):
        last = column == heights.columns[-1]
        colour, line = (ACCENT, "-") if last else (GREY, "--")
        style = {"color": colour, "linewidth": 2.6, "linestyle": line}
        ax.step(heights.index, heights[column], where="post", **style)
        above = {"xytext": (-4, 5), "ha": "right", "va": "bottom", "color": colour}
        weight = figures.bold(name)
        figures.label(ax, beyond, heights[column].iloc[-1], name, fontweight=weight, **above)
    return fig
