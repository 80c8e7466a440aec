"""Lines over years, each named at its end, above a level to compare them with."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, INK, chart

#: The least distance between two names, as a part of the axis.
_APART = 0.045


@chart
def named_lines(
    lines: pd.DataFrame, level: float, level_name: str, marked: int, ticks: Mapping[float, str]
) -> Figure:
    """Draw a line a column, the last one in the accent colour.

    Args:
        lines: by year, in the unit of the axis; the upper lines first.
        level: what all lines are compared with.
        level_name: what it is called.
        marked: the year at which the last line has a dot.
        ticks: what is written at which height, from the least to the largest of the axis.
    """
    fig, ax = plt.subplots(figsize=(6.4, 4.8))
    first, last = lines.index[0], lines.index[-1]
    height = max(ticks)
    ax.set(ylim=(min(ticks), height), xlim=(first, last + 2.6), xticks=lines.index[::4])
    ax.set_yticks(list(ticks), list(ticks.values()))
    lowest = -height
    for name in reversed(lines.columns):
        accent = name == lines.columns[-1]
        width = {"color": ACCENT, "linewidth": 2.6} if accent else {"color": GREY, "linewidth": 1.6}
        ax.plot(lines.index, lines[name], **width)
        lowest = max(lines[name].iloc[-1], lowest + _APART * height)  # names keep clear
        figures.label(ax, last, lowest, name, color=ACCENT if accent else INK)
    ax.axhline(level, color=INK, linewidth=1, linestyle="--")
    ax.text(first + 0.3, level - 0.8, level_name, va="top")
    ax.scatter(marked, lines.iloc[:, -1][marked], color=ACCENT, zorder=3)
    ax.grid(axis="y")
    return fig
