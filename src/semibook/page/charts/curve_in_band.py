"""A model's curve over one quantity, in the band that another assumption leaves open."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MultipleLocator

from semibook.page.figures import ACCENT, INK, PALE, chart


@chart
def curve_in_band(
    curves: pd.DataFrame,
    points: pd.Series,
    texts: Sequence[str],
    level: float,
    names: dict[str, str],
) -> Figure:
    """Draw a falling curve in per cent with marked points, its band, and a level beside it.

    Args:
        curves: the curve (`central`) and the edges of its band (`upper`, `lower`); the index is
            the quantity on the axis, in at least 31 steps.
        points: marked points of the curve, by the same quantity.
        texts: what stands above each.
        level: height of the dashed line.
        names: what is written at the level (`level`), along the edges (`upper`, `lower`), and
            below (`axis`).
    """
    at = curves.index
    fig, ax = plt.subplots(figsize=(6.4, 3.8))
    ax.fill_between(at, curves["lower"], curves["upper"], color=PALE)
    ax.plot(at, curves["central"], color=ACCENT, linewidth=2.4)
    ax.scatter(points.index, points, color=ACCENT, zorder=3)
    ax.axhline(level, color=INK, linewidth=1.2, linestyle="dashed")
    ax.text(at[0], level - 0.4, names["level"], va="top")
    above = {"xytext": (0, 9), "textcoords": "offset points", "ha": "center", "fontweight": "bold"}
    halo = [withStroke(linewidth=3, foreground="white")]
    for point, text in zip(points.items(), texts, strict=True):
        ax.annotate(text, point, path_effects=halo, **above)
    ax.set_xlim(at[0] - 0.8, at[-1] + 0.8)
    ax.set_ylim(0, None)
    ax.yaxis.set_major_locator(MultipleLocator(5))
    ax.yaxis.set_major_formatter("{x:.0f}%")
    ax.set_xlabel(names["axis"])
    ax.text(at[20], curves["upper"].iloc[20] + 0.7, names["upper"])
    ax.text(at[30], curves["lower"].iloc[30] - 0.5, names["lower"], ha="right", va="top")
    return fig
