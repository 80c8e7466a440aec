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
var Documentation = {gettext: (text) => text, addTranslations: () => null};
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


#: What readers look for, and the pages of which one must be among the first three.
ASKED = [
    ("en", "Kumamoto", ("notebooks/kumamoto",)),
    ("en", "JASM subsidy", ("notebooks/supply_chain", "notebooks/kumamoto")),
    ("en", "economic effect Kyushu", ("notebooks/kumamoto",)),
    ("en", "starting wage", ("notebooks/kumamoto",)),
    ("en", "Rapidus", ("notebooks/rapidus",)),
    ("en", "yield", ("notebooks/rapidus",)),
    ("en", "2 nm", ("notebooks/rapidus",)),
    ("en", "silicon carbide", ("notebooks/power_semiconductors",)),
    ("en", "power semiconductors", ("notebooks/power_semiconductors",)),
    ("en", "SiC", ("notebooks/power_semiconductors",)),
    ("en", "certified plans", ("notebooks/supply_chain",)),
    ("en", "silicon wafers", ("notebooks/supply_chain", "notebooks/kumamoto")),
    ("en", "talent", ("notebooks/talent",)),
    ("en", "retention", ("notebooks/talent",)),
    ("en", "kosen", ("notebooks/talent",)),
    ("en", "CHIPS Act", ("notebooks/global_policy",)),
    ("en", "guardrails", ("notebooks/global_policy",)),
    ("en", "South Korea", ("notebooks/global_policy",)),
    ("en", "exchange rate", ("notebooks/three_step_strategy", "notebooks/global_policy")),
    ("en", "15 trillion yen", ("notebooks/three_step_strategy",)),
    ("en", "growth of sales", ("notebooks/three_step_strategy",)),
    ("en", "EFLOPS", ("notebooks/ai_compute",)),
    ("en", "generative AI", ("notebooks/ai_compute",)),
    ("en", "compute target", ("notebooks/ai_compute",)),
    ("en", "optical interconnect", ("notebooks/future_technology",)),
    ("en", "photonics", ("notebooks/future_technology",)),
    ("en", "promises", ("notebooks/promises",)),
    ("en", "first shipment", ("notebooks/promises",)),
    ("en", "contradicts itself", ("notebooks/claims_audit",)),
    ("en", "ledger", ("notebooks/claims_audit",)),
    ("en", "scenarios weak yen", ("notebooks/scenarios",)),
    ("en", "interval rounding", ("book/methods",)),
    ("en", "glossary", ("book/glossary",)),
    ("en", "corrections", ("book/errata",)),
    ("en", "import Excel", ("book/analysts_guide",)),
    ("ja", "熊本", ("notebooks/kumamoto",)),
    ("ja", "経済波及効果", ("notebooks/kumamoto",)),
    ("ja", "初任給", ("notebooks/kumamoto",)),
    ("ja", "九州フィナンシャルグループ", ("notebooks/kumamoto",)),
    ("ja", "ラピダス", ("notebooks/rapidus",)),
    ("ja", "歩留まり", ("notebooks/rapidus",)),
    ("ja", "歩留り", ("notebooks/rapidus",)),
    ("ja", "千歳市", ("notebooks/rapidus",)),
    ("ja", "パワー半導体", ("notebooks/power_semiconductors",)),
    ("ja", "ＳｉＣ", ("notebooks/power_semiconductors",)),
    ("ja", "供給確保計画", ("notebooks/supply_chain",)),
    ("ja", "シリコンウエハ", ("notebooks/supply_chain",)),
    ("ja", "シリコンウェーハ", ("notebooks/supply_chain",)),
    ("ja", "経済安全保障", ("notebooks/global_policy",)),
    ("ja", "人材育成", ("notebooks/talent",)),
    ("ja", "定着率", ("notebooks/talent",)),
    ("ja", "高専", ("notebooks/talent",)),
    ("ja", "ガードレール", ("notebooks/global_policy",)),
    ("ja", "CHIPS法", ("notebooks/global_policy",)),
    ("ja", "韓国", ("notebooks/global_policy",)),
    ("ja", "為替レート", ("notebooks/three_step_strategy", "notebooks/global_policy")),
    ("ja", "15兆円", ("notebooks/three_step_strategy",)),
    ("ja", "4760億円", ("notebooks/kumamoto", "notebooks/supply_chain")),
    ("ja", "４７６０億円", ("notebooks/kumamoto", "notebooks/supply_chain")),
    ("ja", "生成AI", ("notebooks/ai_compute",)),
    ("ja", "計算資源", ("notebooks/ai_compute",)),
    ("ja", "光電融合", ("notebooks/future_technology",)),
    ("ja", "チップレット", ("notebooks/future_technology",)),
    ("ja", "目標 予定 その後", ("notebooks/promises",)),
    ("ja", "検証台帳", ("notebooks/claims_audit",)),
    ("ja", "変更", ("notebooks/what_changed",)),
    ("ja", "円安", ("notebooks/scenarios",)),
    ("ja", "エクセル 取り込み", ("book/analysts_guide",)),
    ("ja", "用語集", ("book/glossary",)),
    ("ja", "強靱化", ("notebooks/three_step_strategy",)),
    ("ja", "サーバー", ("notebooks/future_technology", "notebooks/ai_compute")),
    ("ja", "訂正", ("book/errata",)),
]


@pytest.mark.parametrize(("lang", "query", "expected"), ASKED)
def test_what_a_reader_looks_for_is_among_the_first_three(lang, query, expected):
    assert {*expected} & {*pages(lang, query)[:3]}


@pytest.mark.parametrize(
    ("query", "other"),
    [("歩留まり", "歩留り"), ("シリコンウエハ", "シリコンウェーハ"), ("サーバー", "サーバ"),
     ("4,760億円", "４７６０億円"), ("ラピダス", "Rapidus"), ("強靭化", "強靱化")],
)  # fmt: skip
def test_one_word_in_two_spellings_finds_the_same(query, other):
    assert pages("ja", query) == pages("ja", other) != []


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_no_code_is_found(lang):
    assert not pages(lang, "drop_duplicates")


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
