"""Sphinx extension: a chapter's figures are numbered, and can be downloaded, cited and embedded.

- they are counted from one on each page, and their captions have links to them;
- beneath each stands a fold with its picture, its drawing, its data, and a line to cite;
- each figure and finding has a page of its own for other sites (see `embedding`).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from bs4.formatter import HTMLFormatter
from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.writers.html5 import HTML5Translator

from semibook import paths
from semibook.page import markup
from semibook.site import citation, drawings, embedding, pictures, summary
from semibook.site.embedding import Edition, Framed, Picture
from semibook.tables.characters import as_line
from semibook.translation.catalogues import PACKAGE, SOURCE_LANGUAGE, translator
from semibook.translation.language import language

_TEMPLATE = markup.templates(Path(__file__).parent / "templates").get_template("figure_uses.html")
_CHAPTERS = "notebooks/"


class _InOrder(HTMLFormatter):
    """Writes the attributes of an element in the order that they have."""

    def attributes(self, tag: Tag) -> Iterable[tuple[str, str]]:
        """The attributes, as BeautifulSoup asks for them."""
        return tag.attrs.items()


class Uses(nodes.General, nodes.Element):
    """What can be done with the figure above it.

    Attributes:
        framed: that figure as other sites show it, once the page is written.
    """

    framed: Framed


def _name_numbers(app: Sphinx, config: Config) -> None:
    _ = translator(config.language or SOURCE_LANGUAGE, PACKAGE)
    config.numfig_format = config.numfig_format | {"figure": _("Figure %s.")}


def _count_on(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Let Sphinx compare its numbers, which go through the book, with those of its last build."""
    env.toc_fignumbers = getattr(env, "semibook_fignumbers", env.toc_fignumbers)
    return []


def _count_by_page(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Number the figures of each page from one; exercises keep the numbers of the book."""
    env.semibook_fignumbers = env.toc_fignumbers
    env.toc_fignumbers = {
        page: kinds | {"figure": _from_one(kinds.get("figure", {}))}
        for page, kinds in env.toc_fignumbers.items()
    }
    return []  # Sphinx has named the pages whose numbers changed


def _from_one(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    return {name: (at,) for at, name in enumerate(names, 1)}


def _offer_uses(app: Sphinx, tree: nodes.document) -> None:
    """Put its uses beneath each figure of a chapter."""
    if not app.env.docname.startswith(_CHAPTERS):
        return
    if (lang := app.config.language) not in (None, SOURCE_LANGUAGE):
        app.env.note_dependency(str(paths.LOCALE / lang / f"{PACKAGE}.po"))
    for figure in list(tree.findall(nodes.figure)):
        if figure["ids"]:
            figure.parent.insert(figure.parent.index(figure) + 1, Uses())


def _visit_caption(writer: HTML5Translator, node: nodes.caption) -> None:
    HTML5Translator.visit_caption(writer, node)


def _depart_caption(writer: HTML5Translator, node: nodes.caption) -> None:
    """Say which figure a caption's link leads to: its text is a sign, the same for all."""
    start = len(writer.body)
    HTML5Translator.depart_caption(writer, node)
    if number := _number(writer.builder, node.parent):
        _ = translator(writer.config.language or SOURCE_LANGUAGE, PACKAGE)
        said = _("Link to figure {number}").format(number=number)
        for at in range(start, len(writer.body)):
            if link := BeautifulSoup(writer.body[at], "html.parser").a:
                del link["title"]
                link.attrs |= {"aria-label": said, "title": said}
                writer.body[at] = link.decode(formatter=_InOrder())


def _number(builder: StandaloneHTMLBuilder, figure: nodes.Element) -> int:
    """The number of a figure on its page; 0 if it has none."""
    (number,) = builder.fignumbers.get("figure", {}).get((figure.get("ids") or [""])[0], (0,))
    return number


def _visit_uses(writer: HTML5Translator, node: Uses) -> None:
    page, figure = writer.builder.current_docname, node.previous_sibling()
    title = writer.document.next_node(nodes.title)
    node.framed = _framed(writer.builder, page, title.astext(), figure)
    writer.body.append(_uses(writer.builder, page, node.framed, figure))
    raise nodes.SkipNode


def _uses(builder: StandaloneHTMLBuilder, page: str, framed: Framed, figure: nodes.figure) -> str:
    edition = _edition(builder.config)
    _ = translator(edition.lang, PACKAGE)
    number = _number(builder, figure)
    data = _data(figure)
    told = {"figure": framed.title, "number": number, "chapter": framed.chapter}
    there = f"{page}.html#{figure['ids'][0]}"
    cited = citation.citations(
        _("{figure} (figure {number} of “{chapter}”)").format(**told),
        f"{page}/{figure['ids'][0]}",
        urljoin(edition.base, there) if edition.base else "",
        edition.vintage,
        edition.lang,
    )[0]
    drawing = f"{drawings.FOLDER}/{framed.name}.svg"
    return _TEMPLATE.render(
        file=framed.name,
        picture=framed.picture.source,
        drawing=f"../{drawing}" if Path(builder.srcdir, drawing).is_file() else "",
        data=data or [f"../_sources/{page}.ipynb"],
        embed=f"../{embedding.FOLDER}/{framed.name}.html",
        citation=cited.text,
        # Without an address of the book, another site could not say where the frame's page is.
        code=embedding.frame(framed, edition) if edition.base else "",
        comma=language(edition.lang).comma,
        said={
            "summary": _("Figure {number}: download, cite, embed").format(number=number),
            "picture": _("Picture: "),
            "data": _("Data: ") if data else _("Computed in: "),
            "embed": _("For other sites: "),
            "alone": _("the figure alone"),
            "cite": _("To cite the figure"),
            "code": _("To embed the figure"),
        },
    )


def _data(figure: nodes.figure) -> list[str]:
    """The files of the tables that its caption names; none for what a model made."""
    html = "".join(raw.astext() for raw in figure.findall(nodes.raw))
    return [link["href"] for link in BeautifulSoup(html, "html.parser").select("a[download]")]


def _framed(
    builder: StandaloneHTMLBuilder, page: str, chapter: str, figure: nodes.figure
) -> Framed:
    """A figure as other sites show it; its image has been written."""
    (image,), (caption,) = figure.findall(nodes.image), figure.findall(nodes.caption)
    title = caption.next_node(nodes.strong)
    legend = [part for each in figure.findall(nodes.legend) for part in each.children]
    beneath = nodes.compound("", *(part.deepcopy() for part in legend))
    return Framed(
        name=drawings.address(page.removeprefix(_CHAPTERS), figure["ids"][0]),
        page=f"../{page}.html#{figure['ids'][0]}",
        chapter=as_line(chapter),
        title=as_line(title.astext()),
        text=as_line(caption.astext().removeprefix(title.astext())),
        note=Markup(builder.render_partial(beneath)["fragment"]),  # noqa: S704 (Sphinx escapes)
        picture=Picture(image["uri"], image["pixels"], image["alt"], pictures.without_foot(image)),
    )


def _edition(config: Config) -> Edition:
    lang = config.language or SOURCE_LANGUAGE
    return Edition(config.html_title, config.semibook_vintage, lang, config.html_baseurl)


def _embed(
    app: Sphinx, page: str, _template: str, _context: dict[str, Any], tree: nodes.document | None
) -> None:
    """Write the pages for other sites of all that a chapter shows and says."""
    if tree is None or not page.startswith(_CHAPTERS):
        return
    title = tree.next_node(nodes.title).astext()
    figures = [node.framed for node in tree.findall(Uses)]
    folder, edition = Path(app.outdir, embedding.FOLDER), _edition(app.config)
    for old in folder.glob(f"{page.removeprefix(_CHAPTERS)}.*"):
        old.unlink()  # the data may give no reason for a finding any more
    for framed in [*figures, *_findings(app, page, title)]:
        embedding.write(framed, edition, folder)


def _findings(app: Sphinx, page: str, chapter: str) -> Iterator[Framed]:
    name = page.removeprefix(_CHAPTERS)
    for key, finding in summary.said(Path(app.srcdir, f"{page}.ipynb")).items():
        yield Framed(
            name=f"{name}.{key}",
            page=f"../{page}.html",
            chapter=as_line(chapter),
            title=as_line(chapter),
            text=finding.sentence,
        )


def _copy_drawings(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    shutil.rmtree(Path(app.outdir, drawings.FOLDER), ignore_errors=True)  # a figure may be gone
    staged = Path(app.srcdir, drawings.FOLDER)
    if staged.is_dir():
        shutil.copytree(staged, Path(app.outdir, drawings.FOLDER))


def _pass(_writer: HTML5Translator, _node: Uses) -> None:
    """Do nothing: the node is skipped once it is visited."""


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension (called by Sphinx)."""
    app.add_node(Uses, html=(_visit_uses, _pass))
    app.add_node(nodes.caption, override=True, html=(_visit_caption, _depart_caption))
    app.connect("config-inited", _name_numbers, priority=900)  # after sphinx-exercise names its own
    # Before and after Sphinx numbers them.
    app.connect("env-get-updated", _count_on, priority=100)
    app.connect("env-get-updated", _count_by_page, priority=900)
    app.connect("doctree-read", _offer_uses)
    app.connect("html-page-context", _embed)
    app.connect("build-finished", _copy_drawings)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
