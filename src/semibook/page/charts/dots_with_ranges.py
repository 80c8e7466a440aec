"""A dot a row within the range that its figures leave open, beside a value to compare it with."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from semibook.page.figures import ACCENT, GREY, INK, chart


@chart
def dots_with_ranges(dots: pd.DataFrame, mark: float, mark_text: str) -> Figure:
    """Draw dots and ranges; those whose range does not hold the marked value in the accent colour.

    Args:
        dots: in per cent, `middle` and the range's bounds `low` and `high`, whether the range holds
            the mark (`holds`), what the row is called (`name`) and what stands beside it (`text`).
        mark: the value, drawn as a line across the rows.
        mark_text: what it is called.
    """
    fig, ax = plt.subplots(figsize=(6.4, 0.48 * len(dots)))
    places = np.arange(len(dots))
    colours = np.where(dots["holds"], GREY, ACCENT)
    ax.axvline(mark, color=INK, linewidth=1)
    ax.text(mark, -0.9, mark_text, fontsize=11)
    ax.hlines(places, dots["low"], dots["high"], color=colours, linewidth=5, alpha=0.5)
    ax.scatter(dots["middle"], places, color=colours, marker="o", s=34, zorder=3)
    ax.tick_params(axis="y", length=0)
    beside = {"xytext": (7, 0), "textcoords": "offset points", "va": "center", "fontsize": 11}
    for place, row in zip(places, dots.itertuples(), strict=True):
        weight = "normal" if row.holds else "bold"
        ax.annotate(row.text, (row.high, place), fontweight=weight, **beside)
    ax.set_yticks(places, dots["name"])
    ax.set_ylim(len(dots) - 0.5, -1.3)
    ax.set_xlim(dots["low"].min() - 2, dots["high"].max() + 4)
    ax.xaxis.set_major_locator(MultipleLocator(5))
    ax.xaxis.set_major_formatter("{x:.0f}%")
    ax.spines["left"].set_visible(False)
    return fig
