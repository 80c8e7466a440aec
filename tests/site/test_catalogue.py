"""The data catalogue: what a reader finds of each table."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from semibook.site import catalogue
from semibook.tables import frames, reference, schema, vintages

TABLES = [each["name"] for each in schema.package()["resources"]]


def test_an_entry_has_the_file_the_columns_and_the_rows():
    soup = BeautifulSoup(catalogue.entry("starting_wages", vintages.DEFAULT), "html.parser")
    assert soup.find("a", href="../data/2024-02/starting_wages.csv")
    columns, rows = soup.find_all("table")
    assert [row.td.get_text() for row in columns.tbody.find_all("tr")][:2] == ["id", "employer"]
    assert len(rows.tbody.find_all("tr")) == len(frames.load("starting_wages"))


@pytest.mark.parametrize("vintage", vintages.names())
@pytest.mark.parametrize("table", [each for each in TABLES if each != "sources"])
def test_each_row_leads_to_its_slide_or_source(table, vintage):
    soup = BeautifulSoup(catalogue.entry(table, vintage), "lxml")
    shown = soup.find_all("table")[1].tbody.find_all("tr")
    rows = frames.load(table, vintage)
    assert len(shown) == len(rows)
    for cells, source in zip(shown, rows["source"], strict=True):
        assert cells.find("a", href=f"../book/references.html#{source}"), cells.get_text(" ")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_reference_table_has_a_section_with_its_file(lang):
    sections = list(catalogue.references(lang))
    assert [each.file.name for each in sections] == [each["path"] for each in reference.resources()]
    for each in sections:
        soup = BeautifulSoup(each.html, "html.parser")
        assert each.title
        assert soup.p.get_text()
        assert soup.find("a", href=f"../data/reference/{each.file.name}", download=True)


def test_a_reference_table_shows_its_columns_and_its_rows():
    sections = {each.anchor: each.html for each in catalogue.references()}
    for described in reference.tables():
        html = sections[f"reference-{described['name'].replace('_', '-')}"]
        columns, rows = BeautifulSoup(html, "html.parser").find_all("table")
        names = [row.td.get_text() for row in columns.tbody.find_all("tr")]
        assert names == reference.columns(described)
        assert len(rows.tbody.find_all("tr")) == len(reference.load(described["name"]))


@pytest.mark.parametrize("table", ["node_years", "world_sales"])
def test_each_row_of_a_reference_table_of_facts_leads_to_its_source(table):
    (html,) = [each.html for each in catalogue.references() if each.file.stem == table]
    rows = BeautifulSoup(html, "html.parser").find_all("table")[1].tbody.find_all("tr")
    keys = reference.load(table)["citation"]
    for row, key in zip(rows, keys, strict=True):
        assert (
            row.find("a", string=key)["href"] == f"../book/references.html#{reference.anchor(key)}"
        )


def test_a_reference_table_names_the_chapters_that_read_it():
    users = {each.file.name: each.users for each in catalogue.references()}
    assert users["node_years.csv"] == ["rapidus"]
    assert users["jp_prefectures.geojson"] == ["kumamoto", "supply_chain"]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_what_only_pictures_say_is_listed_with_the_slide(lang):
    soup = BeautifulSoup(catalogue.picture_only(vintages.DEFAULT, lang), "html.parser")
    told = frames.load("picture_only", vintages.DEFAULT, lang).sort_values("order")
    rows = soup.tbody.find_all("tr")
    for row, (source, missing) in zip(
        rows, told[["source", "missing"]].itertuples(index=False), strict=True
    ):
        assert row.find("a", href=f"../book/references.html#{source}")
        assert row.find_all("td")[-1].get_text() == missing


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_correction_is_listed_with_its_slide_and_table(lang):
    soup = BeautifulSoup(catalogue.corrections(vintages.DEFAULT, lang), "html.parser")
    held = frames.load("corrections", vintages.DEFAULT, lang)
    shown = [tuple(cell.get_text() for cell in row("td")[3:6]) for row in soup.tbody("tr")]
    assert sorted(shown) == sorted(held[["read", "made", "reason"]].itertuples(index=False))
    for row in soup.tbody("tr"):
        table, source = row("td")[0], row("td")[-1]
        assert (
            table.a["href"] == f"../book/data_catalogue.html#{catalogue.anchor(table.get_text())}"
        )
        assert source.a["href"].startswith("../book/references.html#s")


def test_every_number_has_a_unit():
    without = [
        f"{table['name']}.{field['name']}"
        for table in schema.package()["resources"]
        for field in table["schema"]["fields"]
        if field["type"] in ("number", "integer") and not {"unit", "unitField"} & set(field)
    ]
    assert not without


def test_every_table_and_column_is_named_in_both_languages():
    for table in schema.package()["resources"]:
        assert table["title"]
        assert table["title_ja"]
        for field in table["schema"]["fields"]:
            assert field["title"], (table["name"], field["name"])
            assert field["title_ja"], (table["name"], field["name"])


def test_a_source_whose_id_looks_like_a_month_keeps_its_link(tmp_path):
    deck = vintages.find().folder
    (tmp_path / "vintage.yml").write_text("title: x\nas_of: 2026-03-01\nbase: 2024-02\n")
    for table in ("sources", "starting_wages"):
        text = (deck / f"{table}.csv").read_text(encoding="utf-8")
        text = re.sub(r"\bs06\b", "2026-1", text)
        (tmp_path / f"{table}.csv").write_text(text, encoding="utf-8")
    page = BeautifulSoup(catalogue.entry("starting_wages", tmp_path), "html.parser")
    assert page.find("a", href="../book/references.html#2026-1").get_text() == "slide 6"
