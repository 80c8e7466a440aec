"""Sphinx extension: a search that finds what a reader means, in both languages.

- Japanese text and queries are cut into pairs of characters, and one word written in several ways
  (ウェーハ, ウエハー; 4,760, 4760) is one word;
- what is searched is what a reader sees: no code, but the texts that stand for pictures;
- a page that often speaks of a word comes before one that names it (`search_order.js`);
- where a browser lets no page read another (file:), what pages say comes as a script.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import SearchLanguage, WordCollector, languages
from sphinx_exercise.nodes import solution_node

from semibook.translation.catalogues import PACKAGE, translator

N_ = str  # marks a text for the catalogue where it is not yet translated
_SCRIPT = (
    r"\u3005\u3006\u3041-\u3096\u309d-\u309f\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_RUNS = re.compile(rf"[{_SCRIPT}]+|[^\W_{_SCRIPT}]+")
_IS_JAPANESE = re.compile(rf"[{_SCRIPT}]")
#: Ways to write one word, and the one under which it is looked up. Patterns mean the same in
#: Python and in JavaScript.
_SPELLINGS = (
    (r"(?<=\d),(?=\d)", ""),  # 4,760億円
    (r"ウ[ェエ]ー?ハ", "ウエハ"),
    (r"歩留ま?り", "歩留"),
    (r"強靱", "強靭"),
    (r"エクセル", "Excel"),
    (r"ラピダス", "Rapidus"),
    (r"(?<=[ァ-ヴ]{2})ー(?![ァ-ヴー])", ""),  # サーバー, メモリー
)
#: In doctrees: of each page, how often each word stands there and what it says; in the book, what
#: the search page reads.
_COUNTS, _WEIGHTS = "search_counts.json", "search_weights.js"
_SAID, _TEXTS = "search_said.json", "search_texts.js"
_UNTOLD = (nodes.table, solution_node)
#: Sphinx has no Japanese for it, and then shows nothing.
_FOUND = N_("Search finished, found ${resultCount} page(s) matching the search query.")


def _one_spelling(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    for pattern, spelling in _SPELLINGS:
        text = re.sub(pattern, spelling, text)
    return text


class Japanese(SearchLanguage):
    """Index and query of overlapping pairs of characters, so that no dictionary is needed.

    Sphinx cuts Japanese text into words when it builds the index, but not the query
    (jupyter-book#1524), so 半導体戦略 would be looked up as one word that no page has.
    """

    lang = "ja"
    language_name = "Japanese"
    js_splitter_code = (
        f"const SPELLINGS = {json.dumps(_SPELLINGS, ensure_ascii=False)};\n"
        "function splitQuery(query) {\n"
        "  const text = SPELLINGS.reduce((said, [pattern, spelling]) =>\n"
        "    said.replace(new RegExp(pattern, 'g'), spelling), query.normalize('NFKC'));\n"
        f"  const runs = text.match(/[{_SCRIPT}]+|[^\\s\\p{{P}}\\p{{S}}{_SCRIPT}]+/gu);\n"
        f"  const japanese = /[{_SCRIPT}]/;\n"
        "  return (runs ?? []).flatMap((run) => run.length < 2 || !japanese.test(run) ? [run]\n"
        "    : Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2)));\n"
        "}\n"
    )

    def split(self, input: str) -> list[str]:
        """Cut a text into what is looked up: words, pairs of Japanese characters, single ones."""
        found: list[str] = []
        for run in _RUNS.findall(_one_spelling(input)):
            if _IS_JAPANESE.match(run):
                found += [run[at : at + 2] for at in range(len(run) - 1)]
                found += run
            else:
                found.append(run)
        return found

    def word_filter(self, word: str) -> bool:
        """Keep every word: a single character can be a word."""
        return bool(word)


class Builder(StandaloneHTMLBuilder):
    """Sphinx's pages, with an index of what readers see, and how often each page says a word."""

    name = "html"

    def load_indexer(self, docnames: Iterable[str]) -> None:
        """Read the last index, without words that only pages had that are written again."""
        super().load_indexer(docnames)
        # Stems take long to find, and Sphinx finds them anew for each page.
        self.indexer.lang.stem = cache(self.indexer.lang.stem)
        self._kept = {name: self._read(name) for name in (_COUNTS, _SAID)}
        for pages_by_word in (self.indexer._mapping, self.indexer._title_mapping):
            for word in [word for word, pages in pages_by_word.items() if not pages]:
                del pages_by_word[word]

    def index_page(self, pagename: str, doctree: nodes.document, title: str) -> None:
        """Put a page into the index (called by Sphinx for each page that it writes)."""
        seen = _as_seen(doctree)
        super().index_page(pagename, seen, title)
        if self.indexer is not None:
            self._kept[_COUNTS][pagename] = _count(seen, self.indexer.lang)
            self._kept[_SAID][pagename] = _told(seen)

    def dump_search_index(self) -> None:
        """Write the index, the weights of words that are on some pages more, and what pages say."""
        super().dump_search_index()
        for name, kept in self._kept.items():
            Path(self.doctreedir, name).write_text(json.dumps(kept), encoding="utf-8")
        messages = {_FOUND: translator(self.config.language, PACKAGE)(_FOUND)}
        self._write(
            _WEIGHTS,
            ("Documentation.addTranslations", {"locale": "", "messages": messages}),
            ("Search.setWeights", _weights(self._in_book(_COUNTS))),
        )
        self._write(_TEXTS, ("Search.setTexts", self._in_book(_SAID)))

    def _write(self, name: str, *calls: tuple[str, object]) -> None:
        """Write a script that hands values to functions."""
        lines = [
            f"{function}({json.dumps(value, ensure_ascii=False)});\n" for function, value in calls
        ]
        Path(self.outdir, "_static", name).write_text("".join(lines), encoding="utf-8")

    def _in_book(self, name: str) -> dict[str, Any]:
        """What is kept of each page that is still in the book."""
        kept = self._kept[name]
        return {page: about for page, about in kept.items() if page in self.env.all_docs}

    def _read(self, name: str) -> dict[str, Any]:
        file = Path(self.doctreedir, name)
        return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _as_seen(doctree: nodes.document) -> nodes.document:
    """A page without code and what readers may try, with the texts that stand for its pictures."""
    seen = doctree.deepcopy()
    for hidden in [*seen.findall(nodes.literal_block), *seen.findall(_is_panel)]:
        hidden.parent.remove(hidden)
    for picture in list(seen.findall(nodes.image)):
        picture.replace_self(nodes.inline(text=picture.get("alt", "")))
    return seen


def _is_panel(node: nodes.Node) -> bool:
    return isinstance(node, nodes.raw) and "panel" in node["classes"]


def _told(seen: nodes.document) -> str:
    """The text of a page as a search quotes it: without tables and solutions."""
    blocks = [
        "".join(map(_plain, block.children))
        for block in seen.findall(nodes.TextElement)
        if not isinstance(block, nodes.FixedTextElement)  # HTML among them
        and not isinstance(block.parent, nodes.TextElement)
        and not _is_within(block, _UNTOLD)
    ]
    return " ".join(" ".join(blocks).split())


def _plain(part: nodes.Node) -> str:
    is_html = isinstance(part, nodes.raw)
    return BeautifulSoup(part.astext(), "html.parser").get_text() if is_html else part.astext()


def _is_within(node: nodes.Node, kinds: tuple[type[nodes.Node], ...]) -> bool:
    while node := node.parent:
        if isinstance(node, kinds):
            return True
    return False


def _count(doctree: nodes.document, language: SearchLanguage) -> dict[str, int]:
    """How often each word that can be looked up stands on a page."""
    collector = WordCollector(doctree, language)
    doctree.walk(collector)
    found = Counter(
        language.stem(word).lower()
        for word in (*collector.found_words, *collector.found_title_words)
    )
    return {word: count for word, count in found.items() if count > 1}


def _weights(counts: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """By word and page, the logarithm of how often it stands there; 1 (once) is left out."""
    weights: dict[str, dict[str, int]] = {}
    for page, words in sorted(counts.items()):
        for word, count in sorted(words.items()):
            weights.setdefault(word, {})[page] = round(2 * math.log2(count))
    return weights


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension (called by Sphinx)."""
    languages["ja"] = Japanese
    app.add_builder(Builder, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
