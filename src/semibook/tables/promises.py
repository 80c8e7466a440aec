"""The deck's promises: each with the date, amount and money of the rows that state them.

`promises.csv` names rows and columns of other tables of the deck and holds no date or amount of
its own. `promise_outcomes.csv` of a later vintage holds what happened.
"""

from __future__ import annotations

import math
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from semibook.tables import csvfile, frames, schema, vintages
from semibook.tables.interval import Interval
from semibook.tables.units import qualified, unit
from semibook.tables.vintages import Vintage

if TYPE_CHECKING:
    import pandas as pd

#: The first month of Japan's fiscal year.
_FISCAL = 4


def promised(vintage: str | Path = vintages.DEFAULT, lang: str = "en") -> pd.DataFrame:
    """The promises of the deck that a vintage is built on.

    Args:
        vintage: a name under data/ or a path to a folder; its oldest base is read.
        lang: language of the texts.

    Returns:
        A row a promise, by its id: the columns of promises.csv, and `due` (an interval of days, as
        ordinals; without end where only a first day follows, or none), `stated` (the amount as it
        is printed, or missing) and `money` (the public money behind it in yen, or missing).

    Raises:
        FileNotFoundError: if the vintage holds no promises.
        ValueError: if a promise names a row, column or promise that there is not; the message
            names the file, the row, the column and what was expected.
    """
    deck = vintages.find(vintage).first
    rows = frames.load("promises", deck.folder, lang).set_index("id", drop=False).rename_axis(None)
    cells = _Cells(deck, lang)
    own = [cells.days(row) for row in rows.to_dict("records")]
    days = dict(zip(rows.index, own, strict=True))
    return rows.assign(
        due=[_due(row, days, cells) for row in rows.to_dict("records")],
        stated=[cells.amount(row) for row in rows.to_dict("records")],
        money=[cells.money(row) for row in rows.to_dict("records")],
    )


def happened(vintage: str | Path, lang: str = "en") -> pd.DataFrame:
    """What is known of promises at a vintage's date.

    Args:
        vintage: a name under data/ or a path to a folder.
        lang: language of the texts.

    Returns:
        A row an outcome, by the promise's id: the columns of promise_outcomes.csv, the `state` as
        text, and `when` (an interval of days as ordinals, or None if nothing is known to have
        happened).
    """
    rows = frames.load("promise_outcomes", vintage, lang).set_index("promise", drop=False)
    when = [_event(row) for row in rows.to_dict("records")]
    return rows.assign(state=rows["state"].fillna(""), when=when).rename_axis(None)


def tables() -> set[str]:
    """The tables that promises name, and those of promises themselves."""
    rows = csvfile.rows(vintages.find().path("promises"))
    named = {row[column] for row in rows for column in ("table", "money_table")}
    return {"promises", "promise_outcomes", *named - {""}}


class _Cells:
    """Cells of the deck's tables, found as promises name them."""

    def __init__(self, deck: Vintage, lang: str) -> None:
        self.deck, self.lang = deck, lang
        self.rows = cache(self._rows)

    def days(self, promise: dict[str, Any]) -> Interval | None:
        """The days for which a promise is made, if the deck has a date for it."""
        row = self._row(promise, "table", "key")
        first, last = (
            _days(self._cell(promise, row, column), promise[column])
            for column in ("due_from", "due_to")
        )
        return Interval(first.low, last.high) if first and last else None

    def amount(self, promise: dict[str, Any]) -> str | None:
        """An amount as it is printed: `about 12%`."""
        row, column = self._row(promise, "table", "key"), promise["amount"]
        value = self._cell(promise, row, "amount")
        if _missing(value):
            return None
        described = schema.field(promise["table"], column)
        name = row[described["unitField"]] if "unitField" in described else described["unit"]
        said = row[described["qualifierField"]]
        scale, base = unit(name)
        return qualified(value * scale, base + "s" * (base == "year"), said, self.lang)

    def money(self, promise: dict[str, Any]) -> float:
        """The public money behind a promise in yen; not a number if the deck names none."""
        if _missing(promise["money_table"]):
            return math.nan
        row = self._row(promise, "money_table", "money_key")
        value = self._cell(promise, row, "money_column", "money_table")
        described = schema.field(promise["money_table"], promise["money_column"])
        name = row[described["unitField"]] if "unitField" in described else described["unit"]
        return math.nan if _missing(value) else value * unit(name).scale

    def _rows(self, table: str) -> dict[str, list[dict[str, Any]]]:
        """The rows of a table by what promises call them; two may be called the same."""
        frame = frames.load(table, self.deck.folder, self.lang)
        keys = frame[schema.table(table).key].astype(str)
        found: dict[str, list[dict[str, Any]]] = {}
        for key, row in zip(keys.to_numpy(), frame.to_dict("records"), strict=True):
            found.setdefault(schema.shown_key(tuple(key)), []).append(row)
        return found

    def _row(self, promise: dict[str, Any], table: str, key: str) -> dict[str, Any]:
        try:
            rows = self.rows(promise[table])
        except (KeyError, FileNotFoundError):
            raise self._wrong(promise, table, "a table of the deck") from None
        found = rows.get(promise[key], [])
        if len(found) != 1:
            count = "a single row" if found else "a row"
            raise self._wrong(promise, key, f"{count} of {promise[table]}.csv")
        return found[0]

    def _cell(
        self, promise: dict[str, Any], row: dict[str, Any], column: str, table: str = "table"
    ) -> Any:
        if _missing(promise[column]):
            return None
        if promise[column] not in row:
            raise self._wrong(promise, column, f"a column of {promise[table]}.csv")
        return row[promise[column]]

    def _wrong(self, promise: dict[str, Any], column: str, expected: str) -> ValueError:
        file, line = self.deck.path("promises"), promise["order"] + 1
        found = f"found {promise[column]!r:.60}, expected {expected}"
        return ValueError(f"{file}, row {line}, column {column}: {found}")


def _due(row: dict[str, Any], days: dict[str, Interval | None], cells: _Cells) -> Interval:
    """The days of a promise: its own, those after the promise that comes first, or any."""
    if own := days[row["id"]]:
        return own
    if _missing(row["not_before"]):
        return Interval(-math.inf, math.inf)
    before = days.get(row["not_before"])
    if before is None:
        raise cells._wrong(row, "not_before", "a promise with a date")
    return Interval(before.low, math.inf)


def _event(row: dict[str, Any]) -> Interval | None:
    """The days in which something may have happened."""
    if not _missing(row["date"]):
        return _days(row["date"], "date")
    last = _days(row["date_to"], "date_to")
    if last is None:
        return None
    first = _days(row["date_from"], "date_from")
    return Interval(first.low if first else -math.inf, last.high)


def _days(cell: Any, column: str) -> Interval | None:
    """The days that a date, a month or a year stands for, as ordinals; None if it is empty."""
    if _missing(cell):
        return None
    if hasattr(cell, "end_time"):  # a month
        return _between(cell.start_time.date(), cell.end_time.date())
    if hasattr(cell, "date"):
        return _between(cell.date(), cell.date())
    if column == "fiscal_year":
        return _between(date(cell, _FISCAL, 1), date(cell + 1, _FISCAL - 1, 31))
    return _between(date(cell, 1, 1), date(cell, 12, 31))


def _between(first: date, last: date) -> Interval:
    return Interval(first.toordinal(), last.toordinal())


def _missing(cell: Any) -> bool:
    import pandas as pd

    return cell is None or bool(pd.isna(cell))
