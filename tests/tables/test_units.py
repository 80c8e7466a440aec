"""Units of the tables, and amounts as readers of each language write them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from semibook.tables import units
from semibook.tables.interval import Interval


@pytest.mark.parametrize(
    ("text", "scale", "name"),
    [
        ("1e8 JPY", 1e8, "JPY"),
        ("1e4 wafers/month", 1e4, "wafers/month"),
        ("percent", 1, "percent"),
        ("1", 1, "1"),
        ("m3/year", 1, "m3/year"),
    ],
)
def test_a_unit_is_a_scale_and_a_base_unit(text, scale, name):
    assert units.unit(text) == (scale, name)


@pytest.mark.parametrize("text", ["", " JPY", "1e8JPY", "1e8  JPY", "1e8", "100 JPY"])
def test_a_scale_that_would_be_lost_is_refused(text):
    with pytest.raises(ValueError, match="expected a form like"):
        units.unit(text)


@pytest.mark.parametrize(
    ("amount", "en", "ja"),
    [
        (476e9, "¥476 billion", "4,760億円"),
        (4.31e12, "¥4.31 trillion", "4.31兆円"),
        (999.96e9, "¥1 trillion", "1兆円"),
        (280_000, "¥280,000", "28万円"),
        (0, "¥0", "0円"),
    ],
)
def test_yen_in_both_languages(amount, en, ja):
    assert units.yen(amount) == en
    assert units.yen(amount, "ja") == ja


@pytest.mark.parametrize(
    ("currency", "en", "ja"),
    [("USD", "US$39 billion", "390億ドル"), ("KRW", "₩39 billion", "390億ウォン")],
)
def test_other_currencies_have_their_own_names(currency, en, ja):
    assert units.money(39e9, currency) == en
    assert units.money(39e9, currency, "ja") == ja


def test_every_currency_has_a_name_in_both_languages():
    assert set(units.SIGNS) == set(units.NAMES_JA)


def test_an_unknown_currency_is_refused():
    with pytest.raises(KeyError, match="XXX"):
        units.money(1.0, "XXX")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_deficit_has_the_same_minus_in_both_languages(lang):
    assert units.yen(-4e8, lang).startswith("−")


@settings(derandomize=True, deadline=None)
@given(st.floats(1, 1e15))
def test_an_amount_read_back_is_the_amount_to_three_digits(amount):
    sign, number, word = "¥", *units.yen(amount).removeprefix("¥").partition(" ")[::2]
    scale = {"trillion": 1e12, "billion": 1e9, "million": 1e6, "": 1}[word]
    assert units.yen(amount).startswith(sign)
    assert float(number.replace(",", "")) * scale == pytest.approx(amount, rel=0.005)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234567.0, "1,234,567"),
        (0.000123, "0.000123"),
        (2.50, "2.5"),
        (0, "0"),
        (16, "16"),
        (-0.5, "−0.5"),
    ],
)
def test_numbers_have_separators_and_no_exponent(value, text):
    assert units.number(value) == text


def test_a_share_is_written_in_percent():
    assert units.percent(1 / 3) == "33.3%"
    assert units.percent(1 / 3, digits=0) == "33%"
    assert units.percent(-0.001) == "−0.1%"
    assert units.percent(-0.0004) == "0.0%"
    assert units.number(-0.0) == "0"


@pytest.mark.parametrize(
    ("interval", "name", "en", "ja"),
    [
        (Interval.point(16.0), "1", "16", "16"),
        (Interval(20.0, math.inf), "percent", "at least 20%", "20%以上"),
        (Interval(0.0, 4760e8), "JPY", "at most ¥476 billion", "4,760億円以下"),
        (Interval(-math.inf, 5.0), "firms", "at most 5 firms", "5社以下"),
        (
            Interval(4.25e12, 4.35e12),
            "JPY",
            "¥4.25 – 4.35 trillion",
            "4.25〜4.35兆円",
        ),
        (Interval(900e9, 1.1e12), "JPY", "¥900 billion – ¥1.1 trillion", "9,000億円〜1.1兆円"),
        (Interval(7450, 7550), "persons", "7,450 – 7,550 persons", "7,450〜7,550人"),
        (Interval(55e3, 55e3), "wafers/month", "55,000 wafers a month", "月55,000枚"),
        (Interval(2475, 2485), "m3/year", "2,475 – 2,485 m³ a year", "年2,475〜2,485m³"),
        (Interval(1, 1), "months", "1 month", "1か月"),
        (Interval(1.0, 1.000001), "nm", "1 nm", "1nm"),
        (Interval.point(1), "plans", "1 plan", "1件"),
        (Interval.point(-1), "firms", "−1 firm", "−1社"),
    ],
)
def test_an_interval_is_written_as_a_reader_would_say_it(interval, name, en, ja):
    assert units.span(interval, name) == en
    assert units.span(interval, name, "ja") == ja


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_an_interval_open_to_both_sides_names_no_infinite_bound(lang):
    assert "inf" not in units.span(Interval(-math.inf, math.inf), "JPY", lang)


@pytest.mark.parametrize(
    ("value", "name", "qualifier", "lang", "text"),
    [
        (4.3e12, "JPY", "about", "en", "about ¥4.3 trillion"),
        (1.9867e12, "JPY", "exact", "ja", "1.9867兆円"),
        (20, "percent", "atleast", "en", "20% or more"),
        (20, "percent", "over", "en", "over 20%"),
        (20, "percent", "atleast", "ja", "20%以上"),
        (20, "percent", "over", "ja", "20%超"),
        (10, "percent", "under", "ja", "10%未満"),
        (0, "years", "exact", "en", "0 years"),
        (1e7, "L/year", "exact", "en", "10,000 kL a year"),
        (1e7, "L/year", "exact", "ja", "年10,000kL"),
        (500, "L/year", "exact", "ja", "年500L"),
    ],
)
def test_a_printed_figure_has_its_qualifier(value, name, qualifier, lang, text):
    assert units.qualified(value, name, qualifier, lang) == text


@pytest.mark.parametrize(
    ("unit", "en", "ja"),
    [
        ("1e6 JPY", "¥ million", "百万円"),
        ("1e3 persons", "thousand persons", "千人"),
        ("percent", "%", "%"),
        ("1", "", ""),
        ("1e4 wafers/month", "10,000 wafers a month", "万枚/月"),
        ("year", "year", "年"),
        ("1e7 JPY", "1e7 JPY", "1e7 JPY"),
    ],
)
def test_a_unit_is_written_out_for_the_head_of_a_column(unit, en, ja):
    assert (units.written_out(unit, "en"), units.written_out(unit, "ja")) == (en, ja)
