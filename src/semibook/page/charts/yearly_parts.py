"""Upright bars, one a year, in two parts that are named beside them."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, chart


@chart
def yearly_parts(parts: pd.DataFrame, totals: Sequence[str]) -> Figure:
    """Draw a bar a year, the lower part in the accent colour, the upper one hatched.

    Args:
        parts: by year, the lower and the upper part, named for readers: the lower one matters in
            the first years, the upper one in the last.
        totals: what stands above each bar.
    """
    lower, upper = parts.columns
    fig, ax = plt.subplots(figsize=(6.4, 4.0))
    ax.bar(parts.index, parts[lower], 0.7, color=ACCENT)
    hatched = {"color": "white", "edgecolor": GREY, "hatch": "///"}
    ax.bar(parts.index, parts[upper], 0.7, parts[lower], **hatched)
    heights = parts.sum(axis=1)
    above = {"ha": "center", "xytext": (0, 8)}
    for (year, height), text in zip(heights.items(), totals, strict=True):
        figures.label(ax, year, height, text, **above)
    # The last year in which the lower part makes up much: its name stands to the right of it.
    much = parts.index[parts[lower] >= parts[lower].max() / 2][-1]
    beside = {"color": ACCENT, "xytext": (26, 0)}
    figures.label(ax, much, parts.loc[much, lower] * 0.7, lower, **beside)
    last = {"ha": "right", "xytext": (20, 26)}
    figures.label(ax, parts.index[-1], heights.iloc[-1], upper, **last)
    ax.set_ylim(0, heights.max() * 1.12)
    ax.set_xticks(parts.index)
    ax.yaxis.set_major_formatter("{x:,.0f}")
    return fig
