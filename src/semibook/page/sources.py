"""Where a figure or table comes from: the slide or other source, and the data files."""

from __future__ import annotations

from html import escape
from pathlib import Path

from semibook.tables import frames, schema, vintages
from semibook.translation.catalogues import translator

_COMMA = {"en": ", ", "ja": "、"}
_STOP = {"en": ".", "ja": "。"}
_BETWEEN = {"en": "; ", "ja": "；"}
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
    said = [
        word + _BETWEEN[lang].join(_first(_named(cited, vintage, lang, linked=False), lang))
        for word, cited in _credited(sources, tables, vintage, lang)
    ]
    return _BETWEEN[lang].join(said)


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
    said = [
        (word, _BETWEEN[lang].join(_named(cited, vintage, lang, linked=True)))
        for word, cited in _credited(sources, tables, vintage, lang)
    ]
    said.append((_("Data: "), _COMMA[lang].join(data_link(each, vintage) for each in tables)))
    return sentences([f"{word}{what}{_STOP[lang]}" for word, what in said if what], lang)


def sentences(parts: list[str], lang: str = "en") -> str:
    """Sentences in a row, the empty ones left out; Japanese ones stand without a space between."""
    return ("" if lang == "ja" else " ").join(filter(None, parts))


def named(source: str, vintage: str | Path, lang: str = "en") -> str:
    """Who published a source, for a table's cell: `Jiji Press`; of the deck, with the slide."""
    row = frames.load("sources", vintage, lang).set_index("id").loc[source]
    if row["kind"] not in SLIDES:
        return row["publisher"]
    _ = translator(lang, "semibook")
    space = "" if lang == "ja" else " "
    return f"{row['publisher']}{_COMMA[lang]}{_('slide')}{space}{row['order']}"


def _credited(
    sources: list[str], tables: list[str], vintage: str | Path, lang: str
) -> list[tuple[str, list[str]]]:
    """What the figure speaks of, and what else the tables hold, each with the words before it."""
    _ = translator(lang, "semibook")
    later = [each for each in later_sources(tables, vintage) if each not in sources]
    word = _("Later rows in the data: ") if sources else _("Source: ")
    return [each for each in ((_("Source: "), sources), (word, later)) if each[1]]


def _named(sources: list[str], vintage: str | Path, lang: str, *, linked: bool) -> list[str]:
    return [
        _COMMA[lang].join([name, *places])
        for name, places in _grouped(sources, vintage, lang, linked=linked)
    ]


def _first(names: list[str], lang: str) -> list[str]:
    _ = translator(lang, "semibook")
    if len(names) <= _NAMED:
        return names
    return [*names[: _NAMED - 1], _("and {count} more").format(count=len(names) - _NAMED + 1)]


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
    old = set(frames.load("sources", oldest.folder)["id"])
    updated = [each for each in tables if place.holder(each) is not oldest]
    cited = {
        source
        for table in updated
        for source in frames.load(table, vintage).get("source", ())
        if source not in old
    }
    return sorted(cited)


def data_link(table: str, vintage: str | Path) -> str:
    """A link (HTML) from a chapter's page to the file of a table."""
    schema.resource(table)
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
    known = frames.load("sources", vintage, lang).set_index("id")
    unknown = [each for each in dict.fromkeys(sources) if each not in known.index]
    if unknown:
        raise KeyError(f"sources.csv has no {', '.join(unknown)}")
    cited = known.loc[sorted(set(sources), key=known["order"].get)].copy()
    grouped = []
    cited["day"] = [day(each, lang) for each in cited.itertuples()]
    for (publisher, dated), rows in cited.groupby(["publisher", "day"], sort=False):
        name = f"{publisher}{_COMMA[lang]}{dated}"
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
        space = "" if lang == "ja" else " "
        grouped.append((name, [f"{word}{space}{numbers[0]}", *numbers[1:]]))
    return grouped


def day(source: tuple, lang: str = "en") -> str:
    """When a source (a row of sources.csv, from `itertuples`) is dated: `9 February 2024`.

    No closer than it is known: `February 2024`, `2024`.
    """
    date, known = source.date, source.date_precision
    if lang == "ja":
        form = {"year": "{0.year}年", "month": "{0.year}年{0.month}月"}
        return form.get(known, "{0.year}年{0.month}月{0.day}日").format(date)
    form = {"year": "{0:%Y}", "month": "{0:%B %Y}"}
    return form.get(known, "{0.day} {0:%B %Y}").format(date)
