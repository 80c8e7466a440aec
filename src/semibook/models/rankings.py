"""Amounts in several currencies: which to add, their ranking in yen, where two change places."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import combinations

import pandas as pd


def in_yen(amounts: pd.Series, currencies: pd.Series, rates: Mapping[str, float]) -> pd.Series:
    """Amounts converted into yen.

    Args:
        amounts: in whole units of their currency, all positive.
        currencies: ISO 4217 codes, on the same index.
        rates: yen per unit of each currency; the yen itself need not be there.

    Raises:
        ValueError: for a rate or an amount that is not positive.
        KeyError: for a currency without a rate.
    """
    rates = {"JPY": 1.0, **rates}
    wrong = {name: rate for name, rate in rates.items() if not rate > 0}
    if wrong:
        raise ValueError(f"rates: found {wrong}, expected yen per unit, more than 0")
    if not (amounts > 0).all():
        raise ValueError(f"amounts: found {amounts.min()}, expected more than 0")
    unknown = sorted(set(currencies) - set(rates))
    if unknown:
        raise KeyError(f"no rate for {', '.join(unknown)}")
    return amounts * currencies.map(rates)


def outermost(ids: Collection[str], parents: Mapping[str, str]) -> list[str]:
    """Those of `ids` that are part of none of the others, so that each amount is added once.

    Args:
        ids: rows with an amount.
        parents: the row that each row is part of; rows that are part of none have no entry. The
            chain may pass through rows that are not among `ids`.

    Raises:
        ValueError: if a row is part of itself.
    """
    known = set(ids)
    return [each for each in ids if known.isdisjoint(_ancestors(each, parents))]


def _ancestors(row: str, parents: Mapping[str, str]) -> list[str]:
    chain = [row]
    while chain[-1] in parents:
        if parents[chain[-1]] in chain:
            raise ValueError(f"{row}: found it to be part of itself, expected a chain that ends")
        chain.append(parents[chain[-1]])
    return chain[1:]


def ranking(amounts: pd.Series, currencies: pd.Series, rates: Mapping[str, float]) -> pd.Series:
    """The amounts in yen, largest first (ties in the order given). Arguments as for `in_yen`."""
    return in_yen(amounts, currencies, rates).sort_values(ascending=False, kind="stable")


def crossings(
    amounts: pd.Series, currencies: pd.Series, rates: Mapping[str, float]
) -> pd.DataFrame:
    """For each pair, the rates at which the two are equal, when one rate moves alone.

    Arguments as for `in_yen`. Pairs in one currency never cross and have no row. A pair in two
    foreign currencies has two rows, one for each rate.

    Returns:
        Columns `ahead` and `behind` (index labels, by the ranking at `rates`), `currency` whose
        rate moves, `rate` at which they are equal (yen per unit), and `change` (share of the
        present rate: 0.08 means 8 per cent more yen per unit). Smallest change first.
    """
    ranked = ranking(amounts, currencies, rates)
    rows = [
        # Only the side whose currency moves changes: its rate has to grow by what it lacks.
        (ahead, behind, currencies[moved], ranked[other] / ranked[moved] - 1)
        for ahead, behind in combinations(ranked.index, 2)
        if currencies[ahead] != currencies[behind]
        for moved, other in ((ahead, behind), (behind, ahead))
        if currencies[moved] != "JPY"
    ]
    found = pd.DataFrame(rows, columns=["ahead", "behind", "currency", "change"])
    found["rate"] = found["currency"].map(dict(rates)) * (1 + found["change"])
    found = found.sort_values("change", key=abs, kind="stable", ignore_index=True)
    return found[["ahead", "behind", "currency", "rate", "change"]]
