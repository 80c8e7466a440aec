"""Tables and figures of the lesson on ripple effects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from semibook.page import figures
from semibook.page.placeholders import filters
from semibook.tables import schema
from semibook.tables.frames import amounts, intervals, scales
from semibook.tables.interval import Interval
from semibook.tables.units import qualified
from semibook.teach.answers import kyushu_ripple as answers
from semibook.teach.exhibits import GREYS

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def estimates(kumamoto_impact: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The printed totals, what they count and for how long."""
    totals = kumamoto_impact[kumamoto_impact["component"] == "total"]
    scopes = schema.labels("kumamoto_impact", "scope", lang)
    write = filters(lang)["years"]
    return pd.DataFrame(
        {
            "published": totals["published"].map(filters(lang)["month"]),
            "estimator": totals["estimator"],
            "scope": totals["scope"].map(scopes),
            "period": [write(Interval(*ends)) for ends in _periods(totals)],
            "years": totals["horizon_years"],
            "total": amounts(totals, "value") / 1e12,
        }
    )


def _periods(totals: pd.DataFrame) -> list[tuple[int, int]]:
    """First and last year of each."""
    first = totals["period_start"].astype(int)
    last = first + totals["horizon_years"].astype(int) - 1
    return list(zip(first, last, strict=True))


def parts(kumamoto_impact: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The parts of the last rounded estimate, as printed and in trillion yen; room for their ends.

    The first row's ends stand there as an example.
    """
    totals = kumamoto_impact[kumamoto_impact["component"] == "total"]
    split = totals["id"].isin(kumamoto_impact["parent"]) & (totals["qualifier"] == "about")
    rows = kumamoto_impact[kumamoto_impact["parent"] == totals[split]["id"].iloc[-1]]
    names = schema.labels("kumamoto_impact", "component", lang)
    steps = rows["resolution"] * scales(rows, "value")
    example = intervals(rows, "value").iloc[0]
    empty = [""] * (len(rows) - 1)
    return pd.DataFrame(
        {
            "part": rows["component"].map(names),
            "printed": [
                qualified(amount, "JPY", how, lang)
                for amount, how in zip(amounts(rows, "value"), rows["qualifier"], strict=True)
            ],
            "trillions": amounts(rows, "value") / 1e12,
            "step": steps / 1e12,
            "low": [example.low / 1e12, *empty],
            "high": [example.high / 1e12, *empty],
        }
    )


def rounds(
    teaching_io_table: pd.DataFrame, local_content: float, labels: dict[str, str]
) -> pd.DataFrame:
    """What each buys for one of its sales, a column a buyer; beside it, rounds to be filled in.

    The first row of the first round stands there as an example.
    """
    bought = answers.purchases(teaching_io_table)
    sold = answers.first_round(teaching_io_table, local_content)[0]
    orders = answers.demand()
    others = len(bought) - 1
    shares = {buyer: [*column, "–"] for buyer, column in bought.items()}
    return pd.DataFrame(
        {
            "seller": [*(labels[sector] for sector in bought), labels["sum"]],
            **shares,
            "orders": [orders, *[0.0] * others, orders],
            "first": [sold, *[""] * others, ""],
            "second": "",
        }
    )


def bars(kumamoto_impact: pd.DataFrame, labels: dict[str, str], lang: str) -> Figure:
    """The totals as bars without their values, and the years that they cover as spans."""
    import matplotlib.pyplot as plt

    figures.use_style()
    table = estimates(kumamoto_impact, lang)
    totals = kumamoto_impact[kumamoto_impact["component"] == "total"]
    periods = _periods(totals)
    fig, (left, right) = plt.subplots(1, 2, figsize=(6.4, 2.6), sharey=True)
    places = range(len(table))
    left.barh(places, table["total"], color=GREYS[0])
    # A year is as wide as its number's place, so that first and last year can be read off.
    starts = [first - 0.5 for first, _last in periods]
    right.barh(places, table["years"].astype(int), left=starts, color=GREYS[1], height=0.4)
    left.set_yticks(places, table["published"])
    left.invert_yaxis()
    left.set_xlabel(labels["total"])
    right.set_xlabel(labels["years"])
    years = range(min(first for first, _last in periods), max(last for _first, last in periods) + 1)
    right.set_xticks(years[::3])
    for ax in (left, right):
        ax.tick_params(axis="y", length=0)
    return fig
