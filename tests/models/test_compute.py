"""Compute: growth, power and electricity on numbers one can check by hand."""

from __future__ import annotations

import pytest

from semibook.models.compute import electricity, power, required_growth


def test_growth_from_one_to_eight_in_three_years_is_a_doubling():
    assert required_growth(1, 8, 3) == pytest.approx(1.0)


def test_one_eflops_at_one_watt_per_tflops_is_a_megawatt():
    assert power(1, 1, 1, 1) == pytest.approx(1.0)


def test_overheads_multiply():
    assert power(2, 0.7, 1.4, 1.3) == pytest.approx(2 * 0.7 * 1.4 * 1.3)


def test_a_megawatt_for_a_year():
    energy, cost = electricity(1, 1, 20)
    assert energy == pytest.approx(0.00876)
    assert cost == pytest.approx(8_760_000 * 20)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: required_growth(0, 8, 3), "expected all above 0"),
        (lambda: power(1, 1, 0.9, 1), "server overhead: found 0.9"),
        (lambda: power(1, 1, 1, 0.9), "facility overhead: found 0.9"),
        (lambda: electricity(1, 1.2, 20), "load: found 1.2"),
    ],
)
def test_impossible_inputs_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
