"""Typed placeholders: how the words of a chapter write a value."""

from __future__ import annotations

import pytest

from semibook.page.speaker import Speaker
from semibook.tables.interval import Interval


@pytest.fixture(params=["en", "ja"])
def say(request):
    speaker = Speaker("power_semiconductors", request.param)
    return lambda text, /, **values: speaker.say(text, "labels.example", (), **values)


@pytest.mark.parametrize(
    ("value", "text"), [(816_400, "0.82"), (2_999_000, "3"), (3_012e6, "3,000")]
)
def test_a_number_is_written_in_a_scale_to_so_many_digits(say, value, text):
    assert say("{{ value | scaled(1e6, 2) }}", value=value) == text


def test_a_value_may_be_rounded_before_it_is_written(say):
    assert say("{{ cost | rounded(2) | yen }}", cost=347.1e9) in ("¥350 billion", "3,500億円")
    text = say("{{ cost | rounded(2) | span('JPY') }}", cost=Interval(1.46e9, 71.6e9))
    assert text in ("¥1.5 – 72 billion", "15〜720億円")


def test_both_ends_of_an_interval_are_written(say):
    text = say("{{ rise | ends }}", rise=Interval(200.4, 1720.0))
    assert text in ("200 – 1,720", "200〜1,720")


def test_a_placeholder_may_be_named_as_a_column_is(say):
    assert say("{{ case }} {{ text }} {{ where }}", case=1, text=2, where=3) == "1 2 3"
