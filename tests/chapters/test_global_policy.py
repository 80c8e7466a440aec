"""Policy abroad under other exchange rates and on other data."""

from __future__ import annotations

import csv
import shutil

import pytest

from semibook.tables import vintages

CHAPTER = "global_policy"


def test_other_rates_move_the_amounts_and_the_closest_pair_of_one_kind(rerun, stored):
    # US public money and the European target come to be equal at 124.7 yen per dollar: no pair.
    before = stored(CHAPTER)
    after = rerun(CHAPTER, krw100_jpy=2.1, usd_jpy=124.7)
    assert before["weak_pairs"] == 0
    assert after["weak_pairs"] == 0
    assert after["closest_change"] == pytest.approx(43 * 145 / (3400 * 2.1) - 1)
    assert after["largest_public_amount"] == before["largest_public_amount"]


def test_a_pair_below_ten_per_cent_is_weak(rerun):
    assert rerun(CHAPTER, krw100_jpy=1.9)["weak_pairs"] == 1


def test_a_currency_without_a_rate_is_shown_and_not_converted(rerun):
    # On the latest data China's third fund is in yuan, for which no rate is stated.
    later = rerun(CHAPTER, "2026-11")
    assert later["largest_public_amount"] == 10e12
    assert later["japan_budget_lines"] == pytest.approx(7.4114e12)


def test_japan_stands_with_all_its_years(stored):
    lines = (6170, 4500, 3686, 4850, 19867)
    assert stored(CHAPTER)["japan_budget_lines"] == pytest.approx(sum(lines) * 1e8)


def test_parts_and_overlapping_amounts_are_not_added(rerun, stored, only_its_tables):
    folder = only_its_tables(CHAPTER)
    shutil.copy(vintages.find("2024-02").path("policy_measures"), folder)
    path = folder / "policy_measures.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    fund = next(row for row in rows if row["id"] == "kr-strategy")
    more = {"amount": "900", "amount_qualifier": "exact", "yen": ""}
    rows.append(fund | more | {"id": "part", "order": "91", "parent": "kr-strategy"})
    rows.append(fund | more | {"id": "deeper", "order": "92", "parent": "part"})
    rows.append(fund | more | {"id": "shared", "order": "93", "amount_role": "overlap"})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    after = rerun(CHAPTER, folder)
    assert after["largest_amount"] == stored(CHAPTER)["largest_amount"]


def test_the_guardrails_thresholds_are_the_slide_s(stored):
    assert stored(CHAPTER)["advanced_growth_limit"] == pytest.approx(0.05)
    assert stored(CHAPTER)["legacy_growth_limit"] == pytest.approx(0.10)


def test_a_rate_that_is_not_positive_is_refused(rerun):
    with pytest.raises(Exception, match=r"eur_jpy: found 0\.0 .*expected a rate above 0"):
        rerun(CHAPTER, eur_jpy=0.0)
