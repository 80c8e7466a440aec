"""What does not add up in lessons and region packs: all of it at once, by file and line."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Iterator

from semibook import toc
from semibook.run import dependencies
from semibook.run.parameters import ParameterError
from semibook.tables import frames, prefectures, reference, schema, vintages
from semibook.teach import excerpt, facts
from semibook.teach.copy import Copy
from semibook.teach.places import ANY, packs_of
from semibook.teach.regions import BY_NAME, is_named
from semibook.teach.schema import Lesson, Region, texts
from semibook.teach.sources import Problem, Source, lessons, regions
from semibook.translation import what_if

LANGUAGES = ("en", "ja")


def problems(vintage: str) -> list[Problem]:
    """Everything that is wrong with the lessons and packs, in the order of files and lines."""
    packs, sources = regions(), lessons()
    known = {source.entry.id: source.entry for source in packs if source.entry}
    found = [*region_problems(vintage), *(each for source in sources for each in source.problems)]
    for source in sources:
        if source.entry:
            found += _of_lesson(source, known, vintage)
    return sorted(dict.fromkeys(found))


def region_problems(vintage: str) -> list[Problem]:
    """Everything that is wrong with the packs, in the order of files and lines."""
    packs = regions()
    found = [problem for source in packs for problem in source.problems]
    for source in packs:
        if source.entry:
            found += pack_problems(source, vintage)
    return sorted(dict.fromkeys(found))


def pack_problems(source: Source[Region], vintage: str) -> list[Problem]:
    """What a pack names that is not there.

    Args:
        source: a pack that is in its form.
        vintage: whose sources its figures may name.
    """
    return [*_of_pack(source, vintage), *_pack_names(source)]


def _of_pack(source: Source[Region], vintage: str) -> Iterator[Problem]:
    known = set(frames.load("sources", vintage)["id"])
    for place, number in enumerate(source.entry.numbers):
        if number.source not in known:
            reason = f"found {number.source}, expected a source of vintage {vintage}"
            yield source.problem(("numbers", place, "source"), reason)


def _pack_names(source: Source[Region]) -> Iterator[Problem]:
    """What a pack names that is not there: prefectures, chapters, rows of the newest vintage."""
    pack, newest = source.entry, dependencies.newest().address
    for place, code in enumerate(pack.prefectures):
        if code not in prefectures.names():
            reason = f"found {code}, expected a code from 01 to 47"
            yield source.problem(("prefectures", place), reason)
    for place, chapter in enumerate(pack.chapters):
        if chapter not in toc.chapters():
            reason = f"found {chapter}, expected one of {', '.join(toc.chapters())}"
            yield source.problem(("chapters", place), reason)
    known = set(frames.load("consortia", newest)["id"])
    if pack.consortium and pack.consortium not in known:
        reason = f"found {pack.consortium}, expected one of {', '.join(sorted(known))}, or nothing"
        yield source.problem(("consortium",), reason)
    for table, patterns in pack.rows.items():
        if table not in BY_NAME:
            reason = f"expected one of {', '.join(BY_NAME)}"
            yield source.problem(("rows", table), reason)
            continue
        names = list(frames.load(table, newest)["id"])
        for place, pattern in enumerate(patterns):
            if not any(is_named(name, [pattern]) for name in names):
                reason = f"found {pattern}, which names no row of {table}.csv"
                yield source.problem(("rows", table, place), reason)


def _of_lesson(source: Source[Lesson], packs: dict[str, Region], vintage: str) -> list[Problem]:
    found = [
        *_data(source),
        *_times(source),
        *_asking(source),
        *_objectives(source),
        *_names(source, packs),
        *_functions(source),
    ]
    if found:  # its texts may need what is not there
        return found
    return [
        problem
        for region in packs_of(source.entry, packs)[:1]
        for lang in LANGUAGES
        for problem in _made(source, Copy.of(source.entry, region, lang, vintage))
    ]


def _data(source: Source[Lesson]) -> Iterator[Problem]:
    if source.entry.data:
        try:
            vintages.find(source.entry.data)
        except (OSError, ValueError) as error:
            yield source.problem(("data",), str(error))


def _times(source: Source[Lesson]) -> Iterator[Problem]:
    lesson = source.entry
    planned = sum(step.minutes for step in lesson.timeline)
    if planned != lesson.minutes:
        reason = f"its parts take {planned} minutes, expected {lesson.minutes}"
        yield source.problem(("timeline",), reason)
    for place, step in enumerate(lesson.timeline):
        asked = [lesson.questions[name] for name in step.ask if name in lesson.questions]
        wanted = sum(question.minutes for question in asked)
        if wanted > step.minutes:
            reason = f"its questions take {wanted} minutes, expected at most {step.minutes}"
            yield source.problem(("timeline", place, "minutes"), reason)


def _asking(source: Source[Lesson]) -> Iterator[Problem]:
    lesson, asked = source.entry, Counter(source.entry.asked)
    for place, step in enumerate(lesson.timeline):
        for name in step.ask:
            if name not in lesson.questions:
                reason = f"found {name}, expected one of {', '.join(lesson.questions)}"
                yield source.problem(("timeline", place, "ask"), reason)
    for name in lesson.questions:
        if asked[name] != 1:
            times = {0: "never asked"}.get(asked[name], f"asked {asked[name]} times")
            yield source.problem(("questions", name), f"{times}, expected once")
    for place, name in enumerate(lesson.notes.if_short):
        if name not in lesson.questions:
            reason = f"found {name}, expected one of {', '.join(lesson.questions)}"
            yield source.problem(("notes", "if_short", place), reason)
    for place, given in enumerate(lesson.taught):
        for name in given.minutes:
            if name not in lesson.questions:
                reason = f"found {name}, expected one of {', '.join(lesson.questions)}"
                yield source.problem(("taught", place, "minutes", name), reason)


def _objectives(source: Source[Lesson]) -> Iterator[Problem]:
    lesson = source.entry
    checked = {question.objective for question in lesson.questions.values()}
    for name in lesson.objectives:
        if name not in checked:
            yield source.problem(("objectives", name), "no question checks it")
    for name, question in lesson.questions.items():
        if question.objective and question.objective not in lesson.objectives:
            reason = f"found {question.objective}, expected one of {', '.join(lesson.objectives)}"
            yield source.problem(("questions", name, "objective"), reason)


def _names(source: Source[Lesson], packs: dict[str, Region]) -> Iterator[Problem]:
    """What a lesson names that is not there: regions, sections, terms, exhibits."""
    lesson = source.entry
    for place, name in enumerate(lesson.regions):
        if name != ANY and name not in packs:
            reason = f"found {name}, expected any or one of {', '.join(packs)}"
            yield source.problem(("regions", place), reason)
    for place, use in enumerate(lesson.uses):
        if reason := excerpt.missing(use):
            yield source.problem(("uses", place), reason)
    if lesson.what_if and lesson.what_if not in what_if.chapters():
        reason = f"found {lesson.what_if}, expected one of {', '.join(what_if.chapters())}"
        yield source.problem(("what_if",), reason)
    elif lesson.what_if and lesson.data:
        yield source.problem(("what_if",), "its runs are the book's, expected no data of its own")
    terms = set(reference.load("glossary")["ja"])
    for place, word in enumerate(lesson.words):
        if word not in terms:
            reason = f"found {word}, expected a term of glossary.csv"
            yield source.problem(("words", place), reason)
    for way, name in _exhibits_named(lesson):
        if name not in lesson.exhibits:
            yield source.problem(way, f"found {name}, expected one of {', '.join(lesson.exhibits)}")


def _exhibits_named(lesson: Lesson) -> Iterator[tuple[tuple, str]]:
    for place, step in enumerate(lesson.timeline):
        yield from ((("timeline", place, "show"), name) for name in step.show)
    for key, question in lesson.questions.items():
        yield from ((("questions", key, "exhibits"), name) for name in question.exhibits)


def _functions(source: Source[Lesson]) -> Iterator[Problem]:
    """Facts and exhibits without a function, and functions whose parameters name nothing."""
    lesson = source.entry
    answers, exhibits = (facts.functions(room, lesson) for room in ("answers", "exhibits"))
    for key, question in lesson.questions.items():
        if question.answer and question.answer not in answers:
            reason = f"found {question.answer}, expected one of {', '.join(answers)}"
            yield source.problem(("questions", key, "answer"), reason)
        if not question.answer and not question.key:
            yield source.problem(("questions", key), "has neither answer nor key")
    for name in lesson.exhibits:
        if name not in exhibits:
            reason = f"expected a function of that name in exhibits/{lesson.module}.py"
            yield source.problem(("exhibits", name), reason)
    try:
        given = {"region", "lang", "vintage", "labels", *facts.chapter_parameters(lesson)}
    except (OSError, KeyError, ParameterError) as error:
        yield source.problem(("parameters",), str(error.args[0]))
        return
    tables = {described["name"] for described in reference.tables()}
    for function in (*answers.values(), *exhibits.values()):
        for name in inspect.signature(function).parameters:
            if not (name in given | tables or schema.holds(name)):
                module = function.__module__.removeprefix("semibook.teach.").replace(".", "/")
                reason = f"{module}.py, {function.__name__}: there is no table {name}"
                yield source.problem(("id",), reason)


def _made(source: Source[Lesson], copy: Copy) -> Iterator[Problem]:
    """Texts that cannot be filled in, and answers that do not fit their blanks."""
    for way, text in texts(source.entry):
        try:
            copy.say(text, at=0)
        except ValueError as error:
            yield source.problem(way, str(error))
    for key, question in source.entry.questions.items():
        if not question.answer:
            continue
        count = len(facts.numbers(question, copy.facts))
        if len(question.blanks) not in (1, count):
            reason = f"found {len(question.blanks)}, expected one for each of {count} numbers"
            yield source.problem(("questions", key, "blanks"), reason)
        for name, given in (
            ("digits", facts.digits(question, count)),
            ("within", facts.rooms(question, count)),
        ):
            if len(given) != count:
                reason = f"found {given}, expected one for each of {count} numbers"
                yield source.problem(("questions", key, name), reason)
