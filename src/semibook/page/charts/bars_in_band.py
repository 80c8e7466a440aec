"""Bars with the range that each leaves open, before a band and a level to compare them with."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from semibook.page.figures import ACCENT, GREY, INK, PALE


def bars_in_band(
    bars: pd.DataFrame,
    texts: Sequence[str],
    band: tuple[float, float],
    level: float,
    names: dict[str, str],
    accent: object = None,
) -> Figure:
    """Draw a bar a row, with a line over its range.

    Args:
        bars: height of the bar (`floor`), bounds of the range (`low`, `high`); the index names the
            bars.
        texts: what stands above each bar.
        band: bounds of the band, in the same unit.
        level: height of the dashed line.
        names: what is written at the level (`level`) and the band (`band`), and below (`axis`).
        accent: the bar, by index, in the accent colour.
    """
    fig, ax = plt.subplots(figsize=(6.4, 3.8))
    places = bars.index.astype(str)
    ax.axhspan(*band, color=PALE, zorder=0)
    ax.axhline(level, color=INK, linewidth=1.4, linestyle="dashed")
    ax.bar(places, bars["floor"], color=np.where(bars.index == accent, ACCENT, GREY), width=0.5)
    ax.vlines(places, bars["low"], bars["high"], color=INK, linewidth=2)
    for place, (high, text) in enumerate(zip(bars["high"], texts, strict=True)):
        ax.text(place, high + 0.4, text, ha="center", fontweight="bold")
    ax.set_xlim(-0.6, len(bars) + 0.9)
    ax.set_ylim(0, max(bars["high"].max(), band[1]) * 1.15)
    ax.set_xlabel(names["axis"])
    for height, text in ((level, names["level"]), (band[0], names["band"])):
        ax.text(len(bars) - 0.55, height + 0.3, text)
    return fig
