"""Where things stand in a vintage's workbook, for what writes it and for what reads it."""

from __future__ import annotations

from semibook.tables.schema import Table
from semibook.tables.units import NAMES_JA, unit

#: The sheets that are no tables: the explanation, and the codes with their meaning.
GUIDE, CODES = "説明 Guide", "コード Codes"
#: Rows of a table's sheet, from 1: title, description, source, then the header in three rows.
TITLE, DESCRIPTION, SOURCE, TITLES, UNITS, NAMES, FIRST = range(1, 8)
_SCALES_JA = {1.0: "", 1e3: "千", 1e4: "万", 1e6: "百万", 1e8: "億", 1e9: "十億", 1e12: "兆"}


def unit_said(table: Table, column: str) -> str:
    """What stands in the row of units for a column: `億円 / 1e8 JPY`; nothing if it has none."""
    fields = {each["name"]: each for each in table.fields}
    described = fields.get(column, {})  # as_of is in no schema
    if name := described.get("unitField"):
        return f"{name} の列の単位 / as in {name}"
    text = described.get("unit", "1")
    scale, base = unit(text)
    if text == "1" or base not in NAMES_JA or scale not in _SCALES_JA:
        return "" if text == "1" else text
    return f"{_SCALES_JA[scale]}{NAMES_JA[base]} / {text}"
