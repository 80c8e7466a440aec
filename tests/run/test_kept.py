"""Stored headline figures: taken while what they were made from holds, computed anew otherwise."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from semibook.run import chapter, headlines, kept, plan
from semibook.tables import vintages

FIGURES = {"share": 0.4, "support": 4.76e11, "third": 1 / 3}
COMPUTED = {"share": 0.5}


@pytest.fixture
def run(tmp_path, monkeypatch, later) -> plan.Run:
    """A chapter on a later vintage, whose figures are stored."""
    monkeypatch.setattr(plan, "STORED", tmp_path / "stored")
    monkeypatch.setattr(kept, "FILE", tmp_path / "stored" / "made_from.json")
    monkeypatch.setattr(chapter, "headline_figures", lambda *_: COMPUTED)
    vintage = vintages.find(later("own", "2024-02", "sources"))
    run = plan.Run("kumamoto", vintage, tmp_path / "own" / "kumamoto.csv", {"usd_jpy": 150.0})
    headlines.write(run.chapter, FIGURES, plan.stored_file(vintage))
    kept.note([run])
    return run


def executed(run: plan.Run) -> dict[str, float]:
    run.execute()
    return pd.read_csv(run.target).set_index("figure")["value"].to_dict()


def test_figures_that_are_stored_are_taken(run):
    assert executed(run) == pytest.approx(FIGURES)
    assert run.target.read_bytes() == plan.stored_file(run.vintage).read_bytes()


def test_figures_of_a_scenario_are_its_own(run, tmp_path):
    weak = replace(run, scenario="weak_yen", target=tmp_path / "weak.csv")
    stored = plan.stored_file(run.vintage, scenarios=True)
    headlines.write(run.chapter, {"share": 0.3}, stored, "weak_yen")
    kept.note([run, weak])
    assert executed(weak) == {"share": 0.3}
    assert executed(replace(weak, scenario="strong_yen")) == COMPUTED


def test_a_changed_table_has_them_computed(run):
    with (run.vintage.folder / "sources.csv").open("a", encoding="utf-8") as table:
        table.write("\n")
    assert executed(run) == COMPUTED


def test_other_parameters_have_them_computed(run):
    assert executed(replace(run, given={"usd_jpy": 151.0})) == COMPUTED


def test_stored_figures_that_someone_changed_are_not_taken(run):
    headlines.write(run.chapter, FIGURES | {"share": 0.6}, plan.stored_file(run.vintage))
    assert executed(run) == COMPUTED


@pytest.mark.parametrize("text", ["", "{", "[]", "<<<<<<< ours"])
def test_a_damaged_note_has_them_computed(run, text):
    kept.FILE.write_text(text)
    assert executed(run) == COMPUTED


def test_without_a_note_they_are_computed(run):
    kept.FILE.unlink()
    assert executed(run) == COMPUTED
