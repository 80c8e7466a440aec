"""The data catalogue: every table with its fields, rows, sources, users and file, as HTML."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

import pandas as pd

from semibook import chapters, vintages
from semibook.credits import data_link, slide_link
from semibook.tables import html_table
from semibook.translate import translator


def users() -> dict[str, list[str]]:
    """The chapters that read each table, in the order of the book."""
    found: dict[str, list[str]] = {each["name"]: [] for each in vintages.package()["resources"]}
    for chapter in chapters.names():
        for table in chapters.tables(chapter):
            found[table].append(chapter)
    return found


def entry(table: str, vintage: str | Path, lang: str = "en") -> str:
    """What a reader wants to know of a table, as HTML for a page in book/.

    Args:
        table: its name.
        vintage: whose rows to show.
        lang: language of titles and labels.

    Returns:
        Description, file and size; the fields with unit; and all rows, each with its slide.
    """
    _ = translator(lang, "semibook")
    described = vintages.resource(table)
    twin = "" if lang == "en" else f"_{lang}"
    rows = vintages.load(table, vintage, lang)
    size = _("1 row") if len(rows) == 1 else _("{rows} rows").format(rows=len(rows))
    text = described.get(f"description{twin}", "")
    return (
        f"<p>{escape(text)} {data_link(table, vintage)}, {size}.</p>"
        f"<details><summary>{_('Columns')}</summary>{_fields(described, lang, _)}</details>"
        f"<details><summary>{_('Rows')}</summary>{_rows(rows, described, vintage, lang)}</details>"
    )


def _fields(described: dict, lang: str, _) -> str:
    title = "title" if lang == "en" else f"title_{lang}"
    fields = pd.DataFrame(
        [
            {
                _("Column"): each["name"],
                _("Meaning"): each.get(title, each.get("title", "")),
                _("Type"): each.get("type", "string"),
                _("Unit"): each.get("unit") or _by_row(each, _),
            }
            for each in described["schema"]["fields"]
        ]
    )
    return html_table(fields, caption=_("Columns of {table}").format(table=described["name"]))


def _by_row(field: dict, _) -> str:
    unit_field = field.get("unitField")
    return _("by row, in {column}").format(column=unit_field) if unit_field else ""


def _rows(rows: pd.DataFrame, described: dict, vintage: str | Path, lang: str) -> str:
    # Links are markup, so they are put in after the cells have been escaped.
    html = html_table(rows, caption=described["name"])
    for source in set(rows.get("source", ())):
        link = _slide_link(source, str(vintage), lang)
        html = html.replace(f"<td>{escape(source)}</td>\n</tr>", f"<td>{link}</td>\n</tr>")
    return html


@cache
def _slide_link(source: str, vintage: str, lang: str) -> str:
    # The page of the catalogue has one for each row of each table.
    return slide_link(source, vintage, lang)
