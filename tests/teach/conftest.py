"""What the lessons' tests share: the lessons as they are, and copies of them."""

from __future__ import annotations

from functools import cache

import pytest

from semibook.teach.copy import Copy
from semibook.teach.places import packs_of
from semibook.teach.schema import Lesson, Region
from semibook.teach.sources import lessons, regions


@cache
def packs() -> dict[str, Region]:
    return {source.entry.id: source.entry for source in regions()}


@cache
def known() -> dict[str, Lesson]:
    return {source.entry.id: source.entry for source in lessons()}


@cache
def _copy(name: str, lang: str, vintage: str, region: str) -> Copy:
    lesson = known()[name]
    pack = packs()[region] if region else packs_of(lesson, packs())[0]
    return Copy.of(lesson, pack, lang, vintage)


@pytest.fixture
def copy_of():
    """A function from a lesson's id to a copy of it, for its first region if none is named."""

    def make(name: str, lang: str = "en", vintage: str = "2024-02", region: str = "") -> Copy:
        return _copy(name, lang, vintage, region)

    return make


@pytest.fixture(params=("en", "ja"))
def lang(request):
    return request.param


@pytest.fixture(params=sorted(known()))
def copy(request, lang, copy_of):
    """Each lesson in each language."""
    return copy_of(request.param, lang)
