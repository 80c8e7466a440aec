"""Every date and amount of the deck that lies ahead is a promise, or it is said why not."""

from __future__ import annotations

import pandas as pd
import pytest

from semibook.claims import accounting
from semibook.models.promises import STATES
from semibook.tables import frames, promises, schema, vintages

DECK = vintages.find()
#: Numbers that promise nothing: tables, or columns of tables, and what they are.
NO_PROMISES = {
    "exchange_rates": "how the deck converts",
    "curriculum_tier_nodes": "what is taught",
    "custom_chips": "what there is",
    "fab_products": "the nodes of a plant, whose start is a promise",
    "guardrails": "a rule in force",
    "kumamoto_impact": "a bank's estimate",
    "kumamoto_jobs": "a bank's estimate",
    "kyushu_firm_count": "what was announced",
    "kyushu_investment": "what was surveyed",
    "power_shares": "what there is",
    "starting_wages": "what is paid",
    "strategy_steps": "the axis of a picture",
    "support_terms": "a condition of support",
    "supply_plan_totals": "sums of the plans, each of which is a promise",
    "technology_gaps": "what there is",
    "budgets": "money",
    "rapidus_support": "money",
    "sources": "the deck itself",
    "cap": "money",
    "cost": "money",
    "investment": "money",
    "share": "a holding",
    "cycle": "a number in a row of calls",
    "multiple": "the target again, as a multiple",
}
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
}
#: Whose the promises of a table are; those of `targets` follow from the jurisdiction.
WHOSE = {
    "advanced_fabs": "supported",
    "supply_plan_starts": "supported",
    "supply_plan_capacities": "supported",
    "rapidus_milestones": "supported",
    "cloud_plans": "supported",
    "consortium_activities": "considered",
    "nextgen_calls": "government",
    "model_support": "government",
    "bilateral_agreements": "government",
    "tax_proposal": "government",
    "future_topics": "government",
}


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return frames.load("promises")


@pytest.fixture(scope="module")
def named(rows) -> set[tuple[str, str]]:
    """The rows of the deck that promises name."""
    return set(zip(rows["table"], rows["key"], strict=True))


@pytest.fixture(scope="module")
def cells(rows) -> set[tuple[str, str, str]]:
    """The cells of the deck that promises name."""
    parts = (rows[["table", "key", column]].dropna() for column in ("due_from", "due_to", "amount"))
    return {tuple(cell) for part in parts for cell in part.to_numpy()}


def is_ahead(row) -> bool:
    """Whether a number of the deck is an amount to come, or a date not over on the deck's day."""
    held = accounting.cells(row.table).loc[row.key]
    if row.table == "policy_measures":  # what a government has done, unless a year is named
        return held["target_year"] != ""
    if held.get("status") in ("existing", "done"):
        return False
    kind = schema.field(row.table, row.column)["type"]
    month = len("2024-02")
    is_date = kind in ("date", "yearmonth")
    return not is_date or held[row.column][:month] >= DECK.as_of[:month]


def test_every_number_of_the_deck_that_lies_ahead_belongs_to_a_promise(cells):
    listed = frames.load("accounting").dropna(subset=["table"])
    missing = [
        (row.table, row.key, row.column, row.printed)
        for row in listed.itertuples()
        if not {row.table, row.column} & {*NO_PROMISES, "claims"}
        and schema.field(row.table, row.column)["type"] != "string"  # "2+2" is a name
        and (row.table, row.key, row.column) not in cells
        and (row.table, row.key) not in SAID_AGAIN
        and is_ahead(row)
    ]
    assert not missing


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
        assert accounting.cells(row.table).loc[row.key, "source"] == row.source, row.id


def test_whose_a_promise_is_can_be_seen_in_the_decks_row(rows):
    for row in rows.itertuples():
        if row.table == "targets":
            country = accounting.cells("targets").loc[row.key, "jurisdiction"]
            at_home = "supported" if row.who == "Rapidus" else "government"
            expected = at_home if country == "jp" else "abroad"
        else:
            expected = WHOSE[row.table]
        assert row.whose == expected, row.id


def test_no_promise_types_a_date_or_an_amount():
    kinds = {each["name"]: each["type"] for each in schema.resource("promises")["schema"]["fields"]}
    assert {name for name, kind in kinds.items() if kind != "string"} == {"order"}


def test_promises_of_one_plan_share_its_money(rows):
    funded = rows.dropna(subset=["money_key"])
    sums = funded.assign(money=funded["money_table"] + funded["money_key"] + funded["money_column"])
    pairs = sums[["project", "money"]].drop_duplicates()
    assert pairs["project"].is_unique
    assert pairs["money"].is_unique


def test_every_promise_lies_ahead_of_the_deck():
    today = pd.Timestamp(DECK.as_of).toordinal()
    assert all(due.high > today for due in promises.promised()["due"])


@pytest.mark.parametrize("vintage", ["2026-03", "2026-11"])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_an_outcome_is_told_or_its_search_is(vintage, lang):
    known = promises.happened(vintage, lang)
    is_unknown = known["state"] == "unknown"
    assert set(known["state"]) <= {*STATES, ""}
    assert known.loc[is_unknown, "searched"].notna().all()
    assert known.loc[~is_unknown, "event"].notna().all()
    assert [when for when in known.loc[is_unknown, "when"] if when is not None] == []


@pytest.mark.parametrize("vintage", ["2026-03", "2026-11"])
def test_what_happened_has_a_source_later_than_the_slides(vintage):
    known = promises.happened(vintage)
    slides = set(frames.load("sources")["id"])
    assert not slides & set(known.loc[known["state"] != "unknown", "source"])
