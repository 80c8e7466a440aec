"""Rows of values or ranges on one logarithmic axis that falls to the right."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, INK, chart


@chart
def rows_on_log_axis(rows: Mapping[str, pd.DataFrame], axis: str) -> Figure:
    """Draw three rows from the top, the first in the accent colour.

    Args:
        rows: by what they are called: each value (`low`), or the ends of each range (`low` and
            `high`), and what stands above a value or beneath a range (`text`, if anything).
        axis: what the axis is called.
    """
    fig, ax = plt.subplots(figsize=(6.4, 3.6))
    places = range(len(rows) - 1, -1, -1)
    for place, row, colour in zip(places, rows.values(), (ACCENT, GREY, INK), strict=True):
        if "high" in row:
            ax.hlines(np.full(len(row), place), row["low"], row["high"], color=colour, linewidth=4)
        ends = row[["low", "high"]] if "high" in row else row[["low"]]
        dots = ends.to_numpy().T.ravel()
        ax.scatter(dots, np.full(len(dots), place), s=90, color=colour, zorder=3)
        _write(ax, place, row)
    ax.set(xscale="log", xlim=(60, 1.5), ylim=(-0.5, len(rows) - 0.5), xlabel=axis)
    ax.set_yticks(places, list(rows))
    ends = pd.concat([row.get(end) for row in rows.values() for end in ("low", "high")])
    ticks = sorted(ends.unique())
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()
    return fig


def _write(ax: Axes, place: int, row: pd.DataFrame) -> None:
    if "text" not in row:
        return
    ranges = "high" in row
    style = {"xytext": (0, -24), "fontsize": 11} if ranges else {"xytext": (0, 14)}
    middles = np.sqrt(row["low"] * row["high"]) if ranges else row["low"]
    for middle, text in zip(middles, row["text"], strict=True):
        figures.label(ax, middle, place, text, ha="center", **style)
