"""A tornado chart on a logarithmic axis: what each factor's range does to a result."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, INK, chart


@chart
def tornado_log(ranges: pd.DataFrame, centre: float, centre_name: str) -> Figure:
    """Draw a range a factor from below, the last one (all factors together) in the accent colour.

    Args:
        ranges: by factor, the result's ends (`low`, `high`) and what stands there (`low_text`,
            `high_text`).
        centre: the result with every factor at its centre.
        centre_name: what stands there.
    """
    fig, ax = plt.subplots(figsize=(6.4, 3.0))
    places, count = np.arange(len(ranges)), len(ranges)
    colours = [GREY] * (count - 1) + [ACCENT]
    ax.hlines(places, ranges["low"], ranges["high"], color=colours, linewidth=9)
    for place, row in zip(places, ranges.itertuples(), strict=True):
        figures.label(ax, row.low, place, row.low_text, xytext=(-6, 0), ha="right")
        figures.label(ax, row.high, place, row.high_text)
    ax.axvline(centre, color="white", linewidth=3)
    ax.axvline(centre, color=INK, linewidth=1.2, linestyle="--")
    figures.label(ax, centre, count - 0.5, centre_name)
    ends = ranges["low"].min() / 2, ranges["high"].max() * 2
    ax.set(xscale="log", xlim=ends, ylim=(-0.6, count - 0.2), xticks=[])
    ax.minorticks_off()
    ax.set_yticks(places, ranges.index)
    ax.tick_params(axis="y", length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
    return fig
