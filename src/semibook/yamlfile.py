"""YAML that people write by hand: vintage.yml, scenarios, parameters of a run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

import yaml


class SettingsError(ValueError):
    """Text that is no YAML, or no fields; the message says where."""


def read(path: Path) -> dict[str, Any]:
    """The fields of a YAML file; none if it is empty.

    Raises:
        SettingsError: naming the file and, where it can, the line.
        FileNotFoundError: if there is no such file.
    """
    if path.is_dir():
        raise SettingsError(f"{path}: found a folder, expected a YAML file")
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SettingsError(
            f"{path}: found text in line {line} that is not UTF-8, expected the file saved as UTF-8"
        ) from error
    found = value(text, str(path))
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise SettingsError(f"{path}: found {found!r:.60}, expected lines of the form name: value")
    return found


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
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = f"text in line {mark.line + 1}" if "\n" in text.strip() else f"{text.strip()!r:.60}"
        raise SettingsError(f"{where}: found {at} that is no YAML ({error.problem})") from error
    except (yaml.YAMLError, ValueError) as error:
        raise SettingsError(f"{where}: found no YAML ({' '.join(str(error).split())})") from error


_INT, _FLOAT = "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"


class _Loader(yaml.SafeLoader):
    """Reads numbers as YAML 1.2 has them, and says where a date is that does not exist.

    PyYAML's are those of YAML 1.1: 1:05 is 65 (to the base of 60), 010 is 8, and 1.0e9 a text. It
    lets through what datetime says of a date.
    """

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, form) for tag, form in known if tag not in (_INT, _FLOAT)]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _int(loader: _Loader, node: yaml.ScalarNode) -> int:
    return int(loader.construct_scalar(node))


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
