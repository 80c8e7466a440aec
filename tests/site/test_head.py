"""What a page says of itself: read from the built book."""

from __future__ import annotations

import json

import pytest
import yaml
from bs4 import BeautifulSoup

from semibook import paths, toc
from tests.pages import parsed
from tests.site.test_site import HTML

LANGUAGES = ["en", "ja"]


def _head(lang: str, page: str) -> BeautifulSoup:
    return parsed((HTML / lang / page).with_suffix(".html"))


def _meta(page: BeautifulSoup, kind: str, name: str) -> str:
    (found,) = page.find_all("meta", {kind: name})
    return found["content"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", toc.pages())
def test_every_page_is_described_and_can_be_cited(lang, page):
    head = _head(lang, page)
    assert 20 <= len(_meta(head, "name", "description")) <= 200
    assert _meta(head, "property", "og:title") == _meta(head, "name", "citation_title")
    about = yaml.safe_load((paths.ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    date = str(about["date-released"]).replace("-", "/")
    assert _meta(head, "name", "citation_publication_date") == date


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_chapter_is_described_by_what_it_leads_with(lang):
    head = _head(lang, "notebooks/rapidus")
    first = head.select_one(".in-short li").get_text(" ", strip=True)
    said = _meta(head, "name", "description").rstrip("…")
    assert "".join(first.split()).startswith("".join(said.split()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_catalogue_is_a_data_set_whose_downloads_are_there(lang):
    page = _head(lang, "book/data_catalogue")
    described, catalogue = (
        json.loads(each.string) for each in page.find_all("script", {"type": "application/ld+json"})
    )
    assert described["@type"] == "Dataset"
    named = [each["contentUrl"] for each in described["distribution"]]
    assert catalogue["@type"] == "dcat:Catalog"
    assert named == [
        form["dcat:downloadURL"]["@id"]
        for table in catalogue["dcat:dataset"]
        for form in table["dcat:distribution"]
    ]
    assert len(named) > 150
    assert "../data/reference/glossary.xlsx" in named
    identifiers = [table["dct:identifier"] for table in catalogue["dcat:dataset"]]
    assert len(set(identifiers)) == len(identifiers)
    assert all((paths.BOOK / lang / "book" / address).is_file() for address in named)


@pytest.mark.parametrize(("lang", "words"), [("en", "no official publication"), ("ja", "公式")])
def test_every_foot_says_that_the_ministry_has_no_part_in_it(lang, words):
    assert all(words in _head(lang, page).select_one(".extra_footer").text for page in toc.pages())
