"""Curves of a formula over a rate, with circles where a simulation stands beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, INK, chart

#: The point of a curve at which its name stands.
_NAMED_AT = 25


@chart
def simulated_curves(
    curves: Mapping[str, pd.Series],
    simulated: Sequence[pd.Series],
    rate: tuple[float, str],
    axis: tuple[float, str],
) -> Figure:
    """Draw two curves, the first in the accent colour, as far up as most of the second.

    Args:
        curves: by what they are called, by the rate on the axis.
        simulated: for each curve, what the simulation gives.
        rate: a rate to mark with a line, and what it is.
        axis: where the axis of rates ends, and what it is called.
    """
    names, colours = list(curves), (ACCENT, INK)
    fig, ax = plt.subplots(figsize=(6.4, 4.2))
    for (name, curve), points, colour in zip(curves.items(), simulated, colours, strict=True):
        ax.plot(curve, color=colour, linewidth=2.6)
        ax.scatter(points.index, points, s=42, color="white", edgecolor=colour, zorder=3)
        above = {"xytext": (0, 13), "color": colour, "fontweight": figures.bold(name)}
        figures.label(ax, curve.index[_NAMED_AT], curve.iloc[_NAMED_AT], name, **above)
    top = 2.5 * curves[names[-1]].quantile(0.8)
    ax.axvline(rate[0], color=GREY, linestyle=":", linewidth=1.5)
    left = {"xytext": (-5, 0), "ha": "right", "color": GREY}
    figures.label(ax, rate[0], top * 0.95, rate[1], **left)
    ax.set(ylim=(0, top), xlim=(0, axis[0]))
    ax.set_xlabel(axis[1]).set_in_layout(True)
    return fig
