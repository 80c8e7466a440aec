"""What changed, on data that change nothing, little, or much."""

from __future__ import annotations

import nbformat
import pytest

from semibook import paths, toc
from semibook.run.chapter import headlines, run
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
    assert "None of the" in text
    assert "0 rows are new and 0 have" in text
    assert "Warning" not in text


def test_one_changed_cell_is_one_changed_table(compared, later, tmp_path):
    folder = later("mine", "2024-02", "starting_wages")
    put(folder, "starting_wages", 2, "value", "20")
    after = tmp_path / "after.csv"
    text = (paths.NOTEBOOKS / "headlines" / "2024-02.csv").read_text(encoding="utf-8")
    assert "rapidus,support_share,0.066\n" in text
    after.write_text(text.replace("support_share,0.066", "support_share,0.132"), encoding="utf-8")
    executed = compared(folder, after)
    assert headlines(executed)["tables_changed"] == 1
    assert headlines(executed)["headlines_moved"] == 1
    text = said(executed)
    assert "“Support as a part of the total need” moved most: from 6.6 % to 13.2 %." in text
    assert str(tmp_path) not in text.replace(DECK, "")
    assert "Warning" not in text


def test_the_later_vintage_turned_verdicts_and_moved_figures(stored):
    found = stored(CHAPTER)
    assert found["tables_changed"] >= 12
    assert found["claims_turned"] >= 1
    assert found["headlines_moved"] >= 10
