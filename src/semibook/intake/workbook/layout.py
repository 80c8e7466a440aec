"""Where things stand in a vintage's workbook, for what writes it and for what reads it."""

from __future__ import annotations

from semibook.tables.schema import Table
from semibook.tables.units import NAMES_JA, unit, written_out

#: The sheets that are no tables: the explanation, and the codes with their meaning.
GUIDE, CODES = "説明 Guide", "コード Codes"
#: Rows of a table's sheet, from 1: title, description, source, then the header in three rows.
TITLE, DESCRIPTION, SOURCE, TITLES, UNITS, NAMES, FIRST = range(1, 8)


def unit_said(table: Table, column: str) -> str:
    """What stands in the row of units for a column: `億円 / 1e8 JPY`; nothing if it has none."""
    fields = {each["name"]: each for each in table.fields}
    described = fields.get(column, {})  # as_of is in no schema
    if name := described.get("unitField"):
        return f"{name} の列の単位 / as in {name}"
    text = described.get("unit", "1")
    if text == "1":
        return ""
    words = written_out(text, "ja")
    return f"{words} / {text}" if unit(text).name in NAMES_JA and words != text else text
