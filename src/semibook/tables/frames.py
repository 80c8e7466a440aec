"""Tables as typed frames, and their quantities as amounts and intervals in base units."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from semibook.cache import until_changed
from semibook.tables import csvfile, schema, vintages
from semibook.tables.interval import printed
from semibook.tables.schema import Table
from semibook.tables.units import unit

if TYPE_CHECKING:
    import pandas as pd


def load(table: str, vintage: str | Path = vintages.DEFAULT, lang: str = "en") -> pd.DataFrame:
    """One table, typed by its schema.

    Args:
        table: its name, as data/datapackage.json or the vintage's own has it.
        vintage: a name under data/ or a path to a folder.
        lang: for `ja`, each column that has a `_ja` twin holds the twin's text.

    Returns:
        A row for each row of the file; the twins are folded in. Empty cells are missing values.
        Dates are timestamps, months are periods. `attrs["table"]` is the table's name.

    Raises:
        KeyError: if there is no such table.
        FileNotFoundError: if the vintage does not hold it.
        ValueError: if the header is not the schema's, or a cell has the wrong type.
    """
    place = vintages.find(vintage)
    described, path = place.table(table), place.path(table)
    ours = schema.holds(table)
    if ours:
        frame = (_in_japanese(path) if lang == "ja" else _in_english(path)).copy()
    else:
        frame = in_language(_typed_table(path, described), lang)
    frame.attrs["table"] = table
    if not ours:
        frame.attrs["vintage"] = str(vintage)
    return frame


@until_changed
def _text(path: Path) -> pd.DataFrame:
    """A table's cells as they are written."""
    import pandas as pd  # here, not above: the plan of tasks needs this module, but not pandas

    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding=csvfile.ENCODING)


# The table of the book that a file is named after; some are asked for often.
@until_changed
def _parsed(path: Path) -> pd.DataFrame:
    return _typed_table(path, schema.table(path.stem))


@until_changed
def _in_english(path: Path) -> pd.DataFrame:
    return in_language(_parsed(path), "en")


@until_changed
def _in_japanese(path: Path) -> pd.DataFrame:
    return in_language(_parsed(path), "ja")


def _typed_table(path: Path, table: Table) -> pd.DataFrame:
    """A table in both languages."""
    import pandas as pd

    fields, expected = table.fields, table.columns
    text = _text(path)
    if list(text.columns) not in (expected, [*expected, vintages.AS_OF]):
        raise ValueError(
            f"{path}: found columns {', '.join(text.columns)}; expected {', '.join(expected)}"
        )
    return pd.DataFrame({each["name"]: _typed(text, each, path) for each in fields})


def in_language(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """A frame without the Japanese twins of its columns (`note_ja` of `note`).

    Args:
        frame: with texts in both languages; a twin may be empty where the two are the same.
        lang: for `ja`, each column that has a twin holds the twin's text.
    """
    pairs = {name: f"{name}_ja" for name in frame if f"{name}_ja" in frame}
    texts = {name: frame[twin].fillna(frame[name]) for name, twin in pairs.items()}
    folded = frame.assign(**texts) if lang == "ja" else frame
    return folded.drop(columns=list(pairs.values()))


def dates(table: str, vintage: str | Path = vintages.DEFAULT) -> pd.Series:
    """The date of which each row of a table speaks.

    Returns:
        Timestamps, in the order of `load`: those of the table's column `as_of`, else the date of
        the vintage that holds the table.

    Raises:
        FileNotFoundError: if the vintage does not hold the table.
    """
    import pandas as pd

    place = vintages.find(vintage).holder(table)
    text = _text(place.path(table))
    known = (
        text[vintages.AS_OF] if vintages.AS_OF in text else pd.Series(place.as_of, index=text.index)
    )
    return pd.to_datetime(known, format="%Y-%m-%d").rename(vintages.AS_OF)


def _typed(text: pd.DataFrame, described: dict, path: Path) -> pd.Series:
    import pandas as pd

    name, kind = described["name"], described.get("type", "string")
    cells = text[name].where(text[name] != "")
    try:
        match kind:
            case "number":
                return cells.astype(float)
            case "integer":
                return cells.astype(float).astype("Int64")
            case "boolean":
                strange = set(cells.dropna()) - {"true", "false"}
                if strange:
                    raise ValueError(f"found {', '.join(map(repr, sorted(strange)))}")
                return cells.map({"true": True, "false": False}).astype("boolean")
            case "date":
                return pd.to_datetime(cells, format="%Y-%m-%d")
            case "yearmonth":
                return pd.Series(pd.PeriodIndex(cells, freq="M"), index=cells.index)
            case _:
                return cells
    except (ValueError, TypeError) as error:
        raise ValueError(
            f"{path}, column {name}: {error}; expected {kind} (run `semibook check`)"
        ) from error


def scales(frame: pd.DataFrame, column: str) -> pd.Series:
    """How many base units one unit of `column` is, row by row (1e8 for `1e8 JPY`).

    Raises:
        KeyError: if its schema gives the column no unit, or the frame is not from `load`.
    """
    import pandas as pd

    described = _table(frame).field(column)
    if "unitField" in described:
        return frame[described["unitField"]].map(lambda text: unit(text).scale, na_action="ignore")
    return pd.Series(unit(described["unit"]).scale, index=frame.index)


def amounts(frame: pd.DataFrame, column: str) -> pd.Series:
    """A quantity in base units (yen, not 100 million yen) as numbers; missing stays missing."""
    return (frame[column] * scales(frame, column)).astype(float)


def intervals(frame: pd.DataFrame, column: str) -> pd.Series:
    """A quantity in base units as the intervals that its printed figures stand for.

    Args:
        frame: rows from `load`.
        column: a numeric column with a unit, and with a resolution where it is not a count.

    Returns:
        A series of `Interval`; where the source says nothing, a missing value.
    """
    import pandas as pd

    described = _table(frame).field(column)
    nothing = pd.Series(None, index=frame.index, dtype=object)
    resolution = frame.get(described.get("resolutionField"), nothing)
    qualifier = frame.get(described.get("qualifierField"), nothing)
    rows = zip(frame[column], resolution, qualifier, scales(frame, column), strict=True)
    cells = [
        None
        if pd.isna(value)
        else printed(
            float(value),
            0.0 if pd.isna(digit) else float(digit),
            "exact" if pd.isna(word) else word,
        )
        * scale
        for value, digit, word, scale in rows
    ]
    return pd.Series(cells, index=frame.index, name=column, dtype=object)


def _table(frame: pd.DataFrame) -> Table:
    if "table" not in frame.attrs:
        raise KeyError("the frame does not know its table; take rows straight from frames.load")
    name = frame.attrs["table"]
    if "vintage" in frame.attrs:
        return vintages.find(frame.attrs["vintage"]).table(name)
    return schema.table(name)
