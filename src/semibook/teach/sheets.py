"""The pages of a lesson as HTML: each is one file that fetches nothing."""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from semibook import paths
from semibook.page import markup
from semibook.page.ruby import ruby
from semibook.run.what_if import Runs
from semibook.site import what_if as panel
from semibook.site.data_dates import known_on
from semibook.tables import frames, reference, vintages
from semibook.teach import content, excerpt
from semibook.teach.copy import Copy
from semibook.teach.labels import labels
from semibook.translation import what_if as source
from semibook.translation.catalogues import translator
from semibook.translation.language import language

#: Scripts and style sheets of the book's pages.
_STATIC = paths.ROOT / "book" / "_static"
_SCHOOLS = ("hs-1", "hs-2")
#: Files by their names, in the order in which a lesson needs them.
_NEEDED = {
    "before": ("plan", "key"),
    "during": ("deck", "slides", "worksheet", "workbook", "what_if", "notebook"),
    "reading": ("excerpt", "vocabulary"),
}
_ORDER = [stem for stems in _NEEDED.values() for stem in stems]
_KANJI = re.compile(r"[\u3400-\u9fff]")

_TEMPLATES = markup.templates(Path(__file__).parent / "templates")


def _page(template: str, copy: Copy, heading: str, **values: Any) -> str:
    words, marks = labels(copy.lang), language(copy.lang)
    made_from = words["made_from"].format(date=known_on(copy.vintage, copy.lang))
    slides = words["slides_of"].format(deck=_deck(copy)) if content.cites_slides(copy) else ""
    common = {
        "lang": copy.lang,
        "t": words,
        "comma": marks.comma,
        "title": copy.say(copy.lesson.title),
        "heading": words[heading],
        "plain": str,
        "made_from": marks.sentences([slides, made_from]),
    }
    return _TEMPLATES.get_template(f"{template}.html").render(common | values)


def worksheet(copy: Copy) -> str:
    """The pupils' sheet: questions, room to write, readings above the first of each term."""
    annotate = partial(ruby, seen=set()) if copy.lang == "ja" else str
    questions = [content.asked(copy, question) for question in content.questions(copy)]
    return _page("worksheet", copy, "worksheet", questions=questions, ruby=annotate)


def key(copy: Copy) -> str:
    """The teacher's key: answers, hints and likely mistakes."""
    return _page("key", copy, "key", questions=content.answered(copy))


def plan(copy: Copy) -> str:
    """The lesson plan (指導案), with rubric and notes."""
    lesson, words = copy.lesson, labels(copy.lang)
    order = lesson.asked
    notes = {
        "before": copy.say(lesson.notes.before),
        "opening": copy.say(lesson.notes.opening),
        "extension": copy.say(lesson.notes.extension),
        "cannot_say": [copy.say(text) for text in lesson.notes.cannot_say],
        "if_short": [order.index(name) + 1 for name in lesson.notes.if_short],
    }
    return _page(
        "plan",
        copy,
        "plan",
        grade=content.grade(copy),
        minutes=lesson.minutes,
        region=getattr(copy.region.name, copy.lang),
        tier=words[lesson.tier],
        needs=copy.say(lesson.needs),
        frameworks=content.frameworks(copy),
        school=lesson.audience in _SCHOOLS,
        objectives=content.objectives(copy),
        steps=list(content.steps(copy)),
        notes=notes,
        replies=content.replies(copy),
        local=list(content.local(copy)),
        taught=content.taught(copy),
    )


def deck(copy: Copy) -> str:
    """Slides, from the timeline; answers open at a click."""
    return _page(
        "deck",
        copy,
        "deck",
        grade=content.grade(copy),
        minutes=copy.lesson.minutes,
        steps=list(content.steps(copy)),
        questions=content.answered(copy),
    )


def vocabulary(copy: Copy) -> str:
    """The lesson's terms: Japanese, reading, English, and what they mean."""
    rows = reference.load("glossary", copy.lang).set_index("ja", drop=False)
    terms = rows.loc[copy.lesson.words].to_dict("records")
    for term in terms:
        term["reading"] = term["reading"] if _KANJI.search(term["ja"]) else ""
    return _page("vocabulary", copy, "vocabulary", terms=terms)


def reader(copy: Copy) -> str:
    """The sections of the chapters that the lesson uses, without code, results and solutions."""
    sections = [excerpt.cut(use, copy.lang) for use in copy.lesson.uses]
    named = {name for question in copy.lesson.questions.values() for name in question.exhibits}
    exhibits = [copy.exhibit(name) for name in copy.lesson.exhibits if name in named]
    return _page("excerpt", copy, "excerpt", sections=sections, exhibits=exhibits)


def what_if(copy: Copy) -> str:
    """The chapter's parameters that pupils change, with what the chapter says for each choice."""
    chapter = copy.lesson.what_if
    return _page(
        "what_if",
        copy,
        "what_if",
        asked=translator(copy.lang, chapter)(source.read(chapter).title),
        panel=_panel(chapter, copy.vintage, copy.lang),
        **{file.suffix[1:]: _as_it_stands(file) for file in _panel_files()},
    )


@cache  # regions share it
def _panel(chapter: str, vintage: str, lang: str) -> Markup:
    results = Runs(chapter, vintages.find(vintage)).results
    return Markup(panel.html(chapter, results, lang))  # noqa: S704 (escaped there)


def _panel_files() -> list[Path]:
    """The script and the style sheet that go into that page."""
    return [_STATIC / name for name in (panel.SCRIPT, panel.STYLE)]


def _as_it_stands(file: Path) -> Markup:
    return Markup(file.read_text(encoding="utf-8"))  # noqa: S704 (our own)


def start(copy: Copy, files: list[str], *, teacher: bool) -> str:
    """The page that leads to a bundle's files, in the order in which they are needed."""
    words = labels(copy.lang)
    kinds = {".pdf": words["to_print"], ".ipynb": words["for_jupyter"]}
    named: dict[str, list[tuple[str, str]]] = {part: [] for part in _NEEDED}
    for file in sorted(files, key=lambda name: _ORDER.index(Path(name).stem)):
        title = words[Path(file).stem] + kinds.get(Path(file).suffix, "")
        named[_part(file)].append((file, title))
    return _page(
        "start",
        copy,
        "start",
        parts=[(words[f"start_{part}"], entries) for part, entries in named.items() if entries],
        minutes=words["start_pupils"].format(minutes=copy.lesson.minutes),
        teacher=teacher,
    )


def _part(file: str) -> str:
    """The part of a lesson in which a file is needed."""
    return next(part for part, stems in _NEEDED.items() if Path(file).stem in stems)


def _deck(copy: Copy) -> str:
    """The document whose slides are named, as its publisher calls it."""
    slides = frames.load("sources", copy.vintage, copy.lang)
    return slides["part_of"].iloc[0]
