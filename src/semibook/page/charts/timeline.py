"""Dated entries over time, a row a kind of entry, beneath a bar for the time that is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from semibook.page.figures import ACCENT, GREY, INK, PALE, chart

#: An entry whose first and last possible day are further apart is a line, others are points.
LONG = pd.Timedelta(days=120)


@chart
def timeline(
    events: pd.DataFrame,
    axis: Sequence[pd.Timestamp],
    today: pd.Timestamp,
    names: dict[str, str],
) -> Figure:
    """Draw entries in grey, those that begin after a day hollow or dotted in the accent colour.

    Args:
        events: `row` (its name for readers), the first and the last possible day (`start`, `end`),
            and whether the entry begins after `today` (`ahead`). Rows stand in their first order.
        axis: first and last day of the time looked at.
        today: the day that parts the entries.
        names: what is written at the uppermost row (`axis_row`), in its bar (`axis`) and beside
            the line of the day (`today`).
    """
    rows = [names["axis_row"], *events["row"].unique()]
    placed = events.assign(
        place=events["row"].map(rows.index),
        middle=events["start"] + (events["end"] - events["start"]) / 2,
    )
    long = placed["end"] - placed["start"] > LONG
    fig, ax = plt.subplots(figsize=(6.4, 5.2))
    ax.hlines(0, *axis, color=PALE, linewidth=12)
    ax.text(axis[0], 0, names["axis"], va="center", fontsize=12)
    _ranges(ax, placed[long])
    _moments(ax, placed[~long])
    ax.axvline(today, color=INK, linewidth=1)
    ax.text(today, -0.75, f" {names['today']}", va="center", fontsize=12)
    ax.set_yticks(range(len(rows)), rows)
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(rows) - 0.4, -1.1)
    last = max(axis[1], events["end"].max())
    ax.set_xlim(axis[0] - pd.DateOffset(months=15), last + pd.DateOffset(months=3))
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)
    return fig


def _ranges(ax: Axes, ranges: pd.DataFrame) -> None:
    for begun, rows in ranges.groupby(~ranges["ahead"]):
        style: dict[str, Any] = {"color": GREY} if begun else {"color": ACCENT, "ls": "dotted"}
        ax.hlines(rows["place"], rows["start"], rows["end"], linewidth=2.4, **style)


def _moments(ax: Axes, moments: pd.DataFrame) -> None:
    begun, ahead = moments[~moments["ahead"]], moments[moments["ahead"]]
    hollow = {"facecolor": "white", "edgecolor": ACCENT, "linewidth": 1.6}
    ax.scatter(begun["middle"], begun["place"], s=40, color=GREY, zorder=3)
    ax.scatter(ahead["middle"], ahead["place"], s=40, zorder=3, **hollow)
