"""Tables as workbooks and JSON: what the CSV holds, and nothing that a spreadsheet would run."""

from __future__ import annotations

import io
import json

import pandas as pd
import pytest
from openpyxl import load_workbook

from semibook.intake.workbook import layout, write
from semibook.site import bundle, downloads
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
