"""The mechanism of the ledger: claims of a module, their findings, and the verdicts.

This module stands for a chapter's module of claims, with a vintage of its own to be checked on.
"""

from __future__ import annotations

import math
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from semibook.claims import NotStated, claim
from semibook.claims.ledger import CheckedClaim, checked_claims, ledger
from semibook.claims.registry import claims_of, tables_of
from semibook.tables.frames import intervals
from semibook.tables.interval import Interval

THIS = sys.modules[__name__]
CHAPTER = __name__.rpartition(".")[2]


@claim
def first_estimate(kumamoto_impact) -> Interval:
    return intervals(kumamoto_impact, "value").iloc[0]


@claim
def first_estimate_misprinted(kumamoto_impact) -> Interval:
    return intervals(kumamoto_impact, "value").iloc[0]


@claim
def cost_of_ibiden(supply_plans, kumamoto_impact) -> Interval:
    raise NotStated("supply_plans: the cost of ibiden")


def no_claim(budgets) -> Interval:
    return Interval.point(1.0)


@claim
def borrowed(budgets) -> Interval:
    return Interval.point(1.0)


borrowed.__module__ = "another.chapter"

HEADER = (
    "id,chapter,statement,statement_ja,kind,stated,unit,qualifier,resolution,"
    "explanation,explanation_ja,source"
)
ROWS = [
    f"first_estimate,{CHAPTER},An estimate,最初の試算,arithmetic,1.8,1e12 JPY,about,0.1,,,s05",
    f"first_estimate_misprinted,{CHAPTER},Slip,誤り,arithmetic,2.0,1e12 JPY,exact,0.1,Slip,誤,s05",
    f"cost_of_ibiden,{CHAPTER},Cost of Ibiden,イビデンの費用,arithmetic,1,1e8 JPY,exact,1,,,s08",
    "foreign,another_chapter,Of another chapter,他の章,arithmetic,1,percent,exact,1,,,s08",
]


@pytest.fixture
def vintage(tmp_path) -> Path:
    return _vintage(tmp_path, ROWS)


def _vintage(folder: Path, rows: list[str]) -> Path:
    about = "title: test\nas_of: 2024-02-09\nbase: 2024-02\n"
    (folder / "vintage.yml").write_text(about, encoding="utf-8")
    (folder / "claims.csv").write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return folder


@pytest.fixture
def found(vintage) -> dict[str, CheckedClaim]:
    return {each.id: each for each in checked_claims(THIS, vintage)}


def test_the_claims_of_a_module_are_its_own_marked_functions_in_order():
    assert list(claims_of(THIS)) == [
        "first_estimate",
        "first_estimate_misprinted",
        "cost_of_ibiden",
    ]


def test_the_tables_of_a_claim_are_its_parameters():
    assert tables_of(cost_of_ibiden) == ("supply_plans", "kumamoto_impact")


def test_each_of_the_chapters_claims_gets_its_verdict(found):
    assert {name: each.verdict for name, each in found.items()} == {
        "first_estimate": "agrees",
        "first_estimate_misprinted": "contradicts",
        "cost_of_ibiden": "open",
    }


def test_the_stated_figure_is_an_interval_in_base_units(found):
    finding = found["first_estimate"]
    assert finding.unit == "JPY"
    assert (finding.stated.low, finding.stated.high) == pytest.approx((1.75e12, 1.85e12))


def test_the_gap_says_how_far_and_to_which_side(found):
    # 1.75 to 1.85 trillion recomputed, 1.95 to 2.05 stated.
    assert found["first_estimate_misprinted"].gap == pytest.approx(-0.1e12)
    assert found["first_estimate"].gap == 0
    assert found["cost_of_ibiden"].gap == 0


def test_an_open_claim_says_what_is_missing(found):
    finding = found["cost_of_ibiden"]
    assert (finding.recomputed, finding.missing) == (None, "supply_plans: the cost of ibiden")


@pytest.mark.parametrize(
    ("recomputed", "verdict", "gap"),
    [
        (Interval(4.2, 4.8), "agrees", 0.0),
        (Interval(3.0, 6.0), "agrees", 0.0),
        (Interval(5.0, 6.0), "possible", 0.0),  # they share a bound
        (Interval(5.5, 6.0), "contradicts", 0.5),
        (Interval(3.0, 3.5), "contradicts", -0.5),
        (Interval(0.0, math.inf), "agrees", 0.0),
        (None, "open", 0.0),
    ],
)
def test_the_verdict_follows_from_the_intervals(found, recomputed, verdict, gap):
    finding = replace(
        found["first_estimate"], stated=Interval(4.0, 5.0), recomputed=recomputed, missing=""
    )
    assert (finding.verdict, finding.gap) == (verdict, gap)


@pytest.mark.parametrize(
    ("at_first", "kind", "verdict"),
    [
        (Interval(4.0, 5.0), "arithmetic", "superseded"),
        (None, "arithmetic", "superseded"),
        (Interval(8.0, 9.0), "arithmetic", "contradicts"),  # it did so before the later facts too
        (Interval(8.0, 9.0), "pattern", "exception"),
    ],
)
def test_later_facts_supersede_what_held_before_them(found, at_first, kind, verdict):
    later = replace(
        found["first_estimate"],
        kind=kind,
        stated=Interval(4.0, 5.0),
        recomputed=Interval(7.0, 7.5),
        at_first=at_first,
        later="2025-01-31",
    )
    assert later.verdict == verdict
    at_its_own_date = replace(later, later="", at_first=later.recomputed)
    assert at_its_own_date.verdict == ("exception" if kind == "pattern" else "contradicts")


@pytest.mark.parametrize(
    ("kind", "recomputed", "stated", "can_fail", "is_test"),
    [
        ("arithmetic", Interval(1.0, 2.0), Interval(1.0, 1.5), True, True),
        ("bound", Interval(1.0, math.inf), Interval(1.0, 1.5), True, True),
        ("bound", Interval(1.0, math.inf), Interval(1.0, math.inf), False, False),
        ("restatement", Interval(2.0, 2.0), Interval(2.0, 2.0), True, False),
        ("pattern", Interval(1.0, 2.0), Interval(1.0, 1.5), True, False),
    ],
)
def test_only_what_could_have_failed_is_a_test(found, kind, recomputed, stated, can_fail, is_test):
    claim = replace(found["first_estimate"], kind=kind, recomputed=recomputed, stated=stated)
    assert (claim.can_fail, claim.is_test) == (can_fail, is_test)


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        (
            [*ROWS, f"unknown,{CHAPTER},x,x,arithmetic,1,1,exact,1,,,s05"],
            r"claims\.csv alone has \['unknown'\]",
        ),
        (ROWS[1:], r"the module alone has \['first_estimate'\]"),
    ],
    ids=["no function", "no row"],
)
def test_claims_without_their_other_half_are_named(tmp_path, rows, named):
    with pytest.raises(KeyError, match=named):
        checked_claims(THIS, _vintage(tmp_path, rows))


def test_the_ledger_is_written_for_readers(vintage):
    table = ledger(THIS, vintage)
    assert list(table.index) == list(claims_of(THIS))
    assert table.loc["first_estimate"].to_dict() == {
        "source": "s05",
        "statement": "An estimate",
        "stated": "about ¥1.8 trillion",
        "recomputed": "¥1.75 – 1.85 trillion",
        "verdict": "agrees",
        "note": "",
    }
    assert table.loc["first_estimate_misprinted", "note"] == "−¥100 billion"
    assert table.loc["cost_of_ibiden", "note"] == "supply_plans: the cost of ibiden"
    assert table.loc["cost_of_ibiden", "recomputed"] == ""


def test_the_japanese_ledger_has_japanese_statements_and_amounts(vintage):
    row = ledger(THIS, vintage, "ja").loc["first_estimate"]
    assert (row["statement"], row["stated"]) == ("最初の試算", "約1.8兆円")


def test_a_chapter_without_claims_has_an_empty_ledger(tmp_path):
    empty = type(THIS)("chapter_without_claims")
    table = ledger(empty, _vintage(tmp_path, ROWS))
    assert table.empty
    assert "verdict" in table
