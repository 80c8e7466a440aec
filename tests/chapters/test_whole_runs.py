"""Each chapter runs to its end, with all that it shows, on the tables that the plan knows of."""

from __future__ import annotations

import pytest

from semibook import toc
from semibook.run import dependencies
from semibook.run.chapter import headlines, run


@pytest.mark.parametrize("chapter", dependencies.with_headlines())
def test_a_chapter_shows_nothing_of_other_tables(chapter, only_its_tables, stored, tmp_path):
    target = tmp_path / f"{chapter}.ipynb"
    run(toc.notebook(chapter), target, {"vintage": str(only_its_tables(chapter))})
    assert headlines(target) == stored(chapter)
