"""Ranges as thick horizontal lines, a row each, from the top."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from semibook.page.figures import ACCENT, PALE, chart


@chart
def ranges_with_middles(ranges: pd.DataFrame, texts: Sequence[str]) -> Figure:
    """Draw ranges of which the middle matters.

    Args:
        ranges: `low`, `high`, and whether it is the `main` one or recedes; the index names the
            rows.
        texts: what stands above the middle of each.
    """
    colours = np.where(ranges["main"], ACCENT, PALE)
    fig, ax = _drawn(ranges, colours, 2.4, (-0.8, len(ranges) - 0.5))
    for place, (row, text) in enumerate(zip(ranges.itertuples(), texts, strict=True)):
        ax.text((row.low + row.high) / 2, place - 0.33, text, ha="center", fontsize=11)
    return fig


def _drawn(
    ranges: pd.DataFrame, colours: Sequence[str], height: float, across: tuple[float, float]
) -> tuple[Figure, Axes]:
    fig, ax = plt.subplots(figsize=(6.4, height))
    places = np.arange(len(ranges))
    ax.hlines(places, ranges["low"], ranges["high"], color=colours, linewidth=9)
    ax.set_yticks(places, ranges.index)
    ax.set_ylim(*reversed(across))
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    ax.xaxis.set_major_formatter("{x:,.0f}")
    return fig, ax
