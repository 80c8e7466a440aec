"""Who is reached by what: the states of a cell, and the choice of regions."""

from __future__ import annotations

import pandas as pd
import pytest

from semibook.models.coverage import STATES, chosen_regions, coverage

REGIONS, EVERYBODY, THEMES = ["north", "south"], ["pupils", "teachers"], ["training", "visits"]
ACTIVITIES = pd.DataFrame(
    [
        ("n1", "north", "training", "planned"),
        ("n2", "north", "training", "done"),
        ("n3", "north", "visits", "done"),
        ("s1", "south", "visits", "planned"),
    ],
    columns=["id", "consortium", "theme", "status"],
)
AUDIENCES = pd.DataFrame(
    [("n1", "pupils"), ("n2", "pupils"), ("s1", "teachers")], columns=["activity", "audience"]
)


@pytest.fixture
def cells() -> pd.Series:
    found = coverage(ACTIVITIES, AUDIENCES, REGIONS, EVERYBODY, THEMES)
    return found.set_index(["consortium", "audience", "theme"])["state"]


def test_every_combination_has_one_known_state(cells):
    assert len(cells) == cells.index.nunique() == 8
    assert set(cells) <= set(STATES)


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        (("north", "pupils", "training"), "done"),
        (("south", "teachers", "visits"), "planned"),
        (("north", "teachers", "visits"), "unnamed"),
        (("south", "pupils", "training"), "elsewhere"),
        (("south", "pupils", "visits"), "nowhere"),
    ],
)
def test_states(cells, cell, state):
    assert cells[cell] == state


def test_all_regions_or_one():
    assert chosen_regions("all", REGIONS) == REGIONS
    assert chosen_regions("south", REGIONS) == ["south"]


def test_a_region_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="region: found 'east', expected one of north, south, all"):
        chosen_regions("east", REGIONS)
