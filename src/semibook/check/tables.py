"""Checks of a vintage: every table against its schema, and the rules that span rows and tables.

frictionless checks what the Data Package standard can say (types, constraints, keys) and calls our
rules (`semibook.check.rules`), which come from further properties of a field in its schema. In a
vintage with a base, each row has its own date. The reference tables, which belong to no vintage,
are checked with each.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from semibook import paths
from semibook.check import form, rules, validation
from semibook.check.problem import Problem, of_file
from semibook.tables import reference, vintages
from semibook.tables.schema import DescriptorError, Table
from semibook.tables.vintages import AS_OF, Vintage


def problems(vintage: str | Path, about: Collection[str] = ()) -> list[Problem]:
    """Everything that is wrong with a vintage or the reference tables, all at once; empty if sound.

    Args:
        vintage: a name under data/ or a path.
        about: tables; then only they and the tables that their keys bind them to are checked.

    Raises:
        FileNotFoundError: if there is no such vintage.
    """
    place = vintages.find(vintage)
    try:
        described = {table.name: table for table in place.tables()}
    except DescriptorError as error:
        return [Problem(str(paths.shown(error.file)), 0, error.where, error.found, error.expected)]
    files, found = _files(place, described)
    if about:
        files = {
            table: file
            for table, file in files.items()
            if any(_bound(described[table], described[other]) for other in about)
        }
    found += _strangers(place)
    holders = {table: place.holder(table) for table in files}
    misformed = {
        table: said
        for table, file in files.items()
        if (said := form.problem(file, columns(described[table], holders[table])))
    }
    found += misformed.values()
    sound = {table: file for table, file in files.items() if table not in misformed}
    read = [_read_as(described[table].descriptor, holders[table]) for table in sound]
    kept = {
        each["name"]: rules.of_vintage(
            each["schema"]["fields"],
            holders[each["name"]].as_of if holders[each["name"]].base else "",
        )
        for each in read
    }
    found += validation.problems(read, sound, kept)
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
        of_file(file, "no such file", f"the reference table {name}")
        for name, file in held.items()
        if not file.is_file()
    ]
    found += [
        of_file(file, f"a table {file.stem!r}", "a table of datapackage.json")
        for file in sorted(folder.glob("*.csv"))
        if file not in held.values()
    ]
    described = []
    for each in [each for each in reference.tables() if held[each["name"]].is_file()]:
        header, mark = reference.columns(each), reference.comment(each)
        if said := form.problem(held[each["name"]], header, mark):
            found.append(said)
        else:
            described.append(each)
    kept = {each["name"]: rules.of_reference(each["schema"]["fields"]) for each in described}
    found += validation.problems(described, held, kept)
    maps = [file for file in held.values() if file.suffix == ".geojson" and file.is_file()]
    return sorted({*found, *(each for file in maps for each in _map_problems(file))})


def _map_problems(file: Path) -> Iterator[Problem]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:  # no UTF-8, or no JSON
        yield of_file(file, str(error), "GeoJSON")
        return
    kind = found.get("type") if isinstance(found, dict) else type(found).__name__
    if kind != "FeatureCollection":
        yield of_file(file, f"the type {kind!r}", "a GeoJSON FeatureCollection")


def _bound(table: Table, other: Table) -> bool:
    """Whether two tables are the same, or one's keys refer to the other."""
    same = table.name == other.name
    return same or other.name in _targets(table) or table.name in _targets(other)


def _targets(table: Table) -> set[str]:
    keys = table.descriptor["schema"].get("foreignKeys", [])
    return {each["reference"]["resource"] for each in keys}


def _files(place: Vintage, described: Iterable[str]) -> tuple[dict[str, Path], list[Problem]]:
    files, missing = {}, []
    for name in described:
        try:
            files[name] = place.path(name)
        except FileNotFoundError:
            path = place.folder / f"{name}.csv"
            missing.append(of_file(path, "no such file", f"the table {name}"))
        except ValueError:
            continue  # a link or another thing in its place, which _strangers reports
    return files, missing


def _strangers(place: Vintage | None) -> list[Problem]:
    """What lies in the folders of a vintage and its bases and is no table; hidden files may."""
    found = []
    while place:
        beside = [place.folder / name for name in (vintages.RECIPES, vintages.CLAIMS)]
        known = {*place.files(), *(file for file in beside if not paths.irregular(file))}
        others = {*place.folder.iterdir()} - known
        found += [_stranger(each) for each in others if not each.name.startswith(".")]
        place = place.base
    return found


def _stranger(file: Path) -> Problem:
    found = paths.irregular(file)
    if not found:
        found = f"a table {file.stem!r}" if file.suffix == ".csv" else "another file"
    expected = "vintage.yml, recipes.yml and tables of datapackage.json, as regular files"
    return of_file(file, found, expected)


def _read_as(described: dict, holder: Vintage) -> dict:
    """A table's descriptor as load reads it."""
    schema = described["schema"]
    spelt = {"trueValues": ["true"], "falseValues": ["false"]}
    fields = [each | spelt if each.get("type") == "boolean" else each for each in schema["fields"]]
    if holder.base and AS_OF not in {each["name"] for each in fields}:
        fields.append({"name": AS_OF, "type": "date", "constraints": {"required": True}})
    return described | {"schema": schema | {"fields": fields}}


def columns(table: Table, holder: Vintage) -> list[str]:
    """The header of a table in the vintage that holds it."""
    named = table.columns
    return [*named, AS_OF] if holder.base and AS_OF not in named else named
