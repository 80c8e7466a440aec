"""How pages are cited, and where they are found: text, BibTeX, address, map of the site."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
import yaml
from bs4 import BeautifulSoup
from pybtex.database import parse_string

from semibook import paths, toc
from semibook.site import citation, licences, publishing
from semibook.tables import vintages
from semibook.translation import catalogues
from tests.pages import parsed
from tests.site.test_site import HTML

ADDRESS = "https://example.org/chips"


def _cff() -> dict:
    return yaml.safe_load((paths.ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def test_the_licence_that_files_name_is_the_citation_file_s():
    assert licences.CONTENT.identifier in _cff()["license"]


def test_a_citation_says_what_the_citation_file_says():
    about, title = _cff(), "Talent & 100 % of {it}_1"
    page, book = citation.citations(title, "notebooks/talent", ADDRESS, vintages.DEFAULT, "en")
    for text in (page.text, book.text):
        assert about["title"] in text
        assert about["authors"][0]["name"] in text
        assert f"Version {about['version']}" in text
        assert str(about["date-released"].year) in text
    assert title in page.text
    assert page.text.endswith(ADDRESS)


def test_bibtex_reads_what_is_cited():
    page, book = citation.citations("A & B", "notebooks/ai_compute", ADDRESS, "2024-02", "en")
    (entry,) = parse_string(page.bibtex, "bibtex").entries.values()
    assert (entry.key, entry.type) == ("semibook-ai-compute", "incollection")
    assert entry.fields["title"] == r"A \& B"
    assert entry.fields["booktitle"] == _cff()["title"]
    assert entry.fields["url"] == ADDRESS
    assert str(entry.persons["author"][0]) == "{The semibook authors}"
    (entry,) = parse_string(book.bibtex, "bibtex").entries.values()
    assert "url" not in entry.fields


@pytest.mark.parametrize("lang", catalogues.NAMES)
@pytest.mark.parametrize("page", toc.pages())
def test_every_page_can_be_cited_from_its_foot(lang, page):
    shown = parsed(HTML / lang / f"{page}.html")
    texts = [each.get_text() for each in shown.select("details.cite pre")]
    assert len(texts) == 4
    heading = shown.h1.get_text().rstrip("#")
    assert re.sub(r"\s", "", heading) in re.sub(r"\s", "", texts[0])
    assert not shown.find("link", rel="canonical")  # _config.yml names no address


def test_an_address_leads_each_edition_to_its_own_pages(monkeypatch):
    settings = catalogues.config()
    settings["html"]["baseurl"] = f"{ADDRESS}/"
    monkeypatch.setattr(catalogues, "config", lambda: settings)
    edition, _toc = catalogues.config_and_toc("ja")
    assert edition["html"]["baseurl"] == f"{ADDRESS}/ja/"


def test_a_map_of_the_site_lists_every_page_of_each_edition(monkeypatch):
    assert "sitemap.xml" not in publishing._common_files(catalogues.NAMES)
    settings = catalogues.config()
    settings["html"]["baseurl"] = ADDRESS
    monkeypatch.setattr(publishing, "config", lambda: settings)
    tree = ElementTree.fromstring(publishing._common_files(catalogues.NAMES)["sitemap.xml"])  # noqa: S314 (ours)
    found = {each.text for each in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert found == {f"{ADDRESS}/{lang}/{page}.html" for lang in catalogues.NAMES
                     for page in toc.pages()}  # fmt: skip


@pytest.mark.parametrize(("address", "root"), [("", "/"), (ADDRESS, "/chips/")])
def test_the_page_for_a_page_that_is_not_there_leads_home(monkeypatch, address, root):
    settings = catalogues.config()
    settings["html"]["baseurl"] = address
    monkeypatch.setattr(publishing, "config", lambda: settings)
    shown = BeautifulSoup(publishing._common_files(catalogues.NAMES)["404.html"], "html.parser")
    links = [link["href"] for link in shown("a")]
    assert f"{root}ja/index.html" in links
    assert all((paths.BOOK / link.removeprefix(root)).is_file() for link in links)
