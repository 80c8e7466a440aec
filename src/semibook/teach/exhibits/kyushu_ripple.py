"""Tables and figures of the lesson on ripple effects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from semibook.models.input_output import FINAL_DEMAND, VALUE_ADDED
from semibook.page import figures
from semibook.page.placeholders import filters
from semibook.tables import schema
from semibook.tables.frames import amounts, scales
from semibook.tables.units import qualified, yen
from semibook.teach.exhibits import GREYS

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def estimates(kumamoto_impact: pd.DataFrame, labels: dict[str, str], lang: str) -> pd.DataFrame:
    """The printed totals, what they count and for how long."""
    totals = kumamoto_impact[kumamoto_impact["component"] == "total"]
    scopes = schema.labels("kumamoto_impact", "scope", lang)
    return pd.DataFrame(
        {
            "published": totals["published"].map(filters(lang)["month"]),
            "scope": totals["scope"].map(scopes),
            "years": totals["horizon_years"],
            "total": amounts(totals, "value") / 1e12,
        }
    )


def parts(kumamoto_impact: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The parts of the last rounded estimate as printed, and their last printed digit."""
    totals = kumamoto_impact[kumamoto_impact["component"] == "total"]
    split = totals["id"].isin(kumamoto_impact["parent"]) & (totals["qualifier"] == "about")
    rows = kumamoto_impact[kumamoto_impact["parent"] == totals[split]["id"].iloc[-1]]
    names = schema.labels("kumamoto_impact", "component", lang)
    steps = rows["resolution"] * scales(rows, "value")
    return pd.DataFrame(
        {
            "part": rows["component"].map(names),
            "printed": [
                qualified(amount, "JPY", how, lang)
                for amount, how in zip(amounts(rows, "value"), rows["qualifier"], strict=True)
            ],
            "step": [yen(step, lang) for step in steps],
        }
    )


def purchases(teaching_io_table: pd.DataFrame, labels: dict[str, str]) -> pd.DataFrame:
    """What each sector buys from each for one of its output: a column a buyer."""
    table = teaching_io_table.set_index("sector").drop(index=VALUE_ADDED)
    sectors = list(table.index)
    output = table[[*sectors, FINAL_DEMAND]].sum(axis=1)
    shares = (table[sectors] / output).round(3)
    return shares.rename(index=labels).rename_axis("seller").reset_index()


def bars(kumamoto_impact: pd.DataFrame, labels: dict[str, str], lang: str) -> Figure:
    """The totals as bars without their values, and the years that they cover as spans."""
    import matplotlib.pyplot as plt

    figures.use_style()
    table = estimates(kumamoto_impact, labels, lang)
    totals = kumamoto_impact[kumamoto_impact["component"] == "total"]
    first = totals["period_start"].astype(int).to_list()
    fig, (left, right) = plt.subplots(1, 2, figsize=(6.4, 2.6), sharey=True)
    places = range(len(table))
    left.barh(places, table["total"], color=GREYS[0])
    right.barh(places, table["years"].astype(int), left=first, color=GREYS[1], height=0.4)
    left.set_yticks(places, table["published"])
    left.invert_yaxis()
    left.set_xlabel(labels["total"])
    right.set_xlabel(labels["years"])
    right.xaxis.get_major_locator().set_params(integer=True)
    for ax in (left, right):
        ax.tick_params(axis="y", length=0)
    return fig
