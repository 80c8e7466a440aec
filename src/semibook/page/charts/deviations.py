"""Intervals by name, each over what the figure that it is compared with can stand for."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, INK, PALE, chart


@chart
def deviations(intervals: pd.DataFrame, axis: str) -> Figure:
    """Draw a row an interval, from the top: a line over the bar of the figure; zero is its middle.

    Args:
        intervals: bounds of the line (`low`, `high`) and of the bar (`from`, `to`), whether the
            line has the accent colour (`marked`), and what the row is called (`name`).
        axis: what the horizontal axis shows, with its unit.
    """
    fig, ax = plt.subplots(figsize=(6.4, 0.5 * len(intervals) + 0.8))
    places = np.arange(len(intervals))
    colours = np.where(intervals["marked"], ACCENT, GREY)
    ax.barh(places, intervals["to"] - intervals["from"], 0.62, intervals["from"], color=PALE)
    ax.hlines(places, intervals["low"], intervals["high"], color=colours, linewidth=2.5)
    ax.scatter((intervals["low"] + intervals["high"]) / 2, places, color=colours, s=26, zorder=3)
    ax.axvline(0, color=INK, linewidth=0.8)
    names = [figures.folded(name, 2.6, 11) for name in intervals["name"]]
    ax.set_yticks(places, names, fontsize=11)
    ax.invert_yaxis()
    ax.set_xlabel(axis)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    return fig
