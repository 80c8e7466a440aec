"""The ledger as a whole: rows and functions match, and every claim gets a verdict."""

from __future__ import annotations

import pytest

from semibook.claims import every
from semibook.claims.ledger import checked_claims, ledger
from semibook.claims.registry import claims_of, tables_of
from semibook.tables import frames, schema, vintages
from semibook.tables.interval import Interval

MODULES = {module.__name__.rpartition(".")[2]: module for module in every.MODULES}
NAMES = list(MODULES)


@pytest.fixture(scope="module")
def everything() -> list:
    return [finding for module in MODULES.values() for finding in checked_claims(module)]


def test_ids_and_functions_match_one_to_one():
    functions = [(name, each) for name, module in MODULES.items() for each in claims_of(module)]
    rows = frames.load("claims")
    assert sorted(functions) == sorted(zip(rows["chapter"], rows["id"], strict=True))


def test_there_are_at_least_sixty_claims_from_all_chapters(everything):
    assert len(everything) >= 60
    assert {each.chapter for each in everything} == set(MODULES)


def test_every_claim_is_recomputed_from_tables_that_exist():
    known = {each["name"] for each in schema.package()["resources"]}
    for module in MODULES.values():
        for function in claims_of(module).values():
            assert set(tables_of(function)) <= known
            assert tables_of(function)


def test_every_claim_says_what_it_recomputes():
    silent = [
        name
        for module in MODULES.values()
        for name, function in claims_of(module).items()
        if not (function.__doc__ or "").strip()
    ]
    assert not silent


def test_an_open_claim_says_what_is_missing(everything):
    assert all(each.missing for each in everything if each.verdict == "open")
    assert all(isinstance(each.recomputed, Interval) for each in everything if not each.missing)


def test_the_ledger_can_be_read_in_both_languages():
    for module in MODULES.values():
        english, japanese = ledger(module), ledger(module, lang="ja")
        assert list(english.index) == list(japanese.index)
        assert not (english["statement"] == japanese["statement"]).any()


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_what_does_not_hold_on_the_decks_tables_is_explained_and_nothing_else_is(lang):
    for module in MODULES.values():
        for finding in checked_claims(module, lang=lang):
            apart = finding.verdict in ("contradicts", "exception")
            assert bool(finding.explanation) == apart, finding.id


@pytest.mark.parametrize("vintage", vintages.names())
def test_all_sums_and_conversions_that_can_be_checked_hold(vintage):
    tested = [
        claim
        for module in MODULES.values()
        for claim in checked_claims(module, vintage)
        if claim.kind == "arithmetic" and claim.recomputed
    ]
    assert tested
    assert {claim.verdict for claim in tested} <= {"agrees", "possible"}


def test_a_certification_after_the_deck_supersedes_its_counts_and_contradicts_nothing():
    found = {claim.id: claim for claim in checked_claims(MODULES["supply_chain"], "2026-11")}
    assert found["plans_in_all"].verdict == "superseded"
    assert found["plans_in_all"].later > "2024-02-09"
    assert not [claim for claim in found.values() if claim.verdict == "contradicts"]


def test_what_a_claim_on_an_estimate_states_is_the_total_of_its_row():
    claims = frames.load("claims").set_index("id")
    totals = frames.load("kumamoto_impact").query("component == 'total'").set_index("published")
    months = {"2022-05": "may_2022", "2022-09": "september_2022", "2023-08": "august_2023"}
    assert {str(published) for published in totals.index} == {*months}
    for published, month in months.items():
        assert claims.at[f"effect_of_{month}", "stated"] == totals.at[published, "value"]
