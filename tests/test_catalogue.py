"""The data catalogue: what a reader finds of each table."""

from __future__ import annotations

from bs4 import BeautifulSoup

from semibook import catalogue, vintages


def test_an_entry_has_the_file_the_columns_and_the_rows():
    soup = BeautifulSoup(catalogue.entry("starting_wages", vintages.DEFAULT), "html.parser")
    assert soup.find("a", href="../data/2024-02/starting_wages.csv")
    columns, rows = soup.find_all("table")
    assert [row.td.get_text() for row in columns.tbody.find_all("tr")][:2] == ["id", "employer"]
    assert len(rows.tbody.find_all("tr")) == len(vintages.load("starting_wages"))


def test_each_row_leads_to_its_slide():
    soup = BeautifulSoup(catalogue.entry("starting_wages", vintages.DEFAULT), "html.parser")
    rows = soup.find_all("table")[1].tbody.find_all("tr")
    assert all(row.find("a", href="../book/references.html#s06") for row in rows)


def test_every_number_has_a_unit():
    without = [
        f"{table['name']}.{field['name']}"
        for table in vintages.package()["resources"]
        for field in table["schema"]["fields"]
        if field["type"] in ("number", "integer") and not {"unit", "unitField"} & set(field)
    ]
    assert not without


def test_every_table_and_column_is_named_in_both_languages():
    for table in vintages.package()["resources"]:
        assert table["title"]
        assert table["title_ja"]
        for field in table["schema"]["fields"]:
            assert field["title"], (table["name"], field["name"])
            assert field["title_ja"], (table["name"], field["name"])
