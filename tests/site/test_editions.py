"""The editions: the same pages in each language, and no English sentence in the Japanese one."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from bs4 import BeautifulSoup, PageElement

from semibook import paths, toc
from semibook.run.chapter import headlines
from semibook.site import editions
from semibook.translation import catalogues
from tests.pages import parsed

HTML = paths.BUILD / "html"
BOOK = HTML / "ja"
PAGES = sorted(
    page
    for page in BOOK.rglob("*.html")
    if page.relative_to(BOOK).parts[0] not in ("_static", "data")
)
#: Code, references to literature, the English column of the glossary, and the link to English.
ALLOWED = (
    "script, style, pre, code, .citation, .english, [lang=en], a.reference[href*='references']"
)
#: Words that a sentence has and a name does not.
LITTLE = re.compile(
    r"\b(the|is|are|was|were|has|have|that|which|this|these|by|with|from|at|than|not|no|each|its"
    r"|their|what|how|when|where|between|per)\b",
    re.IGNORECASE,
)
WORDS = re.compile(r"[A-Za-z][A-Za-z',’-]*(?:[ ,;:–]+[A-Za-z0-9][A-Za-z0-9',’.-]*){2,}")
#: Names with such a word in them.
NAMES = (
    "CC BY 4.0",
    "Vision for Success",
    "Chip 4",
    "Creating Helpful Incentives",
    "The Daily Scout",
)


@pytest.fixture(
    params=[page for page in PAGES if page != BOOK / "index.html"],
    ids=lambda page: str(page.relative_to(BOOK)),
)
def soup(request) -> BeautifulSoup:
    return parsed(request.param)


def english(text: str) -> list[str]:
    for name in NAMES:
        text = text.replace(name, "")
    return [found for found in WORDS.findall(text) if LITTLE.search(found)]


def test_every_message_is_translated():
    for each in catalogues.status("ja"):
        assert not each.missing, each.domain
        assert not each.fuzzy, each.domain


def test_no_translation_lost_a_placeholder_a_link_or_a_number():
    assert list(catalogues.problems("ja")) == []


def test_catalogues_are_those_of_the_sources(tmp_path, monkeypatch):
    copy = tmp_path / "ja"
    copy.mkdir()
    for file in (paths.LOCALE / "ja").glob("*.po"):
        (copy / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(paths, "LOCALE", tmp_path)
    assert catalogues.extract("ja") == [], "run `semibook translate extract`"


def test_both_editions_have_the_same_pages():
    english = {page.relative_to(HTML / "en") for page in (HTML / "en").rglob("*.html")}
    assert {page.relative_to(BOOK) for page in BOOK.rglob("*.html")} == english


def test_no_english_sentence_is_left(soup):
    allowed = {id(part) for tag in soup.select(ALLOWED) for part in (tag, *tag.descendants)}

    def is_text(part: PageElement) -> bool:
        return id(part) not in allowed

    texts = [text.strip() for text in soup.strings if is_text(text)]
    for tag in filter(is_text, soup.find_all(True)):
        texts += [
            tag[name] for name in ("title", "aria-label", "alt", "placeholder") if tag.get(name)
        ]
    assert [found for text in texts for found in english(text)] == []


def test_the_scan_finds_a_sentence_and_lets_names_pass():
    assert english("図の下に The fab is in Kumamoto. と書いた")
    assert not english("Taiwan Semiconductor Manufacturing Company（TSMC）とRapidus")


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page != BOOK / "index.html" and page.parent.name != "embed"],
    ids=lambda page: str(page.relative_to(BOOK)),
)
def test_the_page_says_its_language_and_leads_to_its_twin(page):
    shown = parsed(page)
    assert shown.html["lang"] == "ja"
    (switch,) = shown.select("a.language-switch")
    assert switch["hreflang"] == "en"
    assert (page.parent / switch["href"]).resolve() == HTML / "en" / page.relative_to(BOOK)


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("", {}),  # search engines refuse an address that is not whole
        (
            "https://books.example/chips/ja/",
            {
                "en": "https://books.example/chips/en/book/intro.html",
                "ja": "https://books.example/chips/ja/book/intro.html",
                "x-default": "https://books.example/chips/index.html",
            },
        ),
    ],
)
def test_a_page_names_its_twin_to_search_engines_by_whole_addresses(address, named):
    config = SimpleNamespace(semibook_twins=True, html_baseurl=address, language="ja")
    context = {}
    editions._lead_to_twin(SimpleNamespace(config=config), "book/intro", "", context, None)
    links = BeautifulSoup(context.get("metatags", ""), "html.parser").select("link[rel=alternate]")
    assert {link["hreflang"]: link["href"] for link in links} == named
    assert context["other_editions"] == [("en", "English", "../../en/book/intro.html")]


@pytest.mark.parametrize("page", ["notebooks/kumamoto", "book/intro", "genindex", "search"])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_switch_leads_to_the_same_page(lang, page):
    path = HTML / lang / f"{page}.html"
    (switch,) = parsed(path).select("a.language-switch")
    other = (path.parent / switch["href"]).resolve()
    assert other == (HTML / switch["hreflang"] / f"{page}.html").resolve()
    assert other.is_file()


def test_the_entry_offers_both_languages():
    entry = parsed(HTML / "index.html")
    links = {a["hreflang"]: HTML / a["href"] for a in entry.find_all("a")}
    assert set(links) == {"en", "ja"}
    assert all(path.is_file() for path in links.values())
    assert "navigator.languages" in entry.script.string


@pytest.mark.parametrize("chapter", toc.chapters())
def test_the_figures_say_the_same_in_both_languages(chapter):
    runs = paths.BUILD / "runs"
    english, japanese = (runs / f"2024-02-{lang}" / f"{chapter}.ipynb" for lang in ("en", "ja"))
    assert headlines(english) == headlines(japanese)
    assert pictures(english) == pictures(japanese)


def pictures(path: Path) -> int:
    cells = nbformat.read(path, as_version=4).cells
    return sum("image/png" in o.get("data", {}) for c in cells for o in c.get("outputs", []))


@pytest.mark.parametrize("chapter", toc.chapters())
def test_a_japanese_chapter_can_be_downloaded_and_opened(chapter):
    file = BOOK / "_sources" / "notebooks" / f"{chapter}.ipynb"
    notebook = nbformat.read(file, as_version=4)
    nbformat.validate(notebook)
    assert "lang = 'ja'" in "\n".join(cell.source for cell in notebook.cells)
    page = (BOOK / "notebooks" / f"{chapter}.html").read_text(encoding="utf-8")
    assert f"../_sources/notebooks/{chapter}.ipynb" in page


def test_what_the_theme_says_is_translated_and_what_the_book_says_is_not(tmp_path):
    page = tmp_path / "page.html"
    own = '<td>Page</td><a href="x">Main</a><script>{"name": "Page"}</script>'
    page.write_text(f'<nav aria-label="Page">{own}</nav>', encoding="utf-8")
    editions.translate_theme(page, "ja")
    text = page.read_text(encoding="utf-8")
    assert own in text
    assert 'aria-label="Page"' not in text
