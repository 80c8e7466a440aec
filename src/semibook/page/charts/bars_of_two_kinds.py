"""Horizontal bars of two kinds of amounts, full and hatched, without an axis of numbers."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from semibook.page.figures import ACCENT, GREY


def bars_of_two_kinds(bars: pd.DataFrame) -> Figure:
    """Draw the bars from below: full ones in the accent colour, the others hatched in grey.

    Args:
        bars: by name: `size`, whether the bar is `filled`, what stands beneath its name (`period`)
            and at its end (`text`).
    """
    filled = bars["filled"].astype(bool)
    fig, ax = plt.subplots(figsize=(6.4, 0.56 * len(bars) + 0.1))
    places = np.arange(len(bars))
    fills, edges = np.where(filled, ACCENT, "white"), np.where(filled, ACCENT, GREY)
    drawn = ax.barh(places, bars["size"], color=fills, edgecolor=edges)
    for bar, full in zip(drawn, filled, strict=True):
        bar.set_hatch("" if full else "///")
    ax.set_yticks(places, [f"{name}\n{period}" for name, period in bars["period"].items()])
    ax.bar_label(drawn, bars["text"], padding=4)
    ax.spines[["bottom", "left"]].set_visible(False)
    ax.tick_params(length=0, labelbottom=False, labelsize=10.5)
    ax.margins(x=0.12)
    return fig
