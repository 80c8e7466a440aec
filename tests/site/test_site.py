"""The built pages: whole, linked, described, and asking nothing of another host."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from semibook import paths, toc
from semibook.tables import reference
from semibook.translation.catalogues import NAMES
from tests.pages import parsed

HTML = paths.BUILD / "html"
BOOK = HTML / "en"
PAGES = sorted(
    page
    for page in HTML.glob("*/**/*.html")
    if page.relative_to(HTML).parts[1] not in ("_static", "data", "embed")  # see test_figures
)
#: What makes a browser fetch something by itself.
FETCHED = {
    "script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src",
    "video": "src", "audio": "src", "object": "data", "embed": "src",
}  # fmt: skip
#: Relations of <link> that only name another page.
NAMED_ONLY = {"canonical", "next", "prev", "index", "search", "author", "alternate", "license"}


@cache
def anchors(page: Path) -> set[str]:
    return {tag["id"] for tag in parsed(page).find_all(id=True)}


@pytest.fixture(params=PAGES, ids=lambda page: str(page.relative_to(HTML)))
def page(request) -> Path:
    return request.param


def test_the_book_is_whole():
    names = {page.relative_to(HTML).with_suffix("").as_posix() for page in PAGES}
    for lang in NAMES:
        assert {f"{lang}/notebooks/{chapter}" for chapter in toc.chapters()} <= names
        pages = ("intro", "how_to_use", "methods", "references")
        assert {f"{lang}/book/{page}" for page in pages} <= names
        assert (HTML / lang / "searchindex.js").stat().st_size > 10_000


def test_an_edition_alone_leads_to_its_first_page():
    onward = parsed(BOOK / "index.html")
    assert (BOOK / onward.a["href"]).is_file()


def test_links_lead_somewhere(page):
    broken = []
    for address in {tag["href"] for tag in parsed(page)("a") if tag.has_attr("href")}:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            continue
        target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
        if target.is_dir():
            target /= "index.html"
        if not target.is_file() or (
            parts.fragment
            and target.suffix == ".html"
            and unquote(parts.fragment) not in anchors(target)
        ):
            broken.append(address)
    assert not broken


def test_a_key_of_the_bibliography_leads_to_its_entry(page):
    keys = reference.citations()
    for link in [link for link in parsed(page)("a") if link.string in keys]:
        assert link["href"].endswith(f"book/references.html#{reference.anchor(link.string)}")
    for label in parsed(page).select(".citation .label"):
        key = label.get_text().strip("[]\n ")
        assert label.find_parent(id=True)["id"] == reference.anchor(key)
    alone = [part for name in ("td", "p") for part in parsed(page)(name) if part.string in keys]
    assert not [part for part in alone if not part.find("a")]


def test_every_reference_stands_under_its_key():
    for lang in NAMES:
        there = anchors(HTML / lang / "book" / "references.html")
        assert {reference.anchor(key) for key in reference.citations()} <= there


def test_images_are_there_and_described(page):
    for image in parsed(page).find_all("img"):
        assert (page.parent / unquote(image["src"])).is_file()
        alternative = image.get("alt", "")
        assert alternative.strip(), image["src"]
        assert not re.search(r"\.(png|svg|jpe?g)$|^_images", alternative)


def test_no_page_asks_another_host(page):
    outside = []
    for name, attribute in FETCHED.items():
        for tag in [tag for tag in parsed(page)(name) if tag.has_attr(attribute)]:
            if name == "link" and set(tag.get("rel", [])) <= NAMED_ONLY:
                continue
            parts = urlsplit(tag[attribute])
            if parts.netloc or parts.scheme in ("http", "https"):
                outside.append(tag[attribute])
    for tag in parsed(page).find_all(["script", "style"]):
        text = tag.string or ""
        outside += re.findall(
            r"(?:import\(?|url\(|src\s*=|fetch\()\s*[\"']?(?:https?:)?//[^\"')]+", text
        )
    assert not outside


def test_no_style_sheet_asks_another_host():
    outside = {
        str(file.relative_to(BOOK)): found
        for file in BOOK.rglob("*.css")
        if (
            found := re.findall(
                r"url\([\"']?(?:https?:)?//[^)]+|@import[^;]+//[^;]+", file.read_text("utf-8")
            )
        )
    }
    assert not outside


def test_no_page_shows_a_failure(page):
    text = parsed(page).get_text()
    for sign in ("Traceback (most recent", "Glyph ", "UserWarning", "FutureWarning", "��"):
        assert sign not in text


def test_no_text_of_ours_shows_its_markup(page):
    others = ["script", "pre", "code", "table"]  # tables hold what sources print
    main = parsed(page).main
    parts = [part for name in others for part in main(name)] if main else []
    theirs = {id(text) for part in parts for text in part.strings}
    ours = [text for text in main.strings if id(text) not in theirs] if main else []
    text = re.sub(r"\\\[.*?\\\]|\\\(.*?\\\)", "", "".join(ours), flags=re.DOTALL)  # formulas
    assert not re.findall(r".*(?:\*\*|\\[*_`]|\]\(|\{\w+\}).*", text)


def test_tables_have_captions_and_header_scopes(page):
    for table in parsed(page).select("table.book-table"):
        assert table.caption.get_text(strip=True)
        heads = table.find_all("th")
        assert heads
        assert all(head.get("scope") in ("col", "row") for head in heads)


def test_every_chapter_names_its_slides_and_data():
    # The chapter of scenarios has its figures from other chapters, which name theirs.
    for chapter in [each for each in toc.chapters() if each != "scenarios"]:
        links = [
            a["href"]
            for a in parsed(BOOK / "notebooks" / f"{chapter}.html").find_all("a", href=True)
        ]
        assert any(re.search(r"references\.html#[sf]\d+$", link) for link in links)
        assert any(re.search(r"\.\./data/20\d\d-\d\d/\w+\.csv$", link) for link in links)


def test_tables_are_handed_out_as_excel_reads_them():
    tables = list((BOOK / "data").rglob("*.csv"))
    assert tables
    for table in tables:
        content = table.read_bytes()
        assert content.isascii() or content.startswith(BOM_UTF8), table
        original = paths.DATA / table.relative_to(BOOK / "data")
        assert content.removeprefix(BOM_UTF8) == original.read_bytes()


def test_each_page_says_its_language(page):
    assert parsed(page).html["lang"] == page.relative_to(HTML).parts[0]
