"""The book's look in tables: caption, header scopes, units, source."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral
from pathlib import Path

import pandas as pd
from IPython.display import display
from markupsafe import Markup

from semibook.page import markup
from semibook.page.markup import as_html, from_template
from semibook.page.sources import credit_html, sentences
from semibook.tables.characters import as_line, web_address
from semibook.tables.units import number as number_text
from semibook.translation.catalogues import PACKAGE, translator

#: Months, ranges and the like, written as text: they keep to one line, as dates do.
_UNBROKEN = re.compile(r"[\d .,:/%–〜+−年月日-]{1,16}")
#: Signs in a cell from which its column holds sentences, and gets room for them.
_LONG = 60


def show(
    frame: pd.DataFrame,
    *,
    caption: str,
    sources: list[str],
    tables: list[str],
    vintage: str | Path,
    lang: str = "en",
    headers: Mapping[str, str] | None = None,
    formats: Mapping[str, str | Callable] | None = None,
    missing: str = "–",
    note: str = "",
    filters: Sequence[str] | None = None,
    links: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Show a table with caption, header scopes and source.

    Args:
        frame: what to show; its index (if named) heads the rows.
        caption: what the table is, in a line.
        sources: ids of the slides or other sources, as in sources.csv.
        tables: tables it was made from; linked beneath.
        vintage: the vintage they were loaded from.
        lang: language of the source line.
        headers: readers' names of columns and of the index, with units.
        formats: by column, a format such as `{:,.0f}` or a function from cell to text.
        missing: what stands for a value that the source leaves open.
        note: a sentence beneath the table.
        filters: readers' headers of columns to choose values of; with it, even empty, the page
            offers to filter the rows.
        links: by column, the address that each row's cell leads to.

    Raises:
        KeyError: if `headers`, `formats` or `links` names no column, or a source is unknown.
    """
    headers, formats = dict(headers or {}), dict(formats or {})
    named = {*frame.columns, *filter(None, frame.index.names)}
    strangers = sorted(({*headers, *formats, *(links or {})} - named), key=str)
    if strangers:
        raise KeyError(f"no such column: {', '.join(map(str, strangers))}")
    if not markup.wanted:
        return
    foot = sentences([as_html(note), credit_html(sources, tables, vintage, lang)], lang)
    html = html_table(
        frame, caption, headers, formats, missing, links, filters=filters, foot=foot, lang=lang
    )
    display({"text/html": html, "text/plain": frame.to_string(na_rep=missing)}, raw=True)


def html_table(
    frame: pd.DataFrame,
    caption: str,
    headers: Mapping[str, str] | None = None,
    formats: Mapping[str, str | Callable] | None = None,
    missing: str = "–",
    links: Mapping[str, Sequence[str]] | None = None,
    *,
    filters: Sequence[str] | None = None,
    foot: str | None = None,
    lang: str = "en",
) -> str:
    """A frame as an HTML table that scrolls by itself, with caption and header scopes.

    Arguments are those of `show`; cells are escaped. The foot is HTML.
    """
    _ = translator(lang, PACKAGE)
    headers, formats, links = headers or {}, formats or {}, links or {}
    levels = frame.index.names if frame.index.names != [None] else []
    columns = {
        name: _column(frame[name], formats.get(name), missing, links.get(name)) for name in frame
    }
    rows = [
        _row_heads(frame.index.get_level_values(level), formats.get(name), missing, links.get(name))
        for level, name in enumerate(levels)
    ]
    _join_equal(rows)
    return from_template(
        "table.html",
        caption=caption,
        heads=[Cell(headers.get(name, name) or "") for name in levels]
        + [Cell(headers.get(name, name), _heads_kind(frame[name])) for name in frame],
        rows=[
            {
                "heads": [level[at] for level in rows if level[at].span],
                "cells": [cells[at] for cells in columns.values()],
            }
            for at in range(len(frame))
        ],
        filters=filters,
        filter_text=_("Filter"),
        foot=foot if foot is None else Markup(foot),  # noqa: S704 (made of escaped parts)
    )


@dataclass
class Cell:
    """A cell as the template shows it.

    Attributes:
        text: what it says.
        kind: `number` or `date`, which align, `long` of a column of sentences, or empty.
        address: where it leads, or empty.
        span: how many rows it heads; 0 if the one above heads this row too.
    """

    text: str
    kind: str = ""
    address: str = ""
    span: int = 1


def _column(
    values: pd.Series, how: str | Callable | None, missing: str, links: Sequence[str] | None
) -> list[Cell]:
    kind = "date" if _is_date(values) else _heads_kind(values)
    texts = _texts(values, how, missing)
    if not kind and max(map(len, texts), default=0) > _LONG:
        kind = "long"
    return [
        Cell(text, kind or ("date" if _UNBROKEN.fullmatch(as_line(text)) else ""), address)
        for text, address in zip(texts, _addresses(links, len(texts)), strict=True)
    ]


def _row_heads(
    values: pd.Index, how: str | Callable | None, missing: str, links: Sequence[str] | None
) -> list[Cell]:
    texts = _texts(values.to_series(), how, missing)
    addresses = _addresses(links, len(texts))
    return [Cell(text, "", address) for text, address in zip(texts, addresses, strict=True)]


def _join_equal(levels: list[list[Cell]]) -> None:
    """Let a header that comes again beneath itself head those rows too; the last level's do not."""
    joined = [False] * (len(levels[0]) if levels else 0)
    for outer, level in enumerate(levels[:-1]):
        same = [at > 0 and level[at].text == level[at - 1].text for at in range(len(level))]
        joined = [one and (not outer or above) for one, above in zip(same, joined, strict=True)]
        first = 0
        for at, is_joined in enumerate(joined):
            if is_joined:
                level[first].span, level[at].span = level[first].span + 1, 0
            else:
                first = at


def _texts(values: pd.Series, how: str | Callable | None, missing: str) -> list[str]:
    write = _writer(values, how)
    return [missing if _is_missing(value) else str(write(value)) for value in values]


def _is_missing(value: object) -> bool:
    return pd.api.types.is_scalar(value) and pd.isna(value)


def _writer(values: pd.Series, how: str | Callable | None) -> Callable[[object], object]:
    if callable(how):
        return how
    if how is None and _is_date(values):
        how = "{:%Y-%m-%d}"
    if how:
        return how.format
    if pd.api.types.is_numeric_dtype(values):
        return _plain_number
    return lambda cell: _plain_number(cell) if isinstance(cell, float) else cell


def _addresses(links: Sequence[str] | None, rows: int) -> list[str]:
    """Where cells lead; text that is no address stays text."""
    if links is None:
        return [""] * rows
    return [each if each.startswith("../") or web_address(each) else "" for each in links]


def _heads_kind(values: pd.Series) -> str:
    return "number" if pd.api.types.is_numeric_dtype(values) else ""


def _is_date(values: pd.Series) -> bool:
    return pd.api.types.is_datetime64_any_dtype(values)


def _plain_number(value: float) -> str:
    # Whole numbers of four digits are mostly years; quantities are floats.
    if isinstance(value, Integral):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    return number_text(value, 6)
