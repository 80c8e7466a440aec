"""Claims on the round table, dates and caps where the tables are others than the deck's."""

from __future__ import annotations

import pandas as pd
import pytest

from semibook.claims import NotStated, rapidus
from semibook.tables import frames
from semibook.tables.interval import Interval


@pytest.fixture
def people() -> pd.DataFrame:
    return frames.load("roundtable_participants")


@pytest.fixture
def organisations() -> pd.DataFrame:
    return frames.load("nextgen_organisations")


def test_a_firm_that_no_slide_calls_japanese_counts_as_foreign(people, organisations):
    others = organisations[organisations["id"] != "rapidus"]
    assert rapidus.foreign_firms_at_the_round_table(people, others) == Interval.point(8)
    assert rapidus.foreign_firms_at_the_round_table(people, organisations) == Interval.point(7)


def test_a_list_without_firms_leaves_the_count_open(people, organisations):
    nobody = people[people["kind"] == "government"]
    with pytest.raises(NotStated, match="any firm"):
        rapidus.foreign_firms_at_the_round_table(nobody, organisations)


def test_a_date_in_another_month_does_not_agree_by_chance():
    fabs = frames.load("advanced_fabs")
    fabs["certified"] = fabs["certified"] + pd.DateOffset(months=1)
    assert rapidus.day_of_the_support_for_1gamma(fabs) == Interval.point(34)


def test_a_cap_without_a_budget_line_leaves_the_part_open():
    support = frames.load("rapidus_support")
    with pytest.raises(NotStated, match="fy2022-post-5g"):
        rapidus.budget_holds_the_cap_of_2023(support.assign(budget=None))
