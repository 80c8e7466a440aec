"""Horizontal bars cut into parts, each part named once."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, chart

#: Parts in their order: the accent for the first, greys for the rest.
SHADES = (ACCENT, "#5b6470", "#a9b0b8", "#d5d9de")


@chart
def stacked(
    parts: pd.DataFrame, totals: pd.Series, rows: Sequence[str], ends: Sequence[str]
) -> Figure:
    """Draw a bar a total, cut into its parts; one whose parts are not known is hatched.

    Args:
        parts: a row a bar, a column a part, named as readers see it; missing where there is none.
        totals: the whole of each bar, in the same order and unit.
        rows: what each bar is called.
        ends: what stands at each bar's end.
    """
    fig, ax = plt.subplots(figsize=(6.4, 1.15 * len(totals) + 0.5))
    place, unsplit = np.arange(len(totals)), parts.isna().all(axis=1).to_numpy()
    ax.barh(place[unsplit], totals[unsplit], color="white", edgecolor=GREY, hatch="///")
    starts = parts.fillna(0.0).cumsum(axis=1).shift(axis=1, fill_value=0.0)
    for name, colour in zip(parts, SHADES, strict=False):
        widths = parts[name].fillna(0.0)
        ax.barh(place, widths, left=starts[name], color=colour, edgecolor="white")
    for at, value, text in zip(place, totals, ends, strict=True):
        figures.embolden(ax.text(value + 0.015 * totals.max(), at, text, va="center"))
    ax.set_yticks(place, rows)
    ax.tick_params(axis="y", length=0)
    ax.invert_yaxis()
    ax.set_xlim(0, totals.max() * 1.42)
    ax.spines["left"].set_visible(False)
    _name_parts(ax, parts, starts, totals.max())
    return fig


def _name_parts(ax: Axes, parts: pd.DataFrame, starts: pd.DataFrame, longest: float) -> None:
    """Name each part: inside where it is wide, else beside the bar with most parts, with a line."""
    fullest, beside = parts.notna().sum(axis=1).idxmax(), 0
    line = {"arrowstyle": "-", "color": GREY, "linewidth": 0.9, "relpos": (0, 0.5)}
    for name in parts:
        widest = parts[name].idxmax()
        bar = widest if parts.loc[widest, name] > 0.2 * longest else fullest
        middle = starts.loc[bar, name] + parts.loc[bar, name] / 2
        place = parts.index.get_loc(bar)
        if bar == widest and bar != fullest:
            inside = {"ha": "center", "va": "center", "color": "white", "fontsize": 12}
            ax.text(middle, place, name, **inside)
            continue
        words = (0.66 * ax.get_xlim()[1], place - 1.2 + 0.3 * beside)
        ax.annotate(name, (middle, place - 0.4), xytext=words, va="center", arrowprops=line)
        beside += 1
