"""Sphinx extension: what a page says of itself to search engines and to who would cite it.

- a description and Open Graph, from the finding with which the page leads or its first paragraph;
- `citation_*` for reference managers, from CITATION.cff;
- the tables as a data set, for search engines (schema.org) and for catalogues of open data (DCAT);
- a footer that names version and date of the data, and that the ministry has no part in the book.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from semibook.page.markup import as_html
from semibook.site import citation, downloads, licences
from semibook.site.data_dates import basis
from semibook.tables import reference, schema, vintages
from semibook.translation.catalogues import NAMES, PACKAGE, SOURCE_LANGUAGE, translator

#: Search engines show about this many characters.
_LENGTH = 200
#: The page that shows every table.
_CATALOGUE = "book/data_catalogue"
_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json",
}


def _describe(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], tree: nodes.document | None
) -> None:
    """Put the description into the head of a page, and version and date into its foot."""
    lang = app.config.language or SOURCE_LANGUAGE
    context["theme_extra_footer"] = as_html(about_edition(app.config.semibook_vintage, lang))
    if tree is None:
        return
    about, title, description = citation.about(), _title(tree), _first_sentence(tree)
    lines = [
        *_named("citation", _cited(about, title)),
        *_properties(_open_graph(title, description, app.config.html_title, lang)),
        _tag("name", "description", description),
    ]
    if page == _CATALOGUE:
        vintage = app.config.semibook_vintage
        lines += map(_linked_data, (_data_set(vintage, about, lang), _dcat(vintage, about)))
    context["metatags"] = "\n".join([context.get("metatags", ""), *lines])


def _title(tree: nodes.document) -> str:
    found = next(iter(tree.findall(nodes.title)), None)
    return "" if found is None else found.astext()


def _first_sentence(tree: nodes.document) -> str:
    """The finding with which the page leads, else its first paragraph, cut to what is shown."""
    boxes = [box for box in tree.findall(nodes.admonition) if "in-short" in box["classes"]]
    place = boxes[0] if boxes else tree
    paragraph = next(iter(place.findall(nodes.paragraph)), None)
    text = "" if paragraph is None else " ".join(paragraph.astext().split())
    return text if len(text) <= _LENGTH else f"{text[: _LENGTH - 1].rstrip()}…"


def _cited(about: dict[str, Any], title: str) -> dict[str, str]:
    authors = [author["name"] for author in about["authors"]]
    return {
        "title": title,
        "author": "; ".join(authors),
        "publication_date": str(about["date-released"]).replace("-", "/"),
        "inbook_title": about["title"],
    }


def _open_graph(title: str, description: str, book: str, lang: str) -> dict[str, str]:
    return {
        "og:type": "article",
        "og:title": title,
        "og:description": description,
        "og:site_name": book,
        "og:locale": {"en": "en_GB", "ja": "ja_JP"}.get(lang, lang),
    }


def _data_set(vintage: str, about: dict[str, Any], lang: str) -> dict[str, Any]:
    """The tables as a schema.org Dataset, each as a download."""
    place = vintages.find(vintage)
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": place.title_in(lang),
        "description": about["abstract"].strip(),
        "version": place.name,
        "dateModified": place.as_of,
        "inLanguage": list(NAMES),
        "license": licences.CONTENT.address,
        "creator": [{"@type": "Organization", "name": each["name"]} for each in about["authors"]],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": schema.text(described, "title", lang),
                "encodingFormat": kind,
                "contentUrl": address,
            }
            for described, _identifier, name in _tables(place)
            for kind, address in _files(name)
        ],
    }


def _dcat(vintage: str, about: dict[str, Any]) -> dict[str, Any]:
    """The tables as a DCAT catalogue: a data set each, with a distribution for each form."""
    place = vintages.find(vintage)
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@type": "dcat:Catalog",
        "dct:title": _in_both(place.title, place.title_ja),
        "dct:license": {"@id": licences.CONTENT.address},
        "dct:publisher": [{"dct:title": author["name"]} for author in about["authors"]],
        "dct:modified": {"@type": "xsd:date", "@value": place.as_of},
        "dcat:dataset": [
            {
                "@type": "dcat:Dataset",
                "dct:identifier": identifier,
                "dct:title": _in_both(described["title"], described.get("title_ja", "")),
                "dct:description": _in_both(
                    described.get("description", ""), described.get("description_ja", "")
                ),
                "dcat:distribution": [
                    {
                        "@type": "dcat:Distribution",
                        "dcat:mediaType": kind,
                        "dcat:downloadURL": {"@id": address},
                    }
                    for kind, address in _files(name)
                ],
            }
            for described, identifier, name in _tables(place)
        ],
    }


def _tables(place: vintages.Vintage) -> Iterator[tuple[dict[str, Any], str, str]]:
    """What describes each table, its identifier, and where it lies in data/ (`2024-02/budgets`)."""
    for table in place.tables():
        yield table.descriptor, table.name, f"{place.holder(table.name).name}/{table.name}"
    for described in reference.tables():
        # It may be called as a table of the vintages is.
        name = f"{reference.FOLDER.name}/{described['name']}"
        yield described, name, name


def _in_both(english: str, japanese: str) -> list[dict[str, str]]:
    texts = {"en": english, "ja": japanese}
    return [{"@language": lang, "@value": text} for lang, text in texts.items() if text]


def _files(name: str) -> list[tuple[str, str]]:
    """The forms of a table: media type, and address from a page in book/."""
    return [(kind, downloads.address(name, ending)) for ending, kind in _MEDIA_TYPES.items()]


def _linked_data(described: dict[str, Any]) -> str:
    # No text of the data can end the element: `<` is written as JSON writes any character.
    text = json.dumps(described, indent=1).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def about_edition(vintage: str, lang: str) -> str:
    """What stands beneath all that is shown: version, date of the data, and whose it is not.

    Args:
        vintage: whose data it is.
        lang: the language of the edition.
    """
    _ = translator(lang, PACKAGE)
    said = _(
        "Version {version}. {basis} Made from METI's slides of 9 February 2024, by no part of the "
        "ministry: this is no official publication."
    )
    return said.format_map({"version": citation.about()["version"], "basis": basis(vintage, lang)})


def _named(prefix: str, found: dict[str, str]) -> list[str]:
    return [_tag("name", f"{prefix}_{name}", value) for name, value in found.items()]


def _properties(found: dict[str, str]) -> list[str]:
    return [_tag("property", name, value) for name, value in found.items()]


def _tag(kind: str, name: str, value: str) -> str:
    return f'<meta {kind}="{name}" content="{as_html(value)}">'


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension (called by Sphinx)."""
    app.connect("html-page-context", _describe)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
