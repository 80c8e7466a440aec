"""Searching the built book, with the book's own scripts in a JavaScript engine."""

from __future__ import annotations

import json
from functools import cache

import pytest
from py_mini_racer import MiniRacer

from semibook import paths
from semibook.site.search import Japanese

#: What Sphinx's search tool asks of a browser before it searches.
BROWSER = """
var document = {getElementById: () => null, documentElement: {dataset: {}}};
var localStorage = {setItem: () => null};
var window = {location: {search: ""}}, _ready = () => null, DOCUMENTATION_OPTIONS = {};
var SPHINX_HIGHLIGHT_ENABLED = false;
var Documentation = {gettext: (text) => text};
"""


SCRIPTS = (
    "_static/language_data.js",
    "_static/searchtools.js",
    "searchindex.js",
    "_static/search_order.js",
    "_static/search_weights.js",
)


@cache
def engine(lang: str) -> MiniRacer:
    book = paths.BUILD / "html" / lang
    found = MiniRacer()
    found.eval(BROWSER)
    for script in SCRIPTS:
        found.eval((book / script).read_text(encoding="utf-8"))
    return found


def pages(lang: str, query: str) -> list[str]:
    """The pages that the search lists, the first one first."""
    script = f"JSON.stringify(Search._performSearch(...Search._parseQuery({json.dumps(query)})))"
    results = json.loads(engine(lang).eval(script))  # the page takes them from the end
    return list(dict.fromkeys(result[0] for result in reversed(results)))


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("半導体戦略", "book/intro"),
        ("経済安全保障", "notebooks/supply_chain"),
        ("先端半導体", "notebooks/three_step_strategy"),
        ("千歳市", "notebooks/rapidus"),
        ("人材育成", "notebooks/talent"),
        ("熊本", "notebooks/kumamoto"),
        ("光", "notebooks/future_technology"),
        ("ＳｉＣ", "notebooks/power_semiconductors"),
        ("usd_jpy", "notebooks/global_policy"),
        ("CHIPS法 ガードレール", "notebooks/global_policy"),
    ],
)
def test_japanese_is_found(query, page):
    assert page in pages("ja", query)


@pytest.mark.parametrize("query", ["存在しない語句", "鰻"])
def test_what_is_not_in_the_book_is_not_found(query):
    assert not pages("ja", query)


@pytest.mark.parametrize(
    ("query", "page"),
    [("guardrails", "notebooks/global_policy"), ("yield", "notebooks/rapidus")],
)
def test_english_is_found(query, page):
    assert page in pages("en", query)


def test_a_text_is_cut_into_words_pairs_and_single_characters():
    assert Japanese({}).split("2 nmの千歳市、usd_jpy") == [
        "2", "nm", "の千", "千歳", "歳市", "の", "千", "歳", "市", "usd", "jpy",
    ]  # fmt: skip
