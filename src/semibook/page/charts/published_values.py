"""Values by year as they were published: first, revised, forecast, or the only one at hand."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, INK, chart

#: Mark and filling of a point, by how its value was released.
_LOOKS = {
    "reported": ("o", GREY),
    "first": ("v", ACCENT),
    "revised": ("^", ACCENT),
    "forecast": ("o", "none"),
}


@chart
def published_values(
    values: pd.DataFrame, releases: Mapping[str, str], axis_name: str, empty: str
) -> Figure:
    """Draw a point a value.

    Args:
        values: `year`, `value` in the unit of the axis, how it was released (`release`), and what
            is written beside it (`text`, or nothing).
        releases: what each kind of release is called.
        axis_name: the unit.
        empty: what stands there if there are no values.
    """
    fig, ax = plt.subplots()
    for release, rows in values.groupby("release"):
        mark, fill = _LOOKS[release]
        look = {"mfc": fill, "mec": INK, "ms": 8, "label": releases[release]}
        ax.plot(rows["year"], rows["value"], mark, **look)
    for row in values.itertuples():
        figures.label(ax, row.year, row.value, row.text, xytext=(-8, 0), ha="right", color=INK)
    ax.set_ylim(bottom=0)
    ax.set_ylabel(axis_name)
    ax.yaxis.set_major_formatter("{x:,.0f}")
    if len(values):
        ax.legend(loc="upper left")
    else:
        ax.set_axis_off()
        ax.text(0.5, 0.5, empty, ha="center", transform=ax.transAxes)
    return fig
