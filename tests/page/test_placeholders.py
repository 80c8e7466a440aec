"""Typed placeholders: how the words of a chapter write a value."""

from __future__ import annotations

import math
from datetime import date

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


@pytest.mark.parametrize(
    ("first", "last", "texts"),
    [
        ("2024-04-11", "2024-04-11", ("11 April 2024", "2024年4月11日")),
        ("2024-12-01", "2024-12-31", ("December 2024", "2024年12月")),
        ("2024-03-01", "2024-05-31", ("March – May 2024", "2024年3〜5月")),
        ("2025-12-01", "2026-02-28", ("December 2025 – February 2026", "2025年12月〜2026年2月")),
        ("2030-01-01", "2030-12-31", ("2030", "2030年")),
        ("2025-01-01", "2029-12-31", ("2025 – 2029", "2025〜2029年")),
        (
            "2024-04-10",
            "2024-04-12",
            ("10 April 2024 – 12 April 2024", "2024年4月10日〜2024年4月12日"),
        ),
    ],
)
def test_days_are_written_no_closer_than_they_are_known(say, first, last, texts):
    days = Interval(*(date.fromisoformat(day).toordinal() for day in (first, last)))
    assert say("{{ days | period }}", days=days) in texts


def test_days_may_be_open_at_an_end_or_at_both(say):
    day = date(2026, 6, 30).toordinal()
    written = [
        say("{{ days | period }}", days=Interval(low, high))
        for low, high in ((-math.inf, day), (day, math.inf), (-math.inf, math.inf))
    ]
    assert written in (
        ["by June 2026", "from June 2026", "no date"],
        ["2026年6月まで", "2026年6月以降", "期日なし"],
    )
