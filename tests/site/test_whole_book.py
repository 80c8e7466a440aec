"""The whole book on one page for a printer, and as a PDF."""

from __future__ import annotations

import os
import re

import pytest
from bs4 import BeautifulSoup

from semibook import paths, toc
from semibook.site import pdf, whole_book
from semibook.translation.catalogues import NAMES

ABOUT = {"vintage": "2024-02", "as_of": "2024-02-09", "language": "en"}


@pytest.fixture(scope="module", params=NAMES)
def page(request) -> BeautifulSoup:
    edition = paths.BOOK / request.param
    parts = list(whole_book._parts(edition, request.param))
    html = whole_book.page(edition, request.param, parts, ABOUT, {"talent": 17})
    return BeautifulSoup(html, "lxml")


def test_it_has_every_page_in_the_order_of_the_book(page):
    anchors = [article["id"] for article in page.select("main > article")]
    assert anchors == [whole_book._anchor(name) for name in toc.pages()]
    listed = [link["href"] for link in page.select("nav.book-contents a")]
    assert listed == [f"#{anchor}" for anchor in anchors]
    assert page.select_one('nav a[href="#talent"] + .sheet').get_text() == "17"


def test_it_has_no_control_and_no_solution(page):
    assert not page.select("button, input, form, .solution, .headerlink, .cite")


def test_it_has_nothing_that_is_folded_but_what_a_chapter_was_made_from(page):
    assert {fold["class"][0] for fold in page("details")} == {"provenance"}


def test_its_links_lead_into_itself_or_the_web_and_its_pictures_are_there(page):
    places = [element["id"] for element in page.find_all(id=True)]
    assert len(places) == len(set(places))
    links = {link["href"] for link in page("a", href=True)}
    assert not [link for link in links if not re.match("#|https?://", link)]
    assert not [link for link in links if link[0] == "#" and link[1:] not in {*places}]
    for picture in page("img"):
        assert picture["src"].startswith(paths.BOOK.resolve().as_uri())


@pytest.mark.skipif(not pdf.browser(), reason="needs Chromium")
def test_a_pdf_has_an_outline_and_tells_where_its_places_are():
    sheets = "".join(
        f'<section style="break-before: page"><h1 id="part-{number}">{number}</h1></section>'
        for number in range(12)
    )
    links = "".join(f'<a href="#part-{number}">{number}</a>' for number in range(12))
    html = f"<!doctype html><html lang=en><title>t</title><p>{links}</p>{sheets}</html>"
    printed = pdf.printed(html)
    assert b"/Outlines" in printed
    assert b"/Marked true" in printed
    assert pdf.pages_of(printed) == {f"part-{number}": number + 2 for number in range(12)}


@pytest.mark.skipif(not pdf.browser(), reason="needs Chromium")
def test_an_outline_names_once_what_begins_a_sheet():
    style = (paths.ROOT / "book" / "_static" / "book.css").resolve().as_uri()
    heading = '<h1 style="break-before: page; margin: 0; line-height: 1">Talent</h1>'
    head = f'<!doctype html><html lang=en><title>t</title><link rel=stylesheet href="{style}">'
    printed = pdf.printed(f'{head}<article class="bd-article">{heading * 4}</article>')
    assert printed.count(b"/Title (Talent)") == 4


def test_a_title_cannot_end_the_style_it_stands_in():
    assert '"' not in whole_book._quoted('a"; } </style>')
    assert "<" not in whole_book._quoted("</style>")


@pytest.mark.skipif(os.name == "nt", reason="a script of a shell stands for the browser")
def test_a_browser_that_hangs_is_told_in_a_line(tmp_path, monkeypatch):
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setattr(pdf, "browser", lambda: str(program))
    with pytest.raises(OSError, match=r"browser: printed nothing in 0\.2 s"):
        pdf.printed("<p>page</p>", seconds=0.2)
