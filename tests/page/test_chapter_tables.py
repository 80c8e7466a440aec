"""A chapter's tables: read with their dates, and shown where the data name the columns."""

from __future__ import annotations

import pandas as pd
import pytest

from semibook.page import tables
from semibook.page.chapter import Chapter

CHAPTER = "three_step_strategy"


@pytest.fixture
def deck() -> Chapter:
    return Chapter(CHAPTER, "en", "2024-02")


@pytest.fixture
def shown(monkeypatch) -> list[str]:
    """The tables that were shown, as HTML."""
    found = []
    monkeypatch.setattr(tables, "display", lambda data, **_how: found.append(data["text/html"]))
    return found


def test_only_the_vintage_without_a_base_is_the_deck(deck):
    later = Chapter(CHAPTER, "en", "2026-03")
    assert deck.is_deck
    assert not later.is_deck
    assert later.as_of > deck.as_of == pd.Timestamp("2024-02-09")


def test_a_row_has_its_date_by_the_key_that_it_is_loaded_with():
    later = Chapter(CHAPTER, "en", "2026-03")
    dates, budgets = later.dates("budgets"), later.load("budgets")
    assert dates.index.equals(budgets.index)
    assert dates["fy2023-total"] == pd.Timestamp("2024-02-09") < dates.max()


def test_a_format_of_the_table_holds_for_columns_that_its_words_do_not_name(deck, shown):
    amounts = pd.DataFrame({"Step 1": [1500.0]}, index=pd.Index([2023], name="fiscal_year"))
    deck.table("by-step", amounts)
    assert "1,500.0" in shown[0]
    assert "2023" in shown[0]


def test_values_are_written_as_the_language_writes_them(deck):
    assert deck.texts([0.1, 0.255], "percent(1)") == ["10.0%", "25.5%"]
    assert Chapter(CHAPTER, "ja", "2024-02").texts([0.1], "percent(1)") == ["10.0%"]


def test_sources_of_the_shown_rows_stand_for_those_of_the_words(deck, shown):
    amounts = pd.DataFrame({"Step 1": [0.5]}, index=pd.Index([2023], name="fiscal_year"))
    deck.table("by-step", amounts, sources=["s22"])
    assert "#s22" in shown[0]
    assert "#s04" not in shown[0]


def test_codes_that_head_the_rows_are_shown_as_readers_words(shown):
    chapter = Chapter("global_policy", "ja", "2024-02")
    proposal = chapter.load("tax_proposal")
    chapter.table("proposal", proposal[["role", "content"]])
    assert '<th scope="row">要望' in shown[0]
    assert "present" not in shown[0]
