"""Saying a chapter's words: texts chosen by case, filled in with values, in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from semibook.page import placeholders
from semibook.translation.catalogues import translator
from semibook.translation.language import language
from semibook.translation.words import Text, WordsError, file


class Speaker:
    """Fills a chapter's texts in, in one language.

    Args:
        chapter: its name.
        lang: `en` or `ja`.
        source: the file that the texts are from, for errors; that of its words, if none is given.
    """

    def __init__(self, chapter: str, lang: str, source: Path | None = None) -> None:
        self.source, self.language = source or file(chapter), language(lang)
        self._translate = translator(lang, chapter)
        self._environment = environment(lang)

    def say(self, text: Text, where: str, case: str | Iterable[str] = (), /, **values: Any) -> str:
        """A text with its values.

        Args:
            text: from the words.
            where: the entry, for errors.
            case: the name of the case that holds, or several.
            values: what the placeholders stand for.

        Raises:
            WordsError: if a text has no wording for the case, or a placeholder has no value or none
                that can be written so.
        """
        cases = {case} - {""} if isinstance(case, str) else set(case)
        try:
            return self._filled(text, cases, values)
        except (TemplateError, LookupError, TypeError, ValueError) as error:
            raise WordsError(f"{self.source}, {where}", str(error)) from error

    def write(self, how: str) -> Callable[[Any], str]:
        """The function that a filter expression such as `percent(0)` makes of a value."""
        compiled = self._environment.compile_expression(f"value | {how}", undefined_to_none=False)
        return lambda value: str(compiled(value=value))

    def _filled(self, text: Text, cases: set[str], values: dict[str, Any]) -> str:
        match text:
            case list():
                parts = (self._filled(each, cases, values) for each in text if _holds(each, cases))
                return self.language.sentences(parts)
            case dict():
                return self._filled(text[_chosen(text, cases)], cases, values)
        listed = {name: _plain(value) for name, value in values.items()}
        return template(self.language.code, self._translate(text)).render(listed)


def _plain(value: Any) -> Any:
    """A column as a list, which templates can loop over and measure."""
    # Here, not above: a build of pages says what has no columns, and pandas is slow to import.
    import numpy as np
    import pandas as pd

    return list(value) if isinstance(value, pd.Series | pd.Index | np.ndarray) else value


def _holds(text: Text, cases: set[str]) -> bool:
    return not isinstance(text, dict) or not cases.isdisjoint(text)


def _chosen(texts: dict[str, Text], cases: set[str]) -> str:
    for name in texts:
        if name in cases:
            return name
    raise KeyError(f"found the case {sorted(cases) or 'none'}, expected one of {', '.join(texts)}")


@cache
def environment(lang: str) -> ImmutableSandboxedEnvironment:
    """The template language of words: Jinja, with a filter for each way to write a value."""
    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    made.filters |= placeholders.filters(lang)
    return made


@cache
def template(lang: str, text: str) -> Template:
    """A text to be filled in; many are said for each of several values.

    Raises:
        TemplateSyntaxError: if it is none.
    """
    return environment(lang).from_string(text)
