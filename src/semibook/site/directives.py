"""Sphinx directives of the book's pages.

- `slides` lists a vintage's sources, each with an anchor that chapters link to;
- `assumptions` lists every chapter's parameters with default and reason;
- `term-table` lists the glossary, `picture-only` what stands on the slides only as pictures,
  `corrections` what was misread on them;
- `catalogue` shows every table with its columns, rows and users;
- `what-if` lets a reader change parameters of a chapter;
- `chapter-figure` shows a figure of a chapter, as that was run, and `chapter-finding` a sentence;
- `basis` says how current the data are.
"""

from __future__ import annotations

import unicodedata
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import nbformat
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from semibook import files, paths, toc
from semibook.page import sources, tables
from semibook.page.findings import told
from semibook.run import dependencies, plan
from semibook.run.parameters import Parameter, parameters
from semibook.site import bibliography, catalogue, drawings, terms, what_if
from semibook.site.data_dates import basis
from semibook.site.summary import leading
from semibook.tables import frames, reference, schema, vintages
from semibook.tables.characters import as_line, web_address
from semibook.translation import what_if as tried
from semibook.translation import words
from semibook.translation.catalogues import PACKAGE, SOURCE_LANGUAGE, translator


class BookDirective(SphinxDirective):
    """A directive in the edition's language whose page is made again when what it shows changes."""

    @property
    def lang(self) -> str:
        """The language of the edition."""
        return self.config.language or SOURCE_LANGUAGE

    def words(self, domain: str = PACKAGE) -> Callable[[str], str]:
        """The function `_` of the edition; the page then depends on the catalogue."""
        self.env.note_dependency(__file__)
        if self.lang != SOURCE_LANGUAGE:
            self.env.note_dependency(str(paths.LOCALE / self.lang / f"{domain}.po"))
        return translator(self.lang, domain)


class Slides(BookDirective):
    """Tables of the edition's sources, each row an anchor named by the source's id."""

    def run(self) -> list[nodes.Node]:
        """Make the table of slides, and one of later sources if there are any."""
        vintage, lang, _ = widest(self.config.semibook_vintage), self.lang, self.words()
        self.env.note_dependency(str(vintages.find(vintage).path("sources")))
        english = frames.load("sources", vintage)
        japanese = frames.load("sources", vintage, "ja")
        labels = self.env.get_domain("std")
        slides, later, shown = [], [], japanese if lang == "ja" else english
        for source, title_ja in zip(shown.itertuples(), japanese["title"], strict=True):
            title = nodes.paragraph("", "", _title(source.title, lang))
            if source.title != title_ja:
                title += nodes.Text(" ")
                title += nodes.inline(text=f"({title_ja})", classes=["original", "language-ja"])
            anchor = nodes.target(ids=[source.id], names=[source.id])
            labels.note_hyperlink_target(source.id, self.env.docname, source.id, source.title)
            if source.kind in sources.SLIDES:
                slides.append([[anchor, nodes.paragraph(text=str(source.order))], [title]])
            else:
                later.append([[anchor, *_publication(source, lang)], [title, _address(source)]])
        found = [_table([_("Slide"), _("Title")], slides, [1, 12])]
        if later:
            heads = [_("Published"), _("Title and address")]
            found += [
                nodes.paragraph(text=_("Sources later than the deck:")),
                _table(heads, later, [3, 10]),
            ]
        return found


def widest(vintage: str) -> str:
    """The vintage shown; in the deck's own book the newest of those of which a chapter has rows.

    So what pages beside the chapters show of later facts is there, each with source and date.
    """
    return vintage if vintages.find(vintage).base else dependencies.newest().address


def _title(text: str, lang: str) -> nodes.Node:
    """A title; one that its publisher gave in English only is marked as English."""
    foreign = lang != "en" and text.isascii()
    return nodes.inline(text=text, classes=["language-en"]) if foreign else nodes.Text(text)


def _publication(source: tuple, lang: str) -> list[nodes.paragraph]:
    kind = schema.labels("sources", "kind", lang)[source.kind]
    lines = [source.publisher, sources.day(source, lang), kind]
    return [nodes.paragraph(text=each) for each in lines]


def _address(source: tuple) -> nodes.paragraph:
    text = as_line(str(source.address))
    if not web_address(text):
        return nodes.paragraph(text=text, classes=["address"])
    link = nodes.reference(text=text, refuri=text, classes=["address"])
    return nodes.paragraph("", "", link)


class Assumptions(BookDirective):
    """A table of parameters for each chapter that has any: name, default, meaning and reason."""

    def run(self) -> list[nodes.Node]:
        """Make the tables, each under a link to its chapter."""
        _, found = self.words(), []
        heads = [_("Parameter"), _("Default"), _("Meaning and reason")]
        for chapter in toc.chapters():
            notebook, in_words = toc.notebook(chapter), self.words(chapter)
            self.env.note_dependency(str(notebook))
            rows = [
                [[nodes.paragraph("", "", *cell)] for cell in _parameter_cells(each, in_words)]
                for each in parameters(notebook).values()
                if each.name not in ("lang", "vintage")
            ]
            if rows:
                link = _chapter_link(chapter, self.env.docname)
                found += [nodes.paragraph("", "", link), _table(heads, rows, [4, 3, 9])]
        return found


def _parameter_cells(parameter: Parameter, in_words: Callable[[str], str]) -> list[list]:
    return [
        [nodes.literal(text=parameter.name)],
        [nodes.literal(text=repr(parameter.default))],
        bibliography.linked(in_words(parameter.help)),
    ]


class Catalogue(BookDirective):
    """A section a table: what it is, who uses it, its columns and its rows."""

    def run(self) -> list[nodes.Node]:
        """Make the sections."""
        vintage, lang, _ = self.config.semibook_vintage, self.lang, self.words()
        own = plan.descriptions(vintages.find(vintage))
        for file in (*schema.files(), *own, catalogue.__file__, sources.__file__, tables.__file__):
            self.env.note_dependency(str(file))
        used = catalogue.users(vintage)
        sections = []
        for table in vintages.find(vintage).tables():
            name = table.name
            self.env.note_dependency(str(vintages.find(vintage).path(name)))
            section = nodes.section(ids=[catalogue.anchor(name)])
            section += nodes.title(text=schema.text(table.descriptor, "title", lang))
            section += nodes.raw("", catalogue.entry(name, vintage, lang), format="html")
            section += self._links(used[name])
            sections.append(section)
        return [*sections, *self._references()]

    def _references(self) -> list[nodes.section]:
        """A section for each table from beyond the deck."""
        for file in (reference.__file__, reference.BIBLIOGRAPHY, *reference.files()):
            self.env.note_dependency(str(file))
        sections = []
        for each in catalogue.references(self.lang):
            section = nodes.section(ids=[each.anchor])
            section += nodes.title(text=each.title)
            section += nodes.raw("", each.html, format="html")
            section += self._links(each.users) if each.users else []
            sections.append(section)
        return sections

    def _links(self, names: list[str]) -> nodes.paragraph:
        _ = self.words()
        if not names:
            return nodes.paragraph(text=_("No chapter uses it yet."))
        line = nodes.paragraph(text=_("Used in: "))
        for name in names:
            line += [nodes.Text(", ")] if name != names[0] else []
            line += _chapter_link(name, self.env.docname)
        return line


class PictureOnly(BookDirective):
    """What stands on the slides only as pictures, slide by slide."""

    def run(self) -> list[nodes.Node]:
        """Make the table."""
        vintage, _ = self.config.semibook_vintage, self.words()
        self.env.note_dependency(str(vintages.find(vintage).path("picture_only")))
        self.env.note_dependency(catalogue.__file__)
        return [nodes.raw("", catalogue.picture_only(vintage, self.lang), format="html")]


class Corrections(BookDirective):
    """What was misread on the slides, and what was made of it."""

    def run(self) -> list[nodes.Node]:
        """Make the table."""
        vintage = self.config.semibook_vintage
        for table in ("corrections", "sources"):
            self.env.note_dependency(str(vintages.find(vintage).path(table)))
        self.env.note_dependency(catalogue.__file__)
        return [nodes.raw("", catalogue.corrections(vintage, self.lang), format="html")]


class Glossary(BookDirective):
    """The terms of data/reference/glossary.csv: with reading, English, meaning and chapter."""

    def run(self) -> list[nodes.Node]:
        """Make the table."""
        self.env.note_dependency(str(reference.path("glossary")))
        rows = reference.load("glossary", self.lang).fillna("").to_dict("records")
        in_order = sorted(rows, key=lambda term: _sound(term["reading"]))
        _ = self.words()
        heads = [_("Japanese"), _("English"), _("Meaning"), _("Used in")]
        return [_table(heads, [self._cells(term) for term in in_order], [5, 5, 9, 4])]

    def _cells(self, term: dict[str, str]) -> list[list[nodes.Node]]:
        """A row: the Japanese with its reading is the anchor that first mentions lead to."""
        japanese = nodes.paragraph("", "", terms.Reading("", term["ja"]))
        japanese["ids"].append(terms.anchor(term["en"]))
        short = term["abbreviation"]
        known = term["en"] if not short or short in term["en"] else f"{term['en']} ({short})"
        english = nodes.paragraph(text=known, classes=["english"])
        chapter = nodes.paragraph("", "", _chapter_link(term["chapter"], self.env.docname))
        return [[japanese], [english], [nodes.paragraph(text=term["meaning"])], [chapter]]


class WhatIf(BookDirective):
    """Sliders for some parameters of a chapter, with what it says for each choice."""

    required_arguments = 1  # chapter

    def run(self) -> list[nodes.Node]:
        """Make the panel."""
        (chapter,) = self.arguments
        results = Path(self.env.srcdir, "what_if", f"{chapter}.csv")
        read = (results, tried.file(chapter), toc.notebook(chapter), paths.HEADLINE_TITLES)
        for file in read:
            self.env.note_dependency(str(file))
        self.words(chapter)
        panel = what_if.html(chapter, results, self.lang)
        return [nodes.raw("", panel, format="html", classes=["panel"])]


class _OfChapter(BookDirective):
    """A directive that shows something of a chapter, as that was run."""

    def cells(self, chapter: str) -> list[nbformat.NotebookNode]:
        """The executed chapter's cells; the page then depends on them."""
        source = Path(self.env.srcdir, "notebooks", f"{chapter}.ipynb")
        self.env.note_dependency(str(source))
        return nbformat.read(source, as_version=4).cells


class ChapterFigure(_OfChapter):
    """A figure of a chapter, by the name that the chapter gave it, with its text and caption."""

    required_arguments = 2  # chapter, name

    def run(self) -> list[nodes.Node]:
        """Write the image beside the pages, and make the figure."""
        chapter, name = self.arguments
        for cell in self.cells(chapter):
            shown = cell.metadata.get("mystnb", {})
            if shown.get("figure", {}).get("name") == name:
                break
        else:
            raise self.error(f"chapter {chapter} has no figure {name!r}")
        shown_as = (output.get("data", {}).get("image/png") for output in cell.outputs)
        image = next(filter(None, shown_as), None)
        if image is None:
            raise self.error(f"chapter {chapter} drew no figure {name!r} when it was run")
        file = Path(drawings.COPIED, f"{drawings.address(chapter, name)}.png")
        files.write(Path(self.env.srcdir, file), b64decode(image))
        link = _chapter_link(chapter, self.env.docname)
        picture = nodes.image(uri=f"/{file.as_posix()}", alt=shown["image"]["alt"])
        return [nodes.figure("", picture, nodes.caption("", "", link))]


class ChapterFinding(_OfChapter):
    """A sentence that a chapter found: the one it leads with, or one by a headline figure."""

    required_arguments = 1  # chapter
    optional_arguments = 1  # headline figure
    option_spec: ClassVar = {"linked": directives.flag}  # whether the sentence leads to its chapter

    def run(self) -> list[nodes.Node]:
        """Make the paragraph."""
        chapter, name = (*self.arguments, "")[:2]
        paragraph = nodes.paragraph(text=self._sentence(chapter, name), classes=["finding"])
        if "linked" in self.options:
            link = _chapter_link(chapter, self.env.docname)
            paragraph += [nodes.Text(" "), nodes.inline("", "", link, classes=["finding-chapter"])]
        return [paragraph]

    def _sentence(self, chapter: str, name: str) -> str:
        if not name:
            self.env.note_dependency(str(words.file(chapter)))
            found = leading(chapter, self.cells(chapter))
            if not found:
                raise self.error(f"chapter {chapter} leads with no finding")
            return found[0]
        for finding in told(self.cells(chapter)):
            if name in dict(finding.figures):
                return finding.sentence
        raise self.error(f"chapter {chapter} has no finding with the headline figure {name!r}")


class Basis(BookDirective):
    """How current the data of the edition are."""

    def run(self) -> list[nodes.Node]:
        """Make the paragraph."""
        self.words()
        said = basis(self.config.semibook_vintage, self.lang)
        return [nodes.paragraph(text=said, classes=["basis"])]


def _sound(reading: str) -> tuple[str, str]:
    """A key that puts readings in kana in the order of a Japanese dictionary.

    Voiced and small kana count as their plain ones, katakana as hiragana, a long vowel's mark as
    the vowel; what is then the same is ordered as it is written.
    """
    plain: list[str] = []
    for sign in unicodedata.normalize("NFD", reading):
        name = unicodedata.name(sign).replace("KATAKANA LETTER", "HIRAGANA LETTER")
        if sign == "ー" and plain:
            vowel = unicodedata.name(plain[-1])[-1]  # HIRAGANA LETTER KA ends with its vowel
            name = f"HIRAGANA LETTER {vowel}"
        if name.startswith("HIRAGANA LETTER"):
            plain.append(unicodedata.lookup(name.replace("SMALL ", "")))
        elif not unicodedata.combining(sign):
            plain.append(sign)
    return "".join(plain), reading


def _chapter_link(chapter: str, page: str) -> addnodes.pending_xref:
    """A link to a chapter that shows its title."""
    return page_link(f"notebooks/{chapter}", page)


def page_link(target: str, page: str, text: str = "") -> addnodes.pending_xref:
    """A link from a page to another that shows a text, or that one's title.

    Args:
        target: as _toc.yml names it: `notebooks/kumamoto`.
        page: on which the link stands.
        text: what it says.
    """
    return addnodes.pending_xref(
        "",
        nodes.inline(text=text or target),
        refdomain="std",
        reftype="doc",
        reftarget=f"/{target}",
        refexplicit=bool(text),
        refdoc=page,
        refwarn=True,
    )


def _table(heads: list[str], rows: list[list[list[nodes.Node]]], widths: list[int]) -> nodes.table:
    group = nodes.tgroup(cols=len(heads))
    group += [nodes.colspec(colwidth=width) for width in widths]
    head = [[nodes.paragraph(text=each)] for each in heads]
    group += nodes.thead("", _row(head))
    group += nodes.tbody("", *(_row(row) for row in rows))
    # docutils keeps colwidths-given to itself; page-table is for the style sheet.
    return nodes.table("", group, classes=["colwidths-given", "page-table"])


def _row(cells: list[list[nodes.Node]]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *cell) for cell in cells))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives (called by Sphinx)."""
    app.add_config_value("semibook_vintage", vintages.DEFAULT, "env")
    app.add_directive("catalogue", Catalogue)
    app.add_directive("term-table", Glossary)
    app.add_directive("picture-only", PictureOnly)
    app.add_directive("corrections", Corrections)
    app.add_directive("slides", Slides)
    app.add_directive("assumptions", Assumptions)
    app.add_directive("what-if", WhatIf)
    app.add_directive("chapter-figure", ChapterFigure)
    app.add_directive("chapter-finding", ChapterFinding)
    app.add_directive("basis", Basis)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
