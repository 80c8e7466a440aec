"""What a chapter says in short: its leading findings as text, its data and its limits."""

from __future__ import annotations

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from semibook import toc
from semibook.site.data_dates import basis
from semibook.site.summary import in_short, leading
from semibook.translation import words
from semibook.translation.words import Words


def told(key: str, sentence: str):
    return new_code_cell(
        "finding",
        outputs=[
            new_output(
                "display_data",
                data={"text/plain": sentence},
                metadata={"semibook": {"figures": [], "finding": key}},
            )
        ],
    )


@pytest.fixture
def chapter(monkeypatch):
    """Words that lead with two findings, in another order than the chapter says them."""
    made = Words(
        findings={"first": "F.", "second": "S.", "third": "T."},
        in_short=["third", "first"],
        limits="Not said: *when*.",
    )
    monkeypatch.setattr(words, "read", lambda name: made)
    cells = [told("first", "One *star*."), told("second", "Two."), told("third", "Three.")]
    return new_notebook(cells=cells).cells


def test_the_words_choose_and_order_what_leads(chapter):
    assert leading("any", chapter) == ["Three.", "One *star*."]


def test_a_finding_that_was_said_of_several_things_leads_with_all_of_them(chapter):
    again = [*chapter, told("third", "Four.")]
    assert leading("any", again) == ["Three.", "Four.", "One *star*."]


def test_what_a_run_had_no_reason_to_say_is_left_out(chapter):
    assert leading("any", chapter[:2]) == ["One *star*."]


def test_the_box_holds_text_and_no_markup(chapter):
    box = in_short("any", chapter, "2024-02", "en")
    assert r"- One \*star\*\." in box
    assert r"Not said\: \*when\*\." in box
    assert "9 February 2024" in box


@pytest.mark.parametrize(
    ("vintage", "lang", "said"),
    [
        ("2024-02", "en", ["Deck: 9 February 2024", "later facts up to 31 August 2026"]),
        ("2024-02", "ja", ["2024年2月9日", "2026年8月31日"]),
        ("2026-11", "en", ["Public facts up to August 2026", "as known on 31 August 2026"]),
    ],
)
def test_the_decks_edition_names_the_day_of_the_deck_and_of_later_facts(vintage, lang, said):
    told = basis(vintage, lang)
    assert all(part in told for part in said)


def test_a_chapter_that_leads_with_nothing_has_no_box(chapter):
    assert in_short("any", [], "2024-02", "en") == ""


def test_only_findings_can_lead():
    with pytest.raises(ValueError, match="in_short: found fourth, expected keys of findings"):
        Words(findings={"first": "F."}, in_short=["fourth"])


@pytest.mark.parametrize("name", toc.chapters())
def test_every_chapter_leads_with_what_its_stored_run_says(name):
    keys = words.read(name).in_short
    cells = nbformat.read(toc.notebook(name), as_version=4).cells
    assert 1 <= len(keys) <= len(leading(name, cells)) <= 6
