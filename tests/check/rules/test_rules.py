"""Each rule by itself: what it finds in a row, and what it lets stand."""

from __future__ import annotations

import pytest

from semibook.check.rules.companions import Companions
from semibook.check.rules.date_forms import DateForms
from semibook.check.rules.date_order import DateOrder
from semibook.check.rules.finite import FiniteNumbers
from semibook.check.rules.known_by import KnownBy
from semibook.check.rules.known_keys import Held, KnownKeys
from semibook.check.rules.named import NamedThings
from semibook.check.rules.no_loops import ancestors
from semibook.check.rules.plain_cells import PlainCells

COST = {
    "name": "cost", "type": "number", "unitField": "unit", "resolutionField": "digit",
    "qualifierField": "word",
}  # fmt: skip
ROW = {"cost": "333", "unit": "1e8 JPY", "digit": "1", "word": "about"}
NOTHING = dict.fromkeys(ROW, "")


@pytest.mark.parametrize(
    ("changed", "column", "expected"),
    [
        ({"digit": ""}, "digit", "one for cost = 333"),
        ({"unit": ""}, "unit", "one for cost = 333"),
        ({"cost": "", "digit": "", "word": ""}, "unit", "an empty cell, as in cost"),
    ],
)
def test_a_quantity_has_its_companions_and_they_have_it(changed, column, expected):
    ((at, _found, said),) = Companions(fields=[COST]).faults(ROW | changed)
    assert (at, said) == (column, expected)


@pytest.mark.parametrize("row", [ROW, NOTHING])
def test_a_quantity_with_all_or_nothing_is_sound(row):
    assert not [*Companions(fields=[COST]).faults(row)]


@pytest.mark.parametrize(("cell", "sound"), [("INF", False), ("nan", False), ("1e9", True)])
def test_numbers_are_finite(cell, sound):
    found = [*FiniteNumbers(fields=[COST]).faults(ROW | {"cost": cell})]
    assert not found if sound else found == [("cost", repr(cell), "a finite number")]


def test_what_is_no_number_is_left_to_frictionless():
    assert not [*FiniteNumbers(fields=[COST]).faults(ROW | {"cost": "much"})]


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [
        ("yearmonth", "2022-8", "the form YYYY-MM"),
        ("date", "2024-2-09", "the form YYYY-MM-DD"),
        ("yearmonth", "2022-08", None),
        ("date", "2024-02-09", None),
        ("string", "2024-2-9", None),
    ],
)
def test_dates_have_their_zeros(kind, cell, expected):
    rule = DateForms(fields=[{"name": "day", "type": kind}])
    assert [said for *_at, said in rule.faults({"day": cell})] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("first", "last", "sound"),
    [
        ("2022-11", "2022-10", False),
        ("2022-11", "2022-11-01", True),  # compared by months
        ("2022-11", "2022-9", True),  # its form is reported, not its order
        ("", "2022-10", True),
    ],
)
def test_an_end_is_not_before_its_beginning(first, last, sound):
    rule = DateOrder(fields=[{"name": "first"}, {"name": "last", "notBefore": "first"}])
    assert (not [*rule.faults({"first": first, "last": last})]) == sound


def test_a_row_is_not_dated_after_what_was_known():
    rule = KnownBy(fields=[], day="2026-03-01")
    assert not [*rule.faults({"as_of": "2026-03-01"})]
    assert [at for at, *_ in rule.faults({"as_of": "2026-03-02"})] == ["as_of"]


def test_a_cell_names_a_chapter_that_there_is():
    rule = NamedThings(fields=[{"name": "place", "names": "chapter"}, {"name": "text"}])
    assert not [*rule.faults({"place": "kumamoto", "text": "elsewhere"})]
    ((_at, found, said),) = rule.faults({"place": "elsewhere", "text": ""})
    assert (found, said) == ("'elsewhere'", "a chapter of the book")


def test_lines_stand_in_notes_alone():
    rule = PlainCells(fields=[{"name": "note"}, {"name": "title"}])
    assert [at for at, *_ in rule.faults({"note": "a\nb", "title": "a\nb"})] == ["title"]


def test_a_chain_of_parents_ends_where_it_comes_back():
    assert ancestors("a", {"a": "b", "b": "c"}) == ["b", "c"]
    assert "a" in ancestors("a", {"a": "b", "b": "a"})
    assert ancestors("a", {"a": "b", "b": "c", "c": "b"}) == ["b", "c"]


@pytest.fixture
def referring(tmp_path) -> KnownKeys:
    """A table `own` whose rows name a place of another table, and a parent of their own."""
    (tmp_path / "places.csv").write_text("\ufeffid,year\na,2025\nb,2026\n", encoding="utf-8")
    (tmp_path / "own.csv").write_text("id,parent,place,year\nx,,a,2025\n", encoding="utf-8")
    files = {name: tmp_path / f"{name}.csv" for name in ("own", "places")}
    keys = [
        {"fields": "parent", "reference": {"resource": "", "fields": "id"}},
        {
            "fields": ["place", "year"],
            "reference": {"resource": "places", "fields": ["id", "year"]},
        },
        {"fields": ["place"], "reference": {"resource": "unreadable", "fields": ["id"]}},
    ]
    return KnownKeys(fields=[], table="own", keys=keys, held=Held(files))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"parent": "x", "place": "a", "year": "2025"}, []),
        ({"parent": "", "place": "", "year": ""}, []),
        ({"parent": "y", "place": "", "year": ""}, [("parent", "'y'", "a id of own.csv", "own")]),
        (
            {"parent": "", "place": "a", "year": "2026"},
            [("place", "'a', '2026'", "a id, year of places.csv", "places")],
        ),
    ],
)
def test_what_a_row_names_is_there_in_one_row(referring, row, said):
    assert [*referring.faults(row)] == said
