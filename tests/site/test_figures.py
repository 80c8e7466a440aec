"""Figures by themselves: numbered, handed out as files, cited, and shown by other sites."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from docutils.nodes import make_id
from markupsafe import Markup
from sphinx.application import Sphinx

from semibook import paths, toc
from semibook.run.engine import CAN_FORK
from semibook.site import drawings, embedding, results
from semibook.site.embedding import Edition, Framed, Picture
from semibook.translation import words
from semibook.translation.catalogues import NAMES
from tests.pages import parsed
from tests.site.test_site import FETCHED, HTML, NAMED_ONLY

ADDRESS = "https://example.org/chips/en/"
HOSTILE = "</title></pre><script>live()</script><b onclick='live()'>\"zz"
FIGURE = Framed(
    name="kumamoto-estimates",
    page="../notebooks/kumamoto.html#kumamoto-estimates",
    chapter="Kumamoto",
    title="The latest estimate is largest",
    text="trillion yen",
    note=Markup("<p>Source: METI</p>"),
    picture=Picture("../_images/a.png", (1536, 1280), "Bars."),
)
FINDING = Framed("kumamoto.cap", "../notebooks/kumamoto.html", "Kumamoto", "Kumamoto", "It is so.")


def _edition(base: str = "") -> Edition:
    return Edition("The book", "2024-02", "en", base)


def _chapter(lang: str, chapter: str) -> Path:
    return HTML / lang / "notebooks" / f"{chapter}.html"


def _frames(lang: str) -> list[Path]:
    return sorted((HTML / lang / embedding.FOLDER).glob("*.html"))


def _is_there(page: Path, address: str) -> bool:
    parts = urlsplit(address)
    target = page.parent / unquote(parts.path)
    if not target.is_file():
        return False
    return not parts.fragment or parsed(target.resolve()).find(id=parts.fragment) is not None


def test_every_figure_has_a_name_that_no_other_has_and_that_an_address_can_hold():
    names = [
        (chapter, words.figure_name(chapter, key, entry))
        for chapter in toc.chapters()
        for key, entry in words.read(chapter).figures.items()
    ]
    assert all(name == make_id(name) for _chapter, name in names)
    assert len({drawings.address(*each) for each in names}) == len(names)


@pytest.mark.parametrize("lang", NAMES)
@pytest.mark.parametrize("chapter", toc.chapters())
def test_figures_are_counted_in_each_chapter(lang, chapter):
    found = parsed(_chapter(lang, chapter)).select("figure[id]")
    said = [figure.select_one(".caption-number").get_text(strip=True) for figure in found]
    form = {"en": "Figure {}.", "ja": "図{}"}[lang]
    assert said == [form.format(number) for number in range(1, len(found) + 1)]
    for number, figure in enumerate(found, 1):
        link = figure.select_one("a.headerlink")
        assert link["href"] == f"#{figure['id']}"
        assert re.findall(r"\d+", link["aria-label"]) == [str(number)]


@pytest.mark.parametrize("lang", NAMES)
@pytest.mark.parametrize("chapter", toc.chapters())
def test_a_figure_can_be_downloaded_cited_and_shown_elsewhere(lang, chapter):
    page = _chapter(lang, chapter)
    for figure in parsed(page).select("figure[id]"):
        uses = figure.find_next_sibling()
        assert uses["class"] == ["figure-uses"]
        links = [link["href"] for link in uses("a")]
        assert all(_is_there(page, link) for link in links)
        kinds = [Path(link).suffix for link in links]
        assert ".png" in kinds
        assert (".svg" in kinds) == CAN_FORK
        assert {".csv", ".ipynb"} & {*kinds}
        named = {a["href"] for a in figure.select("a[download]")}
        assert named <= {*links}
        assert figure.strong.get_text() in uses.pre.get_text()
        stem = drawings.address(chapter, figure["id"])
        assert f"../{embedding.FOLDER}/{stem}.html" in links


@pytest.mark.skipif(not CAN_FORK, reason="papermill's own engine draws no SVG")
@pytest.mark.parametrize("lang", NAMES)
def test_a_drawing_says_what_it_is_and_no_page_loads_it(lang):
    for file in (HTML / lang / drawings.FOLDER).iterdir():
        root = ElementTree.parse(file).getroot()  # noqa: S314 (ours)
        assert root.findtext("{*}title").strip()
        assert not root.findall(".//{*}script")
        assert "<dc:date>" not in file.read_text(encoding="utf-8")
    for chapter in toc.chapters():
        loaded = [image["src"] for image in parsed(_chapter(lang, chapter))("img")]
        assert not [each for each in loaded if drawings.FOLDER in each]


@pytest.mark.parametrize("lang", NAMES)
def test_each_figure_and_finding_has_a_page_of_its_own(lang):
    names = {file.stem for file in _frames(lang)}
    figures = {
        drawings.address(chapter, figure["id"])
        for chapter in toc.chapters()
        for figure in parsed(_chapter(lang, chapter)).select("figure[id]")
    }
    told = json.loads((paths.BOOK / results.FOLDER / "findings.json").read_text("utf-8"))[
        "findings"
    ]
    assert names == figures | {finding["id"] for finding in told}
    assert all((HTML / lang / finding["embed"]).is_file() for finding in told)


@pytest.mark.parametrize("lang", NAMES)
def test_a_page_for_other_sites_is_whole_and_loads_nothing_from_elsewhere(lang):
    for file in _frames(lang):
        page = parsed(file)
        assert page.html["lang"] == lang
        assert page.title.get_text(strip=True)
        assert page.h1.get_text(strip=True)
        assert not page(["script", "nav", "iframe"])
        assert all(_is_there(file, link["href"]) for link in page("a"))
        assert all(image["alt"] and _is_there(file, image["src"]) for image in page("img"))
        for name, attribute in FETCHED.items():
            for tag in page.find_all(name, attrs={attribute: True}):
                only_named = name == "link" and {*tag["rel"]} <= NAMED_ONLY
                assert only_named or not urlsplit(tag[attribute]).netloc
                assert _is_there(file, tag[attribute])


@pytest.mark.parametrize("lang", NAMES)
def test_oembed_leads_to_the_page_that_it_describes(lang):
    for file in _frames(lang):
        page = parsed(file)
        (there,) = page.find_all("link", type="application/json+oembed")
        told = json.loads((file.parent / there["href"]).read_text(encoding="utf-8"))
        assert (told["version"], told["type"]) == ("1.0", "rich")
        frame = BeautifulSoup(told["html"], "html.parser").iframe
        assert (file.parent / frame["src"]).resolve() == file.resolve()
        assert frame["title"] == told["title"]
        assert (frame["width"], frame["height"]) == (str(told["width"]), str(told["height"]))


@pytest.mark.parametrize("framed", [FIGURE, FINDING], ids=["figure", "finding"])
def test_a_book_with_an_address_says_it(framed, tmp_path):
    embedding.write(framed, _edition(ADDRESS), tmp_path)
    page = BeautifulSoup((tmp_path / f"{framed.name}.html").read_text("utf-8"), "html.parser")
    link = page.find("link", rel="alternate")
    assert link["href"] == f"{ADDRESS}embed/{framed.name}.json"
    told = json.loads((tmp_path / f"{framed.name}.json").read_text(encoding="utf-8"))
    assert f'src="{ADDRESS}embed/{framed.name}.html"' in told["html"]
    assert told["provider_url"] == ADDRESS


def test_a_frame_has_room_for_the_picture_and_for_a_long_text():
    assert FIGURE.height > 760 * 1280 / 1536
    assert FINDING.height < FIGURE.height
    longer = Framed("a.b", "", "", "", "半導体" * 200)
    assert longer.height > FINDING.height


def test_data_in_a_frame_is_text(tmp_path):
    spoilt = {"title": HOSTILE, "text": HOSTILE, "chapter": HOSTILE}
    picture = Picture("a.png", (2, 1), HOSTILE)
    framed = Framed(name="a-b", page="c.html", picture=picture, **spoilt)
    embedding.write(framed, _edition(ADDRESS), tmp_path)
    page = BeautifulSoup((tmp_path / "a-b.html").read_text(encoding="utf-8"), "html.parser")
    assert not page(["script", "b"])
    assert HOSTILE in page.h1.get_text()
    told = json.loads((tmp_path / "a-b.json").read_text(encoding="utf-8"))
    html = BeautifulSoup(told["html"], "html.parser")
    assert [tag.name for tag in html.find_all()] == ["iframe"]
    assert html.iframe["title"] == HOSTILE


PAGE = """# Page

```{figure} a.png
:name: NAME-one
**First** of two.
```

```{figure} a.png
:name: NAME-two
**Second** of two.
```
"""


@pytest.fixture
def book(tmp_path) -> Path:
    """Pages with two figures each."""
    (tmp_path / "index.md").write_text("# Book\n\n```{toctree}\nb\nc\n```\n")
    for name in "bc":
        (tmp_path / f"{name}.md").write_text(PAGE.replace("NAME", name))
    (tmp_path / "a.png").write_bytes(b"")
    return tmp_path


def _build(book: Path) -> dict[str, list[str]]:
    """Numbers by page, of the pages that were written."""
    out, quiet = book / "_build", {"status": None, "warning": None}
    config = {"extensions": ["myst_nb", "semibook.site.figures", "sphinx_exercise"],
              "exclude_patterns": ["_build"]}  # fmt: skip
    written = []
    app = Sphinx(book, None, out, out / "trees", "html", config, **quiet)
    app.connect("html-page-context", lambda _app, page, *_: written.append(page))
    app.build()
    pages = {name: BeautifulSoup((out / f"{name}.html").read_text("utf-8"), "html.parser")
             for name in "bc" if name in written}  # fmt: skip
    return {
        name: [number.get_text(strip=True) for number in page.select(".caption-number")]
        for name, page in pages.items()
    }


def test_numbers_begin_anew_on_each_page_and_write_only_what_changed(book):
    assert _build(book) == {name: ["Figure 1.", "Figure 2."] for name in "bc"}
    assert _build(book) == {}
    more = f"{PAGE}\n```{{figure}} a.png\n:name: b-three\nA third.\n```\n".replace("NAME", "b")
    (book / "b.md").write_text(more)
    assert _build(book)["b"] == ["Figure 1.", "Figure 2.", "Figure 3."]
