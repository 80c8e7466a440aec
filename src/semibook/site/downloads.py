"""A table in the forms that other programs read: a workbook for people, JSON for programs.

Both hold what the table's CSV holds, with titles, units and source beside it, in both languages.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from semibook import files, paths
from semibook.cache import digest
from semibook.check import tables
from semibook.intake.merge import existing
from semibook.intake.workbook import layout, write
from semibook.run.plan import descriptions
from semibook.site.bundle import undated
from semibook.tables import schema, vintages

#: The forms beside CSV: the ending of the file, and what readers call it.
FORMS = {".xlsx": "Excel", ".json": "JSON"}
#: Workbooks take long to write: those that were written are kept, by what they are made from.
_KEPT = paths.BUILD / "downloads"
_LICENCE = "CC-BY-4.0"


def write_all(vintage: str | Path, folder: Path) -> None:
    """Write every table that a vintage shows, in each of the forms.

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
        target.parent.mkdir(parents=True, exist_ok=True)
        target.with_suffix(".xlsx").write_bytes(_workbook(table, place))
        target.with_suffix(".json").write_text(as_json(table, place.address), encoding="utf-8")


def _workbook(table: str, place: vintages.Vintage) -> bytes:
    holder = place.holder(table)
    described = [schema.file(table)] if schema.holds(table) else descriptions(holder)
    made_from = [holder.path(table), holder.folder / "vintage.yml", *described]
    kept = _KEPT / f"{digest([*made_from, Path(write.__file__), Path(layout.__file__)])}.xlsx"
    if not kept.is_file():
        files.write(kept, undated(write.table_workbook(table, holder.address)))
    return kept.read_bytes()


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
    said = {
        "table": table,
        "title": _in_both(described.descriptor, "title"),
        "description": _in_both(described.descriptor, "description"),
        "vintage": holder.name,
        "as_of": holder.as_of,
        "source": {"en": holder.title, "ja": holder.title_ja},
        "licence": _LICENCE,
        "columns": [_column(field) for field in fields],
        "rows": [
            {field["name"]: _value(row.get(field["name"], ""), field) for field in fields}
            for row in existing(holder, described).values()
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
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"found {text!r}, expected a number")
    return int(value) if value.is_integer() and "." not in text else value


_READINGS: dict[str, Callable[[str], Any]] = {
    "number": _number,
    "integer": _number,
    "boolean": lambda text: text.lower() == "true",
}
