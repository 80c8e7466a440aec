"""Pages that other sites frame: a figure or a finding by itself, and an oEmbed file beside each.

Such a page has no navigation and no script, asks no other host, and leads to its chapter. Where
`_config.yml` names no address of the book, what leads to it is relative to the oEmbed file.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urljoin

from markupsafe import Markup

from semibook.page import markup
from semibook.site import citation, licences
from semibook.site.head import about_edition
from semibook.site.publishing import EMBEDDED as FOLDER
from semibook.translation.catalogues import PACKAGE, translator
from semibook.translation.language import language

_TEMPLATE = markup.templates(Path(__file__).parent / "templates").get_template("embed.html")
#: Pixels of the frame's width, of a line of text, and of what stands around picture and text.
_WIDTH, _LINE, _AROUND = 760, 24, 150
#: Letters in a line of that width.
_COLUMNS = 90
_NOTHING = Markup()
_FRAME = Markup(
    '<iframe src="{address}" title="{title}" width="{width}" height="{height}"'
    ' style="border: 0; max-width: 100%" loading="lazy"></iframe>'
)


@dataclass(frozen=True)
class Edition:
    """The book that frames lead to.

    Attributes:
        title: its title.
        vintage: whose data it shows.
        lang: its language.
        base: its address on the web, with a slash at its end; empty if it has none.
    """

    title: str
    vintage: str
    lang: str
    base: str = ""

    def address(self, path: str) -> str:
        """The address of a file of it; from a file beside that one, if the book has none."""
        return urljoin(self.base, path) if self.base else path.rpartition("/")[2]

    @cached_property
    def about(self) -> str:
        """What follows the name of the chapter: the book, its version and date, its licence."""
        _, marks = translator(self.lang, PACKAGE), language(self.lang)
        book = _("In: {title}.").format(title=self.title)
        licence = f"{licences.CONTENT.name}{marks.stop}"
        said = [book, about_edition(self.vintage, self.lang), licence]
        return f"{marks.stop}{marks.space}{marks.sentences(said)}"


@dataclass(frozen=True)
class Picture:
    """What a figure shows.

    Attributes:
        source: its address from the page.
        size: width and height in pixels.
        alt: what a reader who cannot see it should know.
        style: with which a page shows it that credits the sources itself.
    """

    source: str
    size: tuple[int, int]
    alt: str
    style: str = ""


@dataclass(frozen=True)
class Framed:
    """A figure or a finding, as another site shows it.

    Attributes:
        name: of its file.
        page: the address, from its page, of where it stands in the book.
        chapter: the title of that chapter.
        title: of a figure; of a finding, that of its chapter.
        text: the measure of a figure; the sentence of a finding.
        note: what stands beneath a figure: note, sources, data.
        picture: that of a figure.
    """

    name: str
    page: str
    chapter: str
    title: str
    text: str
    note: Markup = _NOTHING
    picture: Picture | None = None

    @property
    def height(self) -> int:
        """Pixels that a frame of the usual width needs, rather more than less."""
        # A Japanese letter is as wide as two others, and takes three bytes.
        letters = len(f"{self.text}{self.note.striptags()}".encode())
        text = _LINE * math.ceil(letters / _COLUMNS) + _AROUND
        if self.picture is None:
            return text
        width, height = self.picture.size
        return text + round(_WIDTH * height / width)


def frame(framed: Framed, edition: Edition) -> str:
    """The HTML with which another page shows it."""
    filled = _FRAME.format(
        address=edition.address(f"{FOLDER}/{framed.name}.html"),
        title=framed.title,
        width=_WIDTH,
        height=framed.height,
    )
    return str(filled)  # a text, which a page that shows it has to escape


def write(framed: Framed, edition: Edition, folder: Path) -> None:
    """Write the page and its oEmbed file.

    Args:
        framed: what it shows.
        edition: the book that it is from.
        folder: `FOLDER` of that book's pages.
    """
    folder.mkdir(parents=True, exist_ok=True)
    page = _TEMPLATE.render(
        framed=framed,
        edition=edition,
        oembed=edition.address(f"{FOLDER}/{framed.name}.json"),
    )
    (folder / f"{framed.name}.html").write_text(page, encoding="utf-8")
    described = json.dumps(oembed(framed, edition), ensure_ascii=False, indent=1)
    (folder / f"{framed.name}.json").write_text(f"{described}\n", encoding="utf-8")


def oembed(framed: Framed, edition: Edition) -> dict[str, str | int]:
    """What oEmbed (oembed.com, 1.0) wants to know of a page that is shown in a frame."""
    (author, *_others) = citation.about()["authors"]
    told: dict[str, str | int] = {
        "version": "1.0",
        "type": "rich",
        "title": framed.title,
        "author_name": translator(edition.lang, PACKAGE)(author["name"]),
        "provider_name": edition.title,
        "width": _WIDTH,
        "height": framed.height,
        "html": frame(framed, edition),
    }
    return told | ({"provider_url": edition.base} if edition.base else {})
