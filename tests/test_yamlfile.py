"""YAML that people write: numbers as they are meant."""

from __future__ import annotations

import pytest

from semibook import yamlfile


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1:05", "1:05"),
        ("5:20", "5:20"),
        ("010", 10),
        ("-3", -3),
        ("1.0e9", 1e9),
        ("1e9", 1e9),
        ("1.5", 1.5),
        (".5", 0.5),
        ("-.inf", float("-inf")),
        ("2024-02", "2024-02"),
        ("1.2.3", "1.2.3"),
    ],
)
def test_a_number_is_what_it_looks_like(text, found):
    value = yamlfile.value(text, "here")
    assert value == found
    assert type(value) is type(found)
