"""References are shown in the edition's language, and each can be told from every other."""

from types import SimpleNamespace

import pytest
from pybtex.database import parse_string
from pybtex.richtext import Text
from pybtex.style import FormattedEntry
from sphinx.environment import CONFIG_CHANGED, CONFIG_OK

from semibook.site import bibliography, entries
from semibook.tables import reference

PAGES = r"""
@misc{news, title = {Plants}, title_ja = {工場}, howpublished = {Daily},
  howpublished_ja = {日報}, year = {2024}, month = nov}
@misc{exports, author = {{Ministry}}, author_ja = {{財務省}}, title = {Exports}, year = {2026}}
@misc{imports, author = {{Ministry}}, author_ja = {{財務省}}, title = {Imports}, year = {2026}}
@misc{question, author = {{Ministry}}, author_ja = {{財務省}}, title = {Questions}}
"""


def _prepared(lang, text=PAGES):
    found = parse_string(text, "bibtex").entries
    entries.prepare(found, lang)
    return {
        key: (str(*entry.persons.get("author", [key])[:1]).strip("{}"), entry.fields["year"])
        for key, entry in found.items()
    }


def test_who_published_stands_for_a_reference_without_an_author():
    assert _prepared("en")["news"] == ("Daily", "2024")


def test_references_of_one_author_and_year_get_letters():
    prepared = _prepared("en")
    assert prepared["exports"] == ("Ministry", "2026a")
    assert prepared["imports"] == ("Ministry", "2026b")
    assert prepared["question"] == ("Ministry", "n.d.")


def test_the_japanese_edition_has_the_japanese_names_and_dates():
    found = parse_string(PAGES, "bibtex").entries
    entries.prepare(found, "ja")
    assert found["news"].fields["title"] == "工場"
    assert found["news"].fields["month"] == "11月"
    assert _prepared("ja")["imports"] == ("財務省", "2026年b")
    assert _prepared("ja")["question"] == ("財務省", "年不明")


def test_preparing_again_changes_nothing():
    found = parse_string(PAGES, "bibtex").entries
    entries.prepare(found, "ja")
    once = {key: str(entry) for key, entry in found.items()}
    entries.prepare(found, "ja")
    assert {key: str(entry) for key, entry in found.items()} == once


@pytest.mark.parametrize("style", [bibliography.ByKey, bibliography.ByKeyInJapanese])
def test_an_entry_is_formatted_anew_once_it_is_another(style, monkeypatch):
    monkeypatch.setattr(bibliography.ByKey, "known", {})

    def formatted(title):
        entry = parse_string(PAGES.replace("Plants", title), "bibtex").entries["news"]
        return style().format_entry("news", entry).text

    first = formatted("Plants")
    assert formatted("Plants") is first
    assert "Factories" in str(formatted("Factories"))


def test_the_last_build_s_entries_are_taken_up_unless_other_code_made_them(monkeypatch):
    entry = parse_string(PAGES, "bibtex").entries["news"]
    formatted = FormattedEntry("news", Text("As it was"), "news")
    cited = SimpleNamespace(citations=[SimpleNamespace(entry=entry, formatted_entry=formatted)])

    def printed(status):
        monkeypatch.setattr(bibliography.ByKey, "known", {})
        env = SimpleNamespace(
            config_status=status, config=SimpleNamespace(language="en"), get_domain=lambda _: cited
        )
        bibliography._remember(None, env)
        return str(bibliography.ByKey().format_entry("news", entry).text)

    assert printed(CONFIG_OK) == "As it was"
    assert "Plants" in printed(CONFIG_CHANGED)


def test_every_reference_of_the_book_can_be_told_apart():
    for lang in ("en", "ja"):
        labels = list(_prepared(lang, reference.BIBLIOGRAPHY.read_text("utf-8")).values())
        assert len(set(labels)) == len(labels)


def test_a_source_in_japanese_bears_a_japanese_title_in_the_japanese_edition():
    found = parse_string(reference.BIBLIOGRAPHY.read_text("utf-8"), "bibtex").entries
    titles = {key: entry.fields["title"].replace("{", "") for key, entry in found.items()}
    foreign = [key for key, title in titles.items() if "(in Japanese" in title]
    assert foreign
    assert not [key for key in foreign if "title_ja" not in found[key].fields]
