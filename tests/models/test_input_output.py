"""The input-output model on tables small enough to check by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from semibook import paths
from semibook.models.input_output import read

TABLE = "sector,a,b,final_demand\na,10,20,70\nb,30,10,60\nvalue_added,60,70,\n"
# Half of the region's demand for a (80) comes from elsewhere, and a fifth of that for b (100).
REGION = """sector,a,b,final_demand,exports,imports
a,10,20,50,60,40
b,30,10,60,20,20
value_added,60,70,,,
"""


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
    assert np.allclose(table.inverse(), rounds)


def test_value_added_of_the_response_is_the_demand_itself(table):
    response = table.respond(pd.Series({"a": 5.0}))
    assert (response * table.value_added_share).sum() == pytest.approx(5.0)


def test_less_local_content_means_less_output(table):
    demand = pd.Series({"a": 1.0})
    outputs = [table.respond(demand, local).sum() for local in (1.0, 0.5, 0.0)]
    assert outputs[0] > outputs[1] > outputs[2] == pytest.approx(1.0)


@pytest.fixture
def region(tmp_path):
    path = tmp_path / "region.csv"
    path.write_text(REGION)
    return read(path)


def test_imports_are_taken_off_output_and_give_each_goods_share(region):
    assert region.output.to_dict() == {"a": 100, "b": 100}
    assert region.local_share.to_dict() == pytest.approx({"a": 0.5, "b": 0.8})


def test_a_region_reproduces_itself_from_its_own_demand_and_exports(region):
    # Competitive imports: final users buy from elsewhere as often as sectors do.
    wanted = region.final_demand * region.local_share + pd.Series({"a": 60, "b": 20})
    assert np.allclose(region.respond(wanted, region.local_share), region.output)


def test_shares_by_good_scale_the_sellers_row(region):
    shares = pd.Series({"a": 0.0, "b": 1.0})
    # Nothing of a is bought in the region: only b's own 0.1 comes back on b's output.
    response = region.respond(pd.Series({"a": 1.0}), shares)
    assert response.to_dict() == pytest.approx({"a": 1.0, "b": 0.3 / 0.9})


def test_rounds_add_up_to_the_response(region):
    demand = pd.Series({"a": 1.0, "b": 0.0})
    current, summed = demand, demand
    for _round in range(60):
        current = region.next_round(current, region.local_share)
        summed = summed + current
    assert np.allclose(summed, region.respond(demand, region.local_share))


def test_multipliers_leave_out_what_the_tables_own_imports_take(region):
    # By hand: a = 1 + 0.5 (0.1 a + 0.2 b) and b = 0.8 (0.3 a + 0.1 b), for a unit of a.
    a = 1 / (0.95 - 0.1 * 0.24 / 0.92)
    assert region.multipliers()["a"] == pytest.approx(a * (1 + 0.24 / 0.92))
    assert region.multipliers(1.0)["a"] > region.multipliers()["a"]


def test_a_response_is_the_multiplier_times_the_demand(region):
    response = region.respond(pd.Series({"b": 2.0}))
    assert response.sum() == pytest.approx(2 * region.multipliers()["b"])


def test_a_table_without_imports_has_no_shares(table):
    assert table.local_share is None


def test_final_demand_may_be_negative_where_imports_stand_apart(tmp_path):
    path = tmp_path / "io.csv"
    path.write_text(REGION.replace("20,50,60,40", "20,-1,60,9"))
    assert read(path).final_demand["a"] == -1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TABLE.replace("20,70", "20,-7"), "net of imports, give these a column 'imports'"),
        (REGION.replace("60,40", "60,-40"), "row a, column imports: found '-40'.*without its sign"),
        (REGION.replace("60,40", "160,140"), "row a, column imports: found 140, expected no more"),
        (REGION.replace("60,40", "60,"), "row a, column imports: found nan"),
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


@pytest.mark.parametrize("local", [1.5, -0.1, pd.Series({"a": 0.5, "b": 2.0}), pd.Series({"a": 1})])
def test_what_is_no_share_is_refused(table, local):
    with pytest.raises(ValueError, match="expected a share 0 to 1"):
        table.respond(pd.Series({"a": 1.0}), local)


def test_an_unknown_sector_is_refused(table):
    with pytest.raises(KeyError, match="no sector z"):
        table.respond(pd.Series({"z": 1.0}))


def test_the_shipped_table_is_sound_and_says_what_it_is():
    path = paths.DATA / "reference" / "teaching_io_table.csv"
    assert read(path).multipliers().gt(1).all()
    assert "TEACHING EXAMPLE" in path.read_text(encoding="utf-8").splitlines()[0]
