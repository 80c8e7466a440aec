"""Lines on two logarithmic axes, each named at its end, one of them with points that are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, chart

#: What may be written at the vertical axis.
_LEVELS = (25, 50, 100, 200, 500, 1000, 2000, 5000)


@chart
def logarithmic_lines(
    lines: pd.DataFrame,
    names: Sequence[str],
    main: float,
    points: Mapping[str, tuple[float, float]],
    axis: tuple[Sequence[float], str],
) -> Figure:
    """Draw a line a column.

    Args:
        lines: by the quantity of the horizontal axis.
        names: what stands at the end of each line.
        main: the column in the accent colour.
        points: points of that line, by what they are called; those at the left are named below.
        axis: what is written at the horizontal axis, and what the axis is called.
    """
    fig, ax = plt.subplots(figsize=(6.4, 4.4))
    for (column, line), name in zip(lines.items(), names, strict=True):
        colour, width = (ACCENT, 2.8) if column == main else (GREY, 1.8)
        ax.plot(lines.index, line, color=colour, linewidth=width)
        figures.label(ax, lines.index[-1], line.iloc[-1], name, color=colour)
    _draw_points(ax, points)
    levels = [level for level in _LEVELS if level < 1.3 * lines.iloc[-1].max()]
    ax.set(xscale="log", yscale="log", xlim=(lines.index[0], 2100))
    ax.set_ylim(0.5 * lines.min().min(), None)
    ax.set_xlabel(axis[1])
    for own, ticks in ((ax.xaxis, axis[0]), (ax.yaxis, levels)):
        own.set_ticks(ticks, [f"{tick:,g}" for tick in ticks])
    ax.minorticks_off()
    return fig


def _draw_points(ax: Axes, points: Mapping[str, tuple[float, float]]) -> None:
    for name, (x, y) in points.items():
        ax.scatter(x, y, s=60, color=ACCENT, zorder=4)
        beside = {"color": ACCENT, "ha": "right", "xytext": (-4, 14)}
        if x < 200:  # below all lines, with a stroke up to its point
            beside |= {"ha": "center", "xytext": (0, -32)}
            beside["arrowprops"] = {"arrowstyle": "-", "color": ACCENT, "lw": 0.8}
        figures.label(ax, x, y, name, **beside)
