"""Sphinx extension: terms of the glossary, where they are explained and where they first stand.

On the first page and in the chapters, the first mention of a term in prose leads to the glossary;
its meaning shows beside it while a pointer or the keyboard's focus is on it. The text of a page
stays what it was: the meaning is an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from semibook.page.ruby import ruby
from semibook.tables import reference

#: The glossary, from a page in book/ or notebooks/.
PAGE = "../book/glossary.html"
#: The pages on which terms are explained.
_PAGES = ("notebooks/", "book/intro")
#: Where no term is looked for: headings, links, code, formulas, figures and tables.
_NO_PROSE = (
    nodes.title,
    nodes.rubric,
    nodes.reference,
    addnodes.pending_xref,
    addnodes.download_reference,
    nodes.literal,
    nodes.literal_block,
    nodes.math,
    nodes.raw,
    nodes.figure,
    nodes.table,
    nodes.citation,
    nodes.footnote,
)
_KATAKANA, _LETTERS = "ァ-ヺー", "A-Za-z0-9"


@dataclass(frozen=True)
class Term:
    """A term of the glossary, in the language of an edition.

    Attributes:
        anchor: names its entry on the glossary's page.
        meaning: what it means, plain text.
        forms: how it is written in prose; none if it is not explained there.
    """

    anchor: str
    meaning: str
    forms: tuple[str, ...]


class Mention(nodes.inline):
    """The first mention of a term on a page; its text is its child."""


class Reading(nodes.inline):
    """A Japanese term, shown with its reading above; its text is its child."""


def anchor(english: str) -> str:
    """The id of a term's entry on the glossary's page, from its English."""
    return nodes.make_id(f"term-{english}")


def terms(lang: str) -> list[Term]:
    """The terms of the glossary.

    Args:
        lang: language of the edition.
    """
    rows = reference.load("glossary", lang).fillna("").to_dict("records")
    return [Term(anchor(row["en"]), row["meaning"], tuple(_forms(row, lang))) for row in rows]


def _forms(row: dict[str, str], lang: str) -> Iterator[str]:
    """How a row of the glossary is written in prose; what the English has in brackets is a note."""
    if row["marked"] not in ("both", lang):
        return
    if lang == "ja":
        yield from re.split("[（）]", row["ja"].removesuffix("）"))
    else:
        yield row["en"].partition(" (")[0]
    if row["abbreviation"]:
        yield row["abbreviation"]


def pattern(form: str) -> str:
    """A regular expression for a form where it stands as a word of its own.

    English is found in the plural and at the start of a sentence too, an abbreviation only as it is
    written. Japanese has no spaces: only katakana or letters must not go on at either end.
    """
    if form.isascii():
        words = r"\s+".join(map(re.escape, form.split()))
        words = f"(?i:{_plural(words)})" if form.islower() else words
        return rf"(?<![{_LETTERS}-]){words}(?![{_LETTERS}-])"
    start, end = (_goes_on(sign) for sign in (form[0], form[-1]))
    return f"(?<!{start}){re.escape(form)}(?!{end})"


@cache
def _any_of(forms: tuple[str, ...]) -> re.Pattern:
    """A regular expression with a group for each form; of several the first one counts."""
    first = {sign for form in forms for sign in (form[0].lower(), form[0].upper())}
    # Most places are seen at once to begin none: the sign there, or one amid a word.
    begins = rf"(?=[{re.escape(''.join(sorted(first)))}])(?:(?<![{_LETTERS}])|(?![{_LETTERS}]))"
    return re.compile(f"{begins}(?:{'|'.join(f'({pattern(form)})' for form in forms)})")


def _goes_on(sign: str) -> str:
    """What would make a longer word beside a sign; of kanji and hiragana nothing does."""
    runs = (f"[{run}]" for run in (_KATAKANA, _LETTERS))
    return next((run for run in runs if re.match(run, sign)), "(?!)")


def _plural(words: str) -> str:
    if words.endswith("y"):
        return f"{words[:-1]}(?:y|ies)"
    return f"{words.removesuffix('s')}s?"


def mark(tree: nodes.document, lang: str) -> None:
    """Make a mention of the first place in prose at which each term stands.

    Args:
        tree: a page.
        lang: its language.
    """
    by_form = {form: term for term in terms(lang) for form in term.forms}
    longest_first = sorted(by_form, key=len, reverse=True)
    any_form = _any_of(tuple(longest_first))
    seen: set[str] = set()
    for text in list(tree.findall(nodes.Text)):
        if not _is_prose(text):
            continue
        pieces: list[nodes.Node] = []
        done = 0
        for found in any_form.finditer(text):
            term = by_form[longest_first[found.lastindex - 1]]
            if term.anchor in seen:
                continue
            seen.add(term.anchor)
            pieces += [nodes.Text(text[done : found.start()]), _mention(found.group(), term)]
            done = found.end()
        if pieces:
            pieces.append(nodes.Text(text[done:]))
            text.parent.replace(text, [piece for piece in pieces if piece.astext()])


def _is_prose(text: nodes.Text) -> bool:
    node, in_paragraph = text.parent, False
    while node is not None:
        if isinstance(node, _NO_PROSE):
            return False
        in_paragraph = in_paragraph or isinstance(node, nodes.paragraph)
        node = node.parent
    return in_paragraph


def _mention(text: str, term: Term) -> Mention:
    return Mention("", text, anchor=term.anchor, meaning=term.meaning)


def _mark_page(app: Sphinx, tree: nodes.document) -> None:
    if not app.env.docname.startswith(_PAGES):
        return
    for file in (reference.path("glossary"), __file__):
        app.env.note_dependency(str(file))
    mark(tree, app.config.language or "en")


def _visit_mention(writer: HTML5Translator, node: Mention) -> None:
    meaning = node["meaning"]
    told = {"href": f"{PAGE}#{node['anchor']}", "data-meaning": meaning}
    link = writer.starttag(node, "a", "", CLASS="term", **told, **{"aria-description": meaning})
    writer.body.append(link)


def _depart_mention(writer: HTML5Translator, _node: Mention) -> None:
    writer.body.append("</a>")


def _visit_reading(writer: HTML5Translator, node: Reading) -> None:
    writer.body.append(f'<span lang="ja">{ruby(node.astext(), set())}</span>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the nodes and what marks pages (called by Sphinx)."""
    app.add_node(Mention, html=(_visit_mention, _depart_mention))
    app.add_node(Reading, html=(_visit_reading, None))
    app.connect("doctree-read", _mark_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
