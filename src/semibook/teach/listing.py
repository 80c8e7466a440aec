"""What lessons there are, and the first lines of a new one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from semibook import files, paths
from semibook.teach.schema import Id
from semibook.teach.sources import LESSONS, lessons

_TEMPLATE = Path(__file__).parent / "templates" / "lesson.yml"
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


def create(name: str) -> list[Path]:
    """Write a lesson that can be built as it is, to be filled in.

    Returns:
        The files made.

    Raises:
        ValueError: if the name cannot be a lesson's.
        FileExistsError: if one of the files is there.
    """
    try:
        TypeAdapter(Id).validate_python(name)
    except ValidationError as error:
        expected = "expected small letters, digits and hyphens, such as people-stock"
        raise ValueError(f"lesson: found {name!r}, {expected}") from error
    module = f"{name.replace('-', '_')}.py"
    made = {LESSONS / f"{name}.yml": _TEMPLATE.read_text(encoding="utf-8").replace("NAME", name)}
    for room, text in _MODULES.items():
        made[paths.PACKAGE_CODE / "teach" / room / module] = text.format(name=name)
    for path in made:
        if path.exists():
            raise FileExistsError(f"{paths.shown(path)}: is there already, expected a new name")
    for path, text in made.items():
        files.write(path, text)
    return list(made)
