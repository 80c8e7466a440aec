"""A tornado chart: what each assumption's range does to a result, the widest on top."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from semibook.page.figures import ACCENT, GREY, PALE, chart


@chart
def tornado_linear(ranges: pd.DataFrame, centre: float) -> Figure:
    """Draw a bar an assumption from the top, with a line at the result of the central values.

    Args:
        ranges: by assumption, the result's ends (`low`, `high`) and what stands there (`low_text`,
            `high_text`).
        centre: the result with every assumption at its central value.
    """
    fig, ax = plt.subplots(figsize=(6.4, 3.2))
    gap = ranges["high"].max() * 0.015
    style = {"va": "center", "fontsize": 11}
    for place, row in enumerate(ranges.itertuples()):
        width = row.high - row.low
        ax.barh(place, width, left=row.low, color=PALE, edgecolor=GREY, height=0.55)
        ax.text(row.low - gap, place, row.low_text, ha="right", **style)
        ax.text(row.high + gap, place, row.high_text, ha="left", **style)
    ax.axvline(centre, color=ACCENT, linewidth=2)
    ax.set_yticks(range(len(ranges)), ranges.index)
    ax.invert_yaxis()
    ax.set_xlim(0, ranges["high"].max() * 1.12)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    return fig
