"""Reading lessons and region packs: their files, and what is wrong with one, line by line."""

from __future__ import annotations

from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from semibook import paths
from semibook.cache import until_changed
from semibook.tables import yamlfile
from semibook.teach.schema import Lesson, Region

LESSONS = paths.ROOT / "lessons"
REGIONS = paths.ROOT / "regions"
Entry = TypeVar("Entry", bound=BaseModel)


class Problem(NamedTuple):
    """Something wrong with a file: the line (0 if it is about the whole), and the reason."""

    file: Path
    line: int
    reason: str

    def __str__(self) -> str:
        where = f", line {self.line}" if self.line else ""
        return f"{paths.shown(self.file)}{where}: {self.reason}"


class Source(NamedTuple, Generic[Entry]):
    """A file as it was read.

    Attributes:
        file: the file.
        entry: what it describes; None if it cannot be.
        problems: why not, all at once.
        lines: where its fields stand.
    """

    file: Path
    entry: Entry | None
    problems: list[Problem]
    lines: dict[tuple, int]

    def problem(self, way: tuple, reason: str) -> Problem:
        """A problem at a field, or at the nearest one above it that is written down."""
        line = yamlfile.line(self.lines, way)
        return Problem(self.file, line, f"{yamlfile.named(way)}: {reason}")


def lessons() -> list[Source[Lesson]]:
    """All lessons, in the order of their names."""
    return [_lesson(file) for file in sorted(LESSONS.glob("*.yml"))]


def regions() -> list[Source[Region]]:
    """All region packs, in the order of their names."""
    return [_region(file) for file in sorted(REGIONS.glob("*.yml"))]


@until_changed
def _lesson(file: Path) -> Source[Lesson]:
    return read(file, Lesson)


@until_changed
def _region(file: Path) -> Source[Region]:
    return read(file, Region)


def read(file: Path, model: type[Entry]) -> Source[Entry]:
    """Read a file; what is wrong with it is told, not raised."""
    try:
        fields = yamlfile.read(file)
        lines = yamlfile.lines(file)
    except yamlfile.SettingsError as error:
        return Source(file, None, [Problem(file, error.line, error.reason)], {})
    except OSError as error:
        return Source(file, None, [Problem(file, 0, error.strerror or str(error))], {})
    try:
        entry = model.model_validate(fields)
    except ValidationError as error:
        problems = [Problem(file, *misfit) for misfit in yamlfile.misfits(error, lines)]
        return Source(file, None, problems, lines)
    source = Source(file, entry, [], lines)
    if entry.id != file.stem:
        source.problems.append(source.problem(("id",), f"found {entry.id}, expected {file.stem}"))
    return source
