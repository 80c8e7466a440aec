"""The whole book as one PDF: its pages in their order, with contents, page numbers and an outline.

It is made from the published pages, so it says what they say. What only a screen can do (buttons,
menus, downloads), what is folded and what exercises hide (solutions) is left out.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from jinja2 import Template

from semibook import files, paths, toc
from semibook.site import pdf
from semibook.site.publishing import RECORD
from semibook.translation.catalogues import PACKAGE, config_and_toc, translator

#: Where the PDF of each language goes.
FOLDER = paths.BUILD / "pdf"
#: Longer than the book takes on a slow machine.
_SECONDS = 1800.0
_TEMPLATE = paths.ROOT / "book" / "_templates" / "whole_book.html"
#: What paper cannot do, and what exercises keep to themselves.
_SCREEN_ONLY = (
    "script, style, button, form, input, .headerlink, .copybtn, .solution, .cite, .figure-uses,"
    " details.hide, details:not([open], .provenance), .table-filter, .language-switch"
)
#: Attributes that name an element of the same page.
_NAMING = {"id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls"}


@dataclass(frozen=True)
class Part:
    """A page of the book as it stands in the PDF.

    Attributes:
        anchor: names its beginning, and leads the names of all places in it.
        title: its heading, plain text.
        part: the part of the book that begins with it, or empty.
        html: its text.
    """

    anchor: str
    title: str
    part: str
    html: str


def write(edition: Path, lang: str) -> Path | None:
    """Print an edition into `FOLDER`.

    Args:
        edition: the folder of its published pages.
        lang: its language.

    Returns:
        The file; None if this machine has no Chromium.

    Raises:
        FileNotFoundError: if the edition is not there.
        OSError: if it cannot be printed or written.
    """
    about = json.loads((edition / RECORD).read_text(encoding="utf-8"))
    parts = list(_parts(edition, lang))
    printing = {"seconds": _SECONDS, "scripts": True}
    # Where a chapter begins is known once it is printed; the contents then take as many lines.
    first = pdf.printed(page(edition, lang, parts, about, {}), **printing)
    if first is None:
        return None
    places = pdf.pages_of(first)
    content = pdf.printed(page(edition, lang, parts, about, places), **printing)
    target = FOLDER / name(about["vintage"], lang)
    files.write(target, content)
    return target


def name(vintage: str, lang: str) -> str:
    """The name of an edition's PDF."""
    return f"book-{vintage}-{lang}.pdf"


def page(
    edition: Path, lang: str, parts: list[Part], about: Mapping[str, str], places: Mapping[str, int]
) -> str:
    """The book on one page, as HTML for a printer.

    Args:
        edition: the folder of its published pages, whose styles and pictures it shows.
        lang: its language.
        parts: its pages.
        about: the record of the edition.
        places: on which sheet each part begins, by its anchor; what is not there stays blank.
    """
    _, (settings, _toc) = translator(lang, PACKAGE), config_and_toc(lang)
    first = BeautifulSoup((edition / f"{toc.pages()[0]}.html").read_text("utf-8"), "html.parser")
    here = f"{edition.resolve().as_uri()}/book/"
    styles = [urljoin(here, link["href"]) for link in first.find_all("link", rel="stylesheet")]
    scripts = [f"../_static/{name}" for name in ("formulas.js", "mathjax/tex-svg.js")]
    return Template(_TEMPLATE.read_text(encoding="utf-8")).render(
        lang=lang,
        title=settings["title"],
        author=settings["author"],
        foot=first.select_one(".extra_footer").get_text(" ", strip=True),
        styles=styles,
        scripts=[urljoin(here, name) for name in scripts],
        parts=parts,
        places=places,
        about=about,
        quoted=_quoted,
        contents=_("Contents"),
    )


def _parts(edition: Path, lang: str) -> Iterator[Part]:
    _settings, contents = config_and_toc(lang)
    begins = {part["chapters"][0]["file"]: part["caption"] for part in contents["parts"]}
    pages = toc.pages()
    for name in pages:
        text = (edition / f"{name}.html").read_text(encoding="utf-8")
        article = BeautifulSoup(text, "html.parser").select_one("article.bd-article")
        title = article.h1
        for link in title.select(".headerlink"):
            link.decompose()
        heading = title.get_text(" ", strip=True)
        _prepare(article, name, edition, pages)
        yield Part(_anchor(name), heading, begins.get(name, ""), article.decode_contents())


def _prepare(article: Tag, name: str, edition: Path, pages: Collection[str]) -> None:
    """Make a page a part of a larger one: its places have names of their own."""
    for element in article.select(_SCREEN_ONLY):
        element.decompose()
    named = set()
    for element in article.find_all(id=True):
        if element["id"] in named:  # a name leads to the first that has it
            del element["id"]
        else:
            named.add(element["id"])
    for element in article.find_all(True):
        for attribute in element.attrs.keys() & _NAMING:
            value = element[attribute]
            names = value if isinstance(value, list) else value.split()
            element[attribute] = " ".join(_anchor(name, each) for each in names)
    here = f"{edition.resolve().as_uri()}/{name}.html"
    for picture in article.find_all("img"):
        picture["src"] = urljoin(here, picture["src"])
        del picture["loading"]  # nobody scrolls to it
    for link in article.find_all("a", href=True):
        _lead(link, name, pages)


def _lead(link: Tag, name: str, pages: Collection[str]) -> None:
    """Let a link lead to its place in the PDF, or into the web; none can to files beside a page."""
    target = urlsplit(link["href"])
    if target.scheme in ("http", "https"):
        return
    path = urlsplit(urljoin(f"/{name}.html", target.path)).path if target.path else f"/{name}.html"
    other = unquote(path).removeprefix("/").removesuffix(".html")
    if other in pages:
        link["href"] = f"#{_anchor(other, unquote(target.fragment))}"
    else:
        link.unwrap()


def _anchor(name: str, place: str = "") -> str:
    page_name = name.rpartition("/")[2].replace("_", "-")
    return f"{page_name}--{place}" if place else page_name


def _quoted(text: str) -> str:
    """A text as a string of CSS, in which no sign of it ends the string or the style."""
    return "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in text)
