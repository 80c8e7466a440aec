"""Grids of parameters: `usd_jpy=110:160:5` and `loss=poisson,murphy`, as sets to run."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import product
from typing import Any

from semibook import toc
from semibook.run.parameters import Parameter, ParameterError, checked, parameters
from semibook.tables import yamlfile

#: More runs than this are asked for by mistake.
MOST_RUNS = 100_000
_PARTS = 3  # of a range: first, last, step


def grid(chapter: str, axes: list[str]) -> list[dict[str, Any]]:
    """Every combination of the values that the axes name, the last axis fastest.

    Args:
        chapter: the chapter whose parameters they are.
        axes: `name=first:last:step` (both ends included) or `name=value,value,...` (in YAML).

    Returns:
        One set of parameters a run, checked by name and type.

    Raises:
        FileNotFoundError: if there is no such chapter.
        ParameterError: if an axis cannot be read, is named twice, or does not suit the chapter, or
            there are more than 100,000 combinations.
    """
    notebook = toc.notebook(chapter)
    known = parameters(notebook)
    values: dict[str, list[Any]] = {}
    for axis in axes:
        name, equals, text = axis.partition("=")
        name = name.strip()
        if not equals or not text.strip():
            raise ParameterError(f"grid: found {axis!r}, expected name=first:last:step or name=a,b")
        if name in values:
            raise ParameterError(f"grid: found {name} twice, expected each parameter once")
        each = _values(name, text.strip(), known.get(name))
        # Each value once, not in every combination.
        values[name] = [checked(notebook, {name: value})[name] for value in each]
    count = 1
    for each in values.values():
        count *= len(each)
    if count > MOST_RUNS:
        raise ParameterError(f"grid: found {count:,} combinations, expected at most {MOST_RUNS:,}")
    return [dict(zip(values, each, strict=True)) for each in product(*values.values())]


def _values(name: str, text: str, parameter: Parameter | None) -> list[Any]:
    number = parameter is not None and parameter.type in ("int", "float")
    if number and ":" in text:
        return _range(name, text, whole=parameter.type == "int")
    try:
        found = yamlfile.value(f"[{text}]", name)
    except yamlfile.SettingsError as error:
        raise ParameterError(f"{name}: found {text!r}, expected values in YAML") from error
    if len(found) > MOST_RUNS:
        raise ParameterError(f"{name}: found {len(found):,} values, expected at most {MOST_RUNS:,}")
    return found


def _range(name: str, text: str, *, whole: bool) -> list[float]:
    def refused(expected: str) -> ParameterError:
        return ParameterError(f"{name}: found {text!r}, expected {expected}")

    parts = text.split(":")
    if len(parts) != _PARTS:
        raise refused("first:last:step, three numbers such as 110:160:5")
    try:
        first, last, step = bounds = [Decimal(each) for each in parts]
        if not all(each.is_finite() for each in bounds) or step <= 0 or last < first:
            raise refused("first <= last and a step above 0")
        count = int((last - first) / step) + 1
    except ArithmeticError as error:  # of what is no number, and of one beyond all bounds
        raise refused("three numbers") from error
    if count > MOST_RUNS:
        raise refused(f"at most {MOST_RUNS:,} values")
    if count == 1:
        raise refused(f"a step that leads to a second value (or one value alone: {name}={first})")
    steps = [first + step * number for number in range(count)]
    if whole and all(each == each.to_integral_value() for each in steps):
        return [int(each) for each in steps]
    return [float(each) for each in steps]


def name_of(given: dict[str, Any]) -> str:
    """A set of parameters as text that is the same for the same set."""
    return json.dumps(given, sort_keys=True, ensure_ascii=False)
