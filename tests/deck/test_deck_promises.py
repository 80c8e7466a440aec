"""Every date and amount of the deck that lies ahead is a promise, or it is said why not."""

from __future__ import annotations

import pandas as pd
import pytest

from semibook.claims import accounting
from semibook.models.promises import STATES
from semibook.tables import frames, promises, schema, vintages

DECK = vintages.find()
#: Columns with numbers that no one promises: what they are. Money is followed by other chapters.
OTHERWISE = {
    "amount": "money",
    "cap": "money",
    "cost": "money",
    "investment": "money",
    "yen": "money",
    "floor": "a condition of support",
    "rate": "a rule in force",
    "period_years": "a rule in force",
    "certified": "done",
    "published": "done",
    "share": "a holding",
    "axis_from": "an axis of a picture",
    "axis_to": "an axis of a picture",
    "order": "a place in a list",
    "note": "told by the row's other columns",
    "name": "a name",
    "horizon_years": "an estimate of a bank",
}
#: Tables whose rows tell what is or was, or what others estimate.
PRESENT = {
    "bilateral_ministers", "corrections", "curriculum_tier_nodes", "custom_chips", "exchange_rates",
    "fab_customers", "fab_products", "guardrails", "guardrail_countries", "kumamoto_impact",
    "kumamoto_jobs", "kyushu_announcements", "kyushu_firm_count", "kyushu_investment", "legal_basis",
    "picture_only", "power_shares", "roundtable_participants", "sources", "starting_wages",
    "supply_plan_totals", "technology_controls", "technology_gaps", "groundbreaking", "rapidus_support",
}  # fmt: skip
#: Rows that say again what another row promises, by table and key: the promise.
SAID_AGAIN = {
    ("policy_measures", "eu-digital-compass"): "eu-share",
    ("policy_measures", "eu-chips-act"): "eu-investment",
    ("policy_measures", "kr-strategy"): "korea-investment",
    ("compute_capacity", "aist-planned"): "aist-compute",
    ("compute_capacity", "aist-planned-in-use"): "aist-compute-in-use",
    ("tax_proposal", "fields"): "tax-credit",
    ("technology_nodes", "rapidus"): "rapidus-node",
    ("technology_nodes", "jasm"): "jasm-shipment",
    ("technology_nodes", "renesas"): "renesas-start",
}
#: Rows of tables with promises that tell what is or was.
DONE = {
    ("advanced_fabs", "kioxia-yokkaichi", "first_shipment_from"),
    ("advanced_fabs", "kioxia-yokkaichi", "first_shipment_to"),
    ("compute_capacity", "aist-present", "performance"),
    ("rapidus_milestones", "adopted", "date_from"),
    ("bilateral_agreements", "supply-chain-task-force", "date"),
    ("bilateral_agreements", "market-consultation", "date"),
    ("cloud_plans", "sakura", "hardware"),
    ("cloud_plans", "softbank", "hardware"),
    ("cloud_plans", "xeureka", "hardware"),
}


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return frames.load("promises")


@pytest.fixture(scope="module")
def named(rows) -> set[tuple[str, str]]:
    """The rows of the deck that promises name."""
    return set(zip(rows["table"], rows["key"], strict=True))


def ahead(cell: str) -> bool:
    """Whether a cell is no date, or one that is not over on the day of the deck."""
    is_date = cell[:4].isdigit() and len(cell) in (len("2024-02"), len("2024-02-09"))
    return not is_date or cell[: len("2024-02")] >= DECK.as_of[: len("2024-02")]


def test_every_number_of_the_deck_that_lies_ahead_belongs_to_a_promise(named):
    listed = frames.load("accounting").dropna(subset=["table"])
    missing = [
        (row.table, row.key, row.column, row.printed)
        for row in listed.itertuples()
        if row.table not in PRESENT | {"budgets", "claims"}
        and row.column not in OTHERWISE
        and (row.table, row.key) not in named | SAID_AGAIN.keys()
        and (row.table, row.key, row.column) not in DONE
        and ahead(accounting.cells(row.table).at[row.key, row.column])
        and not is_of_a_measure_abroad(row)
    ]
    assert not missing


def is_of_a_measure_abroad(row) -> bool:
    """Whether a row tells what another government did or granted, without a year to come."""
    if row.table != "policy_measures":
        return row.table in {"support_terms", "strategy_steps"}
    return accounting.cells("policy_measures").at[row.key, "target_year"] == ""


def test_every_target_and_start_of_the_deck_is_a_promise(named):
    for table in ("targets", "supply_plan_starts", "supply_plan_capacities", "cloud_plans"):
        keys = accounting.cells(table).index
        assert {(table, key) for key in keys} <= named, table


def test_whatever_the_deck_calls_planned_is_a_promise(named):
    planned = set()
    for table in ("rapidus_milestones", "bilateral_agreements", "consortium_activities"):
        cells = accounting.cells(table)
        planned |= {(table, key) for key in cells.index[cells["status"].isin(["planned"])]}
    assert planned <= named


def test_a_row_that_is_said_again_is_a_promise_elsewhere(rows):
    assert set(SAID_AGAIN.values()) <= set(rows["id"])


def test_every_promise_names_a_row_of_its_slide(rows):
    promises.promised()  # refuses what names no table, row or column
    for row in rows.itertuples():
        assert accounting.cells(row.table).at[row.key, "source"] == row.source, row.id


def test_no_promise_types_a_date_or_an_amount():
    kinds = {each["name"]: each["type"] for each in schema.resource("promises")["schema"]["fields"]}
    assert {name for name, kind in kinds.items() if kind != "string"} == {"order"}


def test_every_promise_lies_ahead_of_the_deck():
    today = pd.Timestamp(DECK.as_of).toordinal()
    assert all(due.high > today for due in promises.promised()["due"])


@pytest.mark.parametrize("vintage", ["2026-03", "2026-11"])
def test_an_outcome_is_told_or_its_search_is(vintage):
    known = promises.happened(vintage)
    is_unknown = known["state"] == "unknown"
    assert set(known["state"]) <= {*STATES, ""}
    assert known.loc[is_unknown, ["searched", "searched_ja"]].notna().all(axis=None)
    assert known.loc[~is_unknown, ["event", "event_ja"]].notna().all(axis=None)
    assert [when for when in known.loc[is_unknown, "when"] if when is not None] == []


@pytest.mark.parametrize("vintage", ["2026-03", "2026-11"])
def test_what_happened_has_a_source_later_than_the_slides(vintage):
    known = promises.happened(vintage)
    slides = set(frames.load("sources")["id"])
    assert not slides & set(known.loc[known["state"] != "unknown", "source"])
