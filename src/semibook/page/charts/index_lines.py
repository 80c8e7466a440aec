"""Lines over years that meet in one of them, where each is 100, named at their ends."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, INK, chart

#: The least distance between two names, as a part of the axis.
_APART = 0.06
#: How the lines before the last are drawn; they differ in grey print too.
_STYLES = ({"color": INK}, {"color": GREY, "linestyle": "--"}, {"color": GREY, "linestyle": ":"})


@chart
def index_lines(lines: pd.DataFrame, meeting: int, step: float = 50) -> Figure:
    """Draw a line a column, the last one in the accent colour.

    Args:
        lines: by year, 100 in the year of their meeting; at most four columns, named for readers.
        meeting: the year in which all lines are 100.
        step: from one tick of the axis to the next.
    """
    fig, ax = plt.subplots(figsize=(6.4, 4.0))
    accent = {"color": ACCENT, "linewidth": 2.6}
    bottom = step * (lines.min().min() // step)
    top = step * (lines.max().max() // step + 1)
    ends = lines.iloc[-1].sort_values()
    lowest = bottom - top
    for name, end in ends.items():
        style = accent if name == lines.columns[-1] else _STYLES[lines.columns.get_loc(name)]
        ax.plot(lines.index, lines[name], **style)
        lowest = max(end, lowest + _APART * (top - bottom))  # names keep clear of each other
        figures.label(ax, lines.index[-1], lowest, name, color=style["color"])
    ax.scatter(meeting, 100, color=INK, zorder=3)
    ax.axhline(100, color=INK, linewidth=0.8)
    ax.set(ylim=(bottom, top), xticks=lines.index)
    ax.set_yticks([bottom + step * tick for tick in range(round((top - bottom) / step) + 1)])
    ax.grid(axis="y")
    return fig
