"""What is run for a book, and the files that each run is made from, by which doit sees a change.

A run is a chapter on a vintage with parameters. Its target says what is kept of it: the executed
notebook (`.ipynb`), or its headline figures alone (`.csv`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from semibook import paths, toc
from semibook.run import dependencies, scenarios
from semibook.run.parameters import AGAINST, VINTAGE
from semibook.tables import schema, vintages
from semibook.tables.vintages import Vintage
from semibook.translation import catalogues, what_if, words

LOCK = paths.ROOT / "requirements.txt"
#: Headline figures that the stored chapters about the others read.
STORED = paths.NOTEBOOKS / "headlines"
ENGLISH = catalogues.SOURCE_LANGUAGE


@dataclass(frozen=True)
class Run:
    """A chapter, run on a vintage.

    Attributes:
        chapter: its name.
        vintage: whose tables it reads.
        target: what is kept: `.ipynb` for its pages, `.csv` for its headline figures.
        given: parameters that differ from its defaults.
        scenario: whose parameters these are, if they are a scenario's.
        book: the vintage whose book it is run for, where that is another one.
        afresh: whether its cells run even where the stored chapter holds.
    """

    chapter: str
    vintage: Vintage
    target: Path
    given: dict[str, Any] = field(default_factory=dict)
    scenario: str = ""
    book: str = ""
    afresh: bool = False

    @property
    def lang(self) -> str:
        """The language of its pages."""
        return self.given.get("lang", ENGLISH)

    @property
    def name(self) -> str:
        """Its name among the tasks: `2024-02:kumamoto:ja`."""
        spoken = self.lang if "lang" in self.given else ""
        parts = (self.book or self.vintage.name, self.scenario, self.chapter, spoken)
        return ":".join(filter(None, parts))

    @property
    def title(self) -> str:
        """What a reader of the terminal is told: `run kumamoto (English)`."""
        if self.target.suffix == ".csv":
            return f"collect {self.name}"
        return f"run {self.chapter} ({catalogues.NAMES[self.lang]})"

    @cached_property
    def read(self) -> list[Vintage]:
        """The vintages whose tables it reads."""
        # Claims say what later facts superseded: they are recomputed on the first vintage too.
        found = [self.vintage, self.vintage.first]
        if AGAINST in self.given:
            found.append(vintages.find(self.given[AGAINST]))
        if dependencies.looks_ahead(self.chapter):
            found += dependencies.ahead(self.chapter, self.given).lineage
        return found

    @cached_property
    def files(self) -> list[Path]:
        """All that it is made from."""
        read = self.read
        tables = [*dependencies.tables(self.chapter)]
        if dependencies.TRUST in self.given:
            # Claims of a vintage's own name their tables in its code, which the plan does not read.
            tables = [table.name for table in self.vintage.tables()]
        if dependencies.compares(self.chapter):
            every = [held for vintage in read for held in vintage.lineage]
            tables += [own.name for held in every for own in held.own_tables()]
        found = [
            toc.notebook(self.chapter),
            paths.HEADLINE_TITLES,  # which values of a finding are kept as headline figures
            LOCK,
            *(about for vintage in read for about in descriptions(vintage)),
            *(path for vintage in read for table in tables if (path := _held(vintage, table))),
            *(schema.file(table) for table in tables if schema.holds(table)),
            *dependencies.modules(self.chapter),
            *dependencies.package_files("semibook.run.chapter", "semibook.run.headlines"),
            *dependencies.extra_files(self.chapter, self.given),
            *([self.vintage.folder / vintages.CLAIMS] if dependencies.TRUST in self.given else ()),
            *catalogue_files(self.lang, self.chapter),
            *(scenario_files() if dependencies.is_about_scenarios(self.chapter) else ()),
        ]
        return list(dict.fromkeys(found))

    @property
    def drawings(self) -> Path | None:
        """Where its figures go as SVG; a run for headline figures has none."""
        return self.target.with_suffix(".figures.json") if self.target.suffix == ".ipynb" else None

    @property
    def targets(self) -> list[Path]:
        """The files that it writes."""
        return [*filter(None, (self.target, self.drawings))]

    @property
    def settings(self) -> dict[str, Any]:
        """What it is made from and is no file: its parameters."""
        return {"parameters": self.given}

    def execute(self) -> None:
        """Write its targets once it has run to its end, or at once where what is stored holds.

        Raises:
            ChapterError: if a cell fails.
            ParameterError: if a parameter cannot be.
        """
        from semibook.run import chapter, headlines, kept

        if self.target.suffix == ".csv":
            figures = kept.figures(self)
            if figures is None:
                figures = chapter.headline_figures(self.chapter, self.given)
            headlines.write(self.chapter, figures, self.target, self.scenario or None)
            return
        if not self.afresh and kept.take_chapter(self):
            return
        source = toc.notebook(self.chapter)
        if self.lang != ENGLISH:
            source = paths.BUILD / "translated" / self.lang / source.name
            catalogues.translated_chapter(toc.notebook(self.chapter), source, self.lang)
        chapter.run(source, self.target, self.given, self.drawings)


@dataclass(frozen=True)
class Collection:
    """Headline figures of several chapters in one file.

    Attributes:
        target: the file.
        parts: by the file of each part, the run that makes it, or the executed chapter that has it.
        refusal: why there are none, if a scenario cannot be used.
    """

    target: Path
    parts: dict[Path, Run | Path]
    refusal: str = ""

    def join(self) -> None:
        """Put the parts together."""
        from semibook.run import headlines

        headlines.join(list(self.parts), self.target)


@dataclass(frozen=True)
class Book:
    """The book of one vintage, and the two vintages that its chapter of what changed compares.

    Attributes:
        vintage: whose book it is.
        newer: the later of the two that are compared.
        older: the earlier one.
        languages: in which it is made.
        trusted: the vintage's folder, if the code of its own claims may run.
    """

    vintage: Vintage
    newer: Vintage
    older: Vintage
    languages: tuple[str, ...] = tuple(catalogues.NAMES)
    trusted: Path | None = None

    @classmethod
    def of(cls, name: str, lang: str = "", trust: str = "") -> Book:
        """The book of a vintage: compared with the deck; the deck, with the later one named.

        Args:
            name: of the vintage, or its path.
            lang: the only language in which it is made, if not in all.
            trust: the vintage's folder, if whoever makes the book lets the code of its own claims
                run; nothing in the folder itself can say so.

        Raises:
            OSError: if there is no such vintage.
            ValueError: if it cannot be used, or has the name of one under data/; or if there is no
                such language, or the trust is in another folder.
        """
        if lang not in ("", *catalogues.NAMES):
            raise ValueError(f"lang: found {lang!r}, expected {' or '.join(catalogues.NAMES)}")
        vintage = vintages.find(name)
        vintages.refuse_taken_name(vintage.folder)
        vintage.tables()  # its own are described as they should be
        newer = vintage if vintage.base else vintages.find(dependencies.compared())
        languages = (lang,) if lang else tuple(catalogues.NAMES)
        trusted = Path(trust).resolve() if trust else None
        if trusted:
            from semibook.claims import own  # here, not above: it loads pandas

            own.refuse_other(vintage, trusted)
        return cls(vintage, newer, newer.first, languages, trusted)

    @property
    def vintages(self) -> list[Vintage]:
        """All whose tables a page may show, each once."""
        ahead = [] if self.vintage.base else [dependencies.newest()]
        each_shown = (self.vintage, self.newer, self.older, *ahead)
        shown = [held for vintage in each_shown for held in vintage.lineage]
        return list({vintage.folder: vintage for vintage in shown}.values())

    def runs_folder(self, lang: str) -> Path:
        """Where the executed chapters of an edition are."""
        return paths.BUILD / "runs" / f"{self.vintage.name}-{lang}"

    def pages(self, lang: str) -> dict[str, Run]:
        """The runs that an edition's pages are made of, by chapter."""
        spoken = {} if lang == ENGLISH else {"lang": lang}
        return {
            chapter: self._run(chapter, spoken, self.runs_folder(lang) / f"{chapter}.ipynb")
            for chapter in toc.chapters()
        }

    def _run(self, chapter: str, spoken: dict[str, str], target: Path) -> Run:
        if dependencies.compares(chapter):
            files = {"before": _headlines(self.older), "after": _headlines(self.newer)}
            both = {VINTAGE: self.newer.address, AGAINST: self.older.address}
            given = both | _from_notebooks(files) | spoken
            return Run(chapter, self.newer, target, given, book=self.vintage.name)
        default = self.vintage.name == vintages.DEFAULT
        given: dict[str, Any] = {} if default else {VINTAGE: self.vintage.address}
        if dependencies.collects(chapter):
            files = {"defaults": _headlines(self.vintage), "results": _scenarios(self.vintage)}
            given |= _from_notebooks(files)
        if self.trusted and dependencies.trusts(chapter):
            given |= {dependencies.TRUST: str(self.trusted)}
        return Run(chapter, self.vintage, target, given | spoken)

    def headlines(self) -> Iterator[Collection]:
        """The headline figures on the vintages compared; of the book's own, those in its runs."""
        shown = (self.older, self.newer, self.vintage)
        for vintage in {vintage.name: vintage for vintage in shown}.values():
            target = _headlines(vintage)
            if vintage.folder == self.vintage.folder:
                executed = self.pages(self.languages[0])
                parts = {
                    _part(target, chapter): executed[chapter].target
                    for chapter in dependencies.with_headlines()
                }
            else:
                parts = self._figures(vintage, target)
            yield Collection(target, parts)

    def _figures(self, vintage: Vintage, target: Path) -> dict[Path, Run]:
        given = {VINTAGE: vintage.address}
        runs = [
            Run(chapter, vintage, _part(target, chapter), given)
            for chapter in dependencies.with_headlines()
        ]
        return {run.target: run for run in runs}

    @property
    def headlines_file(self) -> Path:
        """The headline figures on the vintage."""
        return _headlines(self.vintage)

    @property
    def scenarios_file(self) -> Path:
        """The headline figures under each scenario."""
        return _scenarios(self.vintage)

    def scenarios(self) -> Collection:
        """The headline figures under each scenario."""
        target, own = self.scenarios_file, {VINTAGE: self.vintage.address}
        try:
            known = scenarios.every()
        except scenarios.ScenarioError as error:
            return Collection(target, {}, str(error))
        runs = [
            Run(
                chapter,
                self.vintage,
                _part(target, scenario.name, chapter),
                values | own,
                scenario.name,
            )
            for scenario in known
            for chapter, values in scenario.chapters.items()
        ]
        return Collection(target, {run.target: run for run in runs})

    def stored(self) -> Iterator[Collection]:
        """The collections that the stored chapters read, under notebooks/headlines/."""
        for vintage in (self.older, self.newer):
            yield Collection(stored_file(vintage), self._figures(vintage, _headlines(vintage)))
        yield replace(self.scenarios(), target=stored_file(self.vintage, scenarios=True))

    def defaults(self) -> list[Run]:
        """Every chapter with its default parameters, as notebooks/ stores them."""
        folder = paths.BUILD / "runs" / "stored"
        return [
            Run(chapter, self.vintage, folder / f"{chapter}.ipynb", book="stored", afresh=True)
            for chapter in toc.chapters()
        ]


def pages_files(lang: str) -> list[Path]:
    """What an edition's pages are made from beside its chapters' runs."""
    prose = prose_files()
    return [
        *prose,
        paths.ROOT / "_config.yml",
        paths.ROOT / "_toc.yml",
        *sorted(file for file in paths.DATA.rglob("*") if file.suffix in (".csv", ".json")),
        *lesson_files(),
        *dependencies.room_files("site"),
        *(file for name in what_if.chapters() for file in what_if_files(lang, name)),
        *dependencies.package_files(*catalogues.config()["sphinx"]["extra_extensions"]),
        *dependencies.room_files("teach.answers"),  # whose figures stand in the lessons' texts
        *catalogue_files(lang, *(file.stem for file in prose if file.suffix == ".md")),
        LOCK,
    ]


def what_if_files(lang: str, chapter: str) -> list[Path]:
    """What the page says of a chapter's *what if*, beside the results of its runs."""
    return [what_if.file(chapter), words.file(chapter), *catalogue_files(lang, chapter)]


def checked_files(vintage: Vintage) -> list[Path]:
    """What the check of a vintage looks at: its tables and its bases', and those from elsewhere."""
    return [
        *schema.files(),
        *descriptions(vintage),
        *(file for held in vintage.lineage for file in sorted(held.folder.glob("*.csv"))),
        *sorted(file for file in (paths.DATA / "reference").rglob("*") if file.is_file()),
        paths.ROOT / "book" / "references.bib",
        paths.ROOT / "_toc.yml",
        *dependencies.room_files("check"),
    ]


def stored_file(vintage: Vintage, *, scenarios: bool = False) -> Path:
    """The stored headline figures of a vintage, or of its scenarios."""
    return STORED / f"{'scenarios-' if scenarios else ''}{vintage.name}.csv"


def descriptions(vintage: Vintage) -> list[Path]:
    """Its vintage.yml and those of its bases, and what describes their own tables."""
    held = vintage.lineage
    own = [file for each in held if (file := each.folder / vintages.DESCRIPTOR).is_file()]
    return [*(each.folder / "vintage.yml" for each in held), *own]


def prose_files() -> list[Path]:
    """The files of book/."""
    return [file for file in sorted((paths.ROOT / "book").rglob("*")) if file.is_file()]


def lesson_files() -> list[Path]:
    """The files of lessons/ and regions/."""
    folders = (paths.ROOT / "lessons", paths.ROOT / "regions")
    return [file for folder in folders for file in sorted(folder.glob("*.yml"))]


def scenario_files() -> list[Path]:
    """The files of scenarios/."""
    return sorted(scenarios.FOLDER.glob("*.yml"))


def catalogue_files(lang: str, *domains: str) -> list[Path]:
    """The catalogues of some domains, and that of the package; none in English."""
    if lang == ENGLISH:
        return []
    return [paths.LOCALE / lang / f"{domain}.po" for domain in (*domains, catalogues.PACKAGE)]


def _headlines(vintage: Vintage) -> Path:
    return paths.BUILD / "headlines" / f"{vintage.name}.csv"


def _scenarios(vintage: Vintage) -> Path:
    return paths.BUILD / "scenarios" / f"{vintage.name}.csv"


def _part(target: Path, *names: str) -> Path:
    return target.with_suffix("").joinpath(*names[:-1], f"{names[-1]}.csv")


def _from_notebooks(files: dict[str, Path]) -> dict[str, str]:
    """Parameters that name files, by their paths from notebooks/, where chapters run."""
    return {name: f"../{file.relative_to(paths.ROOT).as_posix()}" for name, file in files.items()}


def _held(vintage: Vintage, table: str) -> Path | None:
    # A missing table is told by the check, which runs first; the plan must not fail before it.
    try:
        return vintage.path(table)
    except FileNotFoundError:
        return None
