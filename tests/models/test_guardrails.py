"""The guardrails: limits at their edges, the order of rules, what more capacity can change."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semibook.models.guardrails import (
    REASONS,
    Decision,
    Expansion,
    Limit,
    Thresholds,
    decide,
    decide_research,
)

DECK = Thresholds(Limit(5, True), Limit(10, False), Limit(85, True), 10)
OF_CONCERN = {"cn", "ru"}
ADVANCED = Expansion(country="cn", advanced=True, recorded=100_000, added=4_000)
LEGACY = replace(ADVANCED, advanced=False, added=9_000)


def reason(expansion: Expansion, thresholds: Thresholds = DECK) -> str:
    return decide(expansion, thresholds, OF_CONCERN).reason


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "advanced_small"),
        ({"added": 4_999}, "advanced_small"),
        ({"added": 5_000}, "advanced_growth"),
        ({"added": 5_000, "significant": False}, "not_significant"),
        ({"added": 5_000, "country": "jp"}, "not_of_concern"),
        ({"added": 5_000, "years_after": 9.9}, "advanced_growth"),
        ({"added": 5_000, "years_after": 10}, "period_over"),
        ({"recorded": 0}, "new_advanced"),
        ({"added": 50_000, "domestic_share": 1.0}, "advanced_growth"),
        ({"added": 20_000, "under_construction": True}, "existing"),
        ({"recorded": 0, "under_construction": True}, "existing"),
    ],
)
def test_an_advanced_facility(changes, expected):
    assert reason(replace(ADVANCED, **changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "legacy_small"),
        ({"added": 10_000}, "legacy_small"),
        ({"added": 10_001}, "legacy_growth"),
        ({"added": 10_001, "domestic_share": 0.85}, "domestic_market"),
        ({"added": 10_001, "domestic_share": 0.8499}, "legacy_growth"),
        ({"recorded": 0}, "new_legacy_line"),
        ({"recorded": 0, "domestic_share": 0.9}, "domestic_market"),
        ({"new_line": True}, "new_legacy_line"),
        ({"new_line": True, "under_construction": True}, "existing"),
        ({"added": 20_000, "new_line": True, "under_construction": True}, "existing"),
        ({"recorded": 0, "added": 20_000, "under_construction": True}, "existing"),
    ],
)
def test_a_legacy_facility(changes, expected):
    assert reason(replace(LEGACY, **changes)) == expected


def test_whether_the_threshold_itself_counts_is_part_of_it():
    regulation = replace(DECK, advanced_growth=Limit(5, False))
    at_the_edge = replace(ADVANCED, added=5_000)
    assert decide(at_the_edge, DECK, OF_CONCERN).allowed is False
    assert decide(at_the_edge, regulation, OF_CONCERN).allowed is True


def test_the_table_of_reasons_says_what_each_allows():
    assert decide(LEGACY, DECK, OF_CONCERN) == Decision(REASONS["legacy_small"], "legacy_small")
    assert sum(REASONS.values()) == 7
    assert len(REASONS) == 11


wafers = st.integers(0, 10**7)
expansions = st.builds(
    Expansion,
    country=st.sampled_from(["cn", "ru", "jp"]),
    advanced=st.booleans(),
    recorded=st.integers(1, 10**7),
    added=wafers,
    new_line=st.booleans(),
    under_construction=st.booleans(),
    domestic_share=st.floats(0, 1),
    years_after=st.floats(0, 20),
    significant=st.booleans(),
)


@given(expansions, wafers)
def test_adding_more_never_makes_it_allowed(expansion, more):
    larger = replace(expansion, added=expansion.added + more)
    allowed = decide(expansion, DECK, OF_CONCERN).allowed
    assert allowed or not decide(larger, DECK, OF_CONCERN).allowed


@given(expansions)
def test_what_was_being_built_at_the_award_is_never_prohibited(expansion):
    # The deck says "in either case": for advanced and for legacy facilities.
    assert decide(replace(expansion, under_construction=True), DECK, OF_CONCERN).allowed


@given(expansions)
def test_every_decision_is_in_the_table(expansion):
    found = decide(expansion, DECK, OF_CONCERN)
    assert REASONS[found.reason] is found.allowed


@given(expansions, st.floats(0, 1), st.floats(0, 20))
def test_a_larger_home_market_or_a_later_date_never_forbids(expansion, share, years):
    easier = replace(
        expansion,
        domestic_share=max(share, expansion.domestic_share),
        years_after=max(years, expansion.years_after),
    )
    if decide(expansion, DECK, OF_CONCERN).allowed:
        assert decide(easier, DECK, OF_CONCERN).allowed


@pytest.mark.parametrize("partner", [True, False])
@pytest.mark.parametrize("sensitive", [True, False])
def test_joint_research_needs_both_to_be_prohibited(partner, sensitive):
    found = decide_research(partner_of_concern=partner, touches_security=sensitive)
    assert found.allowed is not (partner and sensitive)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"added": -1}, "added: found -1"),
        ({"recorded": float("nan")}, "recorded: found nan"),
        ({"domestic_share": 85}, "domestic_share: found 85, expected 0 to 1"),
    ],
)
def test_impossible_expansions_are_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        replace(LEGACY, **wrong)


def test_impossible_thresholds_are_refused():
    with pytest.raises(ValueError, match="-5 per cent"):
        Limit(-5, True)
    with pytest.raises(ValueError, match="0 years"):
        replace(DECK, years=0)


@pytest.mark.parametrize(("part", "whole"), [(0.07, 0.7), (700, 7_000), (0.3, 3), (1e-7, 1e-6)])
def test_what_is_at_the_limit_is_so_in_any_unit(part, whole):
    assert Limit(10, inclusive=True).reached(part, whole)
    assert not Limit(10, inclusive=False).reached(part, whole)


def test_one_wafer_above_the_limit_is_above_it():
    assert Limit(10, inclusive=False).reached(100_000_001, 1_000_000_000)
    assert not Limit(10, inclusive=True).reached(99_999_999, 1_000_000_000)
