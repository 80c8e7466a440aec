"""What the tasks of a build tell when they fail."""

from __future__ import annotations

import pytest
from doit.exceptions import TaskFailed

from semibook.run.chapter import ChapterError
from semibook.run.scenarios import ScenarioError
from semibook.site.actions import plainly
from semibook.site.build import BuildError


def failing(error: Exception):
    def action():
        raise error

    return plainly(action)


@pytest.mark.parametrize(
    "kind", [ChapterError, ScenarioError, BuildError, PermissionError, TimeoutError]
)
def test_what_was_foreseen_is_told_in_its_own_words(kind):
    failed = failing(kind("a.csv: found x, expected y"))()
    assert isinstance(failed, TaskFailed)
    assert failed.message == "a.csv: found x, expected y"


def test_what_nobody_foresaw_keeps_its_traceback():
    with pytest.raises(ValueError, match="shapes"):
        failing(ValueError("shapes"))()
