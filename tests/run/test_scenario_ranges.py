"""The favourable and the unfavourable scenario take the ends of the ranges that chapters state."""

from __future__ import annotations

import re

import pytest

from semibook import toc
from semibook.run import dependencies, scenarios
from semibook.run.parameters import Parameter, parameters

#: Ranges of which neither end is the better one; scenarios/favourable.yml says why.
NO_SIDE = {
    ("rapidus", "wafer_price"),
    ("rapidus", "die_area"),
    ("rapidus", "arrival_rate"),
    ("rapidus", "batch_hours"),
    ("rapidus", "batch_share"),
    ("power_semiconductors", "market_growth"),
    ("future_technology", "exponent"),
}
_IN_WORDS = re.compile(r"range ([\d.]+) to ([\d.]+)")
_OF = re.compile(r"range of (\w+)")


def ranges(known: dict[str, Parameter]) -> dict[str, tuple[float, float]]:
    """The range of each parameter that has one: in its comment, or in a parameter of its own."""
    found = {
        name: tuple(map(float, words.groups()))
        for name, parameter in known.items()
        if (words := _IN_WORDS.search(parameter.help))
    }
    for name, parameter in known.items():
        if name.endswith("_range"):
            of = _OF.search(parameter.help)
            found[of[1] if of else name.removesuffix("_range")] = (
                parameter.default[0],
                parameter.default[-1],
            )
    return found


STATED = {
    (chapter, name): ends
    for chapter in dependencies.with_headlines()
    for name, ends in ranges(parameters(toc.notebook(chapter))).items()
}


def values(scenario: str) -> dict[tuple[str, str], float]:
    """What a scenario sets, by chapter and parameter."""
    chapters = next(each for each in scenarios.every() if each.name == scenario).chapters
    return {
        (chapter, name): value for chapter in chapters for name, value in chapters[chapter].items()
    }


def test_chapters_state_ranges_and_all_that_have_no_side_are_among_them():
    assert len(STATED) > 20
    assert set(STATED) >= NO_SIDE


@pytest.mark.parametrize("scenario", ["favourable", "unfavourable"])
def test_each_value_is_an_end_of_the_range_that_its_chapter_states(scenario):
    for key, value in values(scenario).items():
        assert value in STATED[key], key


def test_the_two_take_opposite_ends_of_all_ranges_with_a_side():
    good, bad = values("favourable"), values("unfavourable")
    for (chapter, name), ends in STATED.items():
        if (chapter, name) not in NO_SIDE:
            default = parameters(toc.notebook(chapter))[name].default
            taken = {each.get((chapter, name), default) for each in (good, bad)}
            assert taken == set(ends), (chapter, name)
        else:
            assert (chapter, name) not in good | bad
