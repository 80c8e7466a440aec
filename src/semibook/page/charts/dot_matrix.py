"""Dots with counts at the crossings of lines and columns."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from semibook.page.figures import ACCENT, GREY, PALE, chart


@chart
def dot_matrix(dots: pd.DataFrame, lines: Sequence[str], columns: Sequence[str]) -> Figure:
    """Draw a dot, full or hollow, with what it counts, where a line has one in a column.

    Args:
        dots: `line` and `column`, counted from 0, what is counted there (`number`), and whether
            the dot is `full` and in the accent colour (`marked`).
        lines: what each is called, from the top.
        columns: what stands above each.
    """
    colours = np.where(dots["marked"], ACCENT, GREY)
    fills = np.where(dots["full"], colours, "white")
    fig, ax = plt.subplots(figsize=(6.4, 0.4 * len(lines) + 1.4))
    ax.hlines(range(len(lines)), -0.5, len(columns) - 0.5, color=PALE, linewidth=0.8, zorder=0)
    drawn = {"s": 230, "c": fills, "edgecolor": colours, "linewidth": 2}
    ax.scatter(dots["column"], dots["line"], **drawn)
    inks = np.where(dots["full"], "white", colours)
    for dot, ink in zip(dots.itertuples(), inks, strict=True):
        at = {"ha": "center", "va": "center_baseline", "fontsize": 11}
        ax.text(dot.column, dot.line, str(dot.number), color=ink, **at)
    ax.set_yticks(range(len(lines)), lines)
    ax.set_xticks(range(len(columns)), columns, rotation=40, ha="left", rotation_mode="anchor")
    ax.set(ylim=(len(lines) - 0.5, -0.6), xlim=(-0.5, len(columns) - 0.5))
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return fig
