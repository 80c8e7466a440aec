"""Headline figures of chapters for readers: their titles in both languages, and their values."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from semibook import paths
from semibook.cache import until_changed
from semibook.tables import csvfile
from semibook.tables.units import SIGNS, money, number, percent
from semibook.translation.catalogues import PACKAGE, translator

if TYPE_CHECKING:
    import pandas as pd  # slow to import, and few who import this need it

#: Titles and units of the headline figures.
TITLES = paths.HEADLINE_TITLES
#: From which number on a count is rounded.
_LARGE = 10_000
#: Units whose numbers stand alone, as their titles say what is counted.
_BARE = ("count", "ratio", "1")
_WORDS_JA = {"persons": "人", "years": "年", "days": "日", "hours": "時間", "points": "ポイント"}


def chapter(name: str, lang: str = "en") -> str:
    """A chapter's short name for labels: `Policy abroad`, 海外の政策; else its file's name."""
    _ = translator(lang, PACKAGE)
    known = {
        "promises": _("The promises"),
        "three_step_strategy": _("The three steps"),
        "kumamoto": _("Kumamoto"),
        "rapidus": _("Rapidus"),
        "power_semiconductors": _("Power semiconductors"),
        "supply_chain": _("Supply chain"),
        "talent": _("Talent"),
        "global_policy": _("Policy abroad"),
        "ai_compute": _("AI computing"),
        "future_technology": _("Future technology"),
        "claims_audit": _("The ledger"),
    }
    return known.get(name, name)


def titled(chapter: str) -> frozenset[str]:
    """The figures of a chapter that have a title: what its findings keep as headline figures."""
    return frozenset(row["figure"] for row in _titles(TITLES) if row["chapter"] == chapter)


@until_changed
def _titles(file: Path) -> list[dict[str, str]]:
    return csvfile.rows(file)


def described(figures: pd.MultiIndex, path: str | Path = TITLES, lang: str = "en") -> pd.DataFrame:
    """What headline figures are: their titles and units.

    Args:
        figures: pairs of chapter and figure.
        path: the file of titles and units.
        lang: language of the titles.

    Returns:
        A row for each of `figures`: title and unit. A figure that the file lacks (an analyst's
        data may bring one) has its name as its title, and the unit `1`.
    """
    import pandas as pd

    frame = pd.read_csv(path, dtype=str).set_index(["chapter", "figure"])
    column = f"title_{lang}"
    titles = frame[column if column in frame else "title"].reindex(figures)
    names = pd.Series(figures.get_level_values(1), index=figures)
    units = frame["unit"].reindex(figures).fillna("1")
    return pd.DataFrame({"title": titles.fillna(names), "unit": units})


def text(value: float, unit: str, lang: str = "en") -> str:
    """A headline figure for a table: `¥1.32 trillion`, `34.5%`, `268 persons`.

    Args:
        value: in base units (yen, a share as 0.345).
        unit: as in the catalogue; a currency, `share`, `count`, ...
        lang: `en` or `ja`.

    Returns:
        The text; `–` for a value that is missing.

    Raises:
        ValueError: if the value is infinite.
    """
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        raise ValueError(f"headline figure in {unit}: found {value}, expected a finite number")
    if unit in SIGNS:
        return money(value, unit, lang)
    if unit == "share":
        return percent(value)
    if unit == "year":
        return f"{value:.0f}"
    # Small counts are whole; of a large one, made from assumptions, the last digits say nothing.
    digits = 4 if unit == "count" and abs(value) < _LARGE else 3
    shown = number(float(f"{value:.{digits - 1}e}"), digits)
    if unit in _BARE:
        return shown
    if lang == "ja":
        return f"{shown}{_WORDS_JA.get(unit, f' {unit}')}"
    return f"{shown} {unit.removesuffix('s') if abs(value) == 1 else unit}"
