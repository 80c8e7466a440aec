"""Horizontal bars in groups, each under a heading of its own."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, INK, chart


@chart
def grouped_bars(
    bars: pd.DataFrame,
    headings: Sequence[str],
    accent: int | None = None,
    gap: float = 0.01,
    *,
    own_scales: bool = False,
) -> Figure:
    """Draw bars from the top down; those that are not settled are hatched.

    Args:
        bars: `group` (0, 1, ...; rows in the order of their groups), `size`, whether it is
            `settled`, what it is called (`name`) and what stands at its end (`end`).
        headings: what stands above each group.
        accent: the group whose heading has the accent colour, as the title speaks of it.
        gap: between a bar and the text at its end, in the unit of `size`.
        own_scales: whether each group has a scale of its own, on which its largest bar is 1; for
            groups that cannot be compared.
    """
    if own_scales:
        bars = bars.assign(size=bars["size"] / bars.groupby("group")["size"].transform("max"))
    place = pd.Series(range(len(bars)), bars.index) + bars["group"] + 1.0
    settled = bars["settled"].astype(bool)
    fig, ax = plt.subplots(figsize=(6.4, 0.42 * (len(bars) + len(headings))))
    ax.barh(place[settled], bars.loc[settled, "size"], color=GREY)
    hatched = {"color": "white", "edgecolor": GREY, "hatch": "///"}
    ax.barh(place[~settled], bars.loc[~settled, "size"], **hatched)
    for at, size, text in zip(place, bars["size"], bars["end"], strict=True):
        ax.text(size + gap, at, text, va="center", fontsize=11)
    tops = place.groupby(bars["group"]).min()
    for group, (at, text) in enumerate(zip(tops, headings, strict=True)):
        colour = ACCENT if group == accent else INK
        heading = ax.text(0, at - 0.9, text, va="center", color=colour, fontsize=12.5)
        figures.embolden(heading, colour)
    ax.set_yticks(place, [figures.folded(name, 2.3, 11) for name in bars["name"]], fontsize=11)
    ax.invert_yaxis()
    ax.set_xlim(0, bars["size"].max() * 1.45)
    ax.set_xticks([])
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(axis="y", length=0)
    return fig
