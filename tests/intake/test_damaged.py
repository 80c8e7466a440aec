"""Files as they come: imported rightly, or refused by their cells with nothing written.

The table is that of Rapidus's support by fiscal year. Each case says what is in one cell, or in the
whole file, and what must come of it.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from semibook.cli import app
from tests.intake.conftest import HEADER, ROW, digest


def lines(*rows: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def with_cell(column: int, text: str) -> str:
    return lines(HEADER, [*ROW[:column], text, *ROW[column + 1 :]])


def with_header(column: int, text: str) -> str:
    return lines([*HEADER[:column], text, *HEADER[column + 1 :]], ROW)


def in_unit(header: str, amount: str) -> str:
    return lines([HEADER[0], header, *HEADER[2:]], [ROW[0], amount, *ROW[2:]])


#: What comes of the row in the table: its canonical cells.
GOOD = {
    "fiscal_year": "2024",
    "cap": "5900",
    "cap_qualifier": "exact",
    "cap_resolution": "1",
    "adopted": "2024-04",
    "source": "s12",
    "as_of": "2026-04-30",
}

RIGHT = {
    "UTF-8": (lines(HEADER, ROW).encode(), {}),
    "UTF-8 with a mark": (lines(HEADER, ROW).encode("utf-8-sig"), {}),
    "Shift_JIS": (lines(HEADER, ROW).encode("cp932"), {}),
    "Shift_JIS with a character of Windows": (
        with_cell(4, "ポスト5G基金①髙").encode("cp932"),
        {"programme_ja": "ポスト5G基金①髙"},
    ),
    "UTF-16 with tabs": (
        lines(HEADER, ROW).replace('"5,900"', "5900").replace(",", "\t").encode("utf-16"),
        {},
    ),
    "Unix line ends": (lines(HEADER, ROW).replace("\r\n", "\n").encode(), {}),
    "a note above": (lines(["支援の状況"], [], HEADER, ROW).encode(), {}),
    "a remark beneath": (lines(HEADER, ROW, ["※ 暫定値"]).encode(), {}),
    "blank rows": (lines(HEADER, [""] * 6, ROW, [""] * 6).encode(), {}),
    "our own names": (
        lines(
            ["fiscal_year", "cap（億円）", "adopted", "programme", "programme_ja", "source"], ROW
        ).encode(),
        {},
    ),
    "full-width digits": (with_cell(1, "５，９００").encode(), {}),
    "spaces around": (with_cell(1, " 5,900　").encode(), {}),
    "the unit in the cell": (with_cell(1, "5,900億円").encode(), {}),
    "millions in the header": (
        lines(
            [HEADER[0], "支援上限（百万円）", *HEADER[2:]], ["令和6年度", "590,000", *ROW[2:]]
        ).encode(),
        {"cap_resolution": "0.01"},
    ),
    "trillions in the header": (
        lines(
            [HEADER[0], "支援上限 (兆円)", *HEADER[2:]], ["令和6年度", "0.59", *ROW[2:]]
        ).encode(),
        {"cap_resolution": "100"},
    ),
    "the unit above the table": (
        lines(
            ["（単位：百万円）"], [HEADER[0], "支援上限", *HEADER[2:]], ["2024", "590000", *ROW[2:]]
        ).encode(),
        {"cap_resolution": "0.01"},
    ),
    "an amount of two parts": (with_cell(1, "1兆2,000億円").encode(), {"cap": "12000"}),
    "at most, of a cap": (with_cell(1, "最大5,900").encode(), {"cap_qualifier": "exact"}),
    "about": (with_cell(1, "約5,900").encode(), {"cap_qualifier": "about"}),
    "a dash for none": (with_cell(2, "－").encode(), {"adopted": ""}),
    "a year of ours": (with_cell(0, "2024年度").encode(), {}),
    "a month with a slash": (with_cell(2, "2024/4").encode(), {}),
    "the first year of an era": (with_cell(2, "令和元年5月").encode(), {"adopted": "2019-05"}),
    "HTML in a name": (
        with_cell(3, "<script>alert(1)</script>").encode(),
        {"programme": "<script>alert(1)</script>"},
    ),
    "a line break in a cell": (
        with_cell(4, "ポスト5G\n基金").encode(),
        {"programme_ja": "ポスト5G基金"},
    ),
}

WRONG = {
    "bytes of no encoding": (lines(HEADER, ROW).encode("cp932") + b"\x81", "cp932"),
    "EUC-JP": (lines(HEADER, ROW).encode("euc-jp"), "neither UTF-8 nor cp932|no row heads"),
    "zero bytes": (b"\0\0\0" + lines(HEADER, ROW).encode(), "zero bytes"),
    "nothing": (b"", "no cells"),
    "an old Excel file": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old or locked"),
    "a damaged Excel file": (b"PK\x03\x04 and no more", "damaged"),
    "a quotation mark left open": (lines(HEADER, ROW).encode() + b'"x,1', "quotation marks"),
    "no header": (lines(ROW).encode(), "no row heads"),
    "a header and no rows": (lines(HEADER).encode(), "no rows"),
    "a column that we do not have": (
        with_header(3, "事業名称").encode(),
        r"D1: found a column '事業名称'",
    ),
    "a column twice": (with_header(3, "支援上限").encode(), "found cap twice"),
    "a unit of another kind": (
        with_header(1, "支援上限（億ドル）").encode(),
        r"B2.*unit of JPY, not USD",
    ),
    "minus on an amount": (with_cell(1, "▲5,900").encode(), r"B2.*at least 0"),
    "letters for a number": (
        with_cell(1, "調整中").encode(),
        r"B2 .*found '調整中'; expected a number",
    ),
    "separators in the wrong place": (with_cell(1, "59,00").encode(), "B2"),
    "an exponent": (with_cell(1, "5.9E+03").encode(), "B2.*all its digits"),
    "a huge number": (with_cell(1, "9" * 40).encode(), "B2.*at most 15 digits"),
    "infinity": (with_cell(1, "inf").encode(), "B2"),
    "two numbers": (with_cell(1, "5,900～6,000").encode(), "B2"),
    "a day that is not": (with_cell(2, "令和6年13月").encode(), "C2"),
    "a year of two digits": (with_cell(2, "24/4").encode(), "C2.*2024-02"),
    "a month after its era": (with_cell(2, "平成31年8月").encode(), "C2.*平成"),
    "the number of a date": (with_cell(2, "45383").encode(), "C2"),
    "a day where a month belongs": (with_cell(2, "2024-04-02").encode(), "C2"),
    "half a year": (with_cell(0, "2024.5").encode(), "A2"),
    "a formula as text": (with_cell(3, "=cmd|' /C calc'!A0").encode(), "D2.*formula"),
    "a formula with full-width signs": (with_cell(3, "＝HYPERLINK(1)").encode(), "D2.*formula"),
    "an at sign": (with_cell(3, "@SUM(1)").encode(), "D2.*formula"),
    "a plus sign": (with_cell(3, "+cmd").encode(), "D2.*formula"),
    "a bell": (with_cell(3, "a\x07b").encode(), "D2.*control"),
    "lost characters": (with_cell(4, "基金\ufffd").encode(), "E2.*lost"),
    "an unknown source": (with_cell(5, "s99").encode(), r"F2 \(source\).*sources.csv"),
    "no source": (lines(HEADER[:5], ROW[:5]).encode(), r"\(source\).*a value"),
    "a row twice": (lines(HEADER, ROW, ROW).encode(), "duplicate key"),
    "a total": (lines(HEADER, ROW, ["合計", "5,900"]).encode(), "A3.*no total"),
    "an empty key": (with_cell(0, "").encode(), "A2"),
    "a cell beyond the table": (lines(HEADER, [*ROW, "?"]).encode(), "G2.*without a header"),
}


def run(file: Path, place: Path):
    return CliRunner().invoke(
        app, ["vintage", "import", str(place), "rapidus_support", str(file), "-y"]
    )


def test_there_are_enough_cases():
    assert len(RIGHT) + len(WRONG) >= 40


@pytest.mark.parametrize("case", RIGHT)
def test_a_file_is_read_rightly(case, place, tmp_path):
    content, differs = RIGHT[case]
    (tmp_path / "office.csv").write_bytes(content)
    done = run(tmp_path / "office.csv", place)
    assert done.exit_code == 0, done.output
    with (place / "rapidus_support.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["fiscal_year"] for row in rows[:2]] == ["2022", "2023"]
    (row,) = rows[2:]
    assert {key: row[key] for key in GOOD | differs} == GOOD | differs


@pytest.mark.parametrize("case", WRONG)
def test_a_file_is_refused_by_its_cells_and_nothing_changes(case, place, tmp_path):
    content, said = WRONG[case]
    (tmp_path / "office.csv").write_bytes(content)
    before = digest(place)
    done = run(tmp_path / "office.csv", place)
    assert done.exit_code == 1
    assert "office.csv" in done.output
    assert re.search(said, done.output), done.output
    assert digest(place) == before
