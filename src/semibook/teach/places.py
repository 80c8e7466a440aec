"""Which copies of lessons there are and where they go; loads nothing that is slow."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from semibook import paths
from semibook.teach.schema import Lesson, Region

FOLDER = paths.BUILD / "lessons"
#: In a lesson's regions: every pack.
ANY = "any"


class Place(NamedTuple):
    """A copy before it is made: a lesson for a region in a language."""

    lesson: Lesson
    region: Region
    lang: str

    def folder(self, vintage: str) -> Path:
        """Where it goes: a folder a vintage other than the deck's."""
        return FOLDER / vintage / self.region.id / f"{self.lesson.id}-{self.lang}"

    def bundles(self, vintage: str) -> tuple[Path, Path]:
        """Its bundles: for pupils, and for the teacher."""
        name = f"{self.region.id}-{self.lesson.id}-{self.lang}"
        place = self.folder(vintage)
        return place / f"{name}-student.zip", place / f"{name}-teacher.zip"


def packs_of(lesson: Lesson, known: dict[str, Region]) -> list[Region]:
    """The packs that a lesson is made for."""
    chosen = list(known) if ANY in lesson.regions else lesson.regions
    return [known[name] for name in chosen if name in known]
