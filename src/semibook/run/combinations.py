"""Grids of parameters: `usd_jpy=110:160:5` and `loss=poisson,murphy`, as sets to run."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from itertools import product
from typing import Any

from semibook import toc, yamlfile
from semibook.run.parameters import Parameter, ParameterError, checked, parameters

#: More runs than this are asked for by mistake.
MOST_RUNS = 100_000


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
        values[name] = _values(name, text, known.get(name))
    count = 1
    for each in values.values():
        count *= len(each)
    if count > MOST_RUNS:
        raise ParameterError(f"grid: found {count:,} combinations, expected at most {MOST_RUNS:,}")
    sets = [dict(zip(values, each, strict=True)) for each in product(*values.values())]
    return [checked(notebook, each) for each in sets]


def _values(name: str, text: str, parameter: Parameter | None) -> list[Any]:
    if text.count(":") == 2:
        return _range(name, text, whole=parameter is not None and parameter.type == "int")
    try:
        found = yamlfile.value(f"[{text}]", name)
    except yamlfile.SettingsError as error:
        raise ParameterError(f"{name}: found {text!r}, expected values in YAML") from error
    if parameter is not None and parameter.type == "float":
        found = [float(each) if isinstance(each, int) else each for each in found]
    return found


def _range(name: str, text: str, *, whole: bool) -> list[float]:
    try:
        first, last, step = bounds = [Decimal(each) for each in text.split(":")]
    except InvalidOperation as error:
        raise ParameterError(f"{name}: found {text!r}, expected three numbers") from error
    if not all(each.is_finite() for each in bounds) or step <= 0 or last < first:
        raise ParameterError(f"{name}: found {text!r}, expected first <= last and a step above 0")
    if (last - first) / step > MOST_RUNS:
        raise ParameterError(f"{name}: found {text!r}, expected at most {MOST_RUNS:,} values")
    steps = [first + step * number for number in range(int((last - first) / step) + 1)]
    if whole and all(each == each.to_integral_value() for each in steps):
        return [int(each) for each in steps]
    return [float(each) for each in steps]


def name_of(given: dict[str, Any]) -> str:
    """A set of parameters as text that is the same for the same set."""
    return json.dumps(given, sort_keys=True, ensure_ascii=False)
