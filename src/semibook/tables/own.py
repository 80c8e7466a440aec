"""Tables that a vintage brings itself: a Data Package in its folder, checked as far as it is used.

`datapackage.json` there lists them with their schemas in it; each is a CSV of its name beside it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from semibook.cache import until_changed
from semibook.tables import schema
from semibook.tables.characters import strange
from semibook.tables.column_units import canonical
from semibook.tables.interval import QUALIFIERS
from semibook.tables.schema import DescriptorError

#: Names of tables and columns.
NAME = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"


def _one_line(text: str) -> str:
    if said := strange(text):
        raise ValueError(f"a text in one line, without {said}")
    return text


def _unit(text: str) -> str:
    canonical(text)
    return text


Name = Annotated[str, Field(pattern=NAME)]
Line = Annotated[str, AfterValidator(_one_line)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Words(_Model):
    """A code in readers' words."""

    en: Line
    ja: Line


class Constraints(_Model):
    """What a cell must keep; the properties of the Table Schema that the book knows."""

    required: bool = False
    unique: bool = False
    enum: list[Line] | None = None
    minimum: float | None = None
    maximum: float | None = None


class Column(_Model):
    """A column, as the book's own schemas describe theirs."""

    name: Name
    type: Literal["string", "number", "integer", "boolean", "date", "yearmonth"]
    title: Line = ""
    title_ja: Line = ""
    description: Line = ""
    description_ja: Line = ""
    unit: Annotated[str, AfterValidator(_unit)] | None = None
    qualifier: Annotated[Name | None, Field(alias="qualifierField")] = None
    resolution: Annotated[Name | None, Field(alias="resolutionField")] = None
    status: Annotated[Name | None, Field(alias="statusField")] = None
    labels: dict[str, Words] | None = None
    constraints: Constraints = Constraints()

    @model_validator(mode="after")
    def _number_has_unit(self) -> Column:
        if self.type == "number" and not self.unit:
            raise ValueError("a unit for a column of numbers, such as 1e8 JPY or 1")
        return self


#: What the column that `statusField` names may hold; that of `qualifierField`, a qualifier.
STATES_WITHOUT_FIGURE = ("secret", "unknown")
STATES = (*STATES_WITHOUT_FIGURE, "revised", "preliminary")


def _refuse_companions(column: Column, by_name: dict[str, Column]) -> None:
    """Refuse a column whose figures have their words or marks where there is no place for them."""
    codes = {column.qualifier: QUALIFIERS, column.status: STATES}
    for name in filter(None, codes):
        found = by_name[name].constraints.enum if name in by_name else None
        if column.type != "number" or not found or {*found} - {*codes[name]}:
            said = ", ".join(codes[name])
            raise ValueError(f"in {name}, beside the number {column.name}, codes of {said}")
    place = by_name.get(column.resolution or "")
    if column.resolution and (not place or place.type != "number" or place.unit != column.unit):
        raise ValueError(f"{column.resolution}, a number in the unit of {column.name}")
    if bool(column.qualifier) != bool(column.resolution):
        raise ValueError(f"both qualifierField and resolutionField for {column.name}, or neither")


class _Target(_Model):
    resource: Name
    fields: list[Name]


class _ForeignKey(_Model):
    fields: list[Name]
    reference: _Target


class TableSchema(_Model):
    """The columns of a table, and which of them tell its rows apart."""

    fields: Annotated[list[Column], Field(min_length=1)]
    primary_key: Annotated[list[Name], Field(alias="primaryKey", min_length=1)]
    foreign_keys: Annotated[list[_ForeignKey], Field(alias="foreignKeys")] = []
    missing_values: Annotated[list[Literal[""]], Field(alias="missingValues")] = [""]

    @model_validator(mode="after")
    def _names_are_columns(self) -> TableSchema:
        names = [column.name for column in self.fields]
        used = [*self.primary_key, *(name for key in self.foreign_keys for name in key.fields)]
        if twice := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"each column once, not {', '.join(sorted(twice))} twice")
        if lost := [name for name in used if name not in names]:
            raise ValueError(f"keys of the table's columns, not {', '.join(lost)}")
        by_name = {column.name: column for column in self.fields}
        for column in self.fields:
            _refuse_companions(column, by_name)
        return self


class OwnTable(_Model):
    """A table of a vintage alone."""

    name: Name
    title: Line
    title_ja: Line
    description: Line = ""
    description_ja: Line = ""
    path: str
    type: Literal["table"] = "table"
    encoding: Literal["utf-8"] = "utf-8"
    table_schema: Annotated[TableSchema, Field(alias="schema")]

    @model_validator(mode="after")
    def _is_beside(self) -> OwnTable:
        if self.path != f"{self.name}.csv":
            raise ValueError(f"the path {self.name}.csv")
        if self.name in {each["name"] for each in schema.package()["resources"]}:
            raise ValueError(f"another name than {self.name}, which a table of the book has")
        return self


class _Package(_Model):
    name: Line = "own-tables"
    resources: list[OwnTable]

    @model_validator(mode="after")
    def _names_once(self) -> _Package:
        names = [table.name for table in self.resources]
        if twice := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"each table once, not {', '.join(sorted(twice))} twice")
        return self


@until_changed
def read(file: Path) -> list[dict[str, Any]]:
    """The descriptors of the tables that a vintage brings.

    Args:
        file: its datapackage.json.

    Raises:
        DescriptorError: if it is no Data Package that the book can use.
    """
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError as error:  # no UTF-8, or no JSON
        raise DescriptorError(file, "", f"no JSON ({error})", "a Data Package") from error
    return described(found, file)


def described(found: object, file: Path) -> list[dict[str, Any]]:
    """The tables of a Data Package, each checked.

    Args:
        found: the content of its descriptor.
        file: the descriptor, for the message.

    Raises:
        DescriptorError: with the first thing that is wrong.
    """
    try:
        package = _Package.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        expected = first["msg"].removeprefix("Value error, ")
        if first["type"] == "extra_forbidden":
            expected = "only properties that the book reads"
        said = " ".join(f"{first['input']!r:.60}".split())
        raise DescriptorError(file, where, said, expected) from error
    return [table.model_dump(by_alias=True, exclude_unset=True) for table in package.resources]


def text(tables: list[dict[str, Any]]) -> str:
    """The descriptor that lists some tables."""
    package = {"name": "own-tables", "resources": tables}
    return f"{json.dumps(package, ensure_ascii=False, indent=1)}\n"
