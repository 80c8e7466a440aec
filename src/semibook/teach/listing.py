"""What lessons and region packs there are, and the first lines of a new one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from semibook import files, paths
from semibook.teach.schema import Id
from semibook.teach.sources import LESSONS, REGIONS, lessons, regions

_TEMPLATES = Path(__file__).parent / "templates"
_MODULES = {
    "answers": '"""Answers of the lesson {name}."""\n\n\ndef apples() -> list[float]:\n'
    '    """Apples for each child: 6 over 4."""\n    return [6 / 4]\n',
    "exhibits": '"""Tables and figures of the lesson {name}."""\n',
}


def rows() -> Iterator[str]:
    """A line for each lesson, or the first problem of one that cannot be read."""
    for source in lessons():
        if source.entry:
            lesson = source.entry
            about = f"{lesson.minutes} min  {lesson.audience:9} {', '.join(lesson.regions)}"
            yield f"{lesson.id:18} {about}  {lesson.title.en}"
        else:
            yield f"{source.file.stem:18} {source.problems[0]}"


def region_rows() -> Iterator[str]:
    """A line for each region pack, or the first problem of one that cannot be read."""
    for source in regions():
        if source.entry:
            region = source.entry
            yield f"{region.id:18} {', '.join(region.prefectures):30} {region.name.en}"
        else:
            yield f"{source.file.stem:18} {source.problems[0]}"


def create(name: str) -> list[Path]:
    """Write a lesson that can be built as it is, to be filled in.

    Returns:
        The files made.

    Raises:
        ValueError: if the name cannot be a lesson's.
        FileExistsError: if one of the files is there.
    """
    _refuse_name("lesson", name, "people-stock")
    module = f"{name.replace('-', '_')}.py"
    made = {LESSONS / f"{name}.yml": _filled("lesson.yml", name)}
    for room, text in _MODULES.items():
        made[paths.PACKAGE_CODE / "teach" / room / module] = text.format(name=name)
    return _written(made)


def create_region(name: str) -> list[Path]:
    """Write a region pack to be filled in.

    Returns:
        The file made.

    Raises:
        ValueError: if the name cannot be a pack's.
        FileExistsError: if it is there.
    """
    _refuse_name("region", name, "shikoku")
    return _written({REGIONS / f"{name}.yml": _filled("region.yml", name)})


def _refuse_name(what: str, name: str, example: str) -> None:
    try:
        TypeAdapter(Id).validate_python(name)
    except ValidationError as error:
        expected = f"expected small letters, digits and hyphens, such as {example}"
        raise ValueError(f"{what}: found {name!r}, {expected}") from error


def _filled(template: str, name: str) -> str:
    return (_TEMPLATES / template).read_text(encoding="utf-8").replace("NAME", name)


def _written(made: dict[Path, str]) -> list[Path]:
    """Write new files, all of them or none."""
    for path in made:
        if path.exists():
            raise FileExistsError(f"{paths.shown(path)}: is there already, expected a new name")
    return files.all_or_none(made)
