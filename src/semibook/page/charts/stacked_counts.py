"""Horizontal bars of counts, stacked by kind, with a legend above."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from semibook.page.figures import ACCENT, GREY, PALE


def stacked_counts(counts: pd.DataFrame, axis_name: str) -> Figure:
    """Draw the bars from below.

    Args:
        counts: three kinds at most as columns; they and the rows are named as readers see them.
        axis_name: what is counted.
    """
    fig, ax = plt.subplots(figsize=(6.4, 1.3 + 0.32 * len(counts)))
    left = np.zeros(len(counts))
    for name, colour in zip(counts, (ACCENT, GREY, PALE), strict=False):
        ax.barh(counts.index, counts[name], left=left, label=name, color=colour)
        left += counts[name].to_numpy()
    ax.set_xlabel(axis_name)
    ax.locator_params(axis="x", integer=True)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0)
    return fig
