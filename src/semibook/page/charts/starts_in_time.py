"""When what is planned begins: a row a plan, a mark a start, with a bar where the day is open."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, chart


@chart
def starts_in_time(
    starts: pd.DataFrame,
    names: pd.Series,
    groups: Sequence[str],
    known: pd.Timestamp,
    date: str,
) -> Figure:
    """Draw the starts of plans, the first at the top: circles and squares for the two groups.

    Args:
        starts: a row a start, the last first: its `plan`, the first and the last day on which it
            can be (`from`, `to`), whether the plan is of the `second` group, and whether it was
            `withdrawn`, which leaves its marks hollow.
        names: what each plan is called.
        groups: what the two groups are called.
        known: the day of which the data speak; a line stands there.
        date: what that line is called.
    """
    fig, ax = plt.subplots(figsize=(6.4, 5.6))
    place = {plan: at for at, plan in enumerate(starts["plan"].unique())}
    for second, colour, mark in ((False, ACCENT, "o"), (True, GREY, "s")):
        rows = starts[starts["second"] == second]
        heights = rows["plan"].map(place)
        ax.hlines(heights, rows["from"], rows["to"], color=colour, linewidth=5)
        inside = np.where(rows["withdrawn"], "white", colour)
        look = {"color": inside, "edgecolor": colour, "marker": mark, "s": 55, "zorder": 3}
        ax.scatter(rows["from"], heights, **look)
    ax.set_yticks(list(place.values()), [names[plan].replace(" / ", " /\n") for plan in place])
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")
    before, after = pd.Timedelta(days=150), pd.Timedelta(days=90)
    ax.set_xlim(min(starts["from"].min(), known) - before, starts["to"].max() + after)
    ax.axvline(known, color=GREY, linewidth=1, linestyle=":")
    figures.label(ax, known, -0.45, date, size=11)
    free = ax.get_xlim()[0] + 0.36 * np.ptp(ax.get_xlim())  # right of the first plans' marks
    keys = zip(groups, (ACCENT, GREY), "os", strict=True)
    for height, (name, colour, mark) in zip((len(place) - 1, len(place) - 2), keys, strict=True):
        ax.scatter(free, height, color=colour, marker=mark, s=55, zorder=3)
        ground = {"facecolor": "white", "edgecolor": "none", "pad": 1}
        text = {"color": colour, "fontweight": figures.bold(name), "bbox": ground}
        figures.label(ax, free, height, name, xytext=(9, 0), **text)
    return fig
