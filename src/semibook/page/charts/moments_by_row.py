"""Moments over time, a row a subject, of two kinds; those of one day stand above each other."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from semibook.page.figures import ACCENT, GREY, chart

#: How far above each other moments of one day stand, in rows.
_LIFT = 0.16


@chart
def moments_by_row(moments: pd.DataFrame, rows: Sequence[str]) -> Figure:
    """Draw circles in the accent colour for the marked moments, grey squares for the others.

    Args:
        moments: when it was (`at`), its `row`, and whether it is `marked`.
        rows: the rows' names from below.
    """
    places = moments["row"].map(list(rows).index)
    heights = places + moments.groupby(["row", "at"]).cumcount() * _LIFT
    fig, ax = plt.subplots(figsize=(6.4, 3.6))
    for marked, colour, marker in ((True, ACCENT, "o"), (False, GREY, "s")):
        kind = moments["marked"] == marked
        look = {"color": colour, "marker": marker, "edgecolor": "white", "linewidth": 0.5}
        ax.scatter(moments.loc[kind, "at"], heights[kind], s=34, **look)
    ax.set_yticks(range(len(rows)), rows)
    ax.set_ylim(-0.5, len(rows) - 0.2)
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    return fig
