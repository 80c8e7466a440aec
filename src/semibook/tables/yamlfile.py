"""YAML that people write by hand: vintage.yml, scenarios, parameters, chapters' words, lessons.

What nobody writes by hand is refused before it costs time or memory: aliases, deep nesting, large
files, keys that come twice, characters that cannot be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from semibook import paths
from semibook.tables.characters import strange

if TYPE_CHECKING:
    from pydantic import ValidationError

#: Larger files are not written by hand.
LARGEST = 200_000
_DEEPEST = 20


class SettingsError(ValueError):
    """Text that is no YAML, or no fields; the message says where, in one line.

    Args:
        where: the file or option that it comes from.
        reason: what was found, and what was expected.
        line: of the file, where it can be told; else 0.
    """

    def __init__(self, where: str, reason: str, line: int = 0) -> None:
        super().__init__(f"{where}{f', line {line}' if line else ''}: {reason}")
        self.reason, self.line = reason, line


def read(path: Path) -> dict[str, Any]:
    """The fields of a YAML file; none if it is empty.

    Raises:
        SettingsError: naming the file and, where it can, the line.
        FileNotFoundError: if there is no such file.
    """
    if not path.exists():
        raise FileNotFoundError(f"{path}: no such file")
    if found := paths.irregular(path.resolve()):
        raise SettingsError(str(path), f"found {found}, expected a YAML file")
    if path.stat().st_size > LARGEST:
        said = f"found a file larger than {LARGEST // 1000} kB"
        raise SettingsError(str(path), f"{said}, expected one written by hand")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        said = "found text that is not UTF-8, expected the file saved as UTF-8"
        raise SettingsError(str(path), said, line) from error
    found = value(text, str(path))
    if found is None:
        return {}
    if not isinstance(found, dict):
        said = f"found {found!r:.60}, expected lines of the form name: value"
        raise SettingsError(str(path), said)
    return found


def lines(path: Path) -> dict[tuple[str | int, ...], int]:
    """The line of each field and item of a YAML file that `read` has read, by the way to it.

    The way to the second item of `steps` is `("steps", 1)`; that to the whole is empty.
    """
    return dict(_lines(yaml.compose(path.read_text(encoding="utf-8-sig"), _Loader), ()))


def _lines(node: yaml.Node | None, way: tuple[str | int, ...]) -> Iterator[tuple[tuple, int]]:
    match node:
        case yaml.MappingNode(value=pairs):
            for key, inner in pairs:
                yield (*way, key.value), key.start_mark.line + 1
                yield from _lines(inner, (*way, key.value))
        case yaml.SequenceNode(value=items):
            for place, inner in enumerate(items):
                yield (*way, place), inner.start_mark.line + 1
                yield from _lines(inner, (*way, place))


def line(places: dict[tuple[str | int, ...], int], way: tuple[str | int, ...]) -> int:
    """The line of a field, or of the nearest one above it that is written down; else 0.

    Args:
        places: from `lines`.
        way: to the field.
    """
    while way and way not in places:
        way = way[:-1]
    return places.get(way, 0)


def named(way: tuple[str | int, ...]) -> str:
    """A way to a field as readers are told it: `steps.2.title`."""
    return ".".join(map(str, way)) or "file"


def misfits(
    error: ValidationError, places: dict[tuple[str | int, ...], int]
) -> list[tuple[int, str]]:
    """Line and reason of each field of a file that its model refused, in the order of the file.

    Args:
        error: what the model raised.
        places: from `lines`.
    """
    return sorted(
        (line(places, found["loc"]), f"{named(found['loc'])}: {_reason(found)}")
        for found in error.errors()
    )


def _reason(found: Any) -> str:
    """What pydantic says of a field, with what stands there."""
    match found["type"]:
        case "missing":
            return "missing"
        case "extra_forbidden":
            return "unknown field"
    said = found["msg"][:1].lower() + found["msg"][1:]
    return f"found {found['input']!r:.60}, expected: {said.removeprefix('input should be ')}"


def value(text: str, where: str) -> Any:
    """What a YAML text says.

    Args:
        text: the YAML.
        where: the file or option that it comes from, for the message.

    Raises:
        SettingsError: if it is no YAML.
    """
    try:
        return yaml.load(text, _Loader)  # noqa: S506 (a SafeLoader)
    except _UnwrittenError as error:
        raise SettingsError(where, str(error), error.line) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = f"text in line {mark.line + 1}" if "\n" in text.strip() else f"{text.strip()!r:.60}"
        raise SettingsError(where, f"found {at} that is no YAML ({error.problem})") from error
    except (yaml.YAMLError, ValueError) as error:
        said = " ".join(str(error).split())
        raise SettingsError(where, f"found no YAML ({said})") from error


_INT, _FLOAT = "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"


class _UnwrittenError(Exception):
    """Something that YAML allows and no person writes."""

    def __init__(self, found: str, expected: str, mark: yaml.Mark) -> None:
        super().__init__(f"found {found}, expected {expected}")
        self.line = mark.line + 1


if yaml.__with_libyaml__:
    from yaml import cyaml

    class _Parser(Composer, cyaml.CParser, SafeConstructor, Resolver):
        """A SafeLoader that scans and parses in C, ten times as fast, and composes nodes here."""

        def __init__(self, stream: str) -> None:
            cyaml.CParser.__init__(self, stream)
            Composer.__init__(self)
            SafeConstructor.__init__(self)
            Resolver.__init__(self)

else:
    _Parser = yaml.SafeLoader


class _Loader(_Parser):
    """Refuses what no person writes, each with its line, and reads numbers as YAML 1.2 has them.

    PyYAML's are those of YAML 1.1: 1:05 is 65 (to the base of 60), 010 is 8, and 1.0e9 a text.
    """

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, form) for tag, form in known if tag not in (_INT, _FLOAT)]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent):
            raise _UnwrittenError(f"an alias, *{event.anchor}", "the text itself", event.start_mark)
        if self._depth > _DEEPEST:
            raise _UnwrittenError("more levels", f"at most {_DEEPEST}", event.start_mark)
        self._depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1

    def compose_scalar_node(self, anchor: Any) -> yaml.ScalarNode:
        node = super().compose_scalar_node(anchor)
        if found := strange(node.value, lines=True):
            raise _UnwrittenError(found, "none", node.start_mark)
        return node

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        node = super().compose_mapping_node(anchor)
        seen = set()
        for key, _value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise _UnwrittenError(f"the key {key.value!r:.60} again", "it once", key.start_mark)
            seen.add(key.value if isinstance(key, yaml.ScalarNode) else None)
        return node


def _int(loader: _Loader, node: yaml.ScalarNode) -> int:
    return int(loader.construct_scalar(node))


# PyYAML lets through what datetime says of a date that does not exist.
def _date(loader: _Loader, node: yaml.ScalarNode) -> Any:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError as error:
        problem = f"{node.value} is no date: {error}"
        raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark) from error


_Loader.add_implicit_resolver(_INT, re.compile(r"[-+]?[0-9]+$"), "-+0123456789")
_Loader.add_implicit_resolver(
    _FLOAT,
    re.compile(
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$"
        r"|[-+]?\.(?:inf|Inf|INF)$|\.(?:nan|NaN|NAN)$"
    ),
    "-+.0123456789",
)
_Loader.add_constructor(_INT, _int)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _date)
