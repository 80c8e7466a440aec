"""Sphinx extension: every reference stands under its key, and every key leads to it.

The keys of book/references.bib are how tables, parameters and chapters name what they cite.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import ClassVar

import pybtex_docutils
from bs4 import BeautifulSoup, NavigableString
from docutils import nodes
from pybtex.backends import plaintext
from pybtex.database import Entry
from pybtex.plugin import register_plugin
from pybtex.richtext import BaseText
from pybtex.style import FormattedEntry
from pybtex.style.formatting import toplevel
from pybtex.style.formatting.unsrt import Style
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.names.plain import NameStyle
from pybtex.style.sorting import BaseSortingStyle
from pybtex.style.template import Node, join, optional, optional_field, sentence, words
from pybtex.style.template import field as of_entry
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import CONFIG_OK, BuildEnvironment
from sphinx.writers.html5 import HTML5Translator
from sphinxcontrib.bibtex.plugin import register_plugin as register_for_sphinx
from sphinxcontrib.bibtex.style.referencing import BracketStyle, PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from semibook.site import entries
from semibook.tables import reference

#: Where the bibliography is printed, from a page in book/ or notebooks/.
PAGE = "../book/references.html"


class _Label(BaseLabelStyle):
    def format_labels(self, sorted_entries: Iterable) -> Iterator[str]:
        """Yield each entry's key."""
        return (entry.key for entry in sorted_entries)


class _Sorting(BaseSortingStyle):
    def sorting_key(self, entry) -> str:
        """Order entries by their key, as a reader looks them up."""
        return entry.key


class ByKey(Style):
    """The plain style of BibTeX, with each entry's key as its label.

    An entry is formatted for the bibliography, for what shows where a pointer rests on a citation,
    and at each build: what was made of the same entry is taken again.
    """

    #: By style and key, an entry and what is printed of it.
    known: ClassVar[dict[tuple[type, str], tuple[Entry, BaseText]]] = {}
    default_name_style = NameStyle
    default_label_style = _Label
    default_sorting_style = _Sorting
    date = words[optional_field("month"), of_entry("year")]

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        """An entry as it is printed."""
        at = type(self), entry.key
        before, text = self.known.get(at, (None, None))
        if before != entry:
            text = super().format_entry(label, entry, bib_data).text
            self.known[at] = entry, text
        return FormattedEntry(entry.key, text, label)

    def get_misc_template(self, entry) -> Node:
        """The parts of an entry that is no book and no article: most are pages of the web."""
        return toplevel[
            optional[sentence[self.format_names("author")]],
            self.format_title(entry, "title"),
            sentence[optional_field("howpublished"), self.date],
            sentence[optional_field("note")],
            self.format_web_refs(entry),
        ]


class ByKeyInJapanese(ByKey):
    """The same with the year before the month, and titles as they were written."""

    date = join[of_entry("year"), optional_field("month")]

    def format_title(self, _entry, which_field: str, as_sentence: bool = True) -> Node:
        """A title without a change of case."""
        title = of_entry(which_field)
        return sentence[title] if as_sentence else title


@dataclass
class AuthorYear(AuthorYearReferenceStyle):
    """Author and year in brackets; several references stand apart by semicolons."""

    bracket_parenthetical: BracketStyle = field(default_factory=lambda: BracketStyle(sep="; "))


@dataclass
class AuthorYearInJapanese(AuthorYearReferenceStyle):
    """The same with the signs of Japanese."""

    bracket_parenthetical: BracketStyle = field(
        default_factory=lambda: BracketStyle(left="（", right="）", sep="；")
    )
    bracket_textual: BracketStyle = field(
        default_factory=lambda: BracketStyle(left="（", right="）", sep="、")
    )
    person: PersonStyle = field(
        default_factory=lambda: PersonStyle(sep="、", sep2="・", last_sep="、", other="ほか")
    )
    author_year_sep: str = "、"
    text_reference_sep: str = ""


#: By whether an edition is in Japanese: how it lists references, and how it cites them.
_STYLES = {False: (ByKey, AuthorYear), True: (ByKeyInJapanese, AuthorYearInJapanese)}


def linked(text: str) -> list[nodes.Node]:
    """A text as nodes, in which each key of the bibliography leads to its entry."""
    found: list[nodes.Node] = []
    for piece in _any_key().split(text):
        if piece in reference.citations():
            found.append(nodes.reference("", piece, refuri=address(piece), internal=True))
        elif piece:
            found.append(nodes.Text(piece))
    return found


def address(key: str) -> str:
    """The address of a key's entry, from a page in book/ or notebooks/."""
    return f"{PAGE}#{reference.anchor(key)}"


@cache
def _any_key() -> re.Pattern:
    return re.compile(rf"\b({'|'.join(map(re.escape, reference.citations()))})\b")


def _link_cells(_app: Sphinx, tree: nodes.document) -> None:
    """Let a cell of a chapter's table that holds a key alone lead to its entry."""
    for node in list(tree.findall(nodes.raw)):
        if node.get("format") != "html" or not _any_key().search(node.astext()):
            continue
        html = _with_links(node.astext())
        node.replace_self(nodes.raw(node.rawsource, html, **node.attributes))


def _with_links(html: str) -> str:
    """A table whose cells with nothing but a key lead to its entry; all else stays as written."""
    lines = [0, *(end.end() for end in re.finditer("\n", html))]
    for cell in reversed(BeautifulSoup(html, "html.parser").find_all("td")):
        match cell.contents:
            case [NavigableString() as key] if key in reference.citations():
                at = html.index(f">{key}<", lines[cell.sourceline - 1] + cell.sourcepos) + 1
                link = f'<a href="{address(key)}">{key}</a>'
                html = f"{html[:at]}{link}{html[at + len(key) :]}"
    return html


def _visit(writer: HTML5Translator, node: nodes.citation) -> None:
    # docutils' own roles are deprecated, and not allowed where it writes them.
    writer.body.append(writer.starttag(node, "div", CLASS="citation"))


def _depart(writer: HTML5Translator, _node: nodes.citation) -> None:
    writer.body.append("</div>\n")


def _choose(_app: Sphinx, config: Config) -> None:
    """Let the names in _config.yml stand for the styles of the edition's language."""
    listed, cited = _STYLES[config.language == "ja"]
    register_plugin("pybtex.style.formatting", config.bibtex_default_style, listed, force=True)
    referencing = "sphinxcontrib.bibtex.style.referencing"
    register_for_sphinx(referencing, config.bibtex_reference_style, cited, force=True)


def _prepare(app: Sphinx) -> None:
    entries.prepare(app.env.get_domain("cite").bibdata.data.entries, app.config.language)


def _remember(_app: Sphinx, env: BuildEnvironment) -> None:
    """Take up what the last build made of entries, unless other code made it."""
    if env.config_status != CONFIG_OK:
        return
    style, _cited = _STYLES[env.config.language == "ja"]
    for citation in env.get_domain("cite").citations:
        formatted = citation.formatted_entry
        style.known[style, formatted.key] = citation.entry, formatted.text


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the styles' parts and the links (called by Sphinx)."""
    for name, writer in [("docutils", pybtex_docutils.Backend), ("plaintext", plaintext.Backend)]:
        # What each citation is written with is else looked for in every installed package.
        register_plugin("pybtex.backends", name, writer, force=True)
    app.connect("config-inited", _choose)
    app.connect("builder-inited", _prepare, priority=900)  # once the entries have been read
    app.connect("env-updated", _remember, priority=100)  # before sphinxcontrib-bibtex formats them
    app.add_node(nodes.citation, override=True, html=(_visit, _depart))
    app.connect("doctree-read", _link_cells)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
