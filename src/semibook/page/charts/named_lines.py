"""Lines over years, each named at the same year, above a level to compare them with."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, INK, chart

#: Of a name, through which the line above would fall.
_GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}


@chart
def named_lines(
    lines: pd.DataFrame, level: float, level_name: str, marked: int, ticks: Mapping[float, str]
) -> Figure:
    """Draw a line a column, the last one in the accent colour.

    Args:
        lines: by year, in the unit of the axis; they fall, and the columns are their names.
        level: what all lines are compared with.
        level_name: what it is called.
        marked: the year at which each line has a dot and its name.
        ticks: what is written at which height, from the least to the largest of the axis.
    """
    fig, ax = plt.subplots(figsize=(6.4, 4.8))
    first, last = lines.index[0], lines.index[-1]
    height = max(ticks)
    ax.set(ylim=(min(ticks), height), xlim=(first, last), xticks=lines.index[::4])
    ax.set_yticks(list(ticks), list(ticks.values()))
    for name, line in lines.items():
        accent = name == lines.columns[-1]
        width = {"color": ACCENT, "linewidth": 2.6} if accent else {"color": GREY, "linewidth": 1.6}
        ax.plot(line, **width)
        if line[marked] <= height:
            ax.scatter(marked, line[marked], color=width["color"], zorder=3)
            colour = ACCENT if accent else INK
            # The last line is the lowest, with room beneath it.
            lift, side = (-11, "top") if accent else (3, "bottom")
            text = {"xytext": (8, lift), "va": side, "color": colour, "bbox": _GROUND}
            figures.label(ax, marked, line[marked], name, **text)
    ax.axhline(level, color=INK, linewidth=1, linestyle="--")
    ax.text(first + 0.3, level - 0.8, level_name, va="top")
    ax.grid(axis="y")
    return fig
