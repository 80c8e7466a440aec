"""Falling curves of a model, one for each value of an assumption, above the floor of all."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, INK, chart


@chart
def curves_above_floor(
    curves: pd.DataFrame, central: float, floor: float, names: Mapping[str, str]
) -> Figure:
    """Draw a curve a column, the central one in the accent colour.

    Args:
        curves: by the quantity on the axis; the columns are values of the assumption, the one that
            gives the upper curve first.
        central: the column in the accent colour.
        floor: height of the dotted line.
        names: what stands beside the first and the last curve (`upper`, `lower`), at the floor
            (`floor`) and below (`axis`).
    """
    fig, ax = plt.subplots(figsize=(6.4, 4.2))
    for value, curve in curves.items():
        style = {"color": ACCENT, "linewidth": 3} if value == central else _OTHERS
        ax.plot(curve, "o-", markersize=4, **style)
    ax.axhline(floor, color=INK, linestyle=":", linewidth=1.8)
    middle = curves.index[len(curves) // 2]
    upper, lower = curves.loc[middle].iloc[[0, -1]]
    figures.label(ax, middle, upper, names["upper"], xytext=(4, 12))
    figures.label(ax, middle, lower, names["lower"], xytext=(0, -12), ha="right")
    figures.label(ax, curves.index[0], floor, names["floor"], xytext=(6, -10))
    ax.set(ylim=(0, None), xlabel=names["axis"])
    ax.yaxis.set_major_formatter("{x:,.0f}")
    return fig


_OTHERS = {"color": GREY, "linewidth": 1.6}
