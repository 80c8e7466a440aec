"""What a copy of a lesson says, as plain values: for its sheets, its slides and the book's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from semibook.teach import facts
from semibook.teach.copy import Copy
from semibook.teach.labels import labels
from semibook.teach.schema import Question, Step
from semibook.translation.language import language


def questions(copy: Copy) -> list[Question]:
    """Its questions, in the order in which they are asked."""
    return [copy.lesson.questions[name] for name in copy.lesson.asked]


def places(copy: Copy, question: Question) -> list[str]:
    """To how many decimals each number of an answer is asked for, in words."""
    count, words = len(copy.blanks(question)), labels(copy.lang)
    return [words[f"places_{decimals}"] for decimals in facts.digits(question, count)]


def asked(copy: Copy, question: Question) -> dict[str, Any]:
    """What pupils see of a question: `places` of all numbers, or those of each in `blanks`."""
    to = places(copy, question)
    alike = len({*to}) == 1
    return {
        "minutes": question.minutes,
        "level": question.level,
        "needs": question.needs,
        "lines": question.lines,
        "ask": copy.say(question.ask),
        "unit": copy.say(question.unit) if question.unit else "",
        "blanks": [
            (blank, "" if alike else decimals)
            for blank, decimals in zip(copy.blanks(question), to, strict=True)
        ],
        "places": to[0] if alike else "",
        "exhibits": [copy.exhibit(name) for name in question.exhibits],
    }


def known(copy: Copy, question: Question) -> dict[str, Any]:
    """What the teacher sees besides."""
    values = copy.answer(question) if question.answer else []
    return {
        "answer": list(zip(copy.blanks(question), values, strict=True)),
        "key": copy.say(question.key) if question.key else "",
        "remark": copy.say(question.remark) if question.remark else "",
        "hint": copy.say(question.hint) if question.hint else "",
        "mistakes": [copy.say(mistake.say) for mistake in question.mistakes],
    }


def answered(copy: Copy) -> list[dict[str, Any]]:
    """Its questions with their answers, for the teacher."""
    return [asked(copy, question) | known(copy, question) for question in questions(copy)]


def steps(copy: Copy) -> Iterator[dict[str, Any]]:
    """Its parts, from minute to minute."""
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
        "closing": step.phase == "closing",
        "form": words[step.form],
        "does": copy.say(step.does),
        "asks": [copy.lesson.asked.index(name) + 1 for name in step.ask],
        "exhibits": exhibits,
        "shown": [shown.title for shown in exhibits],
    }


def objectives(copy: Copy) -> list[dict[str, str]]:
    """What pupils can do afterwards, with the rubric's three levels."""
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


def grade(copy: Copy) -> str:
    """For whom it is."""
    audience = copy.lesson.audience
    return labels(copy.lang)["audience_staff" if audience == "staff" else audience]


def frameworks(copy: Copy) -> str:
    """Its place in curricula."""
    named, marks = copy.lesson.frameworks, language(copy.lang)
    items = labels(copy.lang)["mdash"].format(items=marks.comma.join(named.mdash))
    subject = copy.say(named.subject) if named.subject else ""
    return marks.semicolon.join(filter(None, [subject, items if named.mdash else ""]))


def local(copy: Copy) -> Iterator[str]:
    """The region's own figures, and its question."""
    yield from (copy.say(number.say) for number in copy.region.numbers)
    if copy.region.asks:
        yield copy.say(copy.region.asks)


def cites_slides(copy: Copy) -> bool:
    """Whether it names slides of the deck, and so must say which deck."""
    return any(copy.exhibit(name).sources for name in copy.lesson.exhibits)


def replies(copy: Copy) -> list[str]:
    """What to say when somebody asks whether its figures are true, of each kind that it has."""
    words, lesson = labels(copy.lang), copy.lesson
    kinds = {
        "true_slide": cites_slides(copy),
        "true_assumption": bool(lesson.parameters),
        "true_made_up": any(entry.made_up for entry in lesson.exhibits.values()),
    }
    return [words[kind] for kind, is_there in kinds.items() if is_there]


def taught(copy: Copy) -> str:
    """The minutes that each question really took, lesson by lesson."""
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
