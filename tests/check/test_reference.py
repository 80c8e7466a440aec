"""Reference tables: described, sound, and refused where they are not, with the line named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from semibook.check.tables import Problem, reference_problems
from semibook.tables import reference, schema
from tests.cells import rows_of, write

TABLES = [each["name"] for each in reference.tables()]


@pytest.fixture
def folder(tmp_path) -> Path:
    return Path(shutil.copytree(reference.FOLDER, tmp_path / "reference"))


def put(folder: Path, table: str, line: int, column: str, cell: str) -> None:
    """Write a cell; lines are counted as a spreadsheet does."""
    lines, header = (
        rows_of(folder, table),
        reference.columns(schema.resource(table, reference.PACKAGE)),
    )
    lines[line - 1][header.index(column)] = cell
    write(folder, table, lines)


def only(folder: Path) -> Problem:
    (problem,) = reference_problems(folder)
    return problem


def test_the_reference_tables_are_sound():
    assert reference_problems() == []


def test_every_file_of_the_folder_is_described_in_both_languages():
    files = {each.name for each in reference.FOLDER.iterdir()} - {"datapackage.json", "schemas"}
    assert {each["path"] for each in reference.resources()} == files
    for described in reference.resources():
        fields = described.get("schema", {}).get("fields", [])
        assert all(each["title"] and each["title_ja"] for each in [described, *fields])
        assert described["description"]
        assert described["description_ja"]


def test_every_number_has_a_unit():
    fields = [
        (each["name"], field) for each in reference.tables() for field in each["schema"]["fields"]
    ]
    numbers = [(name, field) for name, field in fields if field["type"] in ("number", "integer")]
    assert numbers
    assert not [(name, field["name"]) for name, field in numbers if "unit" not in field]


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("table", TABLES)
def test_a_table_loads_with_its_types_and_its_twins_folded_in(table, lang):
    frame = reference.load(table, lang)
    assert len(frame)
    assert not [each for each in frame if each.endswith("_ja")]


def test_the_japanese_reader_gets_the_twins():
    assert (
        reference.load("headline_figures", "ja")["title"][0]
        != (reference.load("headline_figures")["title"][0])
    )


def test_an_unknown_table_is_refused_with_those_there_are():
    with pytest.raises(KeyError, match=r"no table 'nodes'.*node_years"):
        reference.load("nodes")


@pytest.mark.parametrize(
    ("table", "line", "column", "cell", "expected"),
    [
        ("node_years", 3, "year", "soon", "an integer"),
        ("node_years", 3, "node_nm", "", "a value"),
        ("node_years", 3, "published", "25 May 2017", "the form"),
        ("node_years", 3, "citation", "nobody2017", "an entry of book/references.bib"),
        ("world_sales", 4, "sales_usd_bn", "about 570", "a number"),
        ("world_sales", 4, "sales_usd_bn", "INF", "a finite number"),
        ("world_sales", 4, "address", "javascript:alert(1)", "the form https?://"),
        ("world_sales", 4, "citation", "nobody2023", "an entry of book/references.bib"),
        ("world_sales", 4, "citation", "", "a value"),
        ("teaching_io_table", 4, "construction", "few", "a number"),
        ("teaching_io_table", 4, "construction", "-1", "at least 0"),
        ("glossary", 5, "chapter", "elsewhere", "a chapter of the book"),
        ("glossary", 5, "reading", "hand", "the form"),
        ("glossary", 5, "meaning", "", "a value"),
        ("glossary", 5, "marked", "perhaps", "one of"),
        ("headline_figures", 6, "chapter", "elsewhere", "a chapter of the book"),
        ("headline_figures", 6, "unit", "1e8", "the form"),
    ],
)
def test_a_wrong_cell_is_refused_by_file_line_and_column(
    folder, table, line, column, cell, expected
):
    put(folder, table, line, column, cell)
    found = only(folder)
    assert (Path(found.file).name, found.row, found.column) == (f"{table}.csv", line, column)
    assert cell in found.found
    assert found.expected.startswith(expected)


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_column_is_one_problem_at_the_header(folder, table):
    header = reference.columns(schema.resource(table, reference.PACKAGE))
    lines = rows_of(folder, table)
    at = lines.index(header)
    write(folder, table, lines[:at] + [line[:-1] for line in lines[at:]])
    found = only(folder)
    assert (Path(found.file).name, found.row) == (f"{table}.csv", at + 1)
    assert found.found == f"no column {header[-1]}"
    assert "the columns of" in found.expected


@pytest.mark.parametrize("table", TABLES)
def test_a_duplicate_key_is_refused_at_its_second_line(folder, table):
    lines = rows_of(folder, table)
    write(folder, table, [*lines, lines[-1]])
    found = only(folder)
    assert (Path(found.file).name, found.row) == (f"{table}.csv", len(lines) + 1)
    assert (found.found, found.twin) == ("a duplicate key", len(lines))


def test_a_file_that_is_gone_and_one_that_is_unknown_are_told(folder):
    (folder / "glossary.csv").rename(folder / "words.csv")
    gone, stranger = reference_problems(folder)
    assert (Path(gone.file).name, gone.found) == ("glossary.csv", "no such file")
    assert (Path(stranger.file).name, stranger.found) == ("words.csv", "a table 'words'")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"type": "Feature"}'])
def test_a_map_that_is_no_collection_of_outlines_is_refused(folder, text):
    (folder / "jp_prefectures.geojson").write_text(text, encoding="utf-8")
    assert "GeoJSON" in only(folder).expected


def test_addresses_of_citations_are_web_addresses():
    addresses = [each for each in reference.citations().values() if each]
    assert addresses
    assert all(each.startswith(("http://", "https://")) for each in addresses)
