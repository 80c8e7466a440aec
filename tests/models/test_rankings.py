"""Rankings across currencies: at a crossing rate two amounts are equal, and beyond it they swap."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from semibook.models.rankings import crossings, in_yen, outermost, ranking

AMOUNTS = pd.Series({"us": 50.0, "eu": 43.0, "home": 2000.0, "us-small": 11.0})
CURRENCIES = pd.Series({"us": "USD", "eu": "EUR", "home": "JPY", "us-small": "USD"})
RATES = {"USD": 135.0, "EUR": 145.0}


def test_the_ranking_is_in_yen():
    ranked = ranking(AMOUNTS, CURRENCIES, RATES)
    assert ranked.to_dict() == {"us": 6750, "eu": 6235, "home": 2000, "us-small": 1485}


def test_a_crossing_is_where_the_moving_side_catches_up():
    found = crossings(AMOUNTS, CURRENCIES, RATES).set_index(["ahead", "behind", "currency"])
    assert found.loc[("us", "eu", "USD"), "rate"] == pytest.approx(43 * 145 / 50)
    assert found.loc[("us", "eu", "EUR"), "rate"] == pytest.approx(50 * 135 / 43)
    assert found.loc[("home", "us-small", "USD"), "rate"] == pytest.approx(2000 / 11)
    assert ("us", "us-small", "USD") not in found.index
    assert found["change"].abs().is_monotonic_increasing


positive = st.floats(0.1, 1e4)
frames = st.lists(
    st.tuples(positive, st.sampled_from(["JPY", "USD", "EUR"])), min_size=2, max_size=6
)


@given(frames, positive, positive)
def test_at_every_crossing_rate_the_two_are_equal(rows, usd, eur):
    amounts = pd.Series([a for a, _ in rows], dtype=float)
    currencies = pd.Series([c for _, c in rows])
    for row in crossings(amounts, currencies, {"USD": usd, "EUR": eur}).itertuples():
        yen = in_yen(amounts, currencies, {"USD": usd, "EUR": eur, row.currency: row.rate})
        assert yen[row.ahead] == pytest.approx(yen[row.behind])


@given(st.lists(positive, min_size=2, max_size=6))
def test_one_currency_never_crosses(values):
    amounts = pd.Series(values)
    assert crossings(amounts, pd.Series("USD", index=amounts.index), RATES).empty


def test_rates_and_amounts_are_checked():
    with pytest.raises(ValueError, match="more than 0"):
        in_yen(AMOUNTS, CURRENCIES, RATES | {"EUR": 0.0})
    with pytest.raises(ValueError, match=r"amounts: found -50\.0"):
        in_yen(-AMOUNTS.head(1), CURRENCIES.head(1), RATES)
    with pytest.raises(KeyError, match="no rate for EUR"):
        in_yen(AMOUNTS, CURRENCIES, {"USD": 135.0})


def test_a_part_is_not_added_to_its_whole_however_deep_it_lies():
    parents = {"award": "fund", "fund": "act", "share": "award", "old": "new"}
    assert outermost(["fund", "share", "old", "new", "other"], parents) == ["fund", "new", "other"]
    assert outermost(["share", "old"], parents) == ["share", "old"]


def test_a_row_that_is_part_of_itself_is_refused():
    with pytest.raises(ValueError, match="part of itself"):
        outermost(["a"], {"a": "b", "b": "a"})
