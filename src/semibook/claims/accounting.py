"""Where every number of a source's text stands in the tables, or why it is left out.

The text itself is not in the repository (its sentences are not ours to copy). Whoever has it can
make the list of its numbers again and compare it with `accounting.csv`.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from semibook.tables import frames, schema, vintages

#: Digits with separators, or a circled number (a list's mark mostly, but then said to be one).
_NUMBER = re.compile(r"[0-9０-９](?:[0-9０-９]|[,，.．](?=[0-9０-９]))*|[①-⑳]")
_ERA_START = 2018  # Reiwa 1 is 2019
_AROUND = 6


class Number(NamedTuple):
    """A number in the text: its slide, its place among the slide's numbers, how it is printed."""

    source: str
    order: int
    printed: str
    around: str


def numbers(text: str, vintage: str | Path = vintages.DEFAULT) -> list[Number]:
    """Every number of the text in order.

    Args:
        text: the deck's text, slides in order.
        vintage: whose sources name the slides and their titles.

    Raises:
        ValueError: if a slide's title is not found after the one before it.
    """
    titles = frames.load("sources", vintage, "ja").set_index("id")["title"]
    starts = _starts(text, titles)
    found = []
    ends = [*[start for _source, start in starts[1:]], len(text)]
    for (source, start), end in zip(starts, ends, strict=True):
        for order, match in enumerate(_NUMBER.finditer(text, start, end), 1):
            around = text[max(match.start() - _AROUND, start) : match.end() + _AROUND]
            # Bold letters of the text's Markdown are no part of what the deck prints.
            around = re.sub(r"\s+", " ", around.replace("*", "")).strip()
            found.append(Number(source, order, match.group(), around))
    return found


def _starts(text: str, titles: pd.Series) -> list[tuple[str, int]]:
    starts, position = [], 0
    for source, title in titles.items():
        pattern = r"\s*".join(map(re.escape, re.sub(r"\s", "", _same_width(title))))
        # A title ends its line, a note in brackets aside; a sentence may hold its words.
        ended = rf"{pattern}[^\S\n]*(\(.*\)|<.*>)?[^\S\n]*$"
        match = re.compile(ended, re.M).search(_same_width(text), position)
        if not match:
            raise ValueError(f"{source}: found no title {title!r} in the text after the one before")
        line = text.rfind("\n", 0, match.start()) + 1
        starts.append((source, line))
        position = match.end()
    return starts


def _same_width(text: str) -> str:
    """The text with full-width signs as half-width ones; each keeps its place."""
    folded = (unicodedata.normalize("NFKC", each) for each in text)
    return "".join(new if len(new) == 1 else old for new, old in zip(folded, text, strict=True))


def value(printed: str) -> float:
    """The value of a printed number: `４，７６０` is 4760, `③` is 3."""
    return float(unicodedata.normalize("NFKC", printed).replace(",", ""))


def missing(text: str, vintage: str | Path = vintages.DEFAULT) -> list[Number]:
    """Numbers of the text that `accounting.csv` does not account for, place by place."""
    listed = frames.load("accounting", vintage)
    known = set(zip(listed["source"], listed["order"], listed["printed"], strict=True))
    return [each for each in numbers(text, vintage) if each[:3] not in known]


def standing(cell: str, printed: str) -> bool:
    """Whether a cell of a table holds a printed number.

    As the number itself, as a part of an ISO date (a year of the Reiwa era too; `2022.8` is a
    month), or within a text.
    """
    if month := re.fullmatch(r"(20\d\d)\.(\d{1,2})", printed):
        return cell == f"{month[1]}-{int(month[2]):02}"
    number = value(printed)
    plain = unicodedata.normalize("NFKC", printed).replace(",", "")
    if re.fullmatch(r"\d{4}(-\d{2}){0,2}", cell):
        parts = [int(part) for part in cell.split("-")]
        return number in parts or number + _ERA_START == parts[0]
    try:
        return float(cell) == number
    except ValueError:
        found = [value(each) for each in _NUMBER.findall(unicodedata.normalize("NFKC", cell))]
        return number in found or plain in cell


def cells(table: str, vintage: str | Path = vintages.DEFAULT) -> pd.DataFrame:
    """A table's cells as text, indexed by its primary key (several columns joined by `/`)."""
    frame = pd.read_csv(vintages.find(vintage).path(table), dtype=str, keep_default_na=False)
    key = schema.table(table).key
    named = [schema.shown_key(tuple(row)) for row in frame[key].to_numpy()]
    return frame.set_index(pd.Index(named))


def candidates(number: Number, vintage: str | Path = vintages.DEFAULT) -> pd.DataFrame:
    """Cells of the tables that may hold a number: those in rows that name its slide.

    Returns:
        One row a cell: table, key (the primary key's cells joined by `/`), column.
    """
    rows = []
    for each in schema.package()["resources"]:
        if each["name"] in ("accounting", "claims", "sources"):
            continue
        frame = cells(each["name"], vintage)
        for key, row in frame[frame["source"] == number.source].iterrows():
            rows += [
                {"table": each["name"], "key": key, "column": column}
                for column, cell in row.items()
                if column != "source" and cell and standing(cell, number.printed)
            ]
    return pd.DataFrame(rows, columns=["table", "key", "column"])
