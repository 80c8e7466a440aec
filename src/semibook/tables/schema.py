"""The schema of every table: names, types, units and labels of columns (data/datapackage.json)."""

from __future__ import annotations

import json
from functools import cache

from semibook import paths


@cache
def package() -> dict:
    """The descriptor data/datapackage.json: the schema of every table."""
    return json.loads(paths.PACKAGE.read_text(encoding="utf-8"))


@cache
def resource(table: str) -> dict:
    """The descriptor of one table.

    Raises:
        KeyError: if there is no such table; the message lists those there are.
    """
    known = {each["name"]: each for each in package()["resources"]}
    if table not in known:
        raise KeyError(f"no table {table!r}; tables are: {', '.join(sorted(known))}")
    return known[table]


def field(table: str, column: str) -> dict:
    """The descriptor of one column of a table.

    Raises:
        KeyError: if the table has no such column.
    """
    fields = {each["name"]: each for each in resource(table)["schema"]["fields"]}
    if column not in fields:
        raise KeyError(f"table {table} has no column {column!r}; columns: {', '.join(fields)}")
    return fields[column]


def labels(table: str, column: str, lang: str = "en") -> dict[str, str]:
    """Readers' words for the codes in a column, in `lang`.

    Raises:
        KeyError: if the column has no such words in datapackage.json.
    """
    return {code: words[lang] for code, words in field(table, column)["labels"].items()}
