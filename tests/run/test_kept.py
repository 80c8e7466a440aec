"""What is stored is taken while what it was made from holds, and computed anew otherwise."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from semibook import toc
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


STORED = b"outputs of the stored chapter", b"its drawings"
FRESH = b"outputs of a fresh run", b"their drawings"


@pytest.fixture
def pages(tmp_path, monkeypatch, later) -> plan.Run:
    """A chapter, run for its pages, whose outputs are stored."""
    notebook = tmp_path / "kumamoto.ipynb"
    notebook.write_bytes(b"no outputs yet")
    # What the run is made from is told by the chapter itself; the stored one is another file.
    files = plan.Run("kumamoto", vintages.find("2024-02"), tmp_path / "none.ipynb").files
    monkeypatch.setattr(
        plan.Run, "files", [*files, later("own", "2024-02", "sources") / "sources.csv"]
    )
    monkeypatch.setattr(toc, "notebook", lambda _chapter: notebook)
    monkeypatch.setattr(kept, "DRAWINGS", tmp_path / "drawings")
    monkeypatch.setattr(kept, "CHAPTERS", tmp_path / "drawings" / "made_from.json")

    def run(_notebook, target, _given, drawings):
        target.write_bytes(FRESH[0])
        drawings.write_bytes(FRESH[1])

    monkeypatch.setattr(chapter, "run", run)
    run = plan.Run("kumamoto", vintages.find("2024-02"), tmp_path / "run.ipynb")
    for target, content in zip(run.targets, STORED, strict=True):
        target.write_bytes(content)
    assert kept.store_chapters([run]) == ["kumamoto"]
    assert kept.store_chapters([run]) == []
    return replace(run, target=tmp_path / "page.ipynb")


def written(run: plan.Run) -> tuple[bytes, ...]:
    run.execute()
    return tuple(target.read_bytes() for target in run.targets)


def test_a_stored_chapter_is_taken_with_its_drawings(pages):
    assert written(pages) == STORED


def test_a_chapter_that_is_to_be_stored_runs(pages):
    assert written(replace(pages, afresh=True)) == FRESH


def test_a_chapter_with_other_parameters_runs(pages):
    assert written(replace(pages, given={"usd_jpy": 151.0})) == FRESH


def test_a_chapter_whose_table_changed_runs(pages):
    with pages.files[-1].open("a", encoding="utf-8") as table:
        table.write("\n")
    assert written(pages) == FRESH


@pytest.mark.parametrize("which", [0, 1], ids=["outputs", "drawings"])
@pytest.mark.parametrize("change", ["changed", "gone"])
def test_a_stored_chapter_that_someone_touched_is_not_taken(pages, which, change):
    file = [toc.notebook(""), kept.DRAWINGS / "kumamoto.json"][which]
    if change == "changed":
        file.write_bytes(b"touched")
    else:
        file.unlink()
    assert written(pages) == FRESH


def test_without_a_note_a_chapter_runs(pages):
    kept.CHAPTERS.unlink()
    assert written(pages) == FRESH
