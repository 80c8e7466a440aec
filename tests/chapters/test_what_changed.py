"""What changed, on data that change nothing, little, or much."""

from __future__ import annotations

import re

import nbformat
import pytest

from semibook import paths, toc
from semibook.intake.own_table import propose_table
from semibook.page.findings import told
from semibook.run.chapter import headlines, run
from semibook.tables import vintages
from tests.cells import put

CHAPTER = "what_changed"
DECK = str(paths.NOTEBOOKS / "headlines" / "2024-02.csv")


@pytest.fixture
def compared(tmp_path):
    """A function from a vintage's folder to the executed chapter that compares it with the deck."""

    def make(folder, after=DECK):
        target = tmp_path / "what_changed.ipynb"
        given = {"vintage": str(folder), "before": DECK, "after": str(after)}
        run(toc.notebook(CHAPTER), target, given)
        return target

    return make


def said(executed) -> str:
    cells = nbformat.read(executed, as_version=4).cells
    return "\n".join(
        output.get("data", {}).get("text/plain", output.get("text", ""))
        for cell in cells
        for output in cell.get("outputs", [])
    )


def test_data_that_change_nothing_say_so_without_a_warning(compared, later):
    executed = compared(later("mine", "2024-02"))
    found = headlines(executed)
    assert found["tables_changed"] == found["rows_new"] == found["headlines_moved"] == 0
    text = said(executed)
    assert "None of the figures followed here changed." in text
    assert "The data of mine are those of 2024-02." in text
    assert "Warning" not in text


def test_one_changed_cell_is_one_changed_table(compared, later, tmp_path):
    folder = later("mine", "2024-02", "starting_wages")
    put(folder, "starting_wages", 2, "value", "20")
    after = tmp_path / "after.csv"
    text = (paths.NOTEBOOKS / "headlines" / "2024-02.csv").read_text(encoding="utf-8")
    (share,) = re.findall(r"rapidus,support_share,(.+)", text)
    after.write_text(
        text.replace(f"support_share,{share}", "support_share,0.132"), encoding="utf-8"
    )
    executed = compared(folder, after)
    assert headlines(executed)["tables_changed"] == 1
    assert headlines(executed)["headlines_moved"] == 1
    text = said(executed)
    assert "“Support as a part of the total need”" in text
    assert "to 13.2%." in text
    assert str(tmp_path) not in text.replace(DECK, "")
    assert "Warning" not in text


def test_the_later_vintage_turned_verdicts_and_moved_figures(stored):
    found = stored(CHAPTER)
    assert found["tables_changed"] >= 12
    assert found["claims_turned"] >= 1
    assert found["headlines_moved"] >= 10


def test_what_is_followed_is_told_of_any_vintage(compared, later, tmp_path):
    after = tmp_path / "after.csv"
    text = (paths.NOTEBOOKS / "headlines" / "2024-02.csv").read_text(encoding="utf-8")
    changed = text.replace("support_total,3.3e+11", "support_total,6.6e+11")
    assert len(set(changed.splitlines()) - set(text.splitlines())) == 1
    after.write_text(changed, encoding="utf-8")
    text = said(compared(later("mine", "2024-02"), after))
    assert "were ¥330 billion in the deck and are ¥660 billion" in text
    assert "is gone" not in text
    assert "grown by 6% a year by the earlier data and by 6%" in text


def test_the_page_leads_with_what_the_market_did_to_the_target(compared):
    executed = compared("2026-11", paths.NOTEBOOKS / "headlines" / "2026-11.csv")
    first, *others = told(nbformat.read(executed, 4).cells)
    assert first.key == "market"
    assert "had grown by 6% a year" in first.sentence
    assert "has grown by 12% a year since 2020" in first.sentence
    text = "\n".join(finding.sentence for finding in others)
    for sums in ("¥2.35 trillion", "to at most ¥7.41 trillion", "rose from ¥6.9 trillion"):
        assert sums in text
    assert "Sumitomo Electric Industries is gone: METI withdrew the certification" in text
    assert "built at 6.22 at half precision" in text


def test_plans_that_were_public_before_the_deck_are_named(stored, compared):
    text = said(compared("2026-11"))
    assert "Kioxia / Western Digital (2024 plan) (February 2024)" in text
    assert "ROHM" in text


def test_a_table_of_the_vintage_s_own_is_named_by_its_title(compared, later, tmp_path):
    folder = later("mine", "2024-02")
    file = tmp_path / "office.csv"
    file.write_text("年度,出荷額（百万円）\n2022,10\n2023,11\n", encoding="utf-8")
    titles = ("Shipments of equipment", "装置の出荷")
    propose_table(file, "own_t", vintages.find(folder), titles=titles, source="s12").write()
    assert "Shipments of equipment" in said(compared(folder))
