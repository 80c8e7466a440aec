"""What a reader may change in a chapter: `notebooks/what_if/<chapter>.yml`, in English.

The chapter's catalogue has the Japanese. Texts are Jinja templates, as in the chapter's words.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from semibook import paths
from semibook.tables import yamlfile

FOLDER = paths.NOTEBOOKS / "what_if"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Lever(_Entry):
    """A parameter of the chapter that a reader changes.

    Attributes:
        label: what it is, in a few words.
        value: how one of its values is written, a template with `value`.
        grid: its values, as a sweep takes them: `110:160:5` or `0.8, 0.87`.
    """

    label: str = Field(min_length=1)
    value: str = Field(min_length=1)
    grid: str = Field(min_length=1)


class WhatIf(_Entry):
    """What is tried, and what is shown of it.

    Attributes:
        title: the heading on the page.
        after: a finding of the chapter; the section closes the part of the page where that stands.
        levers: by parameter; the curve runs over the first.
        figures: headline figures of the chapter; the first is drawn.
        sentence: what follows, a template with the chapter's parameters and those figures.
    """

    title: str = Field(min_length=1)
    after: str
    levers: dict[str, Lever] = Field(min_length=1, max_length=3)
    figures: list[str] = Field(min_length=1, max_length=6)
    sentence: str = Field(min_length=1)


class WhatIfError(ValueError):
    """A file that cannot be used; the message names file, line and reason."""


def chapters() -> list[str]:
    """The names of the chapters that have one."""
    return sorted(file.stem for file in FOLDER.glob("*.yml"))


def file(chapter: str) -> Path:
    """The file of a chapter."""
    return FOLDER / f"{chapter}.yml"


def read(chapter: str) -> WhatIf:
    """What a reader may change in a chapter, as its file says.

    Raises:
        WhatIfError: if the file is not of the form that `WhatIf` describes.
        FileNotFoundError: if there is none.
    """
    path = file(chapter)
    try:
        return WhatIf.model_validate(yamlfile.read(path))
    except yamlfile.SettingsError as error:
        raise WhatIfError(str(error)) from error
    except ValidationError as error:
        line, reason = yamlfile.misfits(error, yamlfile.lines(path))[0]
        raise WhatIfError(f"{path}, line {line}: {reason}") from error


def refusal(chapter: str, way: tuple[str | int, ...], reason: str) -> WhatIfError:
    """What is wrong with a field of a file that could be read.

    Args:
        chapter: whose file it is.
        way: to the field.
        reason: what was found, and what was expected.
    """
    path = file(chapter)
    line = yamlfile.line(yamlfile.lines(path), way)
    return WhatIfError(f"{path}, line {line}: {yamlfile.named(way)}: {reason}")


def messages(chapter: str) -> Iterator[str]:
    """The texts of a chapter's file that a translator translates, in its order."""
    if file(chapter).is_file():
        found = read(chapter)
        yield found.title
        for lever in found.levers.values():
            yield from (lever.label, lever.value)
        yield found.sentence
