"""What a lesson and a region pack are made of: `lessons/<id>.yml` and `regions/<id>.yml`.

Every text that somebody reads is there in both languages. It is a Jinja template: facts of the
lesson (its answer functions) stand in it as `{{ years | joined }}`, so it follows the data.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
#: Lessons are planned in units of five minutes: shorter ones are never kept to.
Minutes = Annotated[int, Field(ge=5, le=90, multiple_of=5)]
#: Decimals of an answer, each with its word on the worksheet.
Decimals = Annotated[int, Field(ge=0, le=3)]
#: How far off a number is still right.
Room = Annotated[float, Field(ge=0, le=10)]
Audience = Literal["hs-1", "hs-2", "kosen-4", "kosen-5", "univ", "workers", "teachers", "staff"]
#: Tiers of slide 28, and two that it does not have: operators of plants, staff of consortia.
Tier = Literal["operation", "beginner", "intermediate", "advanced", "staff"]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Both(_Entry):
    """A text in both languages."""

    en: Words
    ja: Words


class Objective(_Entry):
    """What can be seen of a pupil after the lesson.

    Attributes:
        standard: the objective itself: what everybody shall be able to do.
        ideal: what shows that it is mastered.
        missed: what shows that it is not.
        aspect: the aspect of high schools' grading to which it belongs.
    """

    standard: Both
    ideal: Both
    missed: Both
    aspect: Literal["knowledge", "thinking", "attitude"]


class Step(_Entry):
    """A part of the lesson.

    Attributes:
        minutes: how long it takes.
        phase: of the lesson.
        form: who works with whom.
        does: what teacher and class do.
        ask: its questions, in order.
        show: exhibits to show meanwhile.
    """

    minutes: Minutes
    phase: Literal["introduction", "development", "closing"]
    form: Literal["class", "pairs", "alone", "groups"]
    does: Both
    ask: list[Name] = []
    show: list[Name] = []


class Mistake(_Entry):
    """A mistake that is often made; its value, where the wrong answer is one number."""

    say: Both
    value: float | None = None


class Question(_Entry):
    """A question of the worksheet.

    Attributes:
        minutes: how long a class takes.
        level: 1 to 3 stars.
        needs: what a pupil works with.
        ask: the question.
        objective: the objective that it checks, if any.
        answer: the fact that is asked for; without it, the question is answered in words.
        blanks: what each number of the answer is called, in its order; or one for all, in which
            `at` is the number's place.
        digits: decimals of the answer: one for all, or one each.
        within: how far off a number is still right, where pupils may round on the way: one for
            all, or one each.
        unit: of the answer.
        key: what a right answer says, or a word on the numbers; slides show it to the class.
        remark: what only the teacher reads: where a number is from, what pupils may ask.
        hint: what the teacher says to who is stuck.
        mistakes: those often made.
        exhibits: tables and figures that stand above it on the worksheet.
        lines: to write on.
    """

    minutes: Minutes
    level: Annotated[int, Field(ge=1, le=3)]
    needs: Literal["paper", "calculator", "workbook", "whatif"] = "paper"
    ask: Both
    objective: Name = ""
    answer: str = ""
    blanks: list[Both] = []
    digits: Decimals | list[Decimals] = 0
    within: Room | list[Room] = 0
    unit: Both | None = None
    key: Both | None = None
    remark: Both | None = None
    hint: Both | None = None
    mistakes: list[Mistake] = []
    exhibits: list[Name] = []
    lines: Annotated[int, Field(ge=0, le=12)] = 2


class Exhibit(_Entry):
    """What a table or figure of the lesson is called.

    Attributes:
        title: what it is; of a figure, what it measures.
        alt: of a figure: what a reader who cannot see it should know, without the answers.
        labels: words inside it, by name; of a table, the headers of its columns.
        sources: slides and others that it is from; empty for a made-up one, whose title says so.
        made_up: whether its numbers are an example.
    """

    title: Both
    alt: Both | None = None
    labels: dict[Name, Both] = {}
    sources: list[str] = []
    made_up: bool = False


class Notes(_Entry):
    """What a teacher who was never here needs to know.

    Attributes:
        before: what to do before the class.
        opening: the first five minutes, word by word.
        if_short: questions to drop if time is short.
        cannot_say: what the data leave open.
        extension: for whoever is done early.
    """

    before: Both
    opening: Both
    if_short: list[Name] = []
    cannot_say: list[Both]
    extension: Both


class Frameworks(_Entry):
    """Where the lesson stands in curricula: items of 数理・データサイエンス・AI (literacy)."""

    mdash: list[Annotated[str, StringConstraints(pattern=r"^\d-\d$")]] = []
    subject: Both | None = None


class Taught(_Entry):
    """A lesson that was given: where, when, and the minutes that each question really took."""

    date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]
    grade: Audience
    minutes: dict[Name, int]
    remark: str = ""


class Lesson(_Entry):
    """A lesson.

    Attributes:
        id: its name in files and addresses.
        title: what readers call it.
        audience: for whom.
        minutes: a lesson of 50 or of 90.
        regions: packs that it is made for, or `any`.
        tier: of the curriculum.
        needs: what pupils must know before.
        frameworks: its place in curricula.
        objectives: what pupils can do afterwards.
        uses: sections of chapters from which the excerpt is cut: `kumamoto#anchor`.
        data: the vintage that it is about, where that is not the one that is built.
        parameters: by chapter, the parameters whose defaults its facts use.
        values: by chapter, those of these parameters that the lesson sets otherwise.
        what_if: the chapter whose parameters pupils change on a page of their own; none, if empty.
        exhibits: its tables and figures.
        timeline: its parts.
        questions: its questions.
        notes: for the teacher.
        words: terms of the glossary for the vocabulary sheet.
        taught: when it was given; empty until somebody does.
    """

    id: Id
    title: Both
    audience: Audience
    minutes: Literal[50, 90]
    regions: Annotated[list[Id], Field(min_length=1)]
    tier: Tier
    needs: Both
    frameworks: Frameworks
    objectives: Annotated[dict[Name, Objective], Field(min_length=1)]
    uses: list[str] = []
    data: str = ""
    parameters: dict[str, list[Name]] = {}
    values: dict[str, dict[Name, float]] = {}
    what_if: str = ""
    exhibits: dict[Name, Exhibit] = {}
    timeline: Annotated[list[Step], Field(min_length=1)]
    questions: Annotated[dict[Name, Question], Field(min_length=1)]
    notes: Notes
    words: list[str] = []
    taught: list[Taught] = []

    @property
    def module(self) -> str:
        """The name of its modules of answers, exhibits and workbook."""
        return self.id.replace("-", "_")

    @property
    def asked(self) -> list[str]:
        """Its questions in the order in which they are asked."""
        return [name for step in self.timeline for name in step.ask]


class Number(_Entry):
    """A figure of the region's own, with where it is printed."""

    say: Both
    source: Words


class Region(_Entry):
    """A region pack.

    Attributes:
        id: its name in files.
        name: what readers call it.
        consortium: its row in consortia.csv; empty if that names none.
        prefectures: codes (JIS X 0401) of its prefectures.
        chapters: those that tell more of it.
        rows: by table, the ids of rows that are about it though they name no prefecture of its.
        numbers: figures of its own, each from a row of a vintage's sources.
        asks: a question of local interest to close with.
    """

    id: Id
    name: Both
    consortium: str = ""
    prefectures: Annotated[
        list[Annotated[str, StringConstraints(pattern=r"^\d\d$")]], Field(min_length=1)
    ]
    chapters: list[Name] = []
    rows: dict[Name, Annotated[list[str], Field(min_length=1)]] = {}
    numbers: list[Number] = []
    asks: Both | None = None


def texts(entry: Any, at: tuple = ()) -> Iterator[tuple[tuple, Both]]:
    """All texts of a lesson or pack, each with the way to it."""
    match entry:
        case Both():
            yield at, entry
        case BaseModel():
            for name in type(entry).model_fields:
                yield from texts(getattr(entry, name), (*at, name))
        case dict():
            for name, inner in entry.items():
                yield from texts(inner, (*at, name))
        case list():
            for place, inner in enumerate(entry):
                yield from texts(inner, (*at, place))
