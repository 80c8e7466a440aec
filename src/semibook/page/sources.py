"""Where a figure or table comes from: the slide or other source, and the data files."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from semibook.page.markup import as_html, as_markdown
from semibook.tables import frames, vintages
from semibook.tables.characters import as_line
from semibook.translation.catalogues import PACKAGE, translator
from semibook.translation.language import language

if TYPE_CHECKING:
    import pandas as pd

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
    _ = translator(lang, PACKAGE)
    said = [
        word
        + language(lang).semicolon.join(
            _first(_named(cited, vintage, lang, as_line, _unlinked), lang)
        )
        for word, cited in _credited(sources, tables, vintage, lang)
    ]
    return language(lang).semicolon.join(said)


def credit_html(
    sources: list[str], tables: list[str], vintage: str | Path, lang: str = "en"
) -> str:
    """The sources and the data files as links (HTML), for the foot of a chapter's table.

    Sources later than the deck that rows of the tables name are added to `sources`.

    Raises:
        KeyError: if a source is not in sources.csv, or a table not in datapackage.json.
        FileNotFoundError: if the vintage does not hold a table.
    """
    return _credit(sources, tables, vintage, lang, as_html)


def credit_markdown(
    sources: list[str], tables: list[str], vintage: str | Path, lang: str = "en"
) -> str:
    """What `credit_html` gives, for the caption of a figure, which is read as Markdown.

    Its links are HTML, as Sphinx would look for their targets among the sources of the pages.

    Raises:
        KeyError: if a source is not in sources.csv, or a table not in datapackage.json.
        FileNotFoundError: if the vintage does not hold a table.
    """
    return _credit(sources, tables, vintage, lang, as_markdown)


def _credit(
    sources: list[str],
    tables: list[str],
    vintage: str | Path,
    lang: str,
    shown: Callable[[str], str],
) -> str:
    _ = translator(lang, PACKAGE)
    said = [
        (word, language(lang).semicolon.join(_named(cited, vintage, lang, shown, _linked)))
        for word, cited in _credited(sources, tables, vintage, lang)
    ]
    files = [_data_link(each, vintage, shown) for each in tables]
    said.append((_("Data: "), language(lang).comma.join(files)))
    return sentences([f"{word}{what}{language(lang).stop}" for word, what in said if what], lang)


def sentences(parts: list[str], lang: str = "en") -> str:
    """Sentences in a row, the empty ones left out; Japanese ones stand without a space between."""
    return language(lang).sentences(parts)


def named(source: str, vintage: str | Path, lang: str = "en") -> str:
    """Who published a source, for a table's cell: `Jiji Press`; of the deck, with the slide."""
    row = frames.load("sources", vintage, lang).set_index("id").loc[source]
    if row["kind"] not in SLIDES:
        return row["publisher"]
    _ = translator(lang, PACKAGE)
    space = language(lang).space
    return f"{row['publisher']}{language(lang).comma}{_('slide')}{space}{row['order']}"


def _credited(
    sources: list[str], tables: list[str], vintage: str | Path, lang: str
) -> list[tuple[str, list[str]]]:
    """What the figure speaks of, and what else the tables hold, each with the words before it."""
    _ = translator(lang, PACKAGE)
    later = [each for each in later_sources(tables, vintage) if each not in sources]
    word = _("Later rows in the data: ") if sources else _("Source: ")
    return [each for each in ((_("Source: "), sources), (word, later)) if each[1]]


def _named(
    sources: list[str],
    vintage: str | Path,
    lang: str,
    shown: Callable[[str], str],
    link: Callable[[str, str], str],
) -> list[str]:
    """Each publication, with its slides if it has such.

    Args:
        sources: ids of sources.csv.
        vintage: the vintage whose sources they are.
        lang: language of names and words.
        shown: how text reaches the page, such as `as_html`.
        link: what makes a link of a text that is fit for the page and a source's id.
    """
    _ = translator(lang, PACKAGE)
    found = []
    for name, slides in _grouped(sources, vintage, lang):
        if slides is None:
            found.append(link(shown(name.text), name.source))
            continue
        word, space = _("slide") if len(slides) == 1 else _("slides"), language(lang).space
        numbers = [link(shown(each.text), each.source) for each in slides]
        found.append(
            language(lang).comma.join(
                [shown(name.text), f"{word}{space}{numbers[0]}", *numbers[1:]]
            )
        )
    return found


def _unlinked(text: str, _source: str) -> str:
    return text


def _linked(text: str, source: str) -> str:
    return f'<a href="{source_address(source)}">{text}</a>'


def source_address(source: str) -> str:
    """Where a source stands on the references page, from the page of a chapter."""
    return f"../book/references.html#{quote(source)}"


def _first(names: list[str], lang: str) -> list[str]:
    _ = translator(lang, PACKAGE)
    if len(names) <= _NAMED:
        return names
    return [*names[: _NAMED - 1], _("and {count} more").format(count=len(names) - _NAMED + 1)]


def later_sources(tables: list[str], vintage: str | Path) -> list[str]:
    """Sources that rows of the tables name and that the first vintage does not know.

    A chapter names the slides it speaks of; where a later vintage has rows from elsewhere, the
    captions must say so too.
    """
    place = vintages.find(vintage)
    if not place.base:
        return []
    old = set(frames.load("sources", place.first.folder)["id"])
    updated = [each for each in tables if place.holder(each) is not place.first]
    cited = {
        source
        for table in updated
        for source in frames.load(table, vintage).get("source", ())
        if source not in old
    }
    return sorted(cited)


def data_link(table: str, vintage: str | Path) -> str:
    """A link (HTML) from a chapter's page to the file of a table."""
    return _data_link(table, vintage, as_html)


def _data_link(table: str, vintage: str | Path, shown: Callable[[str], str]) -> str:
    place = vintages.find(vintage)
    file = place.path(place.table(table).name)
    address = quote(f"{file.parent.name}/{table}.csv")
    return f'<a href="../data/{address}" download>{shown(f"{table}.csv")}</a>'


@cache  # pages of tables have one for each row; who makes them ends with them
def short_name(source: str, vintage: str | Path, lang: str = "en") -> str:
    """A source as the catalogue's cells name it: `slide 4`; of a later one, who published it."""
    cited = _known([source], vintage, lang).loc[source]
    if cited["kind"] not in SLIDES:
        return _publication(cited, lang)
    _ = translator(lang, PACKAGE)
    return f"{_('slide')}{language(lang).space}{cited['order']}"


class _Cited(NamedTuple):
    """Words for a source, and its id."""

    text: str
    source: str


def _grouped(
    sources: list[str], vintage: str | Path, lang: str
) -> list[tuple[_Cited, list[_Cited] | None]]:
    """Publications with their slides, which are None for one that has no such."""
    known = _known(sources, vintage, lang)
    cited = known.loc[sorted(set(sources), key=known["order"].get)].copy()
    grouped = []
    cited["name"] = [_publication(each, lang) for each in cited.itertuples()]
    for name, rows in cited.groupby("name", sort=False):
        slides = [_Cited(str(order), key) for key, order in rows["order"].items()]
        of_deck = set(rows["kind"]) <= SLIDES
        grouped.append((_Cited(name, rows.index[0]), slides if of_deck else None))
    return grouped


def _known(sources: list[str], vintage: str | Path, lang: str) -> pd.DataFrame:
    """The table of sources by id, which has all that are cited."""
    known = frames.load("sources", vintage, lang).set_index("id")
    unknown = [each for each in dict.fromkeys(sources) if each not in known.index]
    if unknown:
        raise KeyError(f"sources.csv has no {', '.join(unknown)}")
    return known


def _publication(source: Any, lang: str) -> str:
    """Who published a source (a row of sources.csv), and when."""
    return f"{source.publisher}{language(lang).comma}{day(source, lang)}"


def day(source: Any, lang: str = "en") -> str:
    """When a source (a row of sources.csv) is dated: `9 February 2024`.

    No closer than it is known: `February 2024`, `2024`.
    """
    written = language(lang)
    forms = {"year": written.year, "month": written.month}
    return forms.get(source.date_precision, written.day)(source.date)
