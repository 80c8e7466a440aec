"""A leader's falling steps over the years, and followers, each with an arrow for its lag."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, chart

#: Where the axis of years ends.
_LAST = 2030.5
#: A bar is at least so long, in years, as one of a month would be a hair.
_SHORTEST = 0.5


@chart
def lags(front: pd.Series, leader: str, followers: pd.DataFrame, ticks: Sequence[float]) -> Figure:
    """Draw levels on a logarithmic axis by the year in which each was reached.

    Args:
        front: when the leader reached each, in years, by level, from the coarsest.
        leader: what it is called.
        followers: a row a level of a follower: `level`; the times within which it is reached
            (`here`, in years; missing if not known) and the leader did (`abroad`); and what the
            lag (`lag_text`) and the follower (`name`) are called.
        ticks: levels to write at the axis.
    """
    fig, ax = plt.subplots(figsize=(6.4, 4.6))
    ax.step(front, front.index, where="post", color=GREY, linewidth=1.8)
    ax.scatter(front, front.index, color=GREY, s=32, zorder=3)
    below = {"xytext": (-8, -12), "ha": "right", "color": GREY}
    figures.label(ax, front.iloc[2], front.index[2], leader, **below)
    ax.set(yscale="log", ylim=(ticks[0] * 0.7, ticks[-1] * 1.45), xlim=(front.min() - 1, _LAST))
    ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()
    _draw_lags(ax, followers.dropna(subset="here"))
    weight = figures.bold("".join(followers["name"]))
    for name, rows in followers.groupby("name", sort=False):
        height = np.exp(np.log(rows["level"]).mean())
        if rows["here"].notna().all():
            _write_name(ax, name, rows, height, weight)
        else:
            last = max(years.high for years in rows["abroad"])
            figures.label(ax, last, height, name, xytext=(6, 12), color=ACCENT)
    return fig


def _draw_lags(ax: Axes, rows: pd.DataFrame) -> None:
    """Bars over the years, each with its lag: above the arrow that ends there, or beneath the bar.

    Over the time within which the leader did goes a dotted line, and the arrow from its end.
    """
    for row in rows.itertuples():
        begin, end = row.here.low, row.here.high
        ax.barh(row.level, max(end - begin, _SHORTEST), row.level * 0.06, begin, color=ACCENT)
        first, since = row.abroad.low, row.abroad.high
        if begin > since:
            look = {"arrowstyle": "->", "lw": 1.4, "color": ACCENT}
            ax.hlines(row.level, first, since, color=ACCENT, linewidth=1.4, linestyle="dotted")
            ax.annotate("", (begin, row.level), (since, row.level), arrowprops=look)
            above = {"xytext": (0, 9), "ha": "center", "color": ACCENT}
            figures.label(ax, (since + begin) / 2, row.level, row.lag_text, **above)
        else:
            figures.label(
                ax, end, row.level, row.lag_text, xytext=(0, -13), ha="right", color=ACCENT
            )


def _write_name(ax: Axes, name: str, rows: pd.DataFrame, height: float, weight: str) -> None:
    """At the right of short bars, above a long one."""
    style = {"color": ACCENT, "fontweight": weight}
    end = max(years.high for years in rows["here"])
    if max(years.high - years.low for years in rows["here"]) < 2:
        figures.label(ax, end, height, name, xytext=(8, 0), **style)
    else:
        figures.label(ax, end, height, name, xytext=(0, 13), ha="right", **style)
