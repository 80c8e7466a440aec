"""Cells: numbers with the words that stand beside them."""

from __future__ import annotations

import pytest

from semibook.intake.cells.numbers import CellError, quantity
from semibook.tables.units import unit


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("5,900", 5900, "exact"),
        ("約5,900", 5900, "about"),
        ("5,900程度", 5900, "about"),
        ("最大5,900", 5900, "upto"),
        ("5,900以内", 5900, "upto"),
        ("5,900億円以上", 5900, "atleast"),
        ("1兆円超", 10000, "over"),
        ("５，９００未満", 5900, "under"),
        ("▲5,900", -5900, "exact"),
    ],
)
def test_words_beside_a_number_become_its_qualifier(text, value, qualifier):
    read = quantity(text, unit("1e8 JPY"))
    assert (read.value, read.qualifier) == (value, qualifier)


@pytest.mark.parametrize(
    "text",
    [
        "1,200～1,500",
        "1,200-1,500",
        "1,200億円（うち国費800億円）",
        "5,900※",
        "未定",
        "5,9,00",
        "12,34",
        "0,900",
    ],
)
def test_what_is_more_than_one_number_or_none_is_refused(text):
    with pytest.raises(CellError):
        quantity(text, unit("1e8 JPY"))
