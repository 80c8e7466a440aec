"""Numbers of things by group, as bars cut by what each thing is."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from semibook.page.figures import GREY, INK, chart


@chart
def counted_bars(
    counts: pd.DataFrame,
    words: Mapping[str, str],
    fills: Mapping[str, str],
    hatches: Mapping[str, str],
    dark: Collection[str],
    *,
    frame: float,
    legend_at: float,
    boxed: bool = False,
) -> Figure:
    """Draw a bar a row of counts, with a legend beneath.

    Args:
        counts: numbers; the index names the groups, the columns are what is counted, from left.
        words: what readers call the columns.
        fills: the colour of each column.
        hatches: of those columns that have one.
        dark: columns on which numbers are white.
        frame: inches of height beside those of the bars.
        legend_at: the middle of the legend, as a part of the width of the axes.
        boxed: whether numbers on a hatch have a plain ground.
    """
    fig, ax = plt.subplots(figsize=(6.4, 0.42 * len(counts) + frame))
    starts = counts.cumsum(axis=1).shift(axis=1, fill_value=0)
    for name in counts:
        style = {"color": fills[name], "edgecolor": GREY, "linewidth": 0.6}
        style |= {"hatch": hatches.get(name), "left": starts[name]}
        bars = ax.barh(counts.index, counts[name], **style)
        numbers = [str(count) if count else "" for count in counts[name]]
        texts = ax.bar_label(
            bars, numbers, label_type="center", color="white" if name in dark else INK
        )
        for text in texts if boxed and name in hatches else []:
            if text.get_text():
                text.set_bbox({"facecolor": fills[name], "edgecolor": "none", "pad": 0.8})
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0, labelbottom=False)
    shown = [name for name in counts if counts[name].any()]
    keys = [
        Rectangle((0, 0), 1, 1, fc=fills[name], ec=GREY, hatch=hatches.get(name)) for name in shown
    ]
    names = [words[name] for name in shown]
    ax.legend(keys, names, loc="upper center", bbox_to_anchor=(legend_at, 0), ncols=3)
    ax.invert_yaxis()
    return fig
