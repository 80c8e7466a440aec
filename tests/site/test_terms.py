"""Terms of the glossary: where a page first mentions one, and nowhere else, its meaning is told."""

from __future__ import annotations

import re

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes

from semibook.site import terms
from semibook.site.terms import Mention, Term
from semibook.tables import reference

GLOSSARY = [
    Term("term-node", "A generation.", ("node",)),
    Term("term-fab", "A factory.", ("fab", "factory")),
    Term("term-die", "One chip.", ("die",)),
    Term("term-euv", "Light.", ("EUV",)),
    Term("term-system", "A machine.", ("EUV system",)),
    Term("term-none", "Not explained.", ()),
]


@pytest.fixture
def marked(monkeypatch):
    """A function that marks a page of some nodes, and gives the page."""
    monkeypatch.setattr(terms, "terms", lambda _lang: GLOSSARY)

    def mark(*parts: nodes.Node) -> nodes.document:
        page = new_document("page")
        page += list(parts)
        before = page.astext()
        terms.mark(page, "en")
        assert page.astext() == before
        return page

    return mark


def paragraph(text: str) -> nodes.paragraph:
    return nodes.paragraph(text=text)


def mentions(page: nodes.document) -> list[str]:
    return [mention.astext() for mention in page.findall(Mention)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("The node of a die.", ["node", "die"], id="words"),
        pytest.param("Nodes, then a node.", ["Nodes"], id="plural-at-the-start"),
        pytest.param("Two factories, one fab.", ["factories"], id="one-of-its-forms"),
        pytest.param("An anode; a single-node line.", [], id="part-of-a-word"),
        pytest.param("An EUV system and EUV.", ["EUV system", "EUV"], id="longest-first"),
        pytest.param("euv", [], id="abbreviation-as-written"),
    ],
)
def test_the_first_mention_of_each_term_is_marked(marked, text, found):
    assert mentions(marked(paragraph(text))) == found


def test_a_term_is_marked_once_a_page(marked):
    page = marked(paragraph("A node."), paragraph("The node, and a die."))
    assert mentions(page) == ["node", "die"]
    assert [mention["meaning"] for mention in page.findall(Mention)] == [
        "A generation.",
        "One chip.",
    ]


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(nodes.title(text="A node"), id="heading"),
        pytest.param(nodes.literal_block(text="node"), id="code"),
        pytest.param(nodes.figure("", nodes.caption(text="A node")), id="caption"),
        pytest.param(nodes.paragraph("", "", nodes.literal(text="node")), id="literal"),
        pytest.param(nodes.paragraph("", "", nodes.reference(text="node")), id="link"),
        pytest.param(
            nodes.paragraph("", "", addnodes.pending_xref("", nodes.inline(text="node"))),
            id="link-to-a-page",
        ),
        pytest.param(nodes.table("", nodes.paragraph(text="node")), id="table"),
    ],
)
def test_outside_prose_nothing_is_marked(marked, part):
    assert mentions(marked(part, paragraph("No term here."))) == []


@pytest.mark.parametrize(
    ("form", "text", "is_found"),
    [
        ("ダイ", "1個のダイの面積", True),
        ("ダイ", "ガイダイスと", False),
        ("ロット", "パイロットライン", False),
        ("歩留まり", "高歩留まり化", True),
        ("EUV", "EUV露光装置", True),
    ],
)
def test_a_japanese_term_stands_where_katakana_do_not_go_on(form, text, is_found):
    assert bool(re.search(terms.pattern(form), text)) == is_found


def test_data_that_look_like_markup_stay_text(marked):
    (mention, *_) = marked(paragraph('<b>node</b> & "die"')).findall(Mention)
    assert mention.astext() == "node"


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_term_has_a_meaning_and_an_anchor_of_its_own(lang):
    glossary = terms.terms(lang)
    assert all(term.meaning for term in glossary)
    assert len({term.anchor for term in glossary}) == len(glossary)


def test_terms_that_readers_asked_for_are_there():
    named = set(reference.load("glossary")["ja"])
    asked = {
        "光電融合",
        "チップレット",
        "ファウンドリ",
        "極端紫外線（EUV）",
        "JASM",
        "歩留まり",
        "エクサフロップス",
    }
    assert asked <= named


@pytest.mark.parametrize(
    ("lang", "form"), [("en", "METI"), ("en", "yield"), ("ja", "産総研"), ("ja", "SiC")]
)
def test_forms_are_those_of_the_language(lang, form):
    assert form in {form for term in terms.terms(lang) for form in term.forms}
