"""Horizontal bars, each with the floor that it has to reach, beside a further floor."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, INK, chart
from semibook.tables.units import number


@chart
def bars_beside_floors(
    bars: pd.DataFrame, own: tuple[float, str], further: tuple[float, str]
) -> Figure:
    """Draw bars from below, with a mark at each one's floor; estimated ones are hatched.

    Args:
        bars: `name`, `size` and `floor` in the unit of the axis, whether the bar is `marked` by the
            accent colour, and whether its size is `estimated`.
        own: a floor of the bars' own, and what stands above it.
        further: the floor that is drawn across all bars, and what stands beside it.
    """
    fig, ax = plt.subplots(figsize=(6.4, 0.45 * len(bars) + 0.7))
    _draw_bars(ax, bars)
    places, right = np.arange(len(bars)), max(bars["size"].max(), further[0]) * 1.12
    ax.vlines(bars["floor"], places - 0.42, places + 0.42, color=INK, linewidth=2)
    ax.axvline(further[0], color=INK, linestyle="--", linewidth=1.2)
    beside = {"xytext": (6, 0), "ha": "left"}
    if right <= 1.6 * further[0]:
        beside = {"xytext": (-6, 0), "ha": "right"}
    figures.label(ax, further[0], 0.5, further[1], **beside)
    above = {"va": "bottom", "xytext": (0, 0)}
    above["bbox"] = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
    figures.label(ax, own[0], len(bars) - 0.5, own[1], **above)
    ax.set(xlim=(0, right), ylim=(-0.6, len(bars) - 0.05))
    ax.tick_params(axis="y", length=0)
    ax.xaxis.set_major_formatter("{x:,.0f}")
    return fig


def _draw_bars(ax: Axes, bars: pd.DataFrame) -> None:
    colours = np.where(bars["marked"], ACCENT, GREY)
    drawn = ax.barh(bars["name"], bars["size"], color=colours, height=0.6)
    for bar, estimated in zip(drawn, bars["estimated"], strict=True):
        if estimated:
            bar.set(facecolor="white", edgecolor=GREY, hatch="////")
    for place, row in enumerate(bars.itertuples()):
        # Beyond the mark of the floor where the bar ends before it.
        figures.label(ax, max(row.size, row.floor), place, number(row.size))
