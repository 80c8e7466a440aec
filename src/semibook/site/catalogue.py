"""The data catalogue: every table with its fields, rows, sources, users and file, as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from bs4 import BeautifulSoup

from semibook import toc
from semibook.page.markup import as_html
from semibook.page.sources import data_link, short_name, source_address
from semibook.page.tables import html_table
from semibook.run import dependencies
from semibook.site import downloads
from semibook.tables import frames, reference, schema, vintages
from semibook.tables.schema import Table
from semibook.tables.units import written_out
from semibook.translation.catalogues import PACKAGE, translator
from semibook.translation.language import language


def users(vintage: str | Path = vintages.DEFAULT) -> dict[str, list[str]]:
    """The chapters that read each table of a vintage, in the order of the book."""
    tables = vintages.find(vintage).tables()
    found: dict[str, list[str]] = {table.name: [] for table in tables}
    for chapter in toc.chapters():
        for table in dependencies.tables(chapter):
            if table in found:  # another vintage's own table is none of this book
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
    described = vintages.find(vintage).table(table)
    rows = frames.load(table, vintage, lang)
    shown = _rows(rows, described, vintage, lang)
    links = [data_link(table, vintage), *_other_forms(table, vintage)]
    return _entry(described.descriptor, table, links, len(rows), shown, lang)


def _other_forms(table: str, vintage: str | Path) -> list[str]:
    """Links to the table as a workbook and as JSON, which `downloads` writes."""
    return _forms(vintages.find(vintage).holder(table).name, table)


def _forms(folder: str, table: str) -> list[str]:
    return [
        f'<a href="{downloads.address(f"{folder}/{table}", ending)}" download>{name}</a>'
        for ending, name in downloads.FORMS.items()
    ]


class Reference(NamedTuple):
    """The section of a reference table or map on the page.

    Attributes:
        anchor: the section's id.
        title: its heading.
        html: its text, columns and rows.
        file: what it shows.
        users: the chapters that name the file as a parameter, in the order of the book.
    """

    anchor: str
    title: str
    html: str
    file: Path
    users: list[str]


def references(lang: str = "en") -> Iterator[Reference]:
    """Sections of the files in data/reference/, which are the same for every vintage.

    Args:
        lang: language of titles and labels.
    """
    read = {each: set(dependencies.extra_files(each)) for each in toc.chapters()}
    for described in reference.resources():
        name, file = described["name"], reference.path(described["name"])
        yield Reference(
            anchor=f"reference-{name.replace('_', '-')}",
            title=schema.text(described, "title", lang),
            html=_reference(described, lang),
            file=file,
            users=[chapter for chapter, files in read.items() if file.resolve() in files],
        )


def _reference(described: dict, lang: str) -> str:
    folder, file = reference.FOLDER.name, described["path"]
    link = f'<a href="{downloads.address(f"{folder}/{file}")}" download>{as_html(file)}</a>'
    if "schema" not in described:
        return f"<p>{as_html(schema.text(described, 'description', lang))} {link}</p>"
    rows = reference.load(described["name"], lang)
    name = f"reference/{described['name']}"  # some are named as a table of the vintages is
    shown = html_table(rows, name, links=_addresses(rows, described))
    if "en" in rows:  # the glossary's English, in either edition
        shown = _in_english(shown, rows.columns.get_loc("en"))
    links = [link, *_forms(folder, described["name"])]
    return _entry(described, name, links, len(rows), shown, lang)


def _in_english(table: str, column: int) -> str:
    soup = BeautifulSoup(table, "html.parser")
    for row in soup.tbody.find_all("tr"):
        row.find_all(["th", "td"], recursive=False)[column]["lang"] = "en"
    return str(soup)


def _addresses(rows: pd.DataFrame, described: dict) -> dict[str, list[str]]:
    """Where the cells lead that name a chapter or a source, by column."""
    named = {each["name"]: each.get("names") for each in described["schema"]["fields"]}
    ways = {
        "chapter": lambda cell: f"../notebooks/{cell}.html",
        "citation": lambda cell: f"../book/references.html#{reference.anchor(cell)}",
        None: str,
    }
    return {
        column: [ways[named[column]](cell) for cell in rows[column]]
        for column in rows
        if named[column] or column == "address"
    }


def picture_only(vintage: str | Path, lang: str = "en") -> str:
    """What stands on the slides only as pictures, as an HTML table for a page in book/.

    Args:
        vintage: whose table to show.
        lang: language of the text.

    Returns:
        A row for each element, in the order of the slides: its slide, what it is, what is missing.
    """
    _ = translator(lang, PACKAGE)
    rows = frames.load("picture_only", vintage, lang).sort_values("order")
    slides = frames.load("sources", vintage, lang).set_index("id")["order"]
    headers = {"source": _("Slide"), "element": _("Element"), "missing": _("Not in the text")}
    return html_table(
        rows.assign(source=rows["source"].map(slides))[list(headers)],
        caption=_("What stands on the slides only as pictures"),
        headers=headers,
        links={"source": [f"../book/references.html#{each}" for each in rows["source"]]},
    )


def corrections(vintage: str | Path, lang: str = "en") -> str:
    """What was misread on the slides and what was made of it, as an HTML table for a page in book/.

    Args:
        vintage: whose table to show.
        lang: language of the text.

    Returns:
        A row for each correction, in the order of the slides.
    """
    rows = frames.load("corrections", vintage, lang)
    slides = frames.load("sources", vintage, lang).set_index("id")["order"]
    fields = schema.resource("corrections")["schema"]["fields"]
    headers = {field["name"]: schema.text(field, "title", lang) for field in fields}
    rows = rows.assign(order=rows["source"].map(slides)).sort_values("order", kind="stable")
    return html_table(
        rows.drop(columns="order"),
        caption=schema.text(schema.resource("corrections"), "title", lang),
        headers={name: headers[name] for name in rows if name != "order"},
        formats={"source": lambda source: str(slides[source])},
        links={
            "table": [f"../book/data_catalogue.html#{anchor(table)}" for table in rows["table"]],
            "source": [source_address(source) for source in rows["source"]],
        },
    )


def anchor(table: str) -> str:
    """The id of a table's section on the catalogue's page."""
    return f"table-{table.replace('_', '-')}"


def _entry(described: dict, name: str, links: list[str], count: int, rows: str, lang: str) -> str:
    _ = translator(lang, PACKAGE)
    size = _("1 row") if count == 1 else _("{rows} rows").format(rows=count)
    said = "{text}{link}、{size}。" if lang == "ja" else "{text} {link}, {size}."
    together = language(lang).comma.join(links)
    said = said.format(
        text=as_html(schema.text(described, "description", lang)), link=together, size=size
    )
    return (
        f"<p>{said}</p>"
        f"<details><summary>{_('Columns')}</summary>{_fields(described, name, lang, _)}</details>"
        f"<details><summary>{_('Rows')}</summary>{rows}</details>"
    )


def _fields(described: dict, name: str, lang: str, _) -> str:
    fields = pd.DataFrame(
        [
            {
                _("Column"): each["name"],
                _("Meaning"): schema.text(each, "title", lang),
                _("Type"): each.get("type", "string"),
                _("Unit"): _unit(each, lang) or _by_row(each, _),
            }
            for each in described["schema"]["fields"]
        ]
    )
    return html_table(fields, caption=_("Columns of {table}").format(table=name))


def _unit(field: dict, lang: str) -> str:
    """A unit as the file has it; in words where those of the file are no words of the edition."""
    text = field.get("unit", "")
    return (written_out(text, lang) or text) if text and lang != "en" else text


def _by_row(field: dict, _) -> str:
    unit_field = field.get("unitField")
    return _("by row, in {column}").format(column=unit_field) if unit_field else ""


def _rows(rows: pd.DataFrame, table: Table, vintage: str | Path, lang: str) -> str:
    links = {}
    states = [name for field in table.fields if (name := field.get("statusField"))]
    states = [name for name in states if "labels" in table.field(name)]
    said = {name: rows[name].replace(table.labels(name, lang)) for name in states}
    rows = rows.assign(**said)
    if "source" in rows:
        links["source"] = [source_address(each) for each in rows["source"]]
        named = [short_name(each, vintage, lang) for each in rows["source"]]
        rows = rows.assign(source=named)
    return html_table(rows, caption=table.name, links=links)
