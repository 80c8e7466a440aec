"""A table in the forms that other programs read: a workbook for people, JSON for programs.

Both hold what the table's CSV holds, with titles, units and source beside it, in both languages.
Reference tables, which are the same for every vintage, come in the same forms.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from semibook import paths
from semibook.cache import digest
from semibook.run import dependencies
from semibook.run.plan import LOCK, descriptions
from semibook.site import kept, licences
from semibook.site.bundle import undated
from semibook.tables import csvfile, reference, schema, vintages

#: The forms beside CSV: the ending of the file, and what readers call it.
FORMS = {".xlsx": "Excel", ".json": "JSON"}


def address(name: str, ending: str = "") -> str:
    """The address of a file of a table, from a page in book/ or notebooks/.

    Args:
        name: where it lies in data/, `2024-02/budgets`.
        ending: which of its forms, if the name does not say.
    """
    return f"../data/{quote(name)}{ending}"


def data_files() -> list[Path]:
    """The files of data/ that the book hands out: descriptors, schemas, tables, maps, no others.

    What else lies in a folder that someone received, or is linked from there, stays there.
    """
    described = [*schema.files(), *reference.files()]
    held = [file for name in vintages.names() for file in vintages.files_in(paths.DATA / name)]
    return [*described, *held]


def in_all_forms(vintage: str | Path) -> dict[Path, bytes]:
    """Every table that a vintage shows, and every reference table, in each of the forms.

    Args:
        vintage: a name under data/ or a path.

    Returns:
        By the path in the `data/` of a book: a table is in the folder of the vintage that holds it.

    Raises:
        OSError: if one cannot be kept.
    """
    place = vintages.find(vintage)
    forms: dict[Path, bytes] = {}
    for described in place.tables():
        table, holder = described.name, place.holder(described.name)
        workbook, text = partial(_workbook, table, holder), partial(as_json, table, place.address)
        forms |= _in_forms(Path(holder.name, table), _made_from(table, holder), workbook, text)
    for described in reference.tables():
        name = described["name"]
        workbook, text = partial(_reference_workbook, described), partial(reference_json, name)
        made_from = [reference.path(name), *schema.files(reference.PACKAGE)]
        forms |= _in_forms(Path(reference.FOLDER.name, name), made_from, workbook, text)
    kept.forget()
    return forms


def _in_forms(
    file: Path, made_from: list[Path], workbook: Callable[[], bytes], text: Callable[[], str]
) -> dict[Path, bytes]:
    """A table's forms as they were made of the same before, or are made now."""
    of_all = [_made_by(), digest(made_from)]
    makers = {".xlsx": lambda: undated(workbook()), ".json": lambda: text().encode()}
    return {
        file.with_suffix(ending): kept.kept(of_all, ending, make) for ending, make in makers.items()
    }


@cache
def _made_by() -> str:
    """A digest of what makes the forms: code that a process has loaded does not change in it."""
    return digest([*dependencies.package_files(__name__), LOCK])


def _made_from(table: str, holder: vintages.Vintage) -> list[Path]:
    described = [schema.file(table)] if schema.holds(table) else descriptions(holder)
    return [holder.path(table), holder.folder / "vintage.yml", *described]


# What writes workbooks and what checks tables take a while to load, and most builds find all forms
# kept: the functions below load them.


def _workbook(table: str, holder: vintages.Vintage) -> bytes:
    from semibook.intake.workbook import write

    return write.table_workbook(table, holder.address)


def _reference_workbook(described: dict[str, Any]) -> bytes:
    from semibook.intake.workbook import write

    file, rows = reference.path(described["name"]), _reference_rows(described)
    return write.reference_workbook(schema.Table(described), file, rows)


def _reference_rows(described: dict[str, Any]) -> list[dict[str, str]]:
    mark = reference.comment(described)
    with reference.path(described["name"]).open(encoding=csvfile.ENCODING, newline="") as lines:
        return list(csv.DictReader(line for line in lines if not (mark and line.startswith(mark))))


def as_json(table: str, vintage: str | Path) -> str:
    """A table as JSON: what it is, its columns, and a record for each row.

    Numbers and truth values are such, dates are text as in the table, what is open is null.

    Args:
        table: its name.
        vintage: a name under data/ or a path.

    Raises:
        KeyError: if there is no such table.
    """
    from semibook.check import tables
    from semibook.intake.merge import existing

    place = vintages.find(vintage)
    holder, described = place.holder(table), place.table(table)
    known = {field["name"]: field for field in described.fields}
    fields = [known.get(name, {"name": name}) for name in tables.columns(described, holder)]
    about = {
        "vintage": holder.name,
        "as_of": holder.as_of,
        "source": {"en": holder.title, "ja": holder.title_ja},
    }
    return _json(described.descriptor, about, fields, existing(holder, described).values())


def reference_json(name: str) -> str:
    """A reference table as JSON, as `as_json` has a vintage's, without vintage, date and source.

    Args:
        name: its name.

    Raises:
        KeyError: if there is no such table.
    """
    described = schema.resource(name, reference.PACKAGE)
    return _json(described, {}, described["schema"]["fields"], _reference_rows(described))


def _json(
    described: dict[str, Any],
    about: dict[str, Any],
    fields: list[dict[str, Any]],
    rows: Iterable[Mapping[str, str]],
) -> str:
    said = {
        "table": described["name"],
        "title": _in_both(described, "title"),
        "description": _in_both(described, "description"),
        **about,
        "licence": licences.CONTENT.identifier,
        "columns": [_column(field) for field in fields],
        "rows": [
            {field["name"]: _value(row.get(field["name"], ""), field) for field in fields}
            for row in rows
        ],
    }
    return f"{json.dumps(said, ensure_ascii=False, indent=1, allow_nan=False)}\n"


def _column(field: dict[str, Any]) -> dict[str, Any]:
    units = {name: field[name] for name in ("unit", "unitField") if name in field}
    return {
        "name": field["name"],
        "type": field.get("type", "string"),
        "title": _in_both(field, "title"),
        **units,
    }


def _in_both(described: dict[str, Any], text: str) -> dict[str, str]:
    return {"en": described.get(text, ""), "ja": described.get(f"{text}_ja", "")}


def _value(text: str, field: dict[str, Any]) -> Any:
    if not text:
        return None
    read = _READINGS.get(field.get("type", "string"), str)
    return read(text)


def _number(text: str) -> int | float:
    with suppress(ValueError):
        return int(text)  # a float has 15 digits
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"found {text!r}, expected a number")
    return int(value) if value.is_integer() and "." not in text else value


_READINGS: dict[str, Callable[[str], Any]] = {
    "number": _number,
    "integer": _number,
    "boolean": lambda text: text.lower() == "true",
}
