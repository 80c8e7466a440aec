"""A chapter's parameters, checked by name and type before it runs.

papermill injects what it is given, whatever the name (papermill#869); a misspelt parameter would
silently change nothing.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, FiniteFloat, TypeAdapter, ValidationError

from semibook.cache import until_changed
from semibook.tables import vintages
from semibook.translation.notebook_code import code_cells, parse

_TYPES = {"str": str, "int": int, "float": FiniteFloat, "bool": bool, "list": list, "dict": dict}
#: Parameters that name a vintage, whatever the chapter: whose tables it reads, the one with which
#: that is compared, one whose facts decide the chapter's own figures, and one whose facts are told
#: beside them.
VINTAGE, AGAINST, DECIDES, TOLD = "vintage", "against", "outcomes", "since"
VINTAGES = frozenset({VINTAGE, AGAINST, DECIDES, TOLD})
_ENDS = 2  # of a range, at least


class ParameterError(ValueError):
    """A parameter that a chapter does not have, or a value of the wrong type."""


@dataclass(frozen=True)
class Parameter:
    """One parameter of a chapter.

    Attributes:
        name: its name in the notebook.
        type: its type hint as written there (`float`, `list[float]`, ...).
        default: its value there.
        help: the comment on its line: meaning and unit.
    """

    name: str
    type: str
    default: Any
    help: str

    def check(self, value: Any) -> Any:
        """`value`, if it is of the parameter's type (an int is a float too) and can be one.

        Returns:
            The value; of a vintage what names it from any folder.

        Raises:
            ParameterError: if it is of another type, infinite or no number, an exchange rate that
                is not above zero, a range that does not rise, a list of no numbers where the
                default has some, or a vintage that is not there.
        """
        hint = eval(self.type, {"__builtins__": {}}, dict(_TYPES))  # noqa: S307 (our own notebook)
        found = f"{self.name}: found {value!r} ({type(value).__name__})"
        try:
            value = TypeAdapter(hint, config=ConfigDict(strict=True)).validate_python(value)
        except ValidationError as error:
            finite = any(each["type"] == "finite_number" for each in error.errors())
            kind = f"{self.type} (finite)" if finite else self.type
            raise ParameterError(f"{found}, expected {kind}") from None
        # An exchange rate is named after its currencies, as usd_jpy is.
        if self.name.endswith("_jpy") and value <= 0:
            raise ParameterError(f"{found}, expected a rate above 0")
        if self.name.endswith("_range") and (len(value) < _ENDS or value != sorted(value)):
            raise ParameterError(f"{found}, expected two values or more, rising")
        # Names may be none at all; of numbers something is computed.
        if value in ([], {}) and self.default and self.type != "list[str]":
            raise ParameterError(f"{found}, expected a value or more")
        return self._address(value) if self.name in VINTAGES else value

    def _address(self, vintage: str) -> str:
        try:
            return vintages.find(vintage).address
        except (OSError, ValueError) as error:
            raise ParameterError(str(error)) from error


def parameters(notebook: Path) -> dict[str, Parameter]:
    """The parameters of a chapter by name, from its cell tagged `parameters`.

    Raises:
        FileNotFoundError: if there is no such notebook.
        ParameterError: if it has no such cell, or a line there is not `name: type = value  # help`.
    """
    if not notebook.is_file():
        raise FileNotFoundError(f"no chapter {notebook.stem!r}: {notebook} is missing")
    return dict(_parameters(notebook))


@until_changed
def _parameters(notebook: Path) -> dict[str, Parameter]:
    tagged = [cell["source"] for cell in code_cells(notebook) if "parameters" in cell["tags"]]
    if len(tagged) != 1:
        raise ParameterError(
            f"{notebook}: found {len(tagged)} cells tagged 'parameters', expected 1"
        )
    lines = tagged[0].splitlines()
    try:
        body = parse(tagged[0]).body
    except SyntaxError as error:
        raise _misformed(notebook, error.text or "") from error
    return {
        each.name: each for statement in body for each in [_parameter(statement, lines, notebook)]
    }


def _misformed(notebook: Path, line: str) -> ParameterError:
    return ParameterError(
        f"{notebook}, parameters cell: found {line!r}, expected 'name: type = value  # help'"
    )


def _parameter(statement: ast.stmt, lines: list[str], notebook: Path) -> Parameter:
    # Offsets count bytes: a default may be Japanese.
    last = lines[statement.end_lineno - 1].encode()
    comment = last[statement.end_col_offset :].decode().strip().removeprefix("#").strip()
    match statement:
        case ast.AnnAssign(target=ast.Name(id=name), annotation=hint, value=ast.expr() as value):
            try:
                default = ast.literal_eval(value)
            except ValueError as error:
                raise _misformed(notebook, ast.unparse(statement)) from error
            return Parameter(name, ast.unparse(hint), default, comment)
        case _:
            raise _misformed(notebook, ast.unparse(statement))


def checked(notebook: Path, given: dict[str, Any]) -> dict[str, Any]:
    """`given`, if the chapter has every parameter in it and every value can be one of it.

    Raises:
        ParameterError: naming every parameter that is wrong, and those that the chapter has.
    """
    known = parameters(notebook)
    problems, values = [], {}
    for name, value in given.items():
        if name not in known:
            problems.append(f"{name}: no such parameter; {notebook.stem} has {', '.join(known)}")
            continue
        try:
            values[name] = known[name].check(value)
        except ParameterError as error:
            problems.append(str(error))
    if problems:
        listed = f" {problems[0]}" if len(problems) == 1 else "\n  " + "\n  ".join(problems)
        raise ParameterError(f"chapter {notebook.stem}:{listed}")
    return values
