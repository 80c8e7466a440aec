"""Sphinx extension: the book's pages on teaching.

- `lesson-list` shows every lesson, from lessons/*.yml;
- regions/<id>.yml is a page as it stands, by the directive `regions`: a region, from the tables.

What they are made from is too much to name file by file: they are read anew by each build.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from docutils import nodes
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.application import Sphinx

from semibook import paths
from semibook.page.sources import data_link, short_name, source_address
from semibook.page.tables import html_table
from semibook.site.data_dates import known_on
from semibook.site.directives import BookDirective, page_link, widest
from semibook.tables import prefectures, schema, vintages
from semibook.teach import content, own_tables, regions, sources
from semibook.teach.copy import Copy
from semibook.teach.labels import labels
from semibook.teach.own_tables import Brought
from semibook.teach.places import packs_of
from semibook.teach.regions import Found, Shown
from semibook.teach.schema import Lesson, Region
from semibook.translation.language import language

#: The page that lists the lessons.
_LESSONS = "book/lessons"
#: A table of more rows than this is offered with a choice among its first column's words.
_SURVEYED = 15


class _TeachingDirective(BookDirective):
    """A directive that shows lessons or regions in the edition's language."""

    @property
    def vintage(self) -> str:
        """The vintage that the book is made on."""
        return self.config.semibook_vintage

    def sources(self) -> tuple[list[Lesson], dict[str, Region]]:
        """The lessons, and the packs by name.

        Raises:
            DirectiveError: with what is wrong, if one of them cannot be read.
        """
        self.env.note_reread()
        found, packs = sources.lessons(), sources.regions()
        problems = [problem for source in (*found, *packs) for problem in source.problems]
        if problems:
            raise self.error("\n".join(map(str, problems)))
        return [each.entry for each in found], {each.entry.id: each.entry for each in packs}

    def copy(self, lesson: Lesson, region: Region) -> Copy:
        """A lesson for a region."""
        return Copy.of(lesson, region, self.lang, self.vintage)

    def line(self, word: str, parts: list[nodes.Node]) -> nodes.paragraph:
        """A paragraph that begins with a word: `Regions: Kyushu, Tohoku`."""
        colon = labels(self.lang)["colon"]
        shown = nodes.paragraph("", "", nodes.strong(text=f"{word}{colon.strip()}"))
        shown += nodes.Text(colon[len(colon.strip()) :])
        for place, part in enumerate(parts):
            shown += [nodes.Text(language(self.lang).comma), part] if place else [part]
        return shown

    def pages(self, folder: str, names: dict[str, str]) -> list[nodes.Node]:
        """Links to pages of a folder, each by what it says."""
        return [
            page_link(f"{folder}/{name}", self.env.docname, text) for name, text in names.items()
        ]


class LessonList(_TeachingDirective):
    """A section a lesson: what it asks, for whom, with what, and the names of its files."""

    def run(self) -> list[nodes.Node]:
        """Make the sections."""
        self.words()
        found, packs = self.sources()
        return [self._section(lesson, packs_of(lesson, packs)) for lesson in found]

    def _section(self, lesson: Lesson, packs: list[Region]) -> nodes.section:
        copy, words = self.copy(lesson, packs[0]), labels(self.lang)
        first = lesson.questions[lesson.asked[0]]
        marks = language(self.lang)
        minutes = f"{lesson.minutes}{marks.space}{words['minutes']}"
        about = [content.grade(copy), minutes, words[lesson.tier]]
        named = {pack.id: getattr(pack.name, self.lang) for pack in packs}
        chapters = dict.fromkeys(use.partition("#")[0] for use in lesson.uses)
        title, anchor = copy.say(lesson.title), _anchor(lesson)
        section = nodes.section(ids=[anchor], names=[anchor])
        labelled = self.env.get_domain("std")
        labelled.note_hyperlink_target(anchor, self.env.docname, anchor, title)
        section += [
            nodes.title(text=title),
            nodes.paragraph(text=marks.comma.join(about)),
            self.line(words["first_question"], [nodes.Text(copy.say(first.ask))]),
            self.line(words["needs"], [nodes.Text(copy.say(lesson.needs))]),
            self.line(words["objectives"], []),
            _bullets([objective["standard"] for objective in content.objectives(copy)]),
            self.line(words["frameworks"], [nodes.Text(content.frameworks(copy))]),
            self.line(words["chapters"], self.pages("notebooks", dict.fromkeys(chapters, ""))),
            self.line(words["regions"], self.pages("regions", named)),
            nodes.paragraph(text=content.taught(copy)),
            nodes.raw("", self._files(copy, packs), format="html"),
        ]
        return section

    def _files(self, first: Copy, packs: list[Region]) -> str:
        """The lesson's bundles: names, which are links where `make lessons` has made them here."""
        words, vintage = labels(self.lang), vintages.find(self.vintage).name
        bundles = [self.copy(first.lesson, pack).place.bundles(vintage) for pack in packs]
        of_whom = dict(zip(("pupils", "teachers_file"), zip(*bundles, strict=True), strict=True))
        regions = pd.Index([getattr(pack.name, self.lang) for pack in packs], name="region")
        names = {whose: [file.name for file in files] for whose, files in of_whom.items()}
        page = paths.BOOK / self.lang / self.env.docname
        links = {name: [_address(file, page) for file in files] for name, files in of_whom.items()}
        return html_table(
            pd.DataFrame(names, index=regions),
            caption=words["files"].format(title=first.say(first.lesson.title)),
            headers={name: words[name] for name in ("region", *names)},
            links=links,
        )


class RegionPage(_TeachingDirective):
    """What the book's tables say of a region, with their sources, and what they do not say."""

    required_arguments = 1  # region

    def run(self) -> list[nodes.Node]:
        """Make the page."""
        _, (found, packs) = self.words(), self.sources()
        region = packs[self.arguments[0]]
        held = regions.find(region, self._shown, self.lang)
        name, day = getattr(region.name, self.lang), known_on(self._shown, self.lang)
        said = _(
            "What the tables of this book hold of {region}: plants and plans, infrastructure, the "
            "consortium, jobs and pay, each row with its source. A slide is one of the deck of "
            "February 2024; what another publisher says bears its date. All is as it was known on "
            "{date}."
        )
        page = nodes.section(ids=[region.id], names=[region.id])
        page += [
            nodes.title(text=_("Chips in {region}").format(region=name)),
            nodes.paragraph(text=said.format(region=name, date=day)),
            *self._links(region, found, packs),
            self._section("plants", _("Plants and plans"), held.plants),
            self._section("infrastructure", _("Infrastructure asked for"), held.infrastructure),
            self._section("consortium", _("Consortium"), held.consortium, self._founded(held)),
            self._section("people", _("Jobs, pay and people"), held.people),
            *self._if_any("figures", _("Other figures"), held.figures),
            *self._if_any("events", _("What happened since the deck"), held.events),
            *self._brought(held.brought),
            self._section("open", _("What is not known"), [], [_bullets(self._open(held))]),
        ]
        return [page]

    @property
    def _shown(self) -> str:
        return widest(self.vintage)

    def _links(
        self, region: Region, found: list[Lesson], packs: dict[str, Region]
    ) -> Iterator[nodes.paragraph]:
        """The region's prefectures, the chapters that tell more, and its lessons."""
        _ = self.words()
        names = prefectures.names(self.lang)
        here = language(self.lang).comma.join(names[code] for code in region.prefectures)
        yield self.line(_("Prefectures"), [nodes.Text(here)])
        if region.chapters:
            chapters = dict.fromkeys(region.chapters, "")
            yield self.line(_("More in"), self.pages("notebooks", chapters))
        made = [lesson for lesson in found if region in packs_of(lesson, packs)]
        titles = [self.copy(lesson, region).say(lesson.title) for lesson in made]
        yield self.line(_("Lessons for it"), [])
        items = [
            nodes.list_item("", nodes.paragraph("", "", self._lesson_link(lesson, title)))
            for lesson, title in zip(made, titles, strict=True)
        ]
        yield nodes.bullet_list("", *items)

    def _lesson_link(self, lesson: Lesson, title: str) -> nodes.reference:
        return nodes.reference(text=title, refuri=f"../{_LESSONS}.html#{_anchor(lesson)}")

    def _section(
        self, name: str, title: str, tables: list[Shown], before: list[nodes.Node] | None = None
    ) -> nodes.section:
        section = nodes.section(ids=[name], names=[name])
        section += [nodes.title(text=title), *(before or [])]
        section += [nodes.raw("", self._table(shown, title), format="html") for shown in tables]
        if len(section) == 1:
            _ = self.words()
            section += nodes.paragraph(text=_("Not stated in this book's sources."))
        return section

    def _if_any(self, name: str, title: str, tables: list[Shown]) -> list[nodes.section]:
        """A section on what no reader misses where there is none."""
        return [self._section(name, title, tables)] if tables else []

    def _founded(self, held: Found) -> list[nodes.paragraph]:
        if not held.founded:
            return []
        _, source = self.words(), held.founded_source
        link = nodes.reference(
            text=short_name(source, self._shown, self.lang), refuri=source_address(source)
        )
        return [self.line(_("Set up"), [nodes.Text(held.founded), link])]

    def _table(self, shown: Shown, section: str) -> str:
        """A table with a header for each column and a link from each row to its source.

        Its caption names the section too: rows of one table can stand in several.
        """
        _, vintage = self.words(), self._shown
        title = "title" if self.lang == "en" else f"title_{self.lang}"
        described = schema.resource(shown.table)
        titles = {field["name"]: field.get(title) for field in described["schema"]["fields"]}
        titles |= _put_together(_)
        cited = shown.cells["source"]
        cells = shown.cells.assign(source=[short_name(each, vintage, self.lang) for each in cited])
        first, *others = cells.columns
        return html_table(
            cells.set_index(first),
            caption=f"{section}{language(self.lang).colon}{described[title]}",
            headers={name: titles[name] for name in (first, *others)},
            links={"source": [source_address(each) for each in cited]},
            filters=[titles[first]] if len(cells) > _SURVEYED else None,
            foot=_("Data: ") + data_link(shown.table, vintage) + language(self.lang).stop,
        )

    def _brought(self, tables: list[Brought]) -> Iterator[nodes.section]:
        """A section for each vintage that brings tables of its own."""
        _ = self.words()
        for number, owner in enumerate(dict.fromkeys(table.owner for table in tables), 1):
            title = _("Figures from “{title}”").format(title=owner)
            section = nodes.section(ids=[f"own-{number}"], names=[f"own-{number}"])
            section += nodes.title(text=title)
            section += [
                nodes.raw("", self._own_table(table), format="html")
                for table in tables
                if table.owner == owner
            ]
            yield section

    def _own_table(self, table: Brought) -> str:
        """A vintage's own table, with a link from each row to its source."""
        _, vintage, cells, links = self.words(), self._shown, table.cells, {}
        if "source" in cells:
            cited = cells["source"]
            cells = cells.assign(source=[short_name(each, vintage, self.lang) for each in cited])
            links = {"source": [source_address(each) for each in cited]}
        choices = [table.headers[name] for name in table.choices]
        figures = [name for name in cells if pd.api.types.is_float_dtype(cells[name])]
        return html_table(
            cells.set_index(cells.columns[0]),
            caption=table.title,
            headers=table.headers,
            formats=dict.fromkeys(figures, own_tables.number),
            links=links,
            filters=choices if len(cells) > _SURVEYED else None,
            foot=_("Data: ") + data_link(table.table, vintage) + language(self.lang).stop,
        )

    def _open(self, held: Found) -> Iterator[str]:
        """What a teacher would be asked and no table says."""
        _ = self.words()
        if not held.has_jobs:
            yield _("How many people work, or are to work, at the plants: no source here says.")
        if not held.has_pay:
            yield _("What the plants pay: no source here says.")
        yield _(
            "What leavers of kosen and high schools are paid, and how many of them stay: for no "
            "region does this book have a figure."
        )
        if held.consortium:
            yield _("How many people the consortium's activities reach: the lists name no number.")
        if held.infrastructure:
            yield _("What the infrastructure costs, and by when it is needed: no slide says so.")
        if held.divided:
            yield _("How the amount of a plan with several places divides between them.")


class PackPage(MystParser):
    """The parser of pages that are YAML: the directive of the folder's name makes all of one."""

    supported = ("pack",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Make the page; what the file says is read where everything else of a pack is."""
        folder, name = Path(self.env.docname).parts
        super().parse(f"```{{{folder}}} {name}\n```\n", document)


def _address(file: Path, page: Path) -> str:
    """The way from a page of the published book to a file beside it; none if it is not there."""
    return os.path.relpath(file, page.parent).replace(os.sep, "/") if file.is_file() else ""


def _anchor(lesson: Lesson) -> str:
    return f"lesson-{lesson.id}"


def _put_together(_) -> dict[str, str]:
    """Headers of columns that are made of several, or come from another table."""
    return {
        "places": _("Places"),
        "audiences": _("Audience"),
        "first_shipment": _("First shipment"),
        "period": _("Period"),
        "date": _("Date"),
        "published": _("Published"),
    }


def _bullets(texts) -> nodes.bullet_list:
    items = [nodes.list_item("", nodes.paragraph(text=text)) for text in texts]
    return nodes.bullet_list("", *items)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives (called by Sphinx)."""
    app.add_directive("lesson-list", LessonList)
    app.add_directive("regions", RegionPage)
    app.add_source_suffix(".yml", "pack")
    app.add_source_parser(PackPage)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
