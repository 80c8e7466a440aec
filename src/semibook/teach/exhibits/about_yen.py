"""Tables and the number line of the lesson on large units and `about`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from semibook.page import figures
from semibook.page.placeholders import filters
from semibook.tables import schema
from semibook.tables.frames import amounts, scales
from semibook.tables.units import qualified, yen
from semibook.teach.exhibits import GREYS

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def parts(kumamoto_impact: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The parts of the first estimate that has some, as printed, and their last printed digit."""
    first = kumamoto_impact["parent"].dropna().iloc[0]
    rows = kumamoto_impact[kumamoto_impact["parent"] == first]
    names = schema.labels("kumamoto_impact", "component", lang)
    printed = zip(amounts(rows, "value"), rows["qualifier"], strict=True)
    steps = rows["resolution"] * scales(rows, "value")
    return pd.DataFrame(
        {
            "part": rows["component"].map(names),
            "printed": [qualified(amount, "JPY", how, lang) for amount, how in printed],
            "step": [yen(step, lang) for step in steps],
        }
    )


def counts(kumamoto_jobs: pd.DataFrame, kumamoto_impact: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Jobs in all and firms in the first two estimates that give them, as printed."""
    when = kumamoto_impact.set_index("id")["published"].map(filters(lang)["month"])
    rows = kumamoto_jobs[kumamoto_jobs["measure"].isin(["jobs_total", "firms"])]
    rows = rows.groupby("measure", sort=False).head(2)
    said = [
        qualified(row.value, row.unit, row.qualifier, lang) for row in rows.itertuples(index=False)
    ]
    measures = schema.labels("kumamoto_jobs", "measure", lang)
    steps = [f"{step:,.0f}" for step in rows["resolution"]]
    table = pd.DataFrame(
        {
            "published": rows["estimate"].map(when),
            "measure": rows["measure"].map(measures),
            "printed": said,
            "step": steps,
        }
    )
    return table.sort_values("measure", kind="stable")


def line(labels: dict[str, str]) -> Figure:
    """A number line with one rounded value and the stretch that it stands for."""
    import matplotlib.pyplot as plt

    figures.use_style()
    fig, ax = plt.subplots(figsize=(6.4, 1.5))
    ax.plot([2.9, 3.3], [0, 0], color=GREYS[0], linewidth=1.2)
    ax.plot([3.05, 3.15], [0, 0], color=GREYS[1], linewidth=9, solid_capstyle="butt")
    for value in (2.9, 3.0, 3.1, 3.2, 3.3):
        ax.plot([value, value], [-0.12, 0.12], color=GREYS[0], linewidth=1.2)
        ax.text(value, -0.45, f"{value:.1f}", ha="center", va="top")
    ax.text(3.1, 0.35, labels["stretch"], ha="center")
    ax.set(ylim=(-1.1, 1), xlim=(2.86, 3.34))
    ax.axis("off")
    return fig
