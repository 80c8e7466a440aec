"""A chapter's cells are short, and hold neither wording nor a choice between languages."""

from __future__ import annotations

from statistics import median

import pytest

from semibook import toc
from semibook.translation.notebook_code import code_cells


def shortcomings(sources: list[str]) -> list[str]:
    """What is wrong with the cells of a chapter, in words."""
    sizes = [sum(bool(line.strip()) for line in source.splitlines()) for source in sources]
    text = "\n".join(sources)
    said = {
        f"cells have {median(sizes):g} lines in the median, expected at most 6": median(sizes) > 6,
        f"a cell has {max(sizes)} lines, expected at most 15": max(sizes) > 15,
        "cells hold .format(, expected a template in words/": ".format(" in text,
        "cells hold lang ==, expected a text in both languages": "lang ==" in text,
    }
    return [words for words, is_so in said.items() if is_so]


@pytest.mark.parametrize("chapter", toc.chapters())
def test_cells_are_short_and_hold_no_wording(chapter):
    cells = code_cells(toc.notebook(chapter))
    found = shortcomings([each["source"] for each in cells if "parameters" not in each["tags"]])
    assert not found


@pytest.mark.parametrize(
    ("sources", "count"),
    [
        (["x = 1"], 0),
        (["x = 1\n" * 7], 1),
        (["x = 1", "x = 1\n\n" * 16, "y = 2"], 1),
        (['"{}".format(x)', 'lang == "ja"'], 2),
    ],
)
def test_each_shortcoming_is_told(sources, count):
    assert len(shortcomings(sources)) == count
