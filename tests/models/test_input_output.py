"""The input-output model on tables small enough to check by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from semibook import paths
from semibook.models.input_output import read

TABLE = "sector,a,b,final_demand\na,10,20,70\nb,30,10,60\nvalue_added,60,70,\n"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "io.csv"
    path.write_text(TABLE)
    return read(path)


def test_output_is_all_that_a_sector_sells(table):
    assert table.output.to_dict() == {"a": 100, "b": 100}


def test_coefficients_are_inputs_over_output_of_the_buyer(table):
    assert table.coefficients.loc["b", "a"] == pytest.approx(0.3)
    assert table.value_added_share.to_dict() == pytest.approx({"a": 0.6, "b": 0.7})


def test_the_tables_own_demand_gives_its_own_output(table):
    assert np.allclose(table.respond(table.final_demand), table.output)


def test_the_inverse_is_the_sum_of_the_rounds(table):
    a = table.coefficients.to_numpy()
    rounds = sum(np.linalg.matrix_power(a, n) for n in range(60))
    assert np.allclose(table.inverse, rounds)


def test_value_added_of_the_response_is_the_demand_itself(table):
    response = table.respond(pd.Series({"a": 5.0}))
    assert (response * table.value_added_share).sum() == pytest.approx(5.0)


def test_less_local_content_means_less_output(table):
    demand = pd.Series({"a": 1.0})
    outputs = [table.respond(demand, local).sum() for local in (1.0, 0.5, 0.0)]
    assert outputs[0] > outputs[1] > outputs[2] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TABLE.replace("20,70", "x,70"), "row a, column b: found 'x'"),
        (TABLE.replace("20,70", "-2,70"), "row a, column b: found '-2'"),
        (TABLE.replace("b,30", "c,30"), "found rows"),
        (TABLE.replace("final_demand", "demand"), "no column 'final_demand'"),
        (TABLE.replace("10,20,70", "10,90,0").replace("b,30", "b,99"), "column a: found inputs"),
    ],
)
def test_a_bad_table_is_refused_by_its_cell(tmp_path, text, message):
    path = tmp_path / "io.csv"
    path.write_text(text)
    with pytest.raises(ValueError, match=message):
        read(path)


def test_an_unknown_sector_is_refused(table):
    with pytest.raises(KeyError, match="no sector z"):
        table.respond(pd.Series({"z": 1.0}))


def test_the_shipped_table_is_sound_and_says_what_it_is():
    path = paths.DATA / "reference" / "teaching_io_table.csv"
    assert read(path).multipliers.gt(1).all()
    assert "TEACHING EXAMPLE" in path.read_text(encoding="utf-8").splitlines()[0]
