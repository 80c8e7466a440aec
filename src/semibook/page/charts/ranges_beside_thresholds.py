"""Ranges of two or more measures, one above the other, beside the thresholds of rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from semibook.page.figures import ACCENT, GREY, INK, chart


@chart
def ranges_beside_thresholds(
    panels: Mapping[str, tuple[pd.DataFrame, Sequence[tuple[float, str]]]],
) -> Figure:
    """Draw a panel a measure, a range a row; an end that is not attained is hollow.

    Args:
        panels: by the measure's name, its ranges (`range` of two ends, and whether they are
            attained, `low_attained` and `high_attained`; the index names the rows, of which the
            first is what the others are compared with), and its thresholds: the value, and whose
            it is. The first is dashed, the others dotted.
    """
    fig, axes = plt.subplots(len(panels), 1, figsize=(6.4, 2.6 * len(panels)))
    for ax, (name, (ranges, thresholds)) in zip(axes, panels.items(), strict=True):
        ax.set(xlabel=name)
        _draw_ranges(ax, ranges)
        if min(found.low for found in ranges["range"]) > 0:
            ax.set_xlim(left=0)
        _draw_thresholds(ax, thresholds)
    return fig


def _draw_ranges(ax: Axes, ranges: pd.DataFrame) -> None:
    places = np.arange(len(ranges))
    low, high = ([getattr(found, end) for found in ranges["range"]] for end in ("low", "high"))
    colours = [GREY, *[ACCENT] * (len(ranges) - 1)]
    ax.hlines(places, low, high, color=colours, linewidth=5)
    for ends, attained in ((low, ranges["low_attained"]), (high, ranges["high_attained"])):
        fill = np.where(attained, INK, "white")
        ax.scatter(ends, places, s=62, zorder=3, color=fill, edgecolor=INK)
    ax.set_yticks(places, ranges.index)
    ax.set_ylim(len(ranges) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)


def _draw_thresholds(ax: Axes, thresholds: Sequence[tuple[float, str]]) -> None:
    """Lines across the panel, named above it; every second name stands a line higher."""
    above = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points", "va": "bottom"}
    for place, (at, name) in enumerate(sorted(thresholds)):
        line = "--" if at == thresholds[0][0] else ":"
        ax.axvline(at, color=INK, linewidth=1, linestyle=line, zorder=0)
        above["xytext"] = 0, 3 + place % 2 * 13
        ax.annotate(f"{name} {at:,.0f}", (at, 1), ha="center", fontsize=11, **above)
    ax.xaxis.set_major_formatter("{x:,.0f}")
