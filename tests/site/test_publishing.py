"""Books side by side: each in its own folder, listed in both languages, nothing else replaced."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from semibook.site import publishing
from semibook.tables import vintages


@pytest.fixture
def out(tmp_path):
    return tmp_path / "books"


def book(out, name, *languages):
    """Publish empty editions of a vintage beside others."""
    place = vintages.find(name)
    built = {}
    for lang in languages:
        built[lang] = out.parent / f"{place.name}-{lang}"
        built[lang].mkdir(exist_ok=True)
        record = publishing.record(place, lang, [], languages)
        (built[lang] / publishing.RECORD).write_bytes(record)
    target = publishing.place(place, str(out))
    publishing.publish(built, lambda folder: None, target)
    publishing.list_books(out)
    return built, target


def test_one_book_does_not_undo_another(out):
    (first, at), (second, beside) = book(out, "2024-02", "en", "ja"), book(out, "2026-03", "en")
    assert publishing.is_published(first, at)
    assert publishing.is_published(second, beside)
    assert publishing.is_listed(out)


def test_the_list_names_each_book_in_both_languages_the_newest_first(out):
    for name in ("2024-02", "2026-11", "2026-03"):
        book(out, name, "en", "ja")
    page = BeautifulSoup((out / "index.html").read_text(encoding="utf-8"), "html.parser")
    links = [a["href"] for a in page.find_all("a")]
    assert [link.split("/")[0] for link in links[::2]] == ["2026-11", "2026-03", "2024-02"]
    assert {link.split("/")[1] for link in links} == {"en", "ja"}
    titles = {title["lang"]: title.text for title in page.find_all("section")[0].find_all("h2")}
    assert titles["ja"] == vintages.find("2026-11").title_ja
    assert titles["en"] == vintages.find("2026-11").title


def test_a_title_is_text(out, later):
    folder = later("hostile", "2024-02")
    about = folder / "vintage.yml"
    about.write_text("title: <script>x</script>\nas_of: 2026-03-01\nbase: 2024-02\n")
    book(out, str(folder), "en")
    assert "<script>" not in (out / "index.html").read_text(encoding="utf-8")


def test_one_language_is_listed_alone_and_is_no_book_of_both(out):
    built, target = book(out, "2024-02", "ja")
    assert "2024-02/en" not in (out / "index.html").read_text(encoding="utf-8")
    both, _target = book(out, "2024-02", "en", "ja")
    assert not publishing.is_published(built, target)
    assert publishing.is_published(both, target)


def test_what_is_no_book_is_not_replaced(out):
    (out / "2024-02").mkdir(parents=True)
    (out / "2024-02" / "figures.csv").write_text("mine")
    with pytest.raises(ValueError, match="something else than a book"):
        publishing.place(vintages.find(), str(out))


def test_another_page_is_not_replaced(out):
    out.mkdir()
    (out / "index.html").write_text("<p>mine</p>")
    with pytest.raises(ValueError, match="another page"):
        publishing.place(vintages.find(), str(out))


def test_an_edition_with_a_page_ahead_of_it_is_published_anew(out, tmp_path):
    built, target = book(out, "2024-02", "en", "ja")
    made = tmp_path / "made"
    for name in ("notebooks/talent.html", "_images/new.png"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text("new")
    (target / "en" / "notebooks").mkdir()
    publishing.put_page(target / "en", "notebooks/talent", made)
    publishing.put_page(target / "en", "notebooks/talent", made)
    assert (target / "en" / "notebooks" / "talent.html").read_text() == "new"
    assert (target / "en" / "_images" / "new.png").read_text() == "new"
    assert not publishing.is_published(built, target)
    record = json.loads((target / "en" / publishing.RECORD).read_text(encoding="utf-8"))
    assert record["ahead"] == ["notebooks/talent"]
    publishing.publish(built, lambda folder: None, target)
    assert publishing.is_published(built, target)
    assert not (target / "en" / "notebooks").exists()
