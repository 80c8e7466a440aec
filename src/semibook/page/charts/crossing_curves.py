"""Two curves over one quantity, with a line where the second falls below the first."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, INK, chart


@chart
def crossing_curves(
    curves: pd.DataFrame, crossing: float | None, axes: Mapping[str, str]
) -> Figure:
    """Draw two curves, each named at its end, the second in the accent colour.

    Args:
        curves: by the quantity on the axis, from 0; a column a curve, named for readers.
        crossing: where they cross, or None if they do not.
        axes: what the axes are called (`x`, `y`).
    """
    fig, ax = plt.subplots(figsize=(6.4, 3.8))
    last = curves.index[-1]
    for (name, curve), colour in zip(curves.items(), (GREY, ACCENT), strict=True):
        ax.plot(curve, color=colour, linewidth=2.4)
        figures.label(ax, last, curve.iloc[-1], name, color=colour)
    if crossing is not None:
        ax.axvline(crossing, color=INK, linewidth=0.8, linestyle=":")
    ax.set(xlim=(0, last), xlabel=axes["x"], ylabel=axes["y"])
    ax.set_ylim(bottom=0)
    return fig
