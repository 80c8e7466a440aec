"""The chapter on the promises: what it says follows from the two dates and the day of the data."""

from __future__ import annotations

from datetime import date

import nbformat
import pytest

from semibook import toc
from semibook.page.findings import told
from semibook.run import dependencies
from semibook.run.chapter import headlines, run
from semibook.tables import frames, vintages
from semibook.tables.promises import promised
from tests.cells import put

CHAPTER = "promises"
NOTEBOOK = toc.notebook(CHAPTER)


@pytest.fixture
def known(tmp_path):
    """A function that gives a vintage on the newest one, in which an outcome has another cell."""

    def make(promise: str, **cells: str):
        folder = tmp_path / "later"
        folder.mkdir()
        about = "title: later\nas_of: 2026-08-31\nbase: 2026-11\n"
        (folder / "vintage.yml").write_text(about, encoding="utf-8")
        file = vintages.find("2026-11").path("promise_outcomes")
        (folder / file.name).write_bytes(file.read_bytes())
        rows = frames.load("promise_outcomes", "2026-11")
        line = rows.index[rows["promise"] == promise][0] + 2
        for column, cell in cells.items():
            put(folder, "promise_outcomes", line, column, cell)
        return str(folder)

    return make


def test_every_promise_is_counted(stored):
    figures = stored(CHAPTER)
    assert figures["promises"] == len(frames.load("promises"))
    assert 0 < figures["promises_late"] < figures["promises_fulfilled"] < figures["promises"]
    assert 0 < figures["unknown_share"] < 1


def test_the_chapter_leads_with_what_became_of_the_governments_own():
    said = {finding.key: finding.sentence for finding in told(nbformat.read(NOTEBOOK, 4).cells)}
    whose = frames.load("promises")["whose"].value_counts()
    assert f"Of the {whose['government']} promises" in said["own"]
    assert f"Another {whose['supported']} rest" in said["supported"]


def test_a_date_counts_as_passed_only_once_its_last_day_is_over():
    said = {finding.key: finding.sentence for finding in told(nbformat.read(NOTEBOOK, 4).cells)}
    known = frames.load("promise_outcomes", "2026-11").set_index("promise")["state"]
    promises = promised().assign(state=known)
    today = dependencies.newest().as_of
    last = promises["due"].map(lambda days: days.high)
    passed = promises[last <= date.fromisoformat(today).toordinal()]
    passed = passed[~passed["state"].isin(["changed", "dropped"]) | passed["state"].isna()]
    unknown = (passed["state"] == "unknown").sum()
    assert f"Of the {len(passed)} promises" in said["overall"]
    assert (
        f"of the other {unknown} the archived pages that were searched say nothing"
        in said["overall"]
    )


def test_promises_of_one_plan_are_counted_as_one_plan():
    said = {finding.key: finding.sentence for finding in told(nbformat.read(NOTEBOOK, 4).cells)}
    rows = frames.load("promises")
    assert rows["project"].nunique() < len(rows)
    assert f"on {rows['project'].nunique()} plans, laws and projects" in said["overall"]


def test_what_was_settled_when_the_deck_was_shown_is_said():
    said = {finding.key: finding.sentence for finding in told(nbformat.read(NOTEBOOK, 4).cells)}
    assert "three days before the deck" in said["settled"]
    assert said["settled"].count("LSTC was chosen on 9 February 2024") == 2
    assert "2025" not in said["settled"]


def test_what_rests_on_repeated_pages_is_named():
    said = {finding.key: finding.sentence for finding in told(nbformat.read(NOTEBOOK, 4).cells)}
    known = frames.load("promise_outcomes", "2026-11").set_index("promise")
    kinds = known["source"].map(frames.load("sources", "2026-11").set_index("id")["kind"])
    repeated = known.index[(kinds == "secondary") & (known["state"] != "unknown")]
    named = frames.load("promises").set_index("id").loc[repeated]
    assert len(named)
    for row in named.itertuples():
        assert f"{row.promise} ({row.who})" in said["first-hand"]


def test_on_the_day_of_the_deck_nothing_is_kept_or_broken(rerun):
    figures = rerun(CHAPTER, outcomes="2024-02")
    assert figures["promises_fulfilled"] == figures["promises_late"] == 0
    assert "unknown_share" not in figures


def test_less_was_known_before(rerun, stored):
    before = rerun(CHAPTER, outcomes="2026-03")
    assert before["promises"] == stored(CHAPTER)["promises"]
    assert before["promises_fulfilled"] < stored(CHAPTER)["promises_fulfilled"]


def test_a_month_earlier_is_not_late(rerun, stored, known):
    in_time = known("ibiden-start", date_from="2025-09", date_to="2025-09")
    figures = rerun(CHAPTER, outcomes=in_time)
    assert figures["promises_late"] == stored(CHAPTER)["promises_late"] - 1
    assert figures["promises_fulfilled"] == stored(CHAPTER)["promises_fulfilled"]


def test_a_date_that_is_too_coarse_decides_nothing(rerun, stored, known):
    coarse = known("ibiden-start", date_from="2025-09", date_to="2025-10")
    figures = rerun(CHAPTER, outcomes=coarse)
    assert figures["promises_fulfilled"] == stored(CHAPTER)["promises_fulfilled"] - 1


@pytest.mark.parametrize("vintage", ["2026-03", "2026-11"])
def test_a_later_book_tells_what_its_own_vintage_knows(vintage, tmp_path, stored):
    target = tmp_path / "promises.ipynb"
    run(toc.notebook(CHAPTER), target, {"vintage": vintage})
    same = headlines(target) == stored(CHAPTER)
    assert same == (vintage == dependencies.ahead(CHAPTER).name)


def test_the_decks_book_looks_ahead_to_the_newest_vintage():
    assert dependencies.looks_ahead(CHAPTER)
    assert dependencies.ahead(CHAPTER).name == vintages.names()[-1]
    assert dependencies.newest().name == vintages.names()[-1]


def test_its_figures_are_not_compared_as_if_they_were_the_books(stored):
    assert CHAPTER not in dependencies.with_headlines()


def test_the_plan_knows_the_rows_that_promises_name():
    named = set(frames.load("promises")["table"])
    assert named | {"promises", "promise_outcomes"} <= set(dependencies.tables(CHAPTER))
