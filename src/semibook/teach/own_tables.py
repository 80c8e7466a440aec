"""Rows of the tables that a vintage brings itself, for the page of the region they are about."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from semibook.tables import frames, prefectures, schema, vintages
from semibook.tables.schema import Table
from semibook.tables.units import as_qualified, written_out
from semibook.teach.schema import Region
from semibook.translation.language import language

_QUARTER = r"\d{4}-Q[1-4]"
#: Units that say nothing in the head of a column.
_PLAIN = ("1", "year")
_BESIDE_FIGURES = ("qualifierField", "resolutionField", "statusField")


class Brought(NamedTuple):
    """A vintage's own table, as far as it is about a region.

    Attributes:
        table: its name.
        owner: the title of the vintage that holds its rows.
        title: its title.
        headers: what heads each column, with its unit.
        cells: its rows, those of the last time first; `source` holds ids, if the table has such.
        choices: columns that a long table can be filtered by.
    """

    table: str
    owner: str
    title: str
    headers: dict[str, str]
    cells: pd.DataFrame
    choices: list[str]


def brought(region: Region, vintage: str, lang: str) -> Iterator[Brought]:
    """The own tables of a vintage and its bases that have rows about a region's prefectures.

    Args:
        region: its pack.
        vintage: whose tables.
        lang: the language of the texts.

    Raises:
        FileNotFoundError: if the file of such a table is gone.
    """
    place = vintages.find(vintage)
    for table in (table for each in place.lineage for table in each.own_tables()):
        rows = frames.load(table.name, vintage, lang)
        codes = _codes(rows, table)
        here = codes.map(lambda found: not found.isdisjoint(region.prefectures)).any(axis="columns")
        if here.any():
            owner = place.holder(table.name).title_in(lang)
            yield _brought(rows[here], table, owner, list(codes), lang)


def _codes(rows: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The codes of the prefectures that each row names, as sets, by the columns that name such."""
    found = {}
    for field in table.fields:
        if field["name"] not in rows or field.get("type", "string") not in ("string", "integer"):
            continue
        texts = rows[field["name"]].astype(object)
        if "labels" in field:
            texts = texts.map(table.labels(field["name"], "ja"), na_action="ignore")
        texts = texts.fillna("").map(str)
        titles = [field["name"], field.get("title", ""), field.get("title_ja", "")]
        if read := prefectures.reader(titles, texts):
            found[field["name"]] = texts.map(
                lambda text, read=read: (
                    {read(part) for part in text.split(prefectures.BETWEEN)} - {""}
                )
            )
    return pd.DataFrame(found, index=rows.index, dtype=object)


def _brought(rows: pd.DataFrame, table: Table, owner: str, named: list[str], lang: str) -> Brought:
    fields = _shown_fields(rows, table, named)
    times = [field["name"] for field in fields if _is_time(rows, field)]
    rows = rows.sort_values(times[:1], ascending=False, kind="stable") if times else rows
    cells = {each["name"]: _column(rows, table, each, named, lang) for each in fields}
    shown = pd.DataFrame(cells, index=rows.index).dropna(axis="columns", how="all")
    told_apart = [name for name in (*named, *times, *table.key) if name in shown]
    return Brought(
        table=table.name,
        owner=owner,
        title=schema.text(table.descriptor, "title", lang),
        headers={each["name"]: _header(each, lang) for each in fields if each["name"] in shown},
        cells=shown,
        choices=[name for name in dict.fromkeys(told_apart) if len({*shown[name]}) > 1],
    )


def _shown_fields(rows: pd.DataFrame, table: Table, named: list[str]) -> list[dict]:
    """The columns that are shown: the prefectures first, without codes beside their names."""
    hidden = {field[key] for field in table.fields for key in _BESIDE_FIGURES if key in field}
    if any(prefectures.are_named(rows[name].dropna().map(str)) for name in named):
        hidden |= {name for name in named if prefectures.are_coded(rows[name].dropna().map(str))}
    shown = [each for each in table.fields if each["name"] in rows and each["name"] not in hidden]
    return sorted(shown, key=lambda field: field["name"] not in named)


def _is_time(rows: pd.DataFrame, field: dict) -> bool:
    if field.get("type", "string") == "string":
        return bool(rows[field["name"]].astype(str).str.fullmatch(_QUARTER).all())
    return field["type"] in ("date", "yearmonth") or field.get("unit") == "year"


def _header(field: dict, lang: str) -> str:
    title, unit = schema.text(field, "title", lang) or field["name"], field.get("unit", "1")
    words = "" if unit in _PLAIN else written_out(unit, lang)
    return _bracketed(title, words, lang) if words else title


def _bracketed(text: str, beside: str, lang: str) -> str:
    return f"{text}（{beside}）" if lang == "ja" else f"{text} ({beside})"


def _column(
    rows: pd.DataFrame, table: Table, field: dict, named: list[str], lang: str
) -> pd.Series:
    """A column as readers read it."""
    cells, marks = rows[field["name"]], language(lang)
    if field.get("type") == "number":
        return _figures(rows, table, field, lang)
    cells = cells.replace(_words(table, field["name"], lang))
    if field["name"] in named:
        names = prefectures.names(lang)
        return cells.map(
            lambda text: names.get(prefectures.code_of_name(str(text)), text), na_action="ignore"
        )
    writers = {"yearmonth": marks.month, "date": marks.day}
    if write := writers.get(field.get("type", "string")):
        return cells.astype(object).map(write, na_action="ignore")
    return cells


def _figures(rows: pd.DataFrame, table: Table, field: dict, lang: str) -> pd.Series:
    """Numbers; texts, if the table says of some how they are meant or what their state is."""
    values, nothing = rows[field["name"]], pd.Series(None, rows.index, dtype=object)
    words = rows.get(field.get("qualifierField"), nothing)
    states = rows.get(field.get("statusField"), nothing)
    if states.isna().all() and words.fillna("exact").eq("exact").all():
        return values
    if states.notna().any():
        states = states.replace(_words(table, field["statusField"], lang))
    told = zip(values, words, states, strict=True)
    return pd.Series([_figure(*each, lang) for each in told], index=rows.index, dtype=object)


def _words(table: Table, column: str, lang: str) -> dict[str, str]:
    """Words for the codes of a column, which a vintage's own description need not have."""
    return table.labels(column, lang) if "labels" in table.field(column) else {}


def _figure(value: float, word: str | None, state: str | None, lang: str) -> str | None:
    """One figure: `1,234`, `about 1,234`, `1,234 (revised)`, `secret`; None where there is none."""
    said = None if pd.isna(state) else state
    if pd.isna(value):
        return said
    text = number(value) if pd.isna(word) else as_qualified(number(value), word, lang)
    return _bracketed(text, said, lang) if said else text


def number(value: float) -> str:
    """A figure with all of its digits, as the file has them: `1,234,567.8`."""
    return f"{Decimal(repr(float(value))).normalize():,f}".replace("-", "−")
