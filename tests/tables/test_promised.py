"""Promises take their dates, amounts and money from the rows of the deck that they name."""

from __future__ import annotations

import math
from datetime import date

import pytest

from semibook.tables import frames, promises, vintages
from semibook.tables.interval import Interval
from tests.cells import put


def days(first: str, last: str) -> Interval:
    return Interval(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())


@pytest.fixture(scope="module")
def deck():
    return promises.promised()


@pytest.fixture
def changed(tmp_path):
    """A function that gives a deck of its own, in which one cell is another."""

    def make(table: str, row: int, column: str, cell: str):
        folder = tmp_path / "mine"
        folder.mkdir()
        for file in vintages.find().files():
            (folder / file.name).write_bytes(file.read_bytes())
        put(folder, table, row, column, cell)
        return folder

    return make


@pytest.mark.parametrize(
    ("promise", "due"),
    [
        pytest.param("jasm-shipment", days("2024-12-01", "2024-12-31"), id="month"),
        pytest.param("micron-1beta-shipment", days("2024-03-01", "2024-05-31"), id="months"),
        pytest.param("japan-sales", days("2030-01-01", "2030-12-31"), id="year"),
        pytest.param("tax-credit", days("2024-04-01", "2025-03-31"), id="fiscal-year"),
        pytest.param("aist-compute", Interval(-math.inf, math.inf), id="no-date"),
    ],
)
def test_the_days_promised_are_those_of_the_decks_row(deck, promise, due):
    assert deck.at[promise, "due"] == due


def test_what_follows_another_promise_is_due_from_its_first_day(deck):
    first = deck.at["ibiden-start", "due"]
    assert deck.at["ibiden-capacity", "due"] == Interval(first.low, math.inf)


def test_amount_and_money_are_those_of_the_decks_rows(deck):
    assert deck.at["japan-sales", "stated"] == "over ¥15 trillion"
    assert deck.at["jasm-capacity", "stated"] == "55,000 wafers a month"
    assert deck.at["jasm-shipment", "money"] == 476e9
    assert math.isnan(deck.at["japan-sales", "money"])


def test_another_date_in_the_decks_row_moves_the_promise(changed):
    folder = changed("supply_plan_starts", 4, "start_to", "2025-10")
    due = promises.promised(folder).at["ibiden-start", "due"]
    assert due == days("2025-09-01", "2025-10-31")


def test_a_later_vintage_does_not_move_what_was_promised(deck):
    later = promises.promised("2026-11")
    assert later["due"].equals(deck["due"])


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("table", "nowhere", "a table of the deck"),
        ("key", "nobody", "a row of advanced_fabs.csv"),
        ("due_from", "never", "a column of advanced_fabs.csv"),
    ],
)
def test_a_promise_that_names_nothing_is_refused_in_one_line(changed, column, cell, expected):
    folder = changed("promises", 2, column, cell)
    with pytest.raises(ValueError, match=r"promises\.csv, row 2, column") as refused:
        promises.promised(folder)
    assert f"{column}: found {cell!r}, expected {expected}" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_promise_cannot_follow_one_without_a_date(changed):
    rows = frames.load("promises")
    line = rows.index[rows["id"] == "ibiden-capacity"][0] + 2
    folder = changed("promises", line, "not_before", "aist-compute")
    with pytest.raises(ValueError, match="'aist-compute', expected a promise with a date"):
        promises.promised(folder)


def test_an_event_is_as_wide_as_its_source_tells():
    known = promises.happened("2026-11")
    assert known.at["rapidus-us-office", "when"] == days("2024-04-11", "2024-04-11")
    assert known.at["ibiden-start", "when"] == days("2025-10-01", "2025-10-31")
    assert known.at["eu-investment", "when"].low == -math.inf
    assert known.at["micron-1beta-shipment", "when"] is None


def test_the_deck_knows_no_outcome():
    assert promises.happened("2024-02").empty
