"""A vintage's own tables on the page of the region that they are about."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx

from semibook.intake.own_table import propose_table
from semibook.intake.shape import Shape
from semibook.tables import vintages
from semibook.teach import own_tables, regions
from semibook.teach.own_tables import Brought
from tests.teach.conftest import packs

OFFICE = """（単位：百万円）
都道府県,年度,品目コード,出荷額
宮城県,令和3年度,04,約1234.5
宮城県,令和4年度,13,X
岩手県,令和4年度,04,900
東京都,令和4年度,01,5000
"""
NAMED = Shape(columns={"出荷額": "shipments", "品目コード": "item_code"})


@pytest.fixture
def place(later):
    return vintages.find(later("my-data", "2024-02"))


@pytest.fixture
def own(place, tmp_path):
    """A function that gives a vintage an own table, and what a region's page shows of it."""

    def shown(text: str, pack: str, lang: str = "en", shape: Shape = NAMED) -> list[Brought]:
        file = tmp_path / "office.csv"
        file.write_text(text, encoding="utf-8")
        titles = ("Shipments", "出荷")
        made = propose_table(file, "shipments", place, titles=titles, source="s12", shape=shape)
        made.write()
        return regions.find(packs()[pack], str(place.folder), lang).brought

    return shown


def test_rows_about_its_prefectures_are_shown_with_title_unit_and_source(own):
    (table,) = own(OFFICE, "tohoku", "ja")
    assert (table.title, table.owner) == ("出荷", "my-data")
    assert table.headers["shipments"] == "出荷額（百万円）"
    assert set(table.cells["prefecture"]) == {"宮城県", "岩手県"}
    assert set(table.cells["source"]) == {"s12"}


@pytest.mark.parametrize(
    ("lang", "said"),
    [("ja", ["秘匿", "900", "約1,234.5"]), ("en", ["secret", "900", "about 1,234.5"])],
)
def test_figures_are_in_the_words_of_the_edition_and_the_newest_come_first(own, lang, said):
    (table,) = own(OFFICE, "tohoku", lang)
    assert list(table.cells["shipments"]) == said


def test_a_region_without_rows_has_no_such_table(own):
    assert own(OFFICE, "kyushu") == []


@pytest.mark.parametrize("name", ["宮城", "宮　城　県", "Miyagi", "MIYAGI Prefecture", "04宮城県"])
def test_a_prefecture_is_known_by_any_of_its_names(own, name):
    (table,) = own(OFFICE.replace("宮城県", name), "tohoku")
    assert len(table.cells) == 3
    assert set(table.cells["prefecture"]) == {"Miyagi", "Iwate"}


@pytest.mark.parametrize(
    "codes", [("04", "13"), ("04000", "13000"), ("4", "13"), ("040002", "130001")]
)
def test_a_prefecture_is_known_by_its_code(own, codes):
    rows = [f"{code},令和{year}年度,{year}" for year in (3, 4) for code in codes]
    text = "\n".join(["地域コード,年度,出荷額（百万円）", *rows])
    (table,) = own(text, "tohoku", shape=Shape(columns={"地域コード": "area_code"}))
    assert [str(code) for code in table.cells["area_code"]] == [codes[0]] * 2


def test_codes_beside_names_are_left_out_and_names_come_first(own):
    rows = [
        "04000,令和4年度,宮城県,5",
        "13000,令和4年度,東京都,6",
        "04000,令和5年度,宮城県,1234567.8",
    ]
    text = "\n".join(["地域コード,年度,都道府県,出荷額（百万円）", *rows])
    (table,) = own(text, "tohoku", shape=Shape(columns={"地域コード": "area_code"}))
    assert list(table.cells)[:2] == ["prefecture", "fiscal_year"]
    assert "area_code" not in table.cells
    assert own_tables.number(table.cells.iloc[0, 2]) == "1,234,567.8"
    assert table.choices == ["fiscal_year"]


def test_codes_of_other_things_are_no_prefectures(own):
    rows = [f"{code:02},令和4年度,5" for code in range(1, 30)]
    text = "\n".join(["品目コード,年度,出荷額（百万円）", *rows])
    assert own(text, "tohoku", shape=NAMED) == []


def test_a_table_that_its_vintage_describes_by_hand_needs_no_source_column(own, place):
    own(OFFICE, "tohoku")
    file = place.folder / "datapackage.json"
    described = json.loads(file.read_text(encoding="utf-8"))
    schema = described["resources"][0]["schema"]
    schema["fields"] = [each for each in schema["fields"] if each["name"] != "source"]
    del schema["foreignKeys"]
    file.write_text(json.dumps(described), encoding="utf-8")
    rows = place.folder / "shipments.csv"
    text = rows.read_text(encoding="utf-8").replace(",source,", ",").replace(",s12,", ",")
    rows.write_text(text, encoding="utf-8")
    (table,) = regions.find(packs()["tohoku"], str(place.folder), "en").brought
    assert "source" not in table.cells


def test_the_page_has_a_section_of_them_with_links_to_source_and_data(own, place, tmp_path):
    own(OFFICE, "tohoku")
    source, out = tmp_path / "source", tmp_path / "html"
    source.mkdir()
    (source / "index.rst").write_text(".. regions:: tohoku\n", encoding="utf-8")
    settings = {
        "extensions": ["semibook.site.directives", "semibook.teach.pages"],
        "language": "ja",
        "semibook_vintage": str(place.folder),
    }
    folders = (source, None, out, tmp_path / "doctrees")
    Sphinx(*folders, "html", settings, status=None, warning=None).build()
    page = BeautifulSoup((out / "index.html").read_text(encoding="utf-8"), "html.parser")
    section = page.find(id="own-1")
    assert section.find(["h1", "h2", "h3"]).get_text().startswith("「my-data」の数値")
    links = {link["href"] for link in section.find_all("a")}
    assert {"../book/references.html#s12", "../data/my-data/shipments.csv"} <= links
    assert "秘匿" in section.get_text()
