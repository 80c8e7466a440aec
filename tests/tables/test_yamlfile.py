"""YAML that people write: read quickly, or refused in one line."""

from __future__ import annotations

import os
import re
from time import process_time

import pytest

from semibook.tables import yamlfile
from semibook.tables.yamlfile import SettingsError

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{one}: &{one} [{', '.join([f'*{other}'] * 9)}]\n"
    for other, one in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(BOMB, "line 2.*an alias", id="aliases"),
        pytest.param("a: &a\n  b: *a\n", "line 2.*an alias", id="an alias of itself"),
        pytest.param("a: " + "[" * 50_000, "more levels, expected at most 20", id="nested lists"),
        pytest.param(
            "a: " + "{b: " * 20_000, "more levels, expected at most 20", id="nested fields"
        ),
        pytest.param("- " * 40_000, "more levels, expected at most 20", id="nested dashes"),
        pytest.param("a: " + "x" * 300_000, "larger than 200 kB", id="a huge file"),
        pytest.param("a: 1\nb: 2\na: 3\n", "line 3.*'a' again", id="a key twice"),
        pytest.param("a: {b: 1, b: 2}\n", "'b' again", id="a key twice, deeper"),
        pytest.param(
            "".join(f"a{n}: 1\n" for n in range(12_000)) + "a1: 2", "'a1' again", id="many"
        ),
        pytest.param("? [a]\n: 1\n", "no YAML", id="a list as key"),
        pytest.param("a: !!python/object/apply:os.system [ls]\n", "no YAML", id="code"),
        pytest.param('a: "x\\u202ey"\n', "line 1.*U[+]202E", id="a turned direction"),
        pytest.param('"a\\0": 1\n', "line 1.*U[+]0000", id="a control character in a key"),
        pytest.param("a: x\u200by\n", "line 1.*U[+]200B", id="an invisible character"),
        pytest.param("a: " + "9" * 5_000, "no YAML", id="a number of 5,000 digits"),
    ],
)
def test_what_no_person_writes_is_refused_quickly_in_one_line(tmp_path, text, said):
    file = tmp_path / "vintage.yml"
    file.write_text(text, encoding="utf-8")
    start = process_time()
    with pytest.raises(SettingsError, match=rf"^{re.escape(str(file))}[:,] .*{said}") as refused:
        yamlfile.read(file)
    assert process_time() - start < 2
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 400


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "vintage.yml")
    with pytest.raises(SettingsError, match="found a pipe, expected a YAML file"):
        yamlfile.read(tmp_path / "vintage.yml")


def test_text_over_several_lines_is_read(tmp_path):
    file = tmp_path / "vintage.yml"
    file.write_text("licence: >-\n  Figures are facts,\n  each credited.\nlines: |\n  a\n  b\n")
    assert yamlfile.read(file) == {
        "licence": "Figures are facts, each credited.",
        "lines": "a\nb\n",
    }


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
