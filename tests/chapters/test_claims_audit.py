"""The ledger's chapter: it counts what the ledger holds, on any vintage."""

from __future__ import annotations

from semibook.tables import frames

CHAPTER = "claims_audit"


def test_every_claim_is_counted_once(stored):
    figures = stored(CHAPTER)
    assert figures["claims"] == len(frames.load("claims")) >= 60
    # What is left are exceptions to the book's own patterns.
    apart = figures["agree"] + figures["disagree"] + figures["open"]
    assert figures["claims"] - 5 < apart <= figures["claims"]


def test_a_changed_table_changes_a_verdict(rerun, stored, only_its_tables):
    def damaged(chapter):
        folder = only_its_tables(chapter)
        table = folder / "budgets.csv"
        text = table.read_text(encoding="utf-8")
        assert ",5754,1e8 JPY" in text
        table.write_text(text.replace(",5754,1e8 JPY", ",5854,1e8 JPY"), encoding="utf-8")
        return folder

    after = rerun(CHAPTER, folder=damaged(CHAPTER))
    assert after["disagree"] > stored(CHAPTER)["disagree"]
