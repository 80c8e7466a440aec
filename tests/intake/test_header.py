"""Headers: a second one in another language, and columns that have none."""

from __future__ import annotations

import pytest

from semibook.intake import ImportRefusedError
from semibook.intake.header.names import bare, names_of
from semibook.tables import schema
from tests.intake.conftest import HEADER, ROW


@pytest.mark.parametrize(
    "english",
    [
        ["Fiscal year", "Cap", "Adopted", "Programme", "Programme (ja)", "Source"],
        ["Fiscal Year", "Amount of support", "Month", "Programme", "", "Source"],
        ["FISCAL YEAR", "Cap (100 million yen)", "Adopted", "Programme", "", ""],
    ],
)
def test_a_second_header_in_english_is_left_out(proposed, english):
    proposal = proposed(HEADER, english, ROW)
    assert proposal.added == ["2024"]
    left = " ".join(filter(None, english))
    assert f"line {left!r} is left out" in proposal.read


@pytest.mark.parametrize("bracket", ["億：円", "実績：百万円", "億単位：円", "参考、億円"])
def test_words_in_the_brackets_of_a_header_are_not_passed_over(proposed, bracket):
    with pytest.raises(ImportRefusedError, match="B1: found a column '支援上限"):
        proposed([HEADER[0], f"支援上限（{bracket}）", *HEADER[2:]], ROW)


def test_the_unit_of_a_second_header_counts(proposed):
    english = ["Fiscal year", "Cap (JPY million)", "Adopted", "Programme", "", "Source"]
    header = [HEADER[0], "支援上限", *HEADER[2:]]
    assert proposed(header, english, ROW).rows[-1]["cap"] == "59"
    with pytest.raises(ImportRefusedError, match="B1: found the units 1e6 JPY, 1e8 JPY"):
        proposed(HEADER, english, ROW)


def test_a_row_of_data_is_no_second_header(proposed):
    row = ["2025", "未定", "", "Programme", "事業（日本語）", "出典"]
    with pytest.raises(ImportRefusedError, match="B2"):
        proposed(HEADER, row, ROW)


def test_a_column_without_a_header_is_refused_or_left_out_by_its_letter(proposed):
    rows = [*HEADER, ""], [*ROW, "p"]
    with pytest.raises(ImportRefusedError, match=r"G2: found 'p'; .*\(--skip G leaves it out\)"):
        proposed(*rows)
    proposal = proposed(*rows, skip=["G"])
    assert "column 'G' is left out" in proposal.read
    with pytest.raises(ImportRefusedError, match=r"without the column\(s\) fiscal_year"):
        proposed(["", *HEADER[1:]], ROW)


@pytest.mark.parametrize("described", schema.package()["resources"], ids=lambda each: each["name"])
def test_a_name_or_title_of_a_column_means_no_other(described):
    table = schema.Table(described)
    known = names_of(table)
    for field in table.fields:
        told = [field[key] for key in ("name", "title", "title_ja") if key in field]
        assert {known.get(bare(each)) for each in told} == {field["name"]}
