"""Catalogues: which languages there are, and texts in them."""

from __future__ import annotations

import pytest

from semibook import paths
from semibook.translation import words
from semibook.translation.catalogues import (
    domains,
    extract,
    languages,
    problems,
    source_messages,
    status,
    translator,
)

CATALOGUE = """\
msgid ""
msgstr ""
"Language: ja\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Maximum subsidy"
msgstr "最大助成額"

#, fuzzy
msgid "Total cost"
msgstr "合計"

msgid "Firm"
msgstr ""
"""


@pytest.fixture(autouse=True)
def catalogues(tmp_path, monkeypatch):
    """A locale folder that holds one Japanese catalogue, of the chapter `example`."""
    (tmp_path / "ja").mkdir()
    (tmp_path / "ja" / "example.po").write_text(CATALOGUE, encoding="utf-8")
    monkeypatch.setattr(paths, "LOCALE", tmp_path)


def test_a_text_is_put_into_the_readers_language():
    assert translator("ja", "example")("Maximum subsidy") == "最大助成額"


@pytest.mark.parametrize("text", ["Firm", "Total cost", "Not in the catalogue"])
def test_what_is_not_or_not_surely_translated_stays_english(text):
    assert translator("ja", "example")(text) == text


def test_no_text_stays_no_text():
    assert translator("ja", "example")("") == ""


def test_english_needs_no_catalogue():
    assert translator("en", "anything")("Maximum subsidy") == "Maximum subsidy"


def test_languages_are_english_and_those_with_a_catalogue():
    assert languages("example") == ["en", "ja"]
    assert languages("other") == ["en"]


@pytest.mark.parametrize(("lang", "domain"), [("fr", "example"), ("ja", "other")])
def test_a_language_without_a_catalogue_is_refused_with_those_there_are(lang, domain):
    with pytest.raises(ValueError, match=rf"'{lang}'; {domain} can be read in: en"):
        translator(lang, domain)


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A repository of one page, one module, no chapters; gives a function that writes the page."""
    root = tmp_path / "book"
    for folder in ("book", "package"):
        (root / folder).mkdir(parents=True)
    module = "def said(_):\n    return _('Contents')\n"
    (root / "package" / "module.py").write_text(module, encoding="utf-8")
    monkeypatch.setattr(paths, "PACKAGE_CODE", root / "package")
    (root / "_toc.yml").write_text("root: book/page\nparts: []\n", encoding="utf-8")
    settings = (
        "title: T\nauthor: A\nsphinx:\n  config:\n    html_theme_options: {search_bar_text: S}\n"
        "    nb_code_prompt_show: C\n    nb_code_prompt_hide: H\n"
    )
    (root / "_config.yml").write_text(settings, encoding="utf-8")
    monkeypatch.setattr(paths, "ROOT", root)

    def write(text: str) -> None:
        (root / "book" / "page.md").write_text(text, encoding="utf-8")

    write("# Title\n\nThe cap is 476 billion yen.\n")
    return write


def fill(before: str, after: str) -> None:
    path = paths.LOCALE / "ja" / "page.po"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def page_status():
    (found,) = [each for each in status("ja") if each.domain == "page"]
    return found


def page_problems() -> list[str]:
    return [each for each in problems("ja") if "page.po" in each]


def test_domains_are_the_pages_in_order_and_the_package(book):
    assert domains() == ["page", "semibook"]
    assert source_messages("page") == ["# Title", "The cap is 476 billion yen."]


def test_an_unknown_domain_is_refused_with_those_there_are(book):
    with pytest.raises(KeyError, match="no catalogue 'pag'; catalogues are: page, semibook"):
        source_messages("pag")


def test_extraction_makes_catalogues_once(book):
    assert {path.name for path in extract("ja")} == {"page.po", "semibook.po"}
    assert extract("ja") == []
    assert "Contents" in source_messages("semibook")
    assert page_status().missing == ("# Title", "The cap is 476 billion yen.")


def test_a_text_of_a_chapters_words_says_where_it_stands(book, tmp_path, monkeypatch):
    said = tmp_path / "page.yml"
    said.write_text("findings:\n  cap:\n    high: The cap is high.\n", encoding="utf-8")
    monkeypatch.setattr(words, "file", lambda _chapter: said)
    extract("ja")
    text = (paths.LOCALE / "ja" / "page.po").read_text(encoding="utf-8")
    assert '#. findings.cap\nmsgid "The cap is high."' in text


def test_a_translated_page_is_complete(book):
    extract("ja")
    fill('msgid "# Title"\nmsgstr ""', 'msgid "# Title"\nmsgstr "# 題"')
    fill('yen."\nmsgstr ""', 'yen."\nmsgstr "上限額は4,760億円。"')
    assert page_status().done == page_status().total == 2
    assert page_problems() == []
    assert extract("ja") == []


def test_a_changed_sentence_shows_old_and_new_and_is_not_used(book):
    extract("ja")
    fill('yen."\nmsgstr ""', 'yen."\nmsgstr "上限額は4,760億円。"')
    book("# Title\n\nThe cap is 500 billion yen.\n")
    assert page_status().missing == ("# Title", "The cap is 500 billion yen.")
    extract("ja")
    assert page_status().fuzzy == (("The cap is 476 billion yen.", "The cap is 500 billion yen."),)
    changed = "English changed from 'The cap is 476 billion yen.' to 'The cap is 500 billion yen.'"
    assert any(changed in each for each in page_problems())
    assert translator("ja", "page")("The cap is 500 billion yen.") == "The cap is 500 billion yen."


def test_a_wrong_number_is_named_with_its_file(book):
    extract("ja")
    fill('yen."\nmsgstr ""', 'yen."\nmsgstr "上限額は476億円。"')
    assert any(
        each.startswith("locale/ja/page.po: 'The cap is 476 billion yen.': numbers: missing")
        for each in page_problems()
    )


def test_messages_that_are_gone_are_dropped(book):
    extract("ja")
    book("# Another title altogether\n")
    extract("ja")
    assert "476" not in (paths.LOCALE / "ja" / "page.po").read_text(encoding="utf-8")
