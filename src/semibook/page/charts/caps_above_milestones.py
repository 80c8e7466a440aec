"""What adds up from year to year, as bars above milestones on the same axis of time."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, INK, PALE

#: How the bar of a milestone looks, by its status.
STATUSES = {
    "done": {"color": INK},
    "current": {"color": ACCENT},
    "planned": {"color": "white", "edgecolor": ACCENT, "hatch": "////"},
}
_WHITE = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
#: Where a fiscal year begins and how long it is, in years.
_FISCAL_YEAR, _APRIL = {"width": 1, "align": "edge"}, 0.25
#: Characters in a line of a milestone's words.
_WIDE = 60


def caps_above_milestones(
    caps: pd.DataFrame,
    totals: Sequence[str],
    level: tuple[float, str],
    milestones: pd.DataFrame,
) -> Figure:
    """Draw cumulated amounts of fiscal years above the milestones.

    Args:
        caps: by fiscal year, what is known (`known`) and what a scenario adds (`added`).
        totals: what stands above each bar, of what has been reached.
        level: an amount to compare with, in the same unit, and what it is.
        milestones: `start` and `end` in years, `status` and the words (`milestone`), from the top.
    """
    fig, (above, below) = plt.subplots(
        2, 1, figsize=(6.4, 8.6), sharex=True, height_ratios=[1, 3.2]
    )
    span = milestones["start"].min(), max(milestones["end"].max(), caps.index.max() + 1.25)
    _draw_caps(above, caps, totals, level[0])
    _draw_level(above, level, span)
    _draw_milestones(below, milestones, span)
    return fig


def _draw_caps(ax: Axes, caps: pd.DataFrame, totals: Sequence[str], level: float) -> None:
    """A year's own cap in the accent colour on what was reached before, a scenario's hatched."""
    yearly = caps["known"] + caps["added"]
    reached = yearly.cumsum()
    start, before = caps.index + _APRIL, reached - yearly
    ax.bar(start, before, color=PALE, **_FISCAL_YEAR)
    ax.bar(start, caps["known"], bottom=before, color=ACCENT, **_FISCAL_YEAR)
    if (caps["added"] > 0).any():
        hatched = {"color": "white", "hatch": "///", "edgecolor": GREY}
        ax.bar(start, caps["added"], bottom=before + caps["known"], **_FISCAL_YEAR, **hatched)
    for (year, height), text in zip(reached.items(), totals, strict=True):
        strong = {"ha": "center", "fontweight": "bold", "bbox": _WHITE}
        figures.label(ax, year + 0.75, height, text, xytext=(0, 9), **strong)
    ax.set(ylim=(0, max(level, reached.max()) * 1.2), yticks=[])
    ax.spines["left"].set_visible(False)


def _draw_level(ax: Axes, level: tuple[float, str], span: tuple[float, float]) -> None:
    height, text = level
    ax.hlines(height, *span, color=INK, linestyle="--", linewidth=1.4)
    right = {"ha": "right", "fontsize": 11, "bbox": _WHITE}
    figures.label(ax, span[1], height, text, xytext=(0, 11), **right)


def _draw_milestones(ax: Axes, milestones: pd.DataFrame, span: tuple[float, float]) -> None:
    """Bars over the time given for each, with the words above, on the side that has room."""
    texts = [textwrap.fill(text, _WIDE) for text in milestones["milestone"]]
    places = -pd.Series([text.count("\n") + 2.1 for text in texts], milestones.index).cumsum()
    for status, rows in milestones.groupby("status"):
        lengths = rows["end"] - rows["start"]
        ax.barh(places[rows.index], lengths, 0.7, rows["start"], **STATUSES[status])
    above = {"xytext": (0, 5), "va": "bottom", "fontsize": 10.5}
    for place, text, row in zip(places, texts, milestones.itertuples(), strict=True):
        late = row.start > sum(span) / 2
        x, side = (row.end, "right") if late else (row.start, "left")
        figures.label(ax, x, place, text, ha=side, **above)
    ax.set(ylim=(places.min() - 0.8, 0.6), xlim=span, yticks=[])
    ax.spines["left"].set_visible(False)
    ax.xaxis.get_major_locator().set_params(integer=True)
