"""Claims of the chapter on Kumamoto: sums of the estimates, Kyushu's investment, wages."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from semibook.claims.registry import NotStated, claim
from semibook.tables.frames import intervals
from semibook.tables.interval import Interval, corners, total

if TYPE_CHECKING:
    import pandas as pd


def _sum_of_components(kumamoto_impact: pd.DataFrame, estimate: str) -> Interval:
    parts = intervals(kumamoto_impact[kumamoto_impact["parent"] == estimate], "value")
    if parts.empty or parts.isna().any():
        raise NotStated("the components of the estimate, which are not printed")
    return total(parts)


def _figure(table: pd.DataFrame, key: str) -> Interval:
    rows = intervals(table[table["id"] == key], "value").dropna()
    if rows.empty:
        raise NotStated("{table}: {key}", table=table.attrs["table"], key=key)
    return rows.iloc[0]


def _growth_of_whole(part: float, rest: float, growth: float, other_growth: float) -> float:
    """Growth in percent of two parts together, from this year's amounts and their growth."""
    before = part / (1 + growth / 100) + rest / (1 + other_growth / 100)
    return ((part + rest) / before - 1) * 100


@claim
def effect_of_may_2022(kumamoto_impact: pd.DataFrame) -> Interval:
    """The first estimate from its components, which the slide does not give (slide 5)."""
    return _sum_of_components(kumamoto_impact, "e2022-05")


@claim
def effect_of_september_2022(kumamoto_impact: pd.DataFrame) -> Interval:
    """The second estimate as the sum of its four components (slide 5)."""
    return _sum_of_components(kumamoto_impact, "e2022-09")


@claim
def effect_of_august_2023(kumamoto_impact: pd.DataFrame) -> Interval:
    """The third estimate as the sum of its four components (slide 5)."""
    return _sum_of_components(kumamoto_impact, "e2023-08")


@claim
def effect_of_the_wider_scope(kumamoto_impact: pd.DataFrame) -> Interval:
    """All electronic devices have no less effect than JASM, over the same years (slide 5)."""
    return Interval(_figure(kumamoto_impact, "e2022-09").low, math.inf)


@claim
def kyushu_sectors_together(kyushu_investment: pd.DataFrame) -> Interval:
    """Planned investment of manufacturing and of the rest together (slide 6)."""
    return _figure(kyushu_investment, "nikkei-manufacturing-amount") + _figure(
        kyushu_investment, "nikkei-non-manufacturing-amount"
    )


@claim
def kyushu_growth_from_sectors(kyushu_investment: pd.DataFrame) -> Interval:
    """Growth of the whole from the growth of its two sectors (slide 6)."""
    return corners(
        _growth_of_whole,
        _figure(kyushu_investment, "nikkei-manufacturing-amount"),
        _figure(kyushu_investment, "nikkei-non-manufacturing-amount"),
        _figure(kyushu_investment, "dbj-kyushu-manufacturing-growth"),
        _figure(kyushu_investment, "nikkei-non-manufacturing-growth"),
    )


@claim
def kyushu_manufacturing_multiple(kyushu_investment: pd.DataFrame) -> Interval:
    """The multiple that the bank's growth of manufacturing amounts to (slide 6)."""
    return 1 + _figure(kyushu_investment, "dbj-kyushu-manufacturing-growth") / 100


@claim
def kyushu_growth_in_two_sources(kyushu_investment: pd.DataFrame) -> Interval:
    """The growth that the newspaper prints, against the bank's survey (slide 6)."""
    return _figure(kyushu_investment, "dbj-kyushu-all-growth")


@claim
def wage_gap_bachelor(starting_wages: pd.DataFrame) -> Interval:
    """Monthly starting wage above the national mean, bachelor (slide 6)."""
    return _figure(starting_wages, "tsmc-bachelor") - _figure(starting_wages, "japan-bachelor")


@claim
def wage_gap_master(starting_wages: pd.DataFrame) -> Interval:
    """Monthly starting wage of masters above the national mean of graduate schools (slide 6)."""
    return _figure(starting_wages, "tsmc-master") - _figure(starting_wages, "japan-graduate-school")


@claim
def wage_gap_doctor(starting_wages: pd.DataFrame) -> Interval:
    """Monthly starting wage of doctors above the national mean of graduate schools (slide 6)."""
    return _figure(starting_wages, "tsmc-doctor") - _figure(starting_wages, "japan-graduate-school")
