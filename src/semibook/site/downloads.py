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
from pathlib import Path
from typing import Any
from urllib.parse import quote

from semibook.cache import digest
from semibook.check import tables
from semibook.intake.merge import existing
from semibook.intake.workbook import write
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


def write_all(vintage: str | Path, folder: Path) -> None:
    """Write every table that a vintage shows, and every reference table, in each of the forms.

    Args:
        vintage: a name under data/ or a path.
        folder: the `data/` of a book; a table goes into the folder of the vintage that holds it.

    Raises:
        OSError: if one cannot be written.
    """
    place = vintages.find(vintage)
    for described in place.tables():
        table = described.name
        target = folder / place.holder(table).name / table
        _write(target, _workbook(table, place), as_json(table, place.address))
    for described in reference.tables():
        target = folder / reference.FOLDER.name / described["name"]
        _write(target, _reference_workbook(described), reference_json(described["name"]))
    kept.forget()


def _write(target: Path, workbook: bytes, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.with_suffix(".xlsx").write_bytes(workbook)
    target.with_suffix(".json").write_text(text, encoding="utf-8")


def _workbook(table: str, place: vintages.Vintage) -> bytes:
    holder = place.holder(table)
    described = [schema.file(table)] if schema.holds(table) else descriptions(holder)
    made_from = [holder.path(table), holder.folder / "vintage.yml", *described]
    return _kept(made_from, lambda: write.table_workbook(table, holder.address))


def _reference_workbook(described: dict[str, Any]) -> bytes:
    file, rows = reference.path(described["name"]), _reference_rows(described)
    made_from = [file, *schema.files(reference.PACKAGE)]
    return _kept(made_from, lambda: write.reference_workbook(schema.Table(described), file, rows))


def _kept(made_from: list[Path], workbook: Callable[[], bytes]) -> bytes:
    made_by = dependencies.package_files(write.__name__)
    of_all = digest([*made_from, *made_by, LOCK])
    return kept.kept(of_all, ".xlsx", lambda: undated(workbook()))


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
