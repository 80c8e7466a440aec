"""Vintages: folders of tables that hold what was known at one date.

A vintage is a folder under `data/` (named `2024-02`) or anywhere else (given by its path), with a
`vintage.yml`. It may name a `base`: tables that it does not hold come from there.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from semibook import paths, settings
from semibook.rounding import printed
from semibook.units import unit

if TYPE_CHECKING:
    import pandas as pd

DEFAULT = "2024-02"
#: The last column of each table of a vintage with a base: the date of which the row speaks.
AS_OF = "as_of"


@dataclass(frozen=True)
class Vintage:
    """One folder of tables.

    Attributes:
        name: the folder's name.
        folder: where it is.
        base: the vintage that fills in the tables this one does not hold, if any.
        title: what the data are, in English.
        title_ja: the same in Japanese; the English one where vintage.yml has no other.
        as_of: the date (ISO) at which the data were known.
    """

    name: str
    folder: Path
    base: Vintage | None
    title: str
    title_ja: str
    as_of: str

    @property
    def address(self) -> str:
        """What names it from any folder: its name if it is under data/, else its whole path.

        Chapters run in notebooks/, so a path must not depend on the folder that it was typed in.
        """
        folder = self.folder.resolve()
        return self.name if folder.parent == paths.DATA.resolve() else str(folder)

    def path(self, table: str) -> Path:
        """The file of `table`: this vintage's own, else its base's.

        Raises:
            FileNotFoundError: if neither holds it; the message names the file and the folders.
        """
        return self.holder(table).folder / f"{table}.csv"

    def holder(self, table: str) -> Vintage:
        """This vintage if it holds `table` itself, else the nearest base that does.

        Raises:
            FileNotFoundError: if none does; the message names the file.
        """
        own = self.folder / f"{table}.csv"
        if own.is_file():
            return self
        if self.base is not None:
            return self.base.holder(table)
        raise FileNotFoundError(f"{own}: missing, and no base vintage holds {table}.csv")


def find(name: str | Path = DEFAULT) -> Vintage:
    """The vintage called `name` under data/, or the one in the folder at the path `name`.

    Raises:
        FileNotFoundError: if there is no such folder or it has no vintage.yml.
        ValueError: if vintage.yml is no YAML, lacks a key, or its `as_of` is no date; if a vintage
            is its own base, or its base is not there.
    """
    return _find(str(name), ())


def _find(name: str, seen: tuple[str, ...]) -> Vintage:
    if name in seen:
        raise ValueError(f"vintage {name}: is its own base ({' -> '.join((*seen, name))})")
    folder = paths.DATA / name
    if _is_path(name) or not folder.is_dir():
        folder = Path(name).expanduser()
    about = folder / "vintage.yml"
    if not about.is_file():
        known = ", ".join(names())
        raise FileNotFoundError(
            f"vintage {name}: no vintage.yml in {folder}; vintages under data/ are: {known}"
        )
    described = settings.read(about)
    missing = [key for key in ("title", "as_of") if described.get(key) is None]
    if missing:
        raise ValueError(f"{about}: found no {' and no '.join(missing)}, expected both there")
    return Vintage(
        name=folder.resolve().name,
        folder=folder,
        base=_base(about, described.get("base"), (*seen, name)),
        title=str(described["title"]),
        title_ja=str(described.get("title_ja") or described["title"]),
        as_of=_day(described["as_of"], f"{about}, as_of").isoformat(),
    )


def _base(about: Path, name: object, seen: tuple[str, ...]) -> Vintage | None:
    if name in (None, ""):
        return None
    # A path is meant from where it is written, not from where a command is typed.
    told = about.parent / str(name) if _is_path(str(name)) else str(name)
    try:
        return _find(str(told), seen)
    except FileNotFoundError as error:
        raise ValueError(f"{about}, base: {error}") from error


def _day(text: object, where: str) -> date:
    """A day as YAML gives it or as someone typed it."""
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise ValueError(f"{where}: found {text!r}, expected a date such as 2026-03-31") from error


def _is_path(name: str | Path) -> bool:
    """Whether `name` is a path (`./my-data`, `../my-data`) and no name under data/ (`my-data`)."""
    return Path(str(name)).name != str(name)


def refuse_taken_name(folder: Path) -> None:
    """Refuse a folder elsewhere that is called as one under data/.

    Runs, pages and the book's copy of the data are named by the vintage's folder.

    Raises:
        ValueError: if it is called so.
    """
    place = folder.resolve()
    if place.parent != paths.DATA.resolve() and place.name in names():
        raise ValueError(f"{folder}: data/{place.name} has this name already; choose another")


def create(
    name: str | Path, base: str | Path = DEFAULT, title: str = "", as_of: str = ""
) -> Vintage:
    """Make the folder of a new vintage, with its vintage.yml and no tables yet.

    Args:
        name: a name under data/, or a path to a folder that does not exist.
        base: the vintage whose tables hold where the new one has none.
        title: what its data are.
        as_of: ISO date at which they are known; without it, the last day of the month that the
            folder's name gives (`2026-03`), or today.

    Raises:
        FileExistsError: if there is such a folder already, or it would lie in a vintage's folder.
        FileNotFoundError: if there is no such base.
        ValueError: if `as_of` is no date, or a vintage under data/ has the folder's name.
    """
    folder = Path(name).expanduser() if _is_path(name) else paths.DATA / name
    if folder.exists():
        raise FileExistsError(f"{folder}: exists already; nothing was changed")
    refuse_taken_name(folder)
    for above in folder.resolve().parents:
        if (above / "vintage.yml").is_file():
            raise FileExistsError(
                f"{folder}: lies in the folder of the vintage {above}, expected a folder of its own"
            )
    below = find(base)
    known = _day(as_of, "as_of") if as_of else _last_day(folder.name)
    described = {
        "title": title or f"Data as of {known}",
        "as_of": known,
        "base": str(base) if str(base) in names() else str(below.folder.resolve()),
    }
    folder.mkdir(parents=True)
    text = yaml.safe_dump(described, allow_unicode=True, sort_keys=False)
    (folder / "vintage.yml").write_text(text, encoding="utf-8")
    return find(folder.resolve())


def _last_day(name: str) -> date:
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", name)
    if not found:
        return date.today()
    year, month = int(found[1]), int(found[2])
    return date(year, month, monthrange(year, month)[1])


def names() -> list[str]:
    """Names of the vintages under data/, oldest first."""
    return sorted(file.parent.name for file in paths.DATA.glob("*/vintage.yml"))


@cache
def package() -> dict:
    """The descriptor data/datapackage.json: the schema of every table."""
    return json.loads(paths.PACKAGE.read_text(encoding="utf-8"))


@cache
def resource(table: str) -> dict:
    """The descriptor of one table.

    Raises:
        KeyError: if there is no such table; the message lists those there are.
    """
    known = {each["name"]: each for each in package()["resources"]}
    if table not in known:
        raise KeyError(f"no table {table!r}; tables are: {', '.join(sorted(known))}")
    return known[table]


def field(table: str, column: str) -> dict:
    """The descriptor of one column of a table.

    Raises:
        KeyError: if the table has no such column.
    """
    fields = {each["name"]: each for each in resource(table)["schema"]["fields"]}
    if column not in fields:
        raise KeyError(f"table {table} has no column {column!r}; columns: {', '.join(fields)}")
    return fields[column]


def labels(table: str, column: str, lang: str = "en") -> dict[str, str]:
    """Readers' words for the codes in a column, in `lang`.

    Raises:
        KeyError: if the column has no such words in datapackage.json.
    """
    return {code: words[lang] for code, words in field(table, column)["labels"].items()}


def load(table: str, vintage: str | Path = DEFAULT, lang: str = "en") -> pd.DataFrame:
    """One table, typed by its schema.

    Args:
        table: its name in data/datapackage.json.
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
    import pandas as pd  # here, not above: the plan of tasks needs this module, but not pandas

    fields = resource(table)["schema"]["fields"]
    path = find(vintage).path(table)
    text = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    expected = [each["name"] for each in fields]
    if list(text.columns) not in (expected, [*expected, AS_OF]):
        raise ValueError(
            f"{path}: found columns {', '.join(text.columns)}; expected {', '.join(expected)}"
        )
    frame = pd.DataFrame({each["name"]: _typed(text, each, path) for each in fields})
    for twin in [name for name in expected if name.endswith("_ja")]:
        column = twin.removesuffix("_ja")
        if column in frame and lang == "ja":
            frame[column] = frame[twin].fillna(frame[column])
        if column in frame:
            del frame[twin]
    frame.attrs["table"] = table
    return frame


def dates(table: str, vintage: str | Path = DEFAULT) -> pd.Series:
    """The date of which each row of a table speaks.

    Returns:
        Timestamps, in the order of `load`: those of the table's column `as_of`, else the date of
        the vintage that holds the table.

    Raises:
        FileNotFoundError: if the vintage does not hold the table.
    """
    import pandas as pd

    place = find(vintage).holder(table)
    text = pd.read_csv(place.path(table), dtype=str, keep_default_na=False, encoding="utf-8")
    known = text[AS_OF] if AS_OF in text else pd.Series(place.as_of, index=text.index)
    return pd.to_datetime(known, format="%Y-%m-%d").rename(AS_OF)


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
        KeyError: if datapackage.json gives the column no unit, or the frame is not from `load`.
    """
    import pandas as pd

    described = field(_table(frame), column)
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

    described = field(_table(frame), column)
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


def _table(frame: pd.DataFrame) -> str:
    if "table" not in frame.attrs:
        raise KeyError("the frame does not know its table; take rows straight from vintages.load")
    return frame.attrs["table"]
