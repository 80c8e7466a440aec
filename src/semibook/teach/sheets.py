"""The pages of a lesson as HTML: each is one file that fetches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from semibook import paths
from semibook.page.placeholders import filters
from semibook.run.what_if import Runs
from semibook.site import what_if as panel
from semibook.tables import reference, vintages
from semibook.teach import excerpt
from semibook.teach.copy import Copy
from semibook.teach.labels import labels
from semibook.teach.ruby import ruby
from semibook.teach.schema import Question, Step
from semibook.translation import what_if as source
from semibook.translation.catalogues import translator
from semibook.translation.language import language

#: Scripts and style sheets of the book's pages.
_STATIC = paths.ROOT / "book" / "_static"
_SCHOOLS = ("hs-1", "hs-2")


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _page(template: str, copy: Copy, heading: str, **values: Any) -> str:
    words = labels(copy.lang)
    common = {
        "lang": copy.lang,
        "t": words,
        "comma": language(copy.lang).comma,
        "title": copy.say(copy.lesson.title),
        "heading": words[heading],
        "plain": str,
        "made_from": words["made_from"].format(date=_as_of(copy)),
    }
    return _templates().get_template(f"{template}.html").render(common | values)


def worksheet(copy: Copy) -> str:
    """The pupils' sheet: questions, room to write, readings above the first of each term."""
    annotate = partial(ruby, seen=set()) if copy.lang == "ja" else str
    questions = [_asked(copy, question) for question in _questions(copy)]
    return _page("worksheet", copy, "worksheet", questions=questions, ruby=annotate)


def key(copy: Copy) -> str:
    """The teacher's key: answers, hints and likely mistakes."""
    questions = [_asked(copy, question) | _known(copy, question) for question in _questions(copy)]
    return _page("key", copy, "key", questions=questions)


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
        grade=_grade(copy),
        minutes=lesson.minutes,
        region=getattr(copy.region.name, copy.lang),
        tier=words[lesson.tier],
        needs=copy.say(lesson.needs),
        frameworks=_frameworks(copy),
        school=lesson.audience in _SCHOOLS,
        objectives=_objectives(copy),
        steps=list(_steps(copy)),
        notes=notes,
        local=list(_local(copy)),
        taught=_taught(copy),
    )


def deck(copy: Copy) -> str:
    """Slides, from the timeline; answers open at a click."""
    questions = [_asked(copy, question) | _known(copy, question) for question in _questions(copy)]
    return _page(
        "deck",
        copy,
        "deck",
        grade=_grade(copy),
        minutes=copy.lesson.minutes,
        objectives=_objectives(copy),
        steps=list(_steps(copy)),
        questions=questions,
    )


def vocabulary(copy: Copy) -> str:
    """The lesson's terms: Japanese, reading, English, and what they mean."""
    rows = reference.load("glossary", copy.lang).set_index("ja", drop=False)
    terms = rows.loc[copy.lesson.words].to_dict("records")
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
    results = Runs(chapter, vintages.find(copy.vintage)).results
    return _page(
        "what_if",
        copy,
        "what_if",
        asked=translator(copy.lang, chapter)(source.read(chapter).title),
        panel=Markup(panel.html(chapter, results, copy.lang)),  # noqa: S704 (escaped there)
        **{file.suffix[1:]: _as_it_stands(file) for file in panel_files()},
    )


def panel_files() -> list[Path]:
    """The script and the style sheet that go into that page."""
    return [_STATIC / name for name in (panel.SCRIPT, panel.STYLE)]


def _as_it_stands(file: Path) -> Markup:
    return Markup(file.read_text(encoding="utf-8"))  # noqa: S704 (our own)


def start(copy: Copy, files: list[str], *, teacher: bool) -> str:
    """The page that leads to a bundle's files."""
    words = labels(copy.lang)
    named = [(file, words.get(Path(file).stem, file)) for file in files]
    return _page("start", copy, "worksheet", files=named, teacher=teacher)


def _as_of(copy: Copy) -> str:
    """The day at which the data were known, in words."""
    day = date.fromisoformat(vintages.find(copy.vintage).as_of)
    return filters(copy.lang)["day"](day)


def _questions(copy: Copy) -> list[Question]:
    return [copy.lesson.questions[name] for name in copy.lesson.asked]


def _asked(copy: Copy, question: Question) -> dict[str, Any]:
    """What pupils see of a question."""
    return {
        "minutes": question.minutes,
        "level": question.level,
        "needs": question.needs,
        "lines": question.lines,
        "ask": copy.say(question.ask),
        "unit": copy.say(question.unit) if question.unit else "",
        "blanks": copy.blanks(question),
        "exhibits": [copy.exhibit(name) for name in question.exhibits],
    }


def _known(copy: Copy, question: Question) -> dict[str, Any]:
    """What the teacher sees besides."""
    values = copy.answer(question) if question.answer else []
    return {
        "answer": list(zip(copy.blanks(question), values, strict=True)),
        "key": copy.say(question.key) if question.key else "",
        "hint": copy.say(question.hint) if question.hint else "",
        "mistakes": [copy.say(mistake.say) for mistake in question.mistakes],
    }


def _steps(copy: Copy) -> Iterator[dict[str, Any]]:
    start, words = 0, labels(copy.lang)
    for step in copy.lesson.timeline:
        yield _step(copy, step, start, words)
        start += step.minutes


def _step(copy: Copy, step: Step, start: int, words: dict[str, str]) -> dict[str, Any]:
    exhibits = [copy.exhibit(name) for name in step.show]
    return {
        "start": start,
        "end": start + step.minutes,
        "phase": words[step.phase],
        "guess": step.phase == "introduction",
        "form": words[step.form],
        "does": copy.say(step.does),
        "asks": [copy.lesson.asked.index(name) + 1 for name in step.ask],
        "exhibits": exhibits,
        "shown": [shown.title for shown in exhibits],
    }


def _objectives(copy: Copy) -> list[dict[str, str]]:
    words = labels(copy.lang)
    return [
        {
            "standard": copy.say(objective.standard),
            "ideal": copy.say(objective.ideal),
            "missed": copy.say(objective.missed),
            "aspect": words[objective.aspect],
        }
        for objective in copy.lesson.objectives.values()
    ]


def _grade(copy: Copy) -> str:
    audience = copy.lesson.audience
    return labels(copy.lang)["audience_staff" if audience == "staff" else audience]


def _frameworks(copy: Copy) -> str:
    named, marks = copy.lesson.frameworks, language(copy.lang)
    items = labels(copy.lang)["mdash"].format(items=marks.comma.join(named.mdash))
    subject = copy.say(named.subject) if named.subject else ""
    return marks.semicolon.join(filter(None, [subject, items if named.mdash else ""]))


def _local(copy: Copy) -> Iterator[str]:
    """The region's own figures, and its question."""
    yield from (copy.say(number.say) for number in copy.region.numbers)
    if copy.region.asks:
        yield copy.say(copy.region.asks)


def _taught(copy: Copy) -> str:
    words, order = labels(copy.lang), copy.lesson.asked
    if not copy.lesson.taught:
        return words["taught_never"]
    comma = language(copy.lang).comma
    said = [
        f"{lesson.date} "
        + comma.join(f"{order.index(name) + 1}: {took}" for name, took in lesson.minutes.items())
        for lesson in copy.lesson.taught
    ]
    return f"{words['taught']}: {language(copy.lang).semicolon.join(said)}"
