"""Tables and the sketch of the lesson on people as a stock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from semibook.page import figures
from semibook.teach.exhibits import GREYS

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def assumptions(
    kumamoto_jobs: pd.DataFrame,
    intake: float,
    retention_new: float,
    retention_later: float,
    retirement: float,
    labels: dict[str, str],
) -> pd.DataFrame:
    """What the model takes for given: the jobs from the deck, the rest assumed."""
    direct = kumamoto_jobs[kumamoto_jobs["measure"] == "jobs_direct"]
    values = {
        "jobs": float(direct["value"].iloc[-1]),
        "intake": intake,
        "retention_new": retention_new,
        "retention_later": retention_later,
        "retirement": retirement,
    }
    names = [labels[name] for name in values]
    return pd.DataFrame({"what": names, "value": list(values.values())})


def tank(labels: dict[str, str]) -> Figure:
    """A tank with one pipe in and two out, without numbers."""
    import matplotlib.pyplot as plt

    figures.use_style()
    fig, ax = plt.subplots(figsize=(6.4, 2.4))
    ax.add_patch(plt.Rectangle((3, 0.5), 3.4, 2, facecolor=GREYS[2], edgecolor=GREYS[0]))
    ax.text(4.7, 1.5, labels["stock"], ha="center", va="center")
    arrow = {"arrowstyle": "-|>", "linewidth": 2, "color": GREYS[0]}
    for (start, end), name in zip(
        (((1, 1.5), (3, 1.5)), ((6.4, 2), (8.4, 2)), ((6.4, 1), (8.4, 1))),
        ("hired", "leaving", "retiring"),
        strict=True,
    ):
        ax.annotate("", end, start, arrowprops=arrow)
        ax.text((start[0] + end[0]) / 2, start[1] + 0.15, labels[name], ha="center", va="bottom")
    ax.set(xlim=(0.6, 8.8), ylim=(0.3, 2.8))
    ax.axis("off")
    return fig
