"""Series of points that are never joined with each other nor over a gap, named at their ends."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import SERIES, chart


@chart
def named_series(points: pd.DataFrame, top: float, empty: str) -> Figure:
    """Draw points for each group, and a dotted line from year to year where none is missing.

    Args:
        points: `group`, `year` and `value`; what stands at a group's first point (`text`) and at
            its last (`end`). In the order of the years.
        top: where the axis of values ends.
        empty: what stands there if there are no points.
    """
    fig, ax = plt.subplots(figsize=(6.4, 3.4))
    for number, (_group, rows) in enumerate(points.groupby("group")):
        colour = SERIES[number % len(SERIES)]
        first, last = rows.iloc[0], rows.iloc[-1]
        # Years without a value break the line.
        yearly = rows.set_index("year")["value"].reindex(range(first["year"], last["year"] + 1))
        ax.plot(yearly.index, yearly, "o:", color=colour)
        # The first series' name stands above its line, the others' beneath theirs.
        aside = {"xytext": (30, 36) if number % 2 == 0 else (4, -18), "ha": "right"}
        figures.label(ax, last["year"], last["value"], last["end"], color=colour, **aside)
        if len(rows) > 1:
            beside = {"xytext": (10, 4), "color": colour}
            figures.label(ax, first["year"], first["value"], first["text"], **beside)
    ax.set_ylim(0, top)
    ax.margins(x=0.08)
    if points.empty:
        ax.set_axis_off()
        ax.text(0.5, 0.5, empty, ha="center", transform=ax.transAxes)
    return fig
