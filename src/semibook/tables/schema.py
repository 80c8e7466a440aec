"""Data Packages: the tables that there are, and names, types, units and labels of their columns.

data/datapackage.json lists the tables of the vintages; the schema of each is a file of its own,
data/schemas/<table>.json.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from semibook import paths
from semibook.cache import until_changed

#: The cells of a row's primary key.
Key = tuple[str, ...]


class DescriptorError(ValueError):
    """A description of tables that the book cannot use, in one line.

    Args:
        file: the descriptor.
        where: the property in it, or empty.
        found: what is there.
        expected: what should be.
    """

    def __init__(self, file: Path, where: str, found: str, expected: str) -> None:
        place = f"{file}, {where}" if where else f"{file}"
        super().__init__(f"{place}: found {found}; expected {expected}")
        self.file, self.where, self.found, self.expected = file, where, found, expected


@dataclass(frozen=True)
class Table:
    """A table, as its descriptor in a Data Package says.

    Attributes:
        descriptor: with its schema in it.
    """

    descriptor: dict

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its name, and that of its file."""
        return self.descriptor["name"]

    @property
    def fields(self) -> list[dict]:
        """The descriptors of its columns."""
        return self.descriptor["schema"]["fields"]

    @property
    def columns(self) -> list[str]:
        """The names of its columns."""
        return [field["name"] for field in self.fields]

    @property
    def key(self) -> list[str]:
        """The columns that tell its rows apart."""
        return primary_key(self.descriptor["schema"])

    def key_of(self, row: Mapping[str, str]) -> Key:
        """What tells a row apart; a cell that it lacks counts as empty."""
        return tuple(row.get(column, "") for column in self.key)

    def by_key(self, rows: Iterable[dict[str, str]]) -> dict[Key, dict[str, str]]:
        """Rows by their keys.

        One whose key came before has a longer key (`#2` at its end), so that no row is lost and
        none is taken for another: the check names it.
        """
        found, times = {}, Counter()
        for row in rows:
            key = self.key_of(row)
            times[key] += 1
            found[key if times[key] == 1 else (*key, f"#{times[key]}")] = row
        return found

    def field(self, column: str) -> dict:
        """The descriptor of one column.

        Raises:
            KeyError: if there is no such column.
        """
        fields = {field["name"]: field for field in self.fields}
        if column not in fields:
            raise KeyError(f"table {self} has no column {column!r}; columns: {', '.join(fields)}")
        return fields[column]

    def labels(self, column: str, lang: str = "en") -> dict[str, str]:
        """Readers' words for the codes in a column, in `lang`; in English where it has none.

        Raises:
            KeyError: if the column has no such words in its schema.
        """
        words = self.field(column)["labels"].items()
        return {code: said.get(lang, said["en"]) for code, said in words}


def primary_key(described: dict) -> list[str]:
    """The columns that tell a table's rows apart, from its schema."""
    return listed(described.get("primaryKey", []))


def listed(columns: str | list[str]) -> list[str]:
    """The columns of a key, which a descriptor may give as one text."""
    return [columns] if isinstance(columns, str) else columns


def shown_key(key: Key) -> str:
    """A key for readers; two keys may look alike."""
    return "/".join(key)


def package(descriptor: Path = paths.PACKAGE) -> dict:
    """A Data Package, with the schema of each table in the place of the name of its file.

    Args:
        descriptor: its datapackage.json.
    """
    return _package(descriptor)


@until_changed
def _package(descriptor: Path) -> dict:
    described = _read(descriptor)
    resources = [
        each | {"schema": _read(descriptor.parent / each["schema"])} if "schema" in each else each
        for each in described["resources"]
    ]
    return described | {"resources": resources}


def resource(name: str, descriptor: Path = paths.PACKAGE) -> dict:
    """The descriptor of one table or other file of a Data Package.

    Raises:
        KeyError: if there is no such; the message lists those there are.
    """
    known = {each["name"]: each for each in package(descriptor)["resources"]}
    if name not in known:
        raise KeyError(f"no table {name!r}; tables are: {', '.join(sorted(known))}")
    return known[name]


def table(name: str) -> Table:
    """A table of the book.

    Raises:
        KeyError: if there is no such; the message lists those there are.
    """
    return Table(resource(name))


def holds(name: str) -> bool:
    """Whether a table is one of the book, and no vintage's own."""
    return any(described["name"] == name for described in package()["resources"])


def file(table: str) -> Path:
    """The file of the schema of one of the vintages' tables."""
    return paths.DATA / "schemas" / f"{table}.json"


def files(descriptor: Path = paths.PACKAGE) -> list[Path]:
    """The files that describe a Data Package: its descriptor, and the schemas that this names."""
    named = [each["schema"] for each in _read(descriptor)["resources"] if "schema" in each]
    return [descriptor, *(descriptor.parent / name for name in named)]


def field(table: str, column: str) -> dict:
    """The descriptor of one column of a table of the book.

    Raises:
        KeyError: if there is no such table, or it has no such column.
    """
    return Table(resource(table)).field(column)


def labels(table: str, column: str, lang: str = "en") -> dict[str, str]:
    """Readers' words for the codes in a column, in `lang`.

    Raises:
        KeyError: if the column has no such words in its schema.
    """
    return Table(resource(table)).labels(column, lang)


def text(described: dict, name: str, lang: str = "en") -> str:
    """A text of a descriptor, such as its `title`, in `lang`; in English where it has no other.

    Args:
        described: of a table or a column; one without that text gives an empty one.
        name: `title` or `description`.
        lang: language of the text.
    """
    return described.get(f"{name}_{lang}") or described.get(name, "")


def _read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))
