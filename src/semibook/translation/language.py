"""What a language puts between words, sentences and numbers, and how it writes dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

#: The months in English.
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Language:
    """The marks of a language, and its forms of dates.

    A form of a date holds `{year}`, `{month}` (its number), `{name}` (in English) and `{day}`.

    Attributes:
        code: such as `en` or `ja`.
        comma: between the items of a list.
        semicolon: between longer items.
        colon: before what a heading is about.
        stop: at the end of a sentence.
        space: between words and sentences.
        large_yen: how many yen one unit of a figure's axis is (a billion; in Japanese 億).
        small_yen: how many yen one unit of a small amount is (one; in Japanese 万).
        large_count: how many things one unit of an axis of counts is (a thousand; in Japanese 万).
        to: between the ends of a range.
        year_form: of a year, or a range of years.
        month_form: of a month in its year.
        day_form: of a day.
        months_form: of the months of a year from `{first}` to `{last}`, by their names, or
            `{first_number}` to `{last_number}`.
        by: of what is to be before a `{time}` ends.
        since: of what is not to be before a `{time}`.
        undated: of what may be at any time.
    """

    code: str
    comma: str
    semicolon: str
    colon: str
    stop: str
    space: str
    large_yen: float
    small_yen: float
    large_count: float
    to: str = " – "
    year_form: str = "{year}"
    month_form: str = "{name} {year}"
    day_form: str = "{day} {name} {year}"
    months_form: str = "{first} – {last} {year}"
    by: str = "by {time}"
    since: str = "from {time}"
    undated: str = "no date"

    def sentences(self, parts: Iterable[str]) -> str:
        """Sentences in a row, the empty ones left out."""
        return self.space.join(filter(None, parts))

    def year(self, when: date) -> str:
        """The year of a day."""
        return self.year_form.format(year=when.year)

    def month(self, when: date) -> str:
        """The month of a day, with its year."""
        name = MONTHS[when.month - 1]
        return self.month_form.format(year=when.year, month=when.month, name=name)

    def day(self, when: date) -> str:
        """A day."""
        name = MONTHS[when.month - 1]
        return self.day_form.format(year=when.year, month=when.month, name=name, day=when.day)

    def months(self, first: date, last: date) -> str:
        """From a month to a later one."""
        if first.year != last.year:
            return self.to.join((self.month(first), self.month(last)))
        names = {"first": MONTHS[first.month - 1], "last": MONTHS[last.month - 1]}
        numbers = {"first_number": first.month, "last_number": last.month}
        return self.months_form.format(year=last.year, **names, **numbers)


_LANGUAGES = {
    "en": Language("en", ", ", "; ", ": ", ".", " ", 1e9, 1.0, 1e3),
    "ja": Language(
        "ja",
        "、",
        "；",
        "：",
        "。",
        "",
        1e8,
        1e4,
        1e4,
        to="〜",
        year_form="{year}年",
        month_form="{year}年{month}月",
        day_form="{year}年{month}月{day}日",
        months_form="{year}年{first_number}〜{last_number}月",
        by="{time}まで",
        since="{time}以降",
        undated="期日なし",
    ),
}


def language(code: str) -> Language:
    """The language of that code; one whose marks are not known here has those of English."""
    return _LANGUAGES.get(code) or replace(_LANGUAGES["en"], code=code)
