"""Checks of a vintage: every table against its schema, and the rules that span rows and tables.

frictionless checks what the Data Package standard can say (types, constraints, keys). Three rules
of ours come from further properties of a field in datapackage.json: a quantity carries its
resolution and qualifier (`resolutionField`, `qualifierField`), its unit is one that the column may
have (`unitField`), and a date is not before another (`notBefore`). In a vintage with a base, each
row has its own date.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from frictionless import Error, Package, system

from semibook import kinds, vintages
from semibook.vintages import AS_OF, Vintage

Rows = list[tuple[int, dict[str, str]]]

_HEADER_ERRORS = {
    "blank-header",
    "blank-label",
    "duplicate-label",
    "extra-label",
    "incorrect-label",
    "missing-label",
}


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in a table.

    Attributes:
        file: the table's file.
        row: its line as a spreadsheet counts them (the header is 1); 0 if no single row is wrong.
        column: the column, or empty.
        found: what is there.
        expected: what should be.
    """

    file: str
    row: int
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}{row}{column}: found {self.found}; expected {self.expected}"


def problems(vintage: str | Path, about: str = "") -> list[Problem]:
    """Everything that is wrong with a vintage, all at once; empty if it is sound.

    Args:
        vintage: a name under data/ or a path.
        about: a table; then only it and the tables that its keys bind it to are checked.

    Raises:
        FileNotFoundError: if there is no such vintage.
    """
    place = vintages.find(vintage)
    files, found = _files(place)
    if about:
        files = {each: file for each, file in files.items() if _bound(each, about)}
    found += _strangers(place)
    found += _schema_problems(files, place)
    for table, file in files.items():
        rows = _rows(file, columns(table, place.holder(table)))
        found += _quantity_problems(table, file, rows)
        found += _order_problems(table, file, rows)
        found += _date_problems(file, rows, place.holder(table))
        found += _loop_problems(table, file, rows)
    return sorted(set(found))


def _bound(table: str, other: str) -> bool:
    """Whether two tables are the same, or one's keys refer to the other."""
    return table == other or other in _targets(table) or table in _targets(other)


def _targets(table: str) -> set[str]:
    keys = vintages.resource(table)["schema"].get("foreignKeys", [])
    return {each["reference"]["resource"] for each in keys}


def _files(place: Vintage) -> tuple[dict[str, Path], list[Problem]]:
    files, missing = {}, []
    for each in vintages.package()["resources"]:
        try:
            files[each["name"]] = place.path(each["name"])
        except FileNotFoundError:
            path = place.folder / f"{each['name']}.csv"
            missing.append(
                Problem(_shown(path), 0, "", "no such file", f"the table {each['name']}")
            )
    return files, missing


def _strangers(place: Vintage) -> list[Problem]:
    known = {each["name"] for each in vintages.package()["resources"]}
    return [
        Problem(_shown(file), 0, "", f"a table {file.stem!r}", "a table of datapackage.json")
        for file in sorted(place.folder.glob("*.csv"))
        if file.stem not in known
    ]


def _schema_problems(files: dict[str, Path], place: Vintage) -> list[Problem]:
    # Tables of a vintage and of its base lie in different folders, so the paths are absolute here,
    # which frictionless takes from trusted callers only.
    described = [
        _strict(each, files, place) | {"path": str(files[each["name"]].resolve())}
        for each in vintages.package()["resources"]
        if each["name"] in files
    ]
    with system.use_context(trusted=True):
        report = Package.from_descriptor({"name": "vintage", "resources": described}).validate()
    return [
        each
        for task in report.tasks
        for each in _task_problems(files[task.name], task.errors, place.holder(task.name))
    ]


def _strict(described: dict, files: dict[str, Path], place: Vintage) -> dict:
    """A table's descriptor as load reads it, and with the foreign keys that can be checked."""
    schema = described["schema"]
    spelt = {"trueValues": ["true"], "falseValues": ["false"]}
    fields = [each | spelt if each.get("type") == "boolean" else each for each in schema["fields"]]
    if place.holder(described["name"]).base and AS_OF not in {each["name"] for each in fields}:
        fields.append({"name": AS_OF, "type": "date", "constraints": {"required": True}})
    keys = [
        each
        for each in schema.get("foreignKeys", [])
        if not (target := each["reference"]["resource"]) or _readable(files.get(target))
    ]
    return described | {"schema": schema | {"fields": fields, "foreignKeys": keys}}


def _readable(file: Path | None) -> bool:
    try:
        return bool(file and file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        return False


def _task_problems(file: Path, errors: list[Error], holder: Vintage) -> list[Problem]:
    headers = [each for each in errors if each.type in _HEADER_ERRORS]
    if not headers:
        # Of a key, primary-key says the same.
        told = [each for each in errors if each.type != "unique-error"]
        return [_problem(file, each, columns(file.stem, holder)) for each in told]
    # Under a wrong header every cell looks wrong: one problem says it all.
    found = ", ".join(headers[0].to_descriptor().get("labels", []))
    return [
        Problem(
            _shown(file),
            1,
            "",
            f"header {found}",
            f"header {', '.join(columns(file.stem, holder))}",
        )
    ]


def _problem(file: Path, error: Error, header: list[str]) -> Problem:
    facts = error.to_descriptor()
    row, column = facts.get("rowNumber", 0), facts.get("fieldName", "")
    found, expected = repr(facts.get("cell", "")), facts.get("note", "")
    if error.type == "type-error":
        kind = expected.removeprefix("type is ").strip('"').removesuffix("/default")
        expected = f"a {kind}"
    elif error.type == "constraint-error":
        found = "an empty cell" if found == "'None'" else found
        expected = _in_words(expected.removeprefix("constraint ").replace('"', ""))
    elif error.type == "foreign-key":
        column = ", ".join(facts["fieldNames"])
        found = ", ".join(map(repr, facts["fieldCells"]))
        target = facts["referenceName"] or file.stem
        expected = f"a {', '.join(facts['referenceFieldNames'])} of {target}.csv"
    elif error.type == "primary-key":
        key = vintages.resource(file.stem)["schema"]["primaryKey"]
        column = ", ".join([key] if isinstance(key, str) else key)
        first = expected.rpartition(" ")[2]
        found, expected = f"a duplicate key, the same as in row {first}", "each key once"
    elif error.type == "encoding-error":
        found, expected = expected, "UTF-8 text"
    elif error.type == "missing-cell":
        found, expected = "a row that ends early", f"{len(header)} cells"
    elif error.type == "extra-cell":
        expected = f"{len(header)} cells"
    else:
        found, expected = facts.get("note") or facts["message"], f"no {error.title.lower()}"
    return Problem(_shown(file), row, column, found, expected)


def _in_words(constraint: str) -> str:
    """A constraint as frictionless names it (`minimum is 0`) as what is expected."""
    name, _is, value = constraint.partition(" is ")
    said = {
        "required": "a value",
        "minimum": f"at least {value}",
        "maximum": f"at most {value}",
        "pattern": f"the form {value}",
        "enum": f"one of {value.strip('[]')}",
    }
    return said.get(name, constraint)


def columns(table: str, holder: Vintage) -> list[str]:
    """The header of a table in the vintage that holds it."""
    named = [each["name"] for each in vintages.resource(table)["schema"]["fields"]]
    return [*named, AS_OF] if holder.base and AS_OF not in named else named


def _rows(file: Path, expected: list[str]) -> Rows:
    """Rows with their line numbers; none if the file cannot be read, which frictionless reports."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            header, *rows = [*csv.reader(lines)] or [[]]
    except (UnicodeDecodeError, csv.Error):
        return []
    if header != expected:
        return []
    return [
        (line, dict(zip_longest(header, cells[: len(header)], fillvalue="")))
        for line, cells in enumerate(rows, 2)
        if cells
    ]


def _quantity_problems(table: str, file: Path, rows: Rows) -> Iterator[Problem]:
    for described in vintages.resource(table)["schema"]["fields"]:
        name = described["name"]
        companions = [
            described[key]
            for key in ("unitField", "resolutionField", "qualifierField")
            if key in described
        ]
        for line, row in rows:
            if described.get("type") == "number" and not _finite(row[name]):
                yield Problem(_shown(file), line, name, repr(row[name]), "a finite number")
            for other in companions:
                if row[name] and not row[other]:
                    yield Problem(
                        _shown(file), line, other, "an empty cell", f"one for {name} = {row[name]}"
                    )
                if row[other] and not row[name] and "qualifierField" in described:
                    yield Problem(
                        _shown(file), line, other, repr(row[other]), f"an empty cell, as in {name}"
                    )
            if row[name] and row.get(described.get("unitField")):
                yield from _unit_problems(table, file, line, described, row)


def _finite(cell: str) -> bool:
    try:
        return math.isfinite(float(cell or 0))
    except ValueError:
        return True  # not a number at all, which frictionless reports


def _unit_problems(
    table: str, file: Path, line: int, described: dict, row: dict[str, str]
) -> Iterator[Problem]:
    column = described["unitField"]
    may_be = kinds.allowed(table, kinds.unit_columns(table)[column])
    try:
        expected = "" if kinds.canonical(row[column]).name in may_be else "a unit of "
    except ValueError:
        expected = "a unit such as '1e8 JPY', of "
    if expected:
        expected += ", ".join(sorted(may_be)) if may_be != kinds.NAMES else "the tables"
        yield Problem(_shown(file), line, column, repr(row[column]), expected)


def _order_problems(table: str, file: Path, rows: Rows) -> Iterator[Problem]:
    for described in vintages.resource(table)["schema"]["fields"]:
        if "notBefore" not in described:
            continue
        name, first = described["name"], described["notBefore"]
        for line, row in rows:
            # ISO dates sort as text; compared to the precision that both have.
            shared = min(len(row[name]), len(row[first]))
            if shared and row[name][:shared] < row[first][:shared]:
                yield Problem(
                    _shown(file), line, name, row[name], f"not before {first} = {row[first]}"
                )


def _date_problems(file: Path, rows: Rows, holder: Vintage) -> Iterator[Problem]:
    """Rows that speak of a day after the vintage's own."""
    for line, row in rows:
        if holder.base and row[AS_OF] > holder.as_of:
            yield Problem(
                _shown(file), line, AS_OF, row[AS_OF], f"not after the vintage's {holder.as_of}"
            )


def _loop_problems(table: str, file: Path, rows: Rows) -> Iterator[Problem]:
    """Rows whose chain of parents comes back to them."""
    if not rows or "parent" not in rows[0][1]:
        return
    parents = {row["id"]: row["parent"] for _line, row in rows if row["parent"]}
    for line, row in rows:
        seen, at = {row["id"]}, parents.get(row["id"])
        while at and at not in seen:
            seen.add(at)
            at = parents.get(at)
        if at == row["id"]:
            yield Problem(
                _shown(file), line, "parent", repr(row["parent"]), "no loop among parents"
            )


def _shown(path: Path) -> str:
    """The path as a reader would type it: from the working folder where that is above it."""
    path = path.resolve()
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
