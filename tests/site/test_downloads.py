"""Tables as workbooks and JSON: what the CSV holds, and nothing that a spreadsheet would run."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from semibook.intake.workbook import layout, write
from semibook.run import dependencies
from semibook.site import bundle, downloads, head, kept
from semibook.tables import frames, reference, schema, vintages

TABLES = ["starting_wages", "rapidus_support", "claims"]


@pytest.mark.parametrize("table", TABLES)
def test_json_has_every_row_typed_and_every_column_described(table):
    read = json.loads(downloads.as_json(table, vintages.DEFAULT))
    frame = frames.load(table)
    assert len(read["rows"]) == len(frame)
    assert [each["name"] for each in read["columns"]] == list(read["rows"][0])
    assert all(read["title"].values())
    for name in frame.select_dtypes("number"):
        given = [row[name] for row in read["rows"]]
        assert given == [None if missing else value for value, missing in
                         zip(frame[name], frame[name].isna(), strict=True)]  # fmt: skip


@pytest.mark.parametrize("described", reference.tables(), ids=lambda described: described["name"])
def test_a_reference_table_has_every_row_in_each_form(described):
    name = described["name"]
    frame = pd.read_csv(reference.path(name), comment=reference.comment(described) or None)
    read = json.loads(downloads.reference_json(name))
    assert len(read["rows"]) == len(frame)
    assert list(read["rows"][0]) == reference.columns(described)
    assert all(read["title"].values())
    rows = list(
        load_workbook(io.BytesIO(downloads._reference_workbook(described)))[name].iter_rows(
            values_only=True
        )
    )
    assert list(rows[layout.NAMES - 1]) == reference.columns(described)
    assert len(rows) - layout.NAMES == len(frame)


@pytest.mark.parametrize("table", TABLES)
def test_a_workbook_has_units_source_and_every_row(table):
    book = load_workbook(io.BytesIO(write.table_workbook(table, vintages.DEFAULT)))
    rows = list(book[table].iter_rows(values_only=True))
    assert "出典" in rows[layout.SOURCE - 1][0]
    assert "Source" in rows[layout.SOURCE - 1][0]
    fields = [each["name"] for each in schema.resource(table)["schema"]["fields"]]
    assert list(rows[layout.NAMES - 1]) == fields
    assert len(rows) - layout.NAMES == len(frames.load(table))


def test_a_workbook_written_again_is_the_same():
    first, second = (
        bundle.undated(write.table_workbook("starting_wages", vintages.DEFAULT)) for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_text_that_looks_like_a_formula_stays_text(later, sign):
    folder, said = later("newer", "", "starting_wages"), f"{sign}1+1"
    file, employer = (
        folder / "starting_wages.csv",
        frames.load("starting_wages")["employer"].iloc[0],
    )
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(employer, said), encoding="utf-8")
    book = load_workbook(io.BytesIO(write.table_workbook("starting_wages", folder)))
    cells = [cell for row in book["starting_wages"].iter_rows() for cell in row]
    cell = next(cell for cell in cells if cell.value == said)
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_a_whole_number_keeps_all_its_digits():
    assert downloads._number("9007199254740993") == 9007199254740993


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "FOLDER", tmp_path)
    return tmp_path


def test_what_a_table_s_forms_are_made_of_decides_whether_they_are_made_anew(
    folder, later, monkeypatch
):
    place = vintages.find(later("newer", "", "starting_wages"))
    file, made = place.path("starting_wages"), []

    def forms(code="1"):
        monkeypatch.setattr(downloads, "_made_by", lambda: code)
        made_from = downloads._made_from("starting_wages", place)
        workbook, text = bundle.zipped({"in": file.read_bytes()}), file.read_text("utf-8")
        return downloads._in_forms(
            Path("x"), made_from, lambda: made.append("") or workbook, lambda: text
        )

    before = forms()
    assert forms() == before
    assert len(made) == 1
    file.write_bytes(file.read_bytes() + b"\n")
    assert forms()[Path("x.json")] == before[Path("x.json")] + b"\n"
    assert forms()[Path("x.xlsx")] != before[Path("x.xlsx")]
    assert len(made) == 2
    forms("other code")
    assert len(made) == 3


def test_what_no_book_asks_for_is_thrown_away(folder):
    old, new = folder / "old.xlsx", folder / "new.xlsx"
    for file in (old, new):
        file.touch()
    os.utime(old, (0, 0))
    kept.forget()
    assert [*folder.iterdir()] == [new]


def test_what_writes_the_cells_of_workbooks_counts_as_what_makes_them():
    makers = {file.name for file in dependencies.package_files(downloads.__name__)}
    assert {"cells.py", "write.py", "merge.py"} <= makers


def test_the_addresses_of_a_vintage_s_tables_are_such_as_any_program_reads(later):
    place = vintages.find(later("令和8年 案", "2024-02", "starting_wages"))
    said = json.dumps(head._data_set(place.address, head.citation.about(), "ja"))
    assert "/%E4%BB%A4%E5%92%8C8%E5%B9%B4%20%E6%A1%88/starting_wages.json" in said
