"""Horizontal bars of a whole cut into its members, which are coloured by group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, INK, chart
from semibook.tables.units import number

#: Groups in their order from the left.
COLOURS = (INK, GREY, ACCENT)
#: Where their names are centred beneath the bars, in percent.
_CENTRES = (13, 50, 88)
#: The least share whose number stands in the bar.
_WIDE = 5.0


@chart
def compositions(wholes: Mapping[str, Sequence[Sequence[float]]], groups: Iterable[str]) -> Figure:
    """Draw a bar of 100 percent a whole, with each member's share where it has room.

    Args:
        wholes: by what stands above the bar, its groups of members' shares, from the left.
        groups: what the groups are called beneath the bars.
    """
    fig, ax = plt.subplots(figsize=(6.4, 2.7))
    for place, (heading, parts) in enumerate(wholes.items()):
        _draw(ax, place, parts)
        ax.text(0, place - 0.3, heading, va="bottom")
    below = len(wholes) - 0.67
    for name, at, colour in zip(groups, _CENTRES, COLOURS, strict=True):
        weight = figures.bold(name)
        ax.text(at, below, name, color=colour, ha="center", va="top", fontweight=weight)
    ax.set(xlim=(0, 100), ylim=(below + 0.32, -0.6), yticks=[], xticks=[])
    ax.spines[["left", "bottom"]].set_visible(False)
    return fig


def _draw(ax: Axes, place: int, parts: Sequence[Sequence[float]]) -> None:
    left = 0.0
    for members, colour in zip(parts, COLOURS, strict=True):
        for share in filter(None, members):
            style = {"height": 0.5, "color": colour, "edgecolor": "white", "linewidth": 0.8}
            ax.barh(place, share, left=left, **style)
            if share > _WIDE:
                middle = left + share / 2
                ax.text(middle, place, number(share), color="white", ha="center", va="center")
            left += share
