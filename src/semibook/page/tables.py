"""The book's look in tables: caption, header scopes, units, source."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from numbers import Integral
from pathlib import Path

import pandas as pd
from bs4 import BeautifulSoup
from IPython.display import display

from semibook.page import markup
from semibook.page.markup import as_html
from semibook.page.sources import credit_html, sentences
from semibook.tables.characters import web_address
from semibook.tables.units import number as number_text
from semibook.translation.catalogues import translator

#: Months, ranges and the like, written as text: they keep to one line, as dates do.
_UNBROKEN = re.compile(r"[\d .,:/%–〜+−年月日-]{1,16}")


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
    html = html_table(frame, caption, headers, formats, missing, links)
    if filters is not None:
        _ = translator(lang, "semibook")
        offered = f' data-filter="{as_html("|".join(filters))}" data-filter-text="{_("Filter")}"'
        html = html.replace('<div class="table-scroll"', f'<div class="table-scroll"{offered}', 1)
    foot = sentences([as_html(note), credit_html(sources, tables, vintage, lang)], lang)
    display(
        {
            "text/html": f'{html}<p class="table-source">{foot}</p>',
            "text/plain": frame.to_string(na_rep=missing),
        },
        raw=True,
    )


def html_table(
    frame: pd.DataFrame,
    caption: str,
    headers: Mapping[str, str] | None = None,
    formats: Mapping[str, str | Callable] | None = None,
    missing: str = "–",
    links: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """A frame as an HTML table that scrolls by itself, with caption and header scopes.

    Arguments are those of `show`; cells are escaped.
    """
    headers, formats = headers or {}, formats or {}
    number = [name for name in frame if pd.api.types.is_numeric_dtype(frame[name])]
    plain = frame.rename(columns=headers).rename_axis(
        # Styler escapes names of columns (below), but not those of the index.
        index=[name and as_html(headers.get(name, name)) for name in frame.index.names],
        columns=None,
    )
    text = {headers.get(n, n): _formatted(how) for n, how in formats.items() if n in frame}
    periods = [
        headers.get(name, name) for name in frame.select_dtypes("datetime") if name not in formats
    ]
    plainly = dict.fromkeys([headers.get(name, name) for name in number], _plain_number)
    styler = plain.style.format(
        dict.fromkeys(plain, _formatted(None))
        | plainly
        | dict.fromkeys(periods, "{:%Y-%m-%d}")
        | text,
        na_rep=missing,
    ).format_index(escape="html", axis="columns")
    for level, name in enumerate(frame.index.names):
        numeric = pd.api.types.is_numeric_dtype(frame.index.get_level_values(level))
        how = formats.get(name, _plain_number if numeric else None)
        styler = styler.format_index(_formatted(how), level=level, na_rep=missing)
    if frame.index.names == [None]:
        styler = styler.hide(axis="index")
    soup = BeautifulSoup(styler.to_html(table_uuid="t", exclude_styles=True), "html.parser")
    table = soup.table
    table.attrs = {"class": "book-table"}
    _one_header_row(table)
    numeric = {headers.get(name, name) for name in number}
    dates = {headers.get(name, name) for name in frame.select_dtypes("datetime")}
    heads = [th.get_text(strip=True) for th in table.thead.find_all("th")]
    for th in table.find_all("th"):
        th.attrs = {"scope": "col" if th.find_parent("thead") else "row"} | _spans(th)
    for row in table.tbody.find_all("tr"):
        for head, cell in zip(heads, row.find_all(["th", "td"], recursive=False), strict=False):
            if cell.name == "td":
                kind = "number" if head in numeric else "date" if head in dates else None
                if _UNBROKEN.fullmatch(cell.get_text()):
                    kind = kind or "date"
                cell.attrs = {"class": kind} if kind else {}
    for th, head in zip(table.thead.find_all("th"), heads, strict=True):
        if head in numeric:
            th["class"] = "number"
    for name, addresses in (links or {}).items():
        _link(table, heads.index(headers.get(name, name)), addresses)
    title = soup.new_tag("caption")
    title.string = caption
    table.insert(0, title)
    return (
        f'<div class="table-scroll" role="region" tabindex="0" aria-label="{as_html(caption)}">'
        f"{table}</div>"
    )


def _formatted(how: str | Callable | None) -> Callable[[object], str]:
    """What writes a cell as HTML; Styler would escape what a format is given, not what it gives."""

    def write(cell: object) -> str:
        form = how or (_plain_number if isinstance(cell, float) else "{}")
        return as_html(str(form(cell) if callable(form) else form.format(cell)))

    return write


def _link(table, column: int, addresses: Sequence[str]) -> None:
    for row, address in zip(table.tbody.find_all("tr"), addresses, strict=True):
        if not (address.startswith("../") or web_address(address)):
            continue  # text that is no address stays text
        cell = row.find_all(["th", "td"], recursive=False)[column]
        link = BeautifulSoup("", "html.parser").new_tag("a", href=address)
        link.extend(cell.contents[:])
        cell.append(link)


def _plain_number(value: float) -> str:
    # Whole numbers of four digits are mostly years; quantities are floats.
    if isinstance(value, Integral):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    return number_text(value, 6)


def _one_header_row(table) -> None:
    # pandas writes the names of index levels in a row of their own; readers expect one header row.
    rows = table.thead.find_all("tr")
    if len(rows) == 2:
        upper, lower = (row.find_all("th") for row in rows)
        for blank, name in zip(upper, lower, strict=False):
            if name.get_text(strip=True).replace("\xa0", ""):
                blank.string = name.get_text()
        rows[1].decompose()


def _spans(th) -> dict[str, str]:
    return {key: th[key] for key in ("rowspan", "colspan") if key in th.attrs}
