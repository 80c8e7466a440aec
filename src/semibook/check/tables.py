"""Checks of a vintage: every table against its schema, and the rules that span rows and tables.

frictionless checks what the Data Package standard can say (types, constraints, keys). Three rules
of ours come from further properties of a field in datapackage.json: a quantity carries its
resolution and qualifier (`resolutionField`, `qualifierField`), its unit is one that the column may
have (`unitField`), and a date is not before another (`notBefore`). In a vintage with a base, each
row has its own date. The reference tables, which belong to no vintage, are checked with each.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from frictionless import Error, Package, system

from semibook import paths
from semibook.check import cells
from semibook.tables import column_units, csvfile, reference, schema, vintages
from semibook.tables.characters import as_line
from semibook.tables.vintages import AS_OF, Vintage

Rows = list[tuple[int, dict[str, str]]]

#: Said in full: what is not, frictionless guesses from the file.
_DIALECT = {
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
}
#: Larger files are no policy table.
_LARGEST = 20_000_000


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
        # On one line, whatever the names of files hold.
        return as_line(f"{self.file}{row}{column}: found {self.found}; expected {self.expected}")


def problems(vintage: str | Path, about: str = "") -> list[Problem]:
    """Everything that is wrong with a vintage or the reference tables, all at once; empty if sound.

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
    misformed = {
        table: said
        for table, file in files.items()
        if (said := _form_problem(file, columns(table, place.holder(table))))
    }
    found += misformed.values()
    files = {each: file for each, file in files.items() if each not in misformed}
    found += _schema_problems(files, place)
    for table, file in files.items():
        rows = _rows(file, columns(table, place.holder(table)))
        found += _text_problems(_fields(table, place), file, rows)
        found += _quantity_problems(table, file, rows)
        found += _form_problems(table, file, rows)
        found += _order_problems(table, file, rows)
        found += _date_problems(file, rows, place.holder(table))
        found += _loop_problems(table, file, rows)
    if not about:
        found += reference_problems()
    return sorted(set(found))


def reference_problems(folder: Path | None = None) -> list[Problem]:
    """Everything that is wrong with the reference tables; empty if they are sound.

    Args:
        folder: where they are, if not in data/reference/.
    """
    folder = folder or reference.FOLDER
    held = {each["name"]: folder / each["path"] for each in reference.resources()}
    found = [
        Problem(_shown(file), 0, "", "no such file", f"the reference table {name}")
        for name, file in held.items()
        if not file.is_file()
    ]
    found += [
        Problem(_shown(file), 0, "", f"a table {file.stem!r}", "a table of datapackage.json")
        for file in sorted(folder.glob("*.csv"))
        if file not in held.values()
    ]
    described = []
    for each in [each for each in reference.tables() if held[each["name"]].is_file()]:
        header, mark = reference.columns(each), reference.comment(each)
        if said := _form_problem(held[each["name"]], header, mark):
            found.append(said)
        else:
            described.append(each)
    for each, errors in zip(described, _validated(described, held), strict=True):
        file, header = held[each["name"]], reference.columns(each)
        found += _task_problems(file, errors, header, each["schema"]["primaryKey"])
        rows = _rows(file, header, reference.comment(each))
        found += _cell_problems(each["schema"]["fields"], file, rows)
        found += _text_problems(each["schema"]["fields"], file, rows)
    maps = [file for name, file in held.items() if file.suffix == ".geojson" and file.is_file()]
    return sorted([*found, *(each for file in maps for each in _map_problems(file))])


def _cell_problems(fields: list[dict], file: Path, rows: Rows) -> Iterator[Problem]:
    """Numbers that are not finite, and names of citations or chapters that there are not."""
    where = {"citation": "an entry of book/references.bib", "chapter": "a chapter of the book"}
    for each in fields:
        name, what = each["name"], each.get("names", "")
        known = reference.named(what) if what else set()
        for line, row in rows:
            if each["type"] == "number" and not _finite(row[name]):
                yield Problem(_shown(file), line, name, repr(row[name]), "a finite number")
            if what and row[name] and row[name] not in known:
                yield Problem(_shown(file), line, name, repr(row[name]), where[what])


def _map_problems(file: Path) -> Iterator[Problem]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:  # no UTF-8, or no JSON
        yield Problem(_shown(file), 0, "", str(error), "GeoJSON")
        return
    kind = found.get("type") if isinstance(found, dict) else type(found).__name__
    if kind != "FeatureCollection":
        yield Problem(_shown(file), 0, "", f"the type {kind!r}", "a GeoJSON FeatureCollection")


def _bound(table: str, other: str) -> bool:
    """Whether two tables are the same, or one's keys refer to the other."""
    return table == other or other in _targets(table) or table in _targets(other)


def _targets(table: str) -> set[str]:
    keys = schema.resource(table)["schema"].get("foreignKeys", [])
    return {each["reference"]["resource"] for each in keys}


def _files(place: Vintage) -> tuple[dict[str, Path], list[Problem]]:
    files, missing = {}, []
    for each in schema.package()["resources"]:
        try:
            files[each["name"]] = place.path(each["name"])
        except FileNotFoundError:
            path = place.folder / f"{each['name']}.csv"
            missing.append(
                Problem(_shown(path), 0, "", "no such file", f"the table {each['name']}")
            )
        except ValueError:
            continue  # a link or another thing in its place, which _strangers reports
    return files, missing


def _strangers(place: Vintage | None) -> list[Problem]:
    """What lies in the folders of a vintage and its bases and is no table; hidden files may."""
    found = []
    while place:
        others = {*place.folder.iterdir()} - {*place.files()}
        found += [_stranger(each) for each in others if not each.name.startswith(".")]
        place = place.base
    return found


def _stranger(file: Path) -> Problem:
    found = paths.irregular(file)
    if not found:
        found = f"a table {file.stem!r}" if file.suffix == ".csv" else "another file"
    expected = "vintage.yml and tables of datapackage.json, as regular files"
    return Problem(str(Path(_shown(file.parent), file.name)), 0, "", found, expected)


def _form_problem(file: Path, header: list[str], comment: str = "") -> Problem | None:
    """Why no row of a file can be read: its size, its quotation marks, its header; None if it can.

    Of an empty file and of one in another encoding, frictionless tells.
    """
    if file.stat().st_size > _LARGEST:
        found = f"a file larger than {_LARGEST // 1_000_000} MB"
        return Problem(_shown(file), 0, "", found, "one table")
    line, first = 0, []
    try:
        for line, cells_of_line in enumerate(csvfile.lines(file), 1):
            if not (first or (comment and "".join(cells_of_line).startswith(comment))):
                first = [line, cells_of_line]
    except UnicodeDecodeError:
        return None
    except csv.Error as error:
        expected = "cells between commas, those with commas in double quotes"
        return Problem(_shown(file), line + 1, "", f"text that is no CSV ({error})", expected)
    if not first or first[1] == header:
        return None
    expected = "the columns of datapackage.json in their order (no row was checked)"
    return Problem(_shown(file), first[0], "", _difference(first[1], header), expected)


def _fields(table: str, place: Vintage) -> list[dict]:
    """The columns' descriptors, with that of the rows' dates."""
    known = {each["name"]: each for each in schema.resource(table)["schema"]["fields"]}
    dated = {"name": AS_OF, "type": "date"}
    return [known.get(name, dated) for name in columns(table, place.holder(table))]


def _text_problems(fields: list[dict], file: Path, rows: Rows) -> Iterator[Problem]:
    """Cells that no table may have: see `semibook.check.cells`."""
    for line, row in rows:
        for each in fields:
            if wrong := cells.fault(row[each["name"]], each):
                yield Problem(_shown(file), line, each["name"], *wrong)


def _schema_problems(files: dict[str, Path], place: Vintage) -> list[Problem]:
    described = [
        _strict(each, files, place)
        for each in schema.package()["resources"]
        if each["name"] in files
    ]
    found = []
    for each, errors in zip(described, _validated(described, files), strict=True):
        name, key = each["name"], each["schema"]["primaryKey"]
        found += _task_problems(files[name], errors, columns(name, place.holder(name)), key)
    return found


def _validated(described: list[dict], files: dict[str, Path]) -> Iterator[list[Error]]:
    """What frictionless finds in each table, in the order of their descriptors."""
    # Tables of a vintage and of its base lie in different folders, so the paths are absolute here,
    # which frictionless takes from trusted callers only.
    placed = [
        each
        | {"path": str(files[each["name"]].resolve()), "encoding": csvfile.ENCODING}
        | {"dialect": each.get("dialect", {}) | {"csv": _DIALECT}}
        for each in described
    ]
    with system.use_context(trusted=True):
        report = Package.from_descriptor({"name": "tables", "resources": placed}).validate()
    return (task.errors for task in report.tasks)


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
        if not (target := each["reference"]["resource"]) or _decodes(files.get(target))
    ]
    return described | {"schema": schema | {"fields": fields, "foreignKeys": keys}}


def _decodes(file: Path | None) -> bool:
    try:
        return bool(file and file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        return False


def _task_problems(
    file: Path, errors: list[Error], header: list[str], key: str | list[str]
) -> list[Problem]:
    # Of a key, primary-key says the same.
    told = [each for each in errors if each.type != "unique-error"]
    return [_problem(file, each, header, key) for each in told]


def _difference(found: list[str], expected: list[str]) -> str:
    """How a header differs from the one expected, in words."""
    for mark, name in {";": "semicolons", "\t": "tabs", "|": "bars"}.items():
        if len(found) == 1 and mark in found[0]:
            return f"{name} between the cells, and no commas"
    parts = {
        "no column": [each for each in expected if each not in found],
        "the unknown column": [_named(each) for each in found if each not in expected],
        "twice the column": [each for each in expected if found.count(each) > 1],
    }
    said = [f"{words} {_listed(names)}" for words, names in parts.items() if names]
    if not said:
        said = [
            f"the column {one} in the place of {other}"
            for one, other in zip(found, expected, strict=True)
            if one != other
        ][:1]
    return " and ".join(said)


def _named(label: str) -> str:
    return label if label.isidentifier() else repr(label) if label else "without a name"


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more


def _problem(file: Path, error: Error, header: list[str], key: str | list[str]) -> Problem:
    facts = error.to_descriptor()
    row, column = facts.get("rowNumber", 0), facts.get("fieldName", "")
    found, expected = repr(facts.get("cell", "")), facts.get("note", "")
    if error.type == "type-error":
        kind = expected.removeprefix("type is ").strip('"').removesuffix("/default")
        expected = f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
    elif error.type == "constraint-error":
        found = "an empty cell" if found == "'None'" else found
        expected = _in_words(expected.removeprefix("constraint ").replace('"', ""))
    elif error.type == "foreign-key":
        column = ", ".join(facts["fieldNames"])
        found = ", ".join(map(repr, facts["fieldCells"]))
        target = facts["referenceName"] or file.stem
        expected = f"a {', '.join(facts['referenceFieldNames'])} of {target}.csv"
    elif error.type == "primary-key":
        column = ", ".join([key] if isinstance(key, str) else key)
        first = expected.rpartition(" ")[2]
        found, expected = f"a duplicate key, the same as in row {first}", "each key once"
        if not first.isdigit():  # frictionless: 'all "None"'
            found, expected = "an empty key", "a value"
    elif error.type == "encoding-error":
        row, column = _undecoded(file, header)
        found, expected = "text in another encoding", "UTF-8 (in Excel: CSV UTF-8)"
    elif error.type == "source-error" and not file.stat().st_size:
        found, expected = "an empty file", f"a header ({', '.join(header)}) and rows"
    elif error.type == "missing-cell":
        found, expected = "a row that ends early", f"{len(header)} cells"
    elif error.type == "extra-cell":
        expected = f"{len(header)} cells"
    else:
        found, expected = facts.get("note") or facts["message"], f"no {error.title.lower()}"
    return Problem(_shown(file), row, column, found, expected)


def _undecoded(file: Path, header: list[str]) -> tuple[int, str]:
    """Row and column of the first cell that is not UTF-8; the column, where the header names it."""
    with file.open(encoding="utf-8", errors="surrogateescape", newline="") as text:
        for line, cells in enumerate(csv.reader(text), 1):
            for place, cell in enumerate(cells):
                if any("\udc80" <= each <= "\udcff" for each in cell):
                    return line, header[place] if line > 1 and place < len(header) else ""
    return 0, ""


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
    named = [each["name"] for each in schema.resource(table)["schema"]["fields"]]
    return [*named, AS_OF] if holder.base and AS_OF not in named else named


def _rows(file: Path, expected: list[str], comment: str = "") -> Rows:
    """Rows with their line numbers; none if the file cannot be read, which frictionless reports."""
    try:
        every = [*enumerate(csvfile.lines(file), 1)]
    except (UnicodeDecodeError, csv.Error):
        return []
    rows = [each for each in every if not (comment and "".join(each[1]).startswith(comment))]
    if not rows or rows[0][1] != expected:
        return []
    return [
        (line, dict(zip_longest(expected, cells[: len(expected)], fillvalue="")))
        for line, cells in rows[1:]
        if cells
    ]


def _quantity_problems(table: str, file: Path, rows: Rows) -> Iterator[Problem]:
    for described in schema.resource(table)["schema"]["fields"]:
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
    may_be = column_units.allowed(table, column_units.unit_columns(table)[column])
    try:
        expected = "" if column_units.canonical(row[column]).name in may_be else "a unit of "
    except ValueError:
        expected = "a unit such as '1e8 JPY', of "
    if expected:
        expected += ", ".join(sorted(may_be)) if may_be != column_units.NAMES else "the tables"
        yield Problem(_shown(file), line, column, repr(row[column]), expected)


def _order_problems(table: str, file: Path, rows: Rows) -> Iterator[Problem]:
    for described in schema.resource(table)["schema"]["fields"]:
        if "notBefore" not in described:
            continue
        name, first = described["name"], described["notBefore"]
        for line, row in rows:
            # ISO dates sort as text; compared to the precision that both have.
            if not (_whole(row[name]) and _whole(row[first])):
                continue
            shared = min(len(row[name]), len(row[first]))
            if row[name][:shared] < row[first][:shared]:
                yield Problem(
                    _shown(file), line, name, row[name], f"not before {first} = {row[first]}"
                )


#: Dates that frictionless reads, some with a month or day of one digit.
_DATE = re.compile("[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?")


def _whole(cell: str) -> bool:
    """Whether a cell is a month or a day in full, so that it sorts as text."""
    return bool(_DATE.fullmatch(cell)) and len(cell) in (len("2022-08"), len("2022-08-01"))


def _form_problems(table: str, file: Path, rows: Rows) -> Iterator[Problem]:
    """Months and days without their zeros, such as 2022-8."""
    forms = {"yearmonth": "YYYY-MM", "date": "YYYY-MM-DD"}
    kinds = {each["name"]: each.get("type") for each in schema.resource(table)["schema"]["fields"]}
    for name, kind in (kinds | {AS_OF: kinds.get(AS_OF, "date")}).items():
        for line, row in rows:
            cell = row.get(name, "")
            if kind in forms and _DATE.fullmatch(cell) and not _whole(cell):
                expected = f"the form {forms[kind]}"
                yield Problem(_shown(file), line, name, repr(cell), expected)


def _date_problems(file: Path, rows: Rows, holder: Vintage) -> Iterator[Problem]:
    """Rows that speak of a day after the vintage's own."""
    for line, row in rows:
        if holder.base and _whole(row[AS_OF]) and row[AS_OF] > holder.as_of:
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
