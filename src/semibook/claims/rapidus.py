"""Claims of the chapter on Rapidus: budget, round table, and nodes that two slides print."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

from semibook.claims.registry import NotStated, claim
from semibook.tables.frames import intervals
from semibook.tables.interval import Interval

if TYPE_CHECKING:
    import pandas as pd

_END_OF_SEPTEMBER = date(2023, 9, 30)


def _figure(table: pd.DataFrame, key: str, column: str) -> Interval:
    rows = intervals(table[table["id"] == key], column).dropna()
    if rows.empty:
        raise NotStated(
            "{table}: the {column} of {key}", table=table.attrs["table"], column=column, key=key
        )
    return rows.iloc[0]


def _firms(roundtable_participants: pd.DataFrame) -> pd.Series:
    firms = roundtable_participants.loc[roundtable_participants["kind"] == "firm", "id"]
    if firms.empty:
        raise NotStated("roundtable_participants: any firm")
    return firms


@claim
def budget_holds_the_cap_of_2023(rapidus_support: pd.DataFrame) -> Interval:
    """The budget line is at least the cap of fiscal 2023, which is a part of it (slide 12)."""
    paid_from = rapidus_support[rapidus_support["budget"] == "fy2022-post-5g"]
    caps = intervals(paid_from[paid_from["fiscal_year"] == 2023], "cap").dropna()
    if caps.empty:
        raise NotStated("rapidus_support: a cap of fiscal 2023 paid from fy2022-post-5g")
    return Interval(caps.iloc[0].low, math.inf)


@claim
def numbered_bases(nextgen_organisations: pd.DataFrame) -> Interval:
    """The bases of the project, which slide 11 numbers: those of research and of production."""
    kinds = nextgen_organisations["kind"]
    if not kinds.str.endswith("_base").any():
        raise NotStated("nextgen_organisations: any base")
    return Interval.point(float(kinds.str.endswith("_base").sum()))


@claim
def foreign_firms_at_the_round_table(
    roundtable_participants: pd.DataFrame, nextgen_organisations: pd.DataFrame
) -> Interval:
    """Foreign firms at the round table: those listed, less those of Japan (slides 11, 16)."""
    japanese = nextgen_organisations.loc[nextgen_organisations["country"] == "jp", "id"]
    return Interval.point(float((~_firms(roundtable_participants).isin(japanese)).sum()))


@claim
def node_of_rapidus(targets: pd.DataFrame) -> Interval:
    """The node that slide 24 prints for Rapidus, as the node of its pilot line (slide 12)."""
    return _figure(targets, "jp-rapidus-node", "value")


@claim
def node_of_the_design_call(technology_nodes: pd.DataFrame) -> Interval:
    """The node of the call for chip design (slide 26), as the one Rapidus is to make (slide 24)."""
    return _figure(technology_nodes, "rapidus", "finest")


@claim
def day_of_the_support_for_1gamma(advanced_fabs: pd.DataFrame) -> Interval:
    """The day in October 2023 on slide 24, from the date of the plan's certification (slide 4)."""
    dates = advanced_fabs.loc[advanced_fabs["id"] == "micron-hiroshima-1gamma", "certified"]
    if dates.dropna().empty:
        raise NotStated("advanced_fabs: the date of micron-hiroshima-1gamma")
    # Days from the end of September 2023: a date in another month cannot agree by chance.
    return Interval.point(float(dates.dropna().iloc[0].toordinal() - _END_OF_SEPTEMBER.toordinal()))


@claim
def ten_years_behind(technology_nodes: pd.DataFrame) -> Interval:
    """How far Japan is behind in advanced logic: the other side is in a picture (slide 24).

    The table holds nodes without the years in which they were first made, and no maker abroad.
    """
    raise NotStated("makers abroad, and the year of each node, which are not printed")
