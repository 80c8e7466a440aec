"""A line that falls short of a level over the years, the gap shaded, beside one that reaches it."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, INK, PALE


def gap_to_level(lines: pd.DataFrame) -> Figure:
    """Draw three lines, each with its name beside it.

    Args:
        lines: by year; the level, the line that is compared with it, and the one that reaches it in
            the last year, each named for readers.
    """
    fig, ax = plt.subplots(figsize=(6.4, 4.2))
    level, short, reaching = lines.columns
    ax.fill_between(lines.index, lines[short], lines[level], color=PALE)
    ax.plot(lines[level], color=INK, linewidth=2)
    ax.plot(lines[short], color=ACCENT, linewidth=3)
    ax.plot(lines[reaching], color=GREY, linestyle="--", linewidth=2)
    middle, late = len(lines) // 2, -3 if len(lines) > 3 else -1
    named = [
        (level, middle, (0, 10), INK),
        (short, middle, (40, -16), ACCENT),
        (reaching, late, (-34, 12), GREY),
    ]
    for name, place, offset, colour in named:
        at = lines.index[place], lines[name].iloc[place]
        figures.label(ax, *at, name, xytext=offset, ha="center", color=colour)
    ax.set(ylim=(0, None), xlim=(lines.index[0], lines.index[-1]))
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.yaxis.set_major_formatter("{x:,.0f}")
    return fig
