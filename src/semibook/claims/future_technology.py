"""Claims of the chapter on future technology: the calls of slide 26."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semibook.claims.registry import NotStated, claim
from semibook.tables.interval import Interval

if TYPE_CHECKING:
    import pandas as pd


@claim
def calls_opened(nextgen_calls: pd.DataFrame) -> Interval:
    """Number of calls opened in September 2023: the themes listed (slide 26)."""
    if nextgen_calls.empty:
        raise NotStated("nextgen_calls: any call")
    return Interval.point(float(len(nextgen_calls)))
