"""A tornado chart from zero: what each factor's range does to a result, the widest on top."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, INK, chart
from semibook.tables.units import number


@chart
def tornado(ranges: pd.DataFrame, centre: float) -> Figure:
    """Draw a bar a factor from the top, the first in the accent colour.

    Args:
        ranges: the result's ends (`low`, `high`); the index names the factors.
        centre: the result with every factor at its centre.
    """
    low, high = ranges["low"], ranges["high"]
    colours = [ACCENT, *[GREY] * (len(ranges) - 1)]
    fig, ax = plt.subplots(figsize=(6.4, 3.6))
    ax.barh(ranges.index, high - low, left=low, height=0.45, color=colours)
    ax.axvline(centre, color=INK, linewidth=1.2)
    for place, ends in enumerate(zip(low, high, strict=True)):
        figures.label(ax, ends[0], place, _rounded(ends[0]), xytext=(-5, 0), ha="right")
        figures.label(ax, ends[1], place, _rounded(ends[1]), xytext=(5, 0))
    ax.invert_yaxis()
    ax.set_xlim(0, max(high.max() * 1.15, 1))
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    return fig


def _rounded(value: float) -> str:
    """A value with the two digits that a model gives."""
    return number(float(f"{value:.2g}"), 2)
