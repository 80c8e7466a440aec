"""Facts of a lesson: its functions, called with the tables that their parameters name."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

from semibook import toc
from semibook.run.parameters import parameters
from semibook.tables import frames, reference, schema, units
from semibook.teach.schema import Lesson, Question, Region


def functions(room: str, lesson: Lesson) -> dict[str, Callable[..., Any]]:
    """The public functions of a lesson's module by name; none if it has no such module.

    Args:
        room: `answers`, `exhibits` or `workbooks`.
        lesson: whose.
    """
    module = _module(f"semibook.teach.{room}.{lesson.module}")
    return {
        name: member
        for name, member in vars(module).items()
        if inspect.isfunction(member)
        and member.__module__ == module.__name__
        and not name.startswith("_")
    }


def _module(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return ModuleType(name)


def call(
    function: Callable[..., Any],
    lesson: Lesson,
    region: Region,
    vintage: str,
    lang: str = "en",
    **given: Any,
) -> Any:
    """Call a function of a lesson with what its parameters name.

    Raises:
        KeyError: if one names no table and no parameter that the lesson lists.
    """
    names_of_copy = {"region": region.consortium or region.id, "lang": lang, "vintage": vintage}
    known = given | names_of_copy
    known |= chapter_parameters(lesson)
    names = inspect.signature(function).parameters
    return function(**{name: _argument(name, known, vintage, lang) for name in names})


def chapter_parameters(lesson: Lesson) -> dict[str, Any]:
    """The chapters' parameters that a lesson names: its own values, else their defaults.

    Raises:
        FileNotFoundError: if there is no such chapter.
        KeyError: if it has no such parameter, or the lesson sets one that it does not name.
    """
    found = {}
    for chapter, set_here in lesson.values.items():
        if strangers := set_here.keys() - {*lesson.parameters.get(chapter, ())}:
            said = f"values: {chapter} sets {', '.join(sorted(strangers))}"
            raise KeyError(f"{said}, expected parameters that the lesson names")
    for chapter, names in lesson.parameters.items():
        known = parameters(toc.notebook(chapter))
        own = lesson.values.get(chapter, {})
        for name in names:
            if name not in known:
                raise KeyError(f"{chapter} has no parameter {name}; it has {', '.join(known)}")
            found[name] = own.get(name, known[name].default)
    return found


def _argument(name: str, known: dict[str, Any], vintage: str, lang: str) -> Any:
    if name in known:
        return known[name]
    if schema.holds(name):
        return frames.load(name, vintage, lang)
    return reference.load(name, lang)


def numbers(question: Question, facts: dict[str, Any]) -> list[float]:
    """The numbers that a question asks for, in the order of its blanks."""
    value = facts[question.answer]
    if isinstance(value, dict):
        return list(value.values())
    return list(value) if isinstance(value, list | tuple) else [value]


def digits(question: Question, count: int) -> list[int]:
    """The decimals of each number of an answer."""
    return question.digits if isinstance(question.digits, list) else [question.digits] * count


def rooms(question: Question, count: int) -> list[float]:
    """How far off each number of an answer is still right."""
    return question.within if isinstance(question.within, list) else [question.within] * count


def rounded(value: float, decimals: int) -> float:
    """A number rounded half up, as pupils and workbooks do, and not to even."""
    scale = 10**decimals
    # What binary fractions hold a little below a half is a half: 2.675 is 2.68.
    return math.copysign(math.floor(abs(value) * scale + 0.5 + 1e-9), value) / scale


def written(value: float, decimals: int) -> str:
    """A number as the key writes it: `1,077`, `0.90`."""
    return units.fixed(rounded(value, decimals), decimals)
