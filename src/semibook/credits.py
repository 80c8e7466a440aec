"""Where a figure or table comes from: the slide or other source, and the data files."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pandas as pd

from semibook import vintages
from semibook.translate import translator

_COMMA = {"en": ", ", "ja": "、"}
_STOP = {"en": ".", "ja": "。"}
#: Kinds of sources that are pages of the deck, cited by number.
SLIDES = {"content", "title", "picture"}
#: How many sources the foot of a figure names; the caption beneath has all.
_NAMED = 4


def credit_line(
    sources: list[str], tables: list[str], vintage: str | Path, lang: str = "en"
) -> str:
    """The sources as plain text, for the foot of a figure: `Source: METI, 9 Feb 2024, slides 4, 8`.

    Empty if there are none. Later sources of the tables' rows are added, the first few by name.

    Raises:
        KeyError: if a source is not in sources.csv.
    """
    _ = translator(lang, "semibook")
    cited = [*sources, *later_sources(tables, vintage)]
    if not cited:
        return ""
    named = [
        _COMMA[lang].join([name, *places])
        for name, places in _grouped(cited, vintage, lang, linked=False)
    ]
    if len(named) > _NAMED:
        more = _("and {count} more").format(count=len(named) - _NAMED + 1)
        named = [*named[: _NAMED - 1], more]
    return _("Source: ") + "; ".join(named)


def credit_html(
    sources: list[str], tables: list[str], vintage: str | Path, lang: str = "en"
) -> str:
    """The sources and the data files as links (HTML), for captions of a chapter's page.

    Sources later than the deck that rows of the tables name are added to `sources`.

    Raises:
        KeyError: if a source is not in sources.csv, or a table not in datapackage.json.
        FileNotFoundError: if the vintage does not hold a table.
    """
    _ = translator(lang, "semibook")
    named = "; ".join(
        _COMMA[lang].join([name, *places])
        for name, places in _grouped(
            [*sources, *later_sources(tables, vintage)], vintage, lang, linked=True
        )
    )
    files = _COMMA[lang].join(data_link(each, vintage) for each in tables)
    said = [(_("Source: "), named), (_("Data: "), files)]
    return " ".join(f"{word}{what}{_STOP[lang]}" for word, what in said if what)


def later_sources(tables: list[str], vintage: str | Path) -> list[str]:
    """Sources that rows of the tables name and that the oldest base vintage does not know.

    A chapter names the slides it speaks of; where a later vintage has rows from elsewhere, the
    captions must say so too.
    """
    place = oldest = vintages.find(vintage)
    while oldest.base:
        oldest = oldest.base
    if oldest is place:
        return []
    old = set(vintages.load("sources", oldest.folder)["id"])
    updated = [each for each in tables if place.holder(each) is not oldest]
    cited = {
        source
        for table in updated
        for source in vintages.load(table, vintage).get("source", ())
        if source not in old
    }
    return sorted(cited)


def data_link(table: str, vintage: str | Path) -> str:
    """A link (HTML) from a chapter's page to the file of a table."""
    vintages.resource(table)
    path = vintages.find(vintage).path(table)
    return f'<a href="../data/{escape(path.parent.name)}/{table}.csv" download>{table}.csv</a>'


def slide_link(source: str, vintage: str | Path, lang: str = "en") -> str:
    """A link (HTML) from a chapter's page to a source on the references page."""
    ((name, places),) = _grouped([source], vintage, lang, linked=True)
    return places[0] if places else name


def _grouped(
    sources: list[str], vintage: str | Path, lang: str, *, linked: bool
) -> list[tuple[str, list[str]]]:
    _ = translator(lang, "semibook")
    known = vintages.load("sources", vintage, lang).set_index("id")
    unknown = [each for each in dict.fromkeys(sources) if each not in known.index]
    if unknown:
        raise KeyError(f"sources.csv has no {', '.join(unknown)}")
    cited = known.loc[sorted(set(sources), key=known["order"].get)]
    grouped = []
    for (publisher, date), rows in cited.groupby(["publisher", "date"], sort=False):
        name = f"{publisher}{_COMMA[lang]}{_day(date, lang)}"
        if not set(rows["kind"]) <= SLIDES:
            at = f"../book/references.html#{rows.index[0]}"
            grouped.append((f'<a href="{at}">{escape(name)}</a>' if linked else name, []))
            continue
        name = escape(name) if linked else name
        word = _("slide") if len(rows) == 1 else _("slides")
        numbers = [
            f'<a href="../book/references.html#{key}">{order}</a>' if linked else f"{order}"
            for key, order in rows["order"].items()
        ]
        grouped.append((name, [f"{word} {numbers[0]}", *numbers[1:]]))
    return grouped


def _day(date: pd.Timestamp, lang: str) -> str:
    if lang == "ja":
        return f"{date.year}年{date.month}月{date.day}日"
    return f"{date.day} {date:%B %Y}"
