"""How many times each quantity became, on a logarithmic axis, a panel a group."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, PALE, chart


@chart
def factors_by_group(rows: pd.DataFrame, axis_name: str) -> Figure:
    """Draw a dot a row, with a line from one.

    Args:
        rows: `factor`, above 0; what the row is called (`title`) and its panel (`group`).
        axis_name: what the factors are.
    """
    groups = list(dict.fromkeys(rows["group"]))
    sizes = [(rows["group"] == group).sum() + 0.6 for group in groups] or [1]
    height = 0.9 + 0.38 * len(rows) + 0.5 * len(groups)
    panels = {"height_ratios": sizes, "sharex": True, "squeeze": False}
    fig, axes = plt.subplots(len(groups) or 1, 1, figsize=(6.4, height), **panels)
    axes[-1, 0].set_xlabel(axis_name)
    lowest, highest = min(rows["factor"].min(), 0.5), max(rows["factor"].max(), 2)
    for ax, group in zip(axes[:, 0], groups, strict=False):
        own = rows[rows["group"] == group].iloc[::-1]
        places = np.arange(len(own))
        ax.hlines(places, 1, own["factor"], color=GREY)
        ax.plot(own["factor"], places, "o", color=ACCENT)
        ax.axvline(1, color=PALE, zorder=0)
        ax.set_yticks(places, [figures.folded(title, 2.6) for title in own["title"]])
        ax.set_title(group, fontsize=11, color=GREY)
        ax.tick_params(axis="y", length=0, labelsize=10)
        ax.margins(y=0.6 / len(own))
        ax.set_xscale("log", base=2)
        ax.set_xlim(lowest / 1.3, highest * 1.3)
        ax.xaxis.set_major_formatter(lambda value, _at: f"×{value:g}")
    return fig
