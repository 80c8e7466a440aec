"""Answers of the lesson on ripple effects: amounts a year, sums of rounded parts, two rounds."""

from __future__ import annotations

import pandas as pd
from scipy.optimize import brentq

from semibook.models.input_output import FINAL_DEMAND, VALUE_ADDED, InputOutput
from semibook.tables.frames import amounts, intervals
from semibook.tables.interval import Interval, total

_TRILLION = 1e12
#: Two towns for the exit question, made up: trillion yen, years.
_TOWNS = {"first": (0.6, 3), "second": (1.5, 10)}
#: Added demand for the first sector's goods, in the table's unit; a teaching value.
_DEMAND = 100.0
#: Output in all that is to be reached by a larger share bought in the region; a teaching value.
_TARGET = 150.0
#: Decimals of the purchases on the worksheet.
_PRINTED = 3


def _totals(kumamoto_impact: pd.DataFrame) -> pd.DataFrame:
    totals = kumamoto_impact[kumamoto_impact["component"] == "total"]
    return totals.sort_values("published", kind="stable")


def _rounded(kumamoto_impact: pd.DataFrame) -> pd.Series:
    """The last estimate whose total is printed as `about` so much and that is split."""
    totals = _totals(kumamoto_impact)
    split = totals["id"].isin(kumamoto_impact["parent"]) & (totals["qualifier"] == "about")
    return totals[split].iloc[-1]


def _parts(kumamoto_impact: pd.DataFrame) -> pd.DataFrame:
    return kumamoto_impact[kumamoto_impact["parent"] == _rounded(kumamoto_impact)["id"]]


def _ends(quantity: Interval) -> list[float]:
    return [quantity.low / _TRILLION, quantity.high / _TRILLION]


def months(kumamoto_impact: pd.DataFrame) -> list:
    """When the estimates were published."""
    return list(_totals(kumamoto_impact)["published"])


def years(kumamoto_impact: pd.DataFrame) -> list[int]:
    """How many years each covers."""
    return [int(years) for years in _totals(kumamoto_impact)["horizon_years"]]


def totals(kumamoto_impact: pd.DataFrame) -> list[float]:
    """The printed totals, trillion yen."""
    return list(amounts(_totals(kumamoto_impact), "value") / _TRILLION)


def per_year(kumamoto_impact: pd.DataFrame) -> list[float]:
    """Each total over its years, trillion yen a year."""
    pairs = zip(totals(kumamoto_impact), years(kumamoto_impact), strict=True)
    return [amount / years for amount, years in pairs]


def by_ten(kumamoto_impact: pd.DataFrame) -> float:
    """The first total over ten years, a mistake: trillion yen a year."""
    return totals(kumamoto_impact)[0] / 10


def _window(estimate: pd.Series) -> list[int]:
    first = int(estimate["period_start"])
    return [first, first + int(estimate["horizon_years"]) - 1]


def window(kumamoto_impact: pd.DataFrame) -> list[int]:
    """First and last year of the estimate that is added up."""
    return _window(_rounded(kumamoto_impact))


def first_window(kumamoto_impact: pd.DataFrame) -> list[int]:
    """First and last year of the first estimate."""
    return _window(_totals(kumamoto_impact).iloc[0])


def month(kumamoto_impact: pd.DataFrame) -> pd.Period:
    """When the estimate that is added up was published."""
    return _rounded(kumamoto_impact)["published"]


def stated(kumamoto_impact: pd.DataFrame) -> float:
    """Its printed total, trillion yen."""
    return amounts(_totals(kumamoto_impact), "value")[_rounded(kumamoto_impact).name] / _TRILLION


def stated_ends(kumamoto_impact: pd.DataFrame) -> list[float]:
    """What its printed total stands for, trillion yen."""
    return _ends(intervals(_totals(kumamoto_impact), "value")[_rounded(kumamoto_impact).name])


def sum_of_parts(kumamoto_impact: pd.DataFrame) -> float:
    """The sum of its parts as printed, trillion yen."""
    return amounts(_parts(kumamoto_impact), "value").sum() / _TRILLION


def sum_ends(kumamoto_impact: pd.DataFrame) -> list[float]:
    """What the sum of its parts stands for, trillion yen."""
    return _ends(total(intervals(_parts(kumamoto_impact), "value")))


def purchases(teaching_io_table: pd.DataFrame) -> dict[str, list[float]]:
    """What a sector buys from each for one of its output, by buyer, as the worksheet prints it."""
    table = teaching_io_table.set_index("sector").drop(index=VALUE_ADDED)
    flows = table[list(table.index)].astype(float)
    shares = flows / (flows.sum(axis=1) + table[FINAL_DEMAND])
    return shares.round(_PRINTED).to_dict("list")


def _table(teaching_io_table: pd.DataFrame) -> InputOutput:
    """The printed purchases as a table: pupils have no closer figures to compute with."""
    bought = purchases(teaching_io_table)
    shares = pd.DataFrame(bought, index=list(bought))
    return InputOutput(shares, 1 - shares.sum(axis=1), pd.Series(1.0, index=shares.index))


def _demand(table: InputOutput) -> pd.Series:
    first = table.output.index[0]
    return table.output.mul(0.0).mask(table.output.index == first, _DEMAND)


def demand() -> float:
    """Orders for the first sector's goods."""
    return _DEMAND


def first_round(teaching_io_table: pd.DataFrame, local_content: float) -> list[float]:
    """What the orders call for from each sector at once, in the order of the table."""
    table = _table(teaching_io_table)
    return list(table.next_round(_demand(table), local_content))


def second_round(teaching_io_table: pd.DataFrame, local_content: float) -> list[float]:
    """What the sellers of the first round call for from each sector."""
    table = _table(teaching_io_table)
    sold = pd.Series(first_round(teaching_io_table, local_content), index=table.output.index)
    return list(table.next_round(sold, local_content))


def worked(teaching_io_table: pd.DataFrame, local_content: float) -> list[list[float]]:
    """What each seller of the first round sold, and buys from the first sector for one of it."""
    sold = first_round(teaching_io_table, local_content)
    bought = [shares[0] for shares in purchases(teaching_io_table).values()]
    return [list(pair) for pair in zip(sold, bought, strict=True)]


def rounds(teaching_io_table: pd.DataFrame, local_content: float) -> list[float]:
    """Purchases in the region in the two rounds that are done by hand, all sectors together."""
    return [
        sum(first_round(teaching_io_table, local_content)),
        sum(second_round(teaching_io_table, local_content)),
    ]


def responses(teaching_io_table: pd.DataFrame, local_content: float) -> list[float]:
    """Output in all, if nothing, the share of the book, and everything is bought in the region."""
    return [_response(teaching_io_table, share) for share in (0.0, local_content, 1.0)]


def _response(teaching_io_table: pd.DataFrame, share: float) -> float:
    table = _table(teaching_io_table)
    return float(table.respond(_demand(table), share).sum())


def target() -> float:
    """The output in all for which those who are done early look."""
    return _TARGET


def share_for_target(teaching_io_table: pd.DataFrame) -> float:
    """The share bought in the region at which output in all reaches it."""
    return brentq(lambda share: _response(teaching_io_table, share) - _TARGET, 0.0, 1.0)


def local_share(local_content: float) -> float:
    """The share of purchases that stays in the region."""
    return local_content


def towns() -> list[float]:
    """What two made-up towns expect a year, trillion yen."""
    return [amount / years for amount, years in _TOWNS.values()]
