"""The book's pages on teaching, as they were built."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from semibook import paths, toc
from semibook.teach import pages
from semibook.translation.catalogues import NAMES
from tests.teach.conftest import known, packs

LANGUAGES = sorted(NAMES)


@cache
def built(lang: str, page: str) -> BeautifulSoup:
    text = (paths.BOOK / lang / page).with_suffix(".html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", sorted(known()))
def test_a_lesson_is_listed_with_its_question_regions_and_files(name, lang, copy_of):
    lesson, section = known()[name], built(lang, "book/lessons").find(id=f"lesson-{name}")
    copy = copy_of(name, lang)
    text = " ".join(section.get_text(" ").split())
    question = lesson.questions[lesson.asked[0]]
    assert " ".join(copy.say(question.ask).split())[:20] in text.replace("“", '"')
    links = {Path(link["href"]).stem for link in section.find_all("a", href=True)}
    assert links >= {use.partition("#")[0] for use in lesson.uses}
    regions = list(packs()) if "any" in lesson.regions else lesson.regions
    for region in regions:
        assert region in links
        assert f"{region}-{name}-{lang}-student.zip" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_region_has_a_page_in_the_contents(lang):
    assert {f"regions/{name}" for name in packs()} <= set(toc.pages())
    for name, pack in packs().items():
        page = built(lang, f"regions/{name}")
        assert getattr(pack.name, lang) in page.h1.get_text()
        assert page.find(id="open").find_all("li")
        for table in page.select(".book-table"):
            for row in table.tbody.find_all("tr"):
                assert row.find("a", href=lambda way: way.startswith("../book/references.html#"))


def test_a_name_is_a_link_only_where_its_file_has_been_made(tmp_path):
    page, made = tmp_path / "html" / "en" / "book" / "lessons", tmp_path / "lessons" / "a.zip"
    assert pages._address(made, page) == ""
    made.parent.mkdir()
    made.touch()
    assert pages._address(made, page) == "../../../lessons/a.zip"
