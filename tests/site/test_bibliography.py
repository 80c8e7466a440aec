"""References are shown in the edition's language, and each can be told from every other."""

from pybtex.database import parse_string

from semibook.site import entries
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
