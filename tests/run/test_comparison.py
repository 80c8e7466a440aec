"""What changed between two vintages: rows, claims, headline figures, and the report on them."""

from __future__ import annotations

import pandas as pd
import pytest

from semibook.run import comparison
from semibook.tables import frames
from tests.cells import put

BASE = "2024-02"


@pytest.fixture
def changed(later):
    """A vintage on the deck's with one changed cell, one row less and one more."""
    folder = later("changed", BASE, "starting_wages", "rapidus_support")
    put(folder, "starting_wages", 2, "value", "30")
    path = folder / "rapidus_support.csv"
    *rows, last = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*rows, last.replace("2023", "2031", 1)]) + "\n", encoding="utf-8")
    return folder


def test_a_vintage_does_not_differ_from_itself():
    assert comparison.table_changes(BASE, BASE) == []
    assert not comparison.claim_changes(BASE, BASE)["moved"].any()


def test_changes_are_told_apart_by_the_key(changed):
    support, wages = sorted(comparison.table_changes(BASE, changed), key=lambda each: each.table)
    assert [support.table, wages.table] == ["rapidus_support", "starting_wages"]
    assert (support.added, support.dropped, support.changed) == (["2031"], ["2023"], {})
    assert wages.added == wages.dropped == []
    ((cells),) = wages.changed.values()
    assert cells == {"value": ("28", "30")}


def test_a_date_of_a_row_alone_is_no_change(later):
    folder = later("dated", BASE, "starting_wages")
    path = folder / "starting_wages.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    dated = [f"{head},as_of", *(f"{row},2026-01-01" for row in rows)]
    path.write_text("\n".join(dated) + "\n", encoding="utf-8")
    assert comparison.table_changes(BASE, folder) == []


def test_claims_are_recomputed_on_both(changed):
    claims = comparison.claim_changes(BASE, changed)
    assert len(claims) == len(frames.load("claims"))
    moved = claims[claims["moved"]]
    assert set(moved["chapter"]) <= {"kumamoto", "rapidus"}
    assert len(moved) >= 1
    assert (moved["before"] != moved["after"]).any()


def csv_of(path, rows):
    pd.DataFrame(rows, columns=["chapter", "figure", "value"]).to_csv(path, index=False)
    return path


@pytest.fixture
def headlines(tmp_path):
    before = [("a", "same", 1.0), ("a", "half", 4.0), ("a", "gone", 5.0), ("a", "zero", 0.0)]
    after = [("a", "same", 1.0), ("a", "half", 2.0), ("a", "new", 7.0), ("a", "zero", 3.0)]
    return comparison.headline_changes(
        csv_of(tmp_path / "before.csv", before), csv_of(tmp_path / "after.csv", after)
    ).set_index("figure")


def test_headline_figures_are_compared_by_name(headlines):
    assert headlines.loc["half", "change"] == -0.5
    assert headlines.loc["same", "change"] == 0


@pytest.mark.parametrize("figure", ["gone", "new", "zero"])
def test_a_change_that_is_no_factor_is_missing(headlines, figure):
    assert pd.isna(headlines.loc[figure, "change"])


def test_the_report_names_rows_cells_and_verdicts(changed):
    text = comparison.report(BASE, changed, markdown=False)
    assert text.startswith("2024-02 -> changed: tables")
    assert "rapidus_support: 1 new, 1 dropped" in text
    assert ".value: 28 -> 30" in text
    assert "+ 2031" in text


def test_the_report_is_markdown_on_demand(changed, headlines):
    text = comparison.report(BASE, changed, headlines.reset_index(), markdown=True)
    assert text.startswith("## `2024-02` -> `changed`: tables")
    assert "- `rapidus_support`: 1 new, 1 dropped" in text
    assert "- `a`: half: 4 -> 2" in text
    assert "same" not in text


def test_headline_figures_are_reported_by_title_and_unit(tmp_path):
    key = ("rapidus", "support_share")
    moved = comparison.headline_changes(
        csv_of(tmp_path / "before.csv", [(*key, 0.066)]),
        csv_of(tmp_path / "after.csv", [(*key, 0.345)]),
    )
    text = comparison.report(BASE, BASE, moved, markdown=False)
    assert "rapidus: Support as a part of the total need: 6.6% -> 34.5%" in text


def test_a_long_list_is_counted_not_printed(later):
    folder = later("many", BASE, "rapidus_partners")
    table = folder / "rapidus_partners.csv"
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    table.write_text(head + "\n", encoding="utf-8")
    text = comparison.report(BASE, folder, markdown=False)
    assert f"rapidus_partners: {len(rows)} dropped" in text
    assert f"... and {len(rows) - 8} more" in text
