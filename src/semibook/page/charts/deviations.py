"""Intervals side by side, each against the figure that it should hold."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from semibook.page.figures import ACCENT, GREY, INK


def deviations(intervals: pd.DataFrame, axis: str) -> Figure:
    """Draw a vertical line an interval, from left to right; zero is the figure itself.

    Args:
        intervals: bounds (`low`, `high`), and whether the interval misses the figure (`misses`).
        axis: what the vertical axis shows, with its unit.
    """
    fig, ax = plt.subplots(figsize=(6.4, 4.6))
    place = range(len(intervals))
    low, high = intervals["low"], intervals["high"]
    colours = np.where(intervals["misses"], ACCENT, GREY)
    ax.vlines(place, low, high, color=colours, linewidth=4)
    ax.scatter(place, (low + high) / 2, color=colours, s=16)
    ax.axhline(0, color=INK, linewidth=0.8)
    ax.set_ylabel(axis)
    ax.tick_params(bottom=False, labelbottom=False)
    return fig
