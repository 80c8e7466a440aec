"""Paths of steady growth to a target, on a logarithmic axis, beside a path for comparison."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, chart
from semibook.tables.units import number

#: Where the paths to the target are named: the point of the path, and where the name stands, below
#: the steeper one, above the other.
_NAMED = ((16, (14, -6), "left", "top"), (27, (-8, 4), "right", "bottom"))
#: What may be written at the vertical axis.
_LEVELS = (0.3, 1, 3, 10, 30, 100)


@chart
def paths_to_target(paths: pd.DataFrame, names: Sequence[str], ends: tuple[str, str]) -> Figure:
    """Draw the steeper path to the target, the other one, and in grey the one for comparison.

    Args:
        paths: these three, by year, in at least 28 steps.
        names: what the two paths to the target are called.
        ends: what stands where they end, and where the third one does.
    """
    fig, ax = plt.subplots(figsize=(6.4, 3.6))
    years, compared = paths.index, paths.iloc[:, -1]
    for name, text, (at, offset, ha, va) in zip(paths, names, _NAMED, strict=False):
        ax.plot(paths[name], color=ACCENT, linewidth=2.4)
        style = {"xytext": offset, "ha": ha, "va": va, "color": ACCENT}
        figures.label(ax, years[at], paths[name].iloc[at], text, **style)
    ax.plot(compared, color=GREY, linewidth=2.4)
    below = {"xytext": (6, -8), "va": "top", "color": GREY}
    figures.label(ax, years[-1], compared.iloc[-1], figures.folded(ends[1], 1.2), **below)
    target = paths.iloc[-1, 0]
    figures.label(ax, years[-1], target, ends[0], color=ACCENT)
    levels = [level for level in _LEVELS if paths.iloc[0, 0] / 2 < level < target * 1.5]
    ax.set(yscale="log", xlim=(years[0], years[-1] + 1.3))
    ax.set_yticks(levels, [number(level) for level in levels])
    ax.set_xticks(range(int(np.ceil(years[0])), int(years[-1]) + 1))
    ax.minorticks_off()
    return fig
