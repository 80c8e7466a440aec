"""Horizontal bars, each beginning where the one above it ends, up to a level."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from semibook.page.figures import ACCENT, GREY, INK, chart


@chart
def cumulated_bars(bars: pd.DataFrame, level: float) -> Figure:
    """Draw bars from the top down, with a line at the level.

    Args:
        bars: `size` in the unit of the axis, what is written at it (`text`), whether it is `marked`
            by the accent colour, and whether it is `missing` (hatched); the index names the bars.
        level: in the same unit.
    """
    fig, ax = plt.subplots(figsize=(6.4, 3.8))
    edges = np.where(bars["marked"], ACCENT, GREY)
    fills = np.where(bars["missing"], "white", edges)
    hatches = list(np.where(bars["missing"], "///", ""))
    starts = bars["size"].cumsum() - bars["size"]
    style = {"color": fills, "edgecolor": edges, "hatch": hatches}
    ax.barh(bars.index, bars["size"], left=starts, **style)
    ax.tick_params(axis="y", length=0)
    white = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    for place, row in enumerate(bars.assign(start=starts).itertuples()):
        if row.size > level / 3:
            middle = row.start + row.size / 2
            ax.text(middle, place, row.text, va="center", ha="center", bbox=white)
        else:
            ax.text(row.start + row.size + level / 75, place, row.text, va="center")
    ax.axvline(level, color=INK, linewidth=1)
    ax.invert_yaxis()
    ax.set_xlim(0, max(level, bars["size"].sum()) * 1.03)
    ax.spines["left"].set_visible(False)
    return fig
