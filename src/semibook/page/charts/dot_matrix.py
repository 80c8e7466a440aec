"""Dots at the crossings of lines and columns, the lines gathered in groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, PALE

#: Size of the text beside the lines and above the columns.
_SIZE = 12.5


def dot_matrix(
    dots: pd.DataFrame, lines: pd.DataFrame, columns: Sequence[str], groups: Mapping[str, str]
) -> Figure:
    """Draw a dot, full or hollow, where a line has one in a column.

    Args:
        dots: `line` (an index of the lines), `column` (counted from 0), and whether the dot is
            `full` and in the accent colour (`marked`).
        lines: from the top, what each is called (`text`) and its `group`.
        columns: what stands above each.
        groups: what each group is called.
    """
    texts = lines["text"].map(lambda text: figures.folded(text, width=3.4, size=_SIZE))
    first = lines["group"].ne(lines["group"].shift())
    heights = 0.4 + 0.6 * (texts.str.count("\n") + 1)  # of the text, and a gap
    below = (heights + 1.4 * first).cumsum()
    places, heads = below - heights / 2, (below - heights - 0.5)[first]
    colours = np.where(dots["marked"], ACCENT, GREY)
    fills = np.where(dots["full"], colours, "white")
    fig, ax = plt.subplots(figsize=(6.4, 0.3 * below.max() + 0.6))
    ax.hlines(places, -0.5, len(columns) - 0.5, color=PALE, linewidth=0.8, zorder=0)
    drawn = {"s": 110, "c": fills, "edgecolor": colours, "linewidth": 2}
    ax.scatter(dots["column"], dots["line"].map(places), **drawn)
    titles = [groups[group] for group in lines.loc[first, "group"]]
    ax.set_yticks([*places, *heads], [*texts, *titles])
    plt.setp(ax.get_yticklabels()[len(places) :], color=ACCENT)
    ax.set_xticks(range(len(columns)), columns)
    ax.set(ylim=(below.max() + 0.2, 0), xlim=(-0.5, len(columns) - 0.5))
    ax.xaxis.tick_top()
    ax.tick_params(length=0, labelsize=_SIZE)
    ax.spines[:].set_visible(False)
    return fig
