"""What adds up from year to year, as columns: each year's own part on what was reached before."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, PALE, chart


@chart
def cumulated_columns(amounts: pd.DataFrame, totals: Sequence[str]) -> Figure:
    """Draw a column a year, the year's own part in the accent colour, a scenario's hatched.

    Args:
        amounts: by year, what is known (`known`) and what a scenario adds (`added`).
        totals: what stands above each column, of what has been reached.
    """
    fig, ax = plt.subplots(figsize=(6.4, 3.4))
    yearly = amounts["known"] + amounts["added"]
    reached = yearly.cumsum()
    before = reached - yearly
    years = amounts.index.astype(str)
    ax.bar(years, before, color=PALE)
    ax.bar(years, amounts["known"], bottom=before, color=ACCENT)
    hatched = {"color": "white", "hatch": "///", "edgecolor": GREY}
    added = amounts["added"] > 0
    ax.bar(years[added], amounts["added"][added], bottom=reached[added] - yearly[added], **hatched)
    above = {"xytext": (0, 9), "ha": "center", "fontweight": "bold"}
    for year, height, text in zip(years, reached, totals, strict=True):
        figures.label(ax, year, height, text, **above)
    ax.set(ylim=(0, reached.max() * 1.15), yticks=[])
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="x", length=0)
    return fig
