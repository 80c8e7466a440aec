"""Catalogues: which languages there are, and texts in them."""

from __future__ import annotations

import pytest

from semibook import paths
from semibook.translate import languages, translator

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
