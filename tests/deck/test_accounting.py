"""The list of a text's numbers, and where they may stand in the tables."""

from __future__ import annotations

import pytest

from semibook import paths
from semibook.claims import accounting
from semibook.tables import frames, schema


@pytest.fixture
def text() -> str:
    """A text with every slide's title and a few numbers of our own under the fifth."""
    titles = frames.load("sources", lang="ja").set_index("id")["title"]
    return "\n".join(
        f"（参考） {title}\n"
        + ("約1.8兆円、２０２２年から10年間、② 7,500人\n" if key == "s05" else "")
        for key, title in titles.items()
    )


def on_slide(text: str, source: str) -> list[str]:
    return [each.printed for each in accounting.numbers(text) if each.source == source]


def test_numbers_are_found_slide_by_slide_in_every_width(text):
    assert on_slide(text, "s05") == ["1.8", "２０２２", "10", "②", "7,500"]


def test_each_number_has_its_place_among_the_slides_numbers(text):
    assert [each.order for each in accounting.numbers(text) if each.source == "s05"] == [
        1,
        2,
        3,
        4,
        5,
    ]


def test_a_text_without_a_slides_title_is_refused_by_the_slides_name(text):
    title = frames.load("sources", lang="ja").set_index("id").at["s09", "title"]
    with pytest.raises(ValueError, match="s09"):
        accounting.numbers(text.replace(title, ""))


def test_a_sentence_that_holds_a_title_is_not_taken_for_it(text):
    titles = frames.load("sources", lang="ja").set_index("id")["title"]
    before = f"（参考） {titles['s09']}\n"
    text = text.replace(before, f"9人のための{titles['s09']}を示す。\n{before}")
    assert "9" in on_slide(text, "s08")


@pytest.mark.parametrize(
    ("printed", "number"), [("4,760", 4760), ("４，７６０", 4760), ("0.15", 0.15), ("③", 3)]
)
def test_values_of_printed_numbers(printed, number):
    assert accounting.value(printed) == number


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ("4760", "4,760"),
        ("1e8 JPY", "8"),
        ("2022-06-17", "6"),
        ("2022-03", "4"),  # Reiwa 4
        ("22/28 nm", "28"),
    ],
)
def test_a_cell_can_hold_a_number_in_several_ways(cell, printed):
    assert accounting.standing(cell, printed)


@pytest.mark.parametrize(("cell", "printed"), [("4760", "476"), ("2022-06-17", "18"), ("nm", "2")])
def test_a_cell_without_the_number_is_told_apart(cell, printed):
    assert not accounting.standing(cell, printed)


def test_candidates_are_cells_of_rows_that_name_the_slide(text):
    (number,) = [each for each in accounting.numbers(text) if each.printed == "1.8"]
    found = accounting.candidates(number)
    assert ("kumamoto_impact", "e2022-05", "value") in set(found.itertuples(index=False, name=None))


def test_every_number_has_a_cell_or_a_reason():
    listed = frames.load("accounting")
    placed = listed[["table", "key", "column"]].notna().all(axis=1)
    assert (placed != listed["reason"].notna()).all()


def test_every_cell_that_is_named_holds_the_number():
    listed = frames.load("accounting").dropna(subset=["table"])
    wrong = []
    for table, rows in listed.groupby("table"):
        cells = accounting.cells(table)
        wrong += [
            (table, row.key, row.column, row.printed)
            for row in rows.itertuples()
            if not accounting.standing(cells.at[row.key, row.column], row.printed)
            and (row.source, row.order) not in COMPOSED
        ]
    assert not wrong


#: Numbers printed in two parts that one cell holds as a whole (slide, place): 1兆105億 is 10105,
#: 22万8500 is 22.85, "late 2020s" begins in 2025, '14 is 2014; a few stand in words (August, one).
COMPOSED = {
    ("s06", 16), ("s23", 21), ("s23", 22), ("s27", 8),
    ("s06", 4), ("s06", 5), ("s06", 29), ("s06", 30), ("s06", 31), ("s06", 32),
    ("s12", 18), ("s22", 6), ("s22", 7), ("s25", 1), ("s25", 2),
}  # fmt: skip


def test_the_decks_text_where_it_is_at_hand_has_no_other_numbers():
    files = sorted((paths.ROOT / ".." / "shared" / "deck").resolve().glob("*2024-02-09.txt"))
    if not files:
        pytest.skip("the deck's text is not in the repository and not beside it")
    text = files[0].read_text(encoding="utf-8")
    assert accounting.missing(text) == []
    assert len(accounting.numbers(text)) == len(frames.load("accounting"))


def test_every_slide_has_a_row_in_some_table():
    used = {
        source
        for each in schema.package()["resources"]
        if each["name"] not in ("accounting", "claims", "sources")
        for source in frames.load(each["name"])["source"]
    }
    sources = frames.load("sources")
    content = sources.loc[sources["kind"] == "content", "id"]
    assert set(content) <= used
    assert sources.loc[sources["kind"] != "content", "kind"].isin(["title", "picture"]).all()
