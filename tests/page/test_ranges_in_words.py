"""Placeholders that write two ends, years and signed shares, as each language does."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from semibook.page import placeholders
from semibook.tables import frames
from semibook.tables.interval import Interval


@pytest.mark.parametrize(
    ("how", "value", "english", "japanese"),
    [
        ("years", Interval(2015, 2017), "2015 – 2017", "2015〜2017"),
        ("years", Interval.point(2024), "2024", "2024"),
        ("years", Interval(0, 4), "0 – 4", "0〜4"),
        ("years", 13.0, "13", "13"),
        ("from_to", (9.17, 2629.4), "9.17 – 2,629", "9.17〜2,629"),
        ("from_to", (95.4, 44.4), "95.4 – 44.4", "95.4〜44.4"),
        ("from_to", (57.0, math.nan), "57 – –", "57〜–"),
        ("signed_percent", 0.0745, "+7.4%", "+7.4%"),
        ("signed_percent", -0.003, "−0.3%", "−0.3%"),
        ("signed_percent", -0.0003, "+0.0%", "+0.0%"),
    ],
)
def test_a_value_is_written_as_each_language_does(how, value, english, japanese):
    assert placeholders.filters("en")[how](value) == english
    assert placeholders.filters("ja")[how](value) == japanese


def test_a_frame_that_is_from_no_table_is_read_in_a_language():
    notes = pd.DataFrame({"year": [2014, 2025], "note": ["a", "b"], "note_ja": ["ア", None]})
    assert frames.in_language(notes, "ja").to_dict("list")["note"] == ["ア", "b"]
    english = frames.in_language(notes, "en")
    assert english.to_dict("list") == {"year": [2014, 2025], "note": ["a", "b"]}
