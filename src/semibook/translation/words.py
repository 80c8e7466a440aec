"""A chapter's words: `notebooks/words/<chapter>.yml`, in English; its catalogue has the Japanese.

A text is a Jinja template whose placeholders say how a value is written: `{{ cost | yen(4) }}`. It
may be chosen by case (a mapping from the name of a case to its text), or be several sentences (a
list; of those, one whose cases do not hold is left out). What it gives is plain text, never markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from typing_extensions import TypeAliasType

from semibook import paths
from semibook.tables import yamlfile

#: The fields of tables and figures that readers read.
_READ = ("title", "caption", "subtitle", "columns", "missing", "alt", "note", "besides")
#: A template, texts by case, or sentences.
Text = TypeAliasType("Text", "str | dict[str, Text] | list[Text]")


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Entry):
    """How a column of a table is shown.

    Attributes:
        header: what readers see; without it, the title of the column in its table's schema.
        format: a filter for each cell, such as `percent(0)`; by language, where they differ.
    """

    header: Text = ""
    format: str | dict[str, str] = ""

    @model_validator(mode="before")
    @classmethod
    def _header_alone(cls, found: Any) -> Any:
        return {"header": found} if isinstance(found, str) else found


class TableWords(_Entry):
    """What a table is called, and where it is from.

    Attributes:
        caption: what it is, in a line.
        note: a sentence beneath.
        columns: by column: its header, or header and format.
        format: a filter for the cells of all other columns, such as those that the data name.
        tables: the tables that it is made from, which the page links (`from` in the file).
        sources: slides and others; without it, those that the shown rows name.
        missing: what stands for a value that is not there; without it, a dash.
        filters: headers of columns to choose values of; even empty, it lets readers filter rows.
    """

    caption: Text
    note: Text = ""
    columns: dict[str, Column] = {}
    format: str | dict[str, str] = ""
    tables: list[str] = Field(default=[], alias="from")
    sources: list[str] | None = None
    missing: Text = ""
    filters: list[str] | None = None


class FigureWords(_Entry):
    """What a figure says, and where it is from.

    Attributes:
        title: what it finds, in a line.
        subtitle: the measure and its unit.
        alt: what a reader who cannot see it should know.
        note: a sentence in the caption.
        besides: what it rests on beside its sources, such as a model.
        tables: the tables that it is drawn from (`from` in the file).
        sources: slides and others; without it, those that the rows of its tables name.
        name: its address in the page; without it, chapter and key.
    """

    title: Text
    subtitle: Text
    alt: Text
    note: Text = ""
    besides: Text = ""
    tables: list[str] = Field(default=[], alias="from")
    sources: list[str] | None = None
    name: str = ""


class Words(_Entry):
    """All words of a chapter.

    Attributes:
        tables: by key, what `Chapter.table` shows.
        figures: by key, what `Chapter.figure` shows.
        findings: by key, the sentences of `Chapter.finding`.
        labels: by key, words inside figures and tables; or, by name, several (`Chapter.labels`).
        answers: by key, what `Chapter.answer` prints in a solution.
        in_short: the findings that lead the page, by their keys, the one to repeat first in front.
        limits: what the figures do not let one say, in a sentence or two.
    """

    tables: dict[str, TableWords] = {}
    figures: dict[str, FigureWords] = {}
    findings: dict[str, Text] = {}
    labels: dict[str, Text] = {}
    answers: dict[str, Text] = {}
    in_short: list[str] = Field(default=[], max_length=4)
    limits: Text = ""

    @model_validator(mode="after")
    def _leads_with_findings(self) -> Words:
        unknown = [key for key in self.in_short if key not in self.findings]
        if unknown:
            raise ValueError(f"in_short: found {', '.join(unknown)}, expected keys of findings")
        return self


class WordsError(yamlfile.SettingsError):
    """Words that are missing or cannot be filled in; the message names file, entry and reason."""


def file(chapter: str) -> Path:
    """The file of a chapter's words."""
    return paths.NOTEBOOKS / "words" / f"{chapter}.yml"


def figure_name(chapter: str, key: str, figure: FigureWords) -> str:
    """What a figure is called on its page: links to it end in this."""
    return figure.name or f"{chapter}-{key}".replace("_", "-")


def read(chapter: str) -> Words:
    """The words of a chapter.

    Raises:
        WordsError: if there is no such file, or an entry is not of the form that `Words` describes.
    """
    path = file(chapter)
    try:
        return Words.model_validate(yamlfile.read(path))
    except FileNotFoundError as error:
        raise WordsError(str(path), f"missing, expected the words of chapter {chapter}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise WordsError(f"{path}, {where}", first["msg"]) from error


def messages(chapter: str) -> dict[str, str]:
    """The texts of a chapter's words that a translator translates, in the order of the file.

    Returns:
        By text, the first place where it stands: `findings.cap`, `figures.growth.title`.
    """
    found: dict[str, str] = {}
    if file(chapter).is_file():
        words = read(chapter)
        for name in ("tables", "figures"):
            for key, entry in getattr(words, name).items():
                for part in _READ:
                    _note(found, f"{name}.{key}.{part}", getattr(entry, part, ""))
        for name in ("findings", "labels", "answers"):
            for key, texts in getattr(words, name).items():
                _note(found, f"{name}.{key}", texts)
        _note(found, "limits", words.limits)
    return found


def _note(found: dict[str, str], place: str, text: Any) -> None:
    for each in _templates(text):
        found.setdefault(each, place)


def _templates(text: Any) -> Iterator[str]:
    """The templates in a text, in its order."""
    match text:
        case Column(header=header):
            yield from _templates(header)
        case dict():
            for each in text.values():
                yield from _templates(each)
        case list():
            for each in text:
                yield from _templates(each)
        case str() if text.strip():
            yield text
