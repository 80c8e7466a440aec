"""Ratios to a default on a logarithmic axis, a row a quantity, a mark a variant."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import GREY, PALE, SERIES, chart

#: Of the variants, in their order.
_MARKS = "o^vs"
#: How far from one a ratio is drawn.
_SAME = 1e-4


@chart
def ratios(found: pd.DataFrame, axis_name: str) -> Figure:
    """Draw the ratios from below; one that does not differ from 1 is not drawn.

    A variant without any is not in the legend either.

    Args:
        found: a row a quantity and a column a variant, both named as readers see them.
        axis_name: what the ratios are of.
    """
    fig, ax = plt.subplots(figsize=(6.4, 1.4 + 0.36 * len(found)))
    places = np.arange(len(found))
    for (name, values), mark, colour in zip(found.items(), _MARKS, SERIES, strict=False):
        apart = values.where((values - 1).abs() > _SAME)
        if apart.notna().any():
            ax.plot(apart, places, mark, color=colour, label=name, ms=7, ls="none")
    ax.axvline(1, color=GREY, zorder=0)
    across = {"color": PALE, "lw": 0.8, "zorder": 0, "transform": ax.get_yaxis_transform()}
    ax.hlines(places, 0, 1, **across)
    ax.set_yticks(places, [figures.folded(name, 2.6) for name in found.index])
    ax.tick_params(axis="y", length=0, labelsize=11)
    ax.set_xscale("log", base=2)
    ax.xaxis.set_major_formatter(lambda value, _at: f"×{value:g}")
    ax.set_xlabel(axis_name)
    ax.legend(loc="upper center", bbox_to_anchor=(0.2, -0.1), ncols=2)
    return fig
