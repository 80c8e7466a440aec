"""A copy of a lesson: in one language, for one region, on one vintage."""

from __future__ import annotations

import inspect
import io
from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
from jinja2 import TemplateError, meta

from semibook.page.sources import credit_line
from semibook.page.speaker import environment, template
from semibook.tables import schema, units
from semibook.teach import facts
from semibook.teach.places import Place
from semibook.teach.schema import Both, Exhibit, Lesson, Question, Region

_DPI = 160
#: Rows of a table beyond which it is set smaller.
_MANY_ROWS = 9


@dataclass(frozen=True)
class Shown:
    """An exhibit in one language.

    Attributes:
        title: what it is or measures.
        alt: of a figure, its text.
        sources: where it is from, as readers see it.
        table: of a table, its cells, headed in words.
        picture: of a figure, a PNG file.
    """

    title: str
    alt: str
    sources: str
    table: pd.DataFrame | None
    picture: bytes = b""

    @property
    def address(self) -> str:
        """The picture inside a page."""
        return f"data:image/png;base64,{b64encode(self.picture).decode()}"

    @property
    def is_long(self) -> bool:
        """Whether it is a table that is set in small print."""
        return self.table is not None and len(self.table) > _MANY_ROWS

    def heads(self) -> list[tuple[str, str]]:
        """The headers of the table's columns, each with the kind of its cells."""
        return [(name, _kind(self.table[name])) for name in self.table]

    def rows(self) -> list[list[tuple[str, str]]]:
        """The cells as text, each with its kind; a blank for what is not known."""
        kinds = [kind for _name, kind in self.heads()]
        rows = self.table.itertuples(index=False)
        return [list(zip(map(_cell, row), kinds, strict=True)) for row in rows]


@dataclass(frozen=True)
class Copy:
    """A copy of a lesson."""

    lesson: Lesson
    region: Region
    lang: str
    vintage: str

    @classmethod
    def of(cls, lesson: Lesson, region: Region, lang: str, vintage: str) -> Copy:
        """A copy on a vintage, or on the one that the lesson is about."""
        return cls(lesson, region, lang, lesson.data or vintage)

    @property
    def place(self) -> Place:
        """Where it goes."""
        return Place(self.lesson, self.region, self.lang)

    @property
    def facts(self) -> dict[str, Any]:
        """The lesson's facts on the vintage."""
        return self._known(self._answers)

    @cached_property
    def _answers(self) -> dict[str, Callable[..., Any]]:
        return facts.functions("answers", self.lesson)

    @cached_property
    def _computed(self) -> dict[str, Any]:
        return {}

    def _known(self, names: Iterable[str]) -> dict[str, Any]:
        """Some facts by name; each is computed when it is first asked for."""
        about = (self.lesson, self.region, self.vintage)
        for name in names:
            if name not in self._computed:
                self._computed[name] = facts.call(self._answers[name], *about)
        return {name: self._computed[name] for name in names}

    def say(self, text: Both, **values: Any) -> str:
        """A text of the lesson in the language, filled in.

        Args:
            text: from the lesson or the pack.
            values: what placeholders besides the facts stand for.

        Raises:
            ValueError: naming the placeholder that has no value.
        """
        own = {"region": getattr(self.region.name, self.lang)}
        said = getattr(text, self.lang)
        try:
            asked = meta.find_undeclared_variables(environment(self.lang).parse(said))
            # Facts take a while: those that are said.
            known = self._known(asked & self._answers.keys())
            return template(self.lang, said).render(known | own | values)
        except (TemplateError, LookupError, TypeError, ValueError) as error:
            raise ValueError(f"{self.lang}: {error}") from error

    def answer(self, question: Question) -> list[str]:
        """The numbers of an answer as the key writes them."""
        numbers = facts.numbers(question, self.facts)
        decimals = facts.digits(question, len(numbers))
        return [facts.written(*each) for each in zip(numbers, decimals, strict=True)]

    def blanks(self, question: Question) -> list[str]:
        """What each number of an answer is called; one name for all is filled in with `at`."""
        if not question.answer:
            return []
        count = len(facts.numbers(question, self.facts))
        names = question.blanks * count if len(question.blanks) == 1 else question.blanks
        return [self.say(name, at=place) for place, name in enumerate(names)]

    def exhibit(self, name: str) -> Shown:
        """A table or figure of the lesson."""
        return self._shown[name]

    @cached_property
    def _shown(self) -> dict[str, Shown]:
        made = facts.functions("exhibits", self.lesson)
        return {name: self._show(made[name], entry) for name, entry in self.lesson.exhibits.items()}

    def _show(self, function: Any, entry: Exhibit) -> Shown:
        labels = {name: self.say(text) for name, text in entry.labels.items()}
        made = facts.call(
            function, self.lesson, self.region, self.vintage, self.lang, labels=labels
        )
        picture = b"" if isinstance(made, pd.DataFrame) else _png(made)
        table = made.rename(columns=labels) if isinstance(made, pd.DataFrame) else None
        alt = self.say(entry.alt) if entry.alt else ""
        tables = [name for name in inspect.signature(function).parameters if schema.holds(name)]
        own = made.attrs.get("sources", []) if table is not None else []
        sources = credit_line([*entry.sources, *own], tables, self.vintage, self.lang)
        return Shown(self.say(entry.title), alt, sources, table, picture)


def _png(figure: Any) -> bytes:
    import matplotlib.pyplot as plt

    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=_DPI)
    plt.close(figure)
    return file.getvalue()


def _kind(column: pd.Series) -> str:
    """`number` if a column holds numbers, which stand to the right."""
    return "number" if pd.api.types.is_numeric_dtype(column) else "text"


def _cell(value: Any) -> str:
    if pd.isna(value):
        return ""
    return units.number(value, 6) if isinstance(value, int | float) else str(value)
