"""A file as a table of a vintage: read, merged, checked, and only then written."""

from __future__ import annotations

import csv
import os
import re
import shutil
import tempfile
from pathlib import Path

import yaml

from semibook.check import tables
from semibook.intake import days
from semibook.intake.files import sheets
from semibook.intake.grids import Sheet
from semibook.intake.header import Header, find_header
from semibook.intake.merging import Import, existing, merged
from semibook.intake.notes import HeaderError, remark
from semibook.intake.rows import Reading
from semibook.intake.text import CellError, plain
from semibook.tables import column_units, schema, vintages
from semibook.tables.vintages import Vintage

_TOTALS = {"合計", "計", "小計", "総計", "total", "sum", "subtotal"}


class ImportRefusedError(ValueError):
    """A file that cannot become the table; `problems` has a line for each cell that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def understand(
    path: Path,
    table: str,
    vintage: str | Path,
    *,
    sheet: str = "",
    source: str = "",
    as_of: str = "",
    skip: list[str] | None = None,
    replace: bool = False,
    correct: bool = False,
) -> Import:
    """Read a file as rows of a table of a vintage; nothing is written.

    Rows are matched to the table's by its key. A column that the file does not have keeps its
    cells; rows that the file does not have stay, unless `replace` is given.

    Args:
        path: the office's file, CSV or .xlsx.
        table: a table of datapackage.json.
        vintage: a name under data/ or a path.
        sheet: the worksheet, if more than one holds such a table.
        source: id in sources.csv, for rows that are new or changed and name none.
        as_of: ISO date of those rows; else the vintage's.
        skip: headers of the file to leave out.
        replace: drop rows that the file does not have.
        correct: the vintage may be one without a base, such as the deck.

    Raises:
        FileNotFoundError: if there is no such file or vintage.
        KeyError: if there is no such table.
        FileError: if the file cannot be read at all.
        ImportRefusedError: with every cell that is wrong.
    """
    place = vintages.find(vintage)
    schema.resource(table)
    as_of = _as_of(as_of)
    if place.base is None and not correct:
        raise ImportRefusedError(
            [
                f"{vintage}: found a vintage without a base, which says what was printed; expected"
                " one of your own (semibook vintage new), or --correct-the-deck"
            ]
        )
    grid, header = _table_in(path, table, sheet, skip or [])
    reading = Reading(path, grid, table, existing(place, table))
    fresh, origins, left = [], [], []
    for line in grid.rows[header.first :]:
        text = [cell.text.strip() for cell in line]
        if not any(text):
            continue
        if said := remark(line):
            left.append(said.text.strip())
            continue
        first = "".join(plain(next(filter(None, text))).lower().split())  # 合　計 too
        if first in _TOTALS:
            reading.refuse(line[text.index(next(filter(None, text)))], "", "rows, and no total")
            continue
        fresh.append(reading.row(line, header))
        places = {
            each.name: line[each.index].at for each in header.columns if each.index < len(line)
        }
        origins.append({"": line[0].at} | places)
    if not fresh and not reading.problems:
        reading.problems.append(f"{path}: found a header but no rows beneath it")
    if reading.problems:
        raise ImportRefusedError(reading.problems)
    result = merged(place, table, fresh, source, as_of or place.as_of, replace)
    result.read, result.notes = _how_read(grid, header, reading, left), reading.notes
    _check(result, place, path, grid, origins)
    return result


def write(result: Import) -> Path:
    """Write the table in one step: a reader sees the old file or the new one, never a part."""
    partial = result.target.with_name(f".{result.target.name}.new")
    _write(partial, result)
    os.replace(partial, result.target)
    return result.target


def _as_of(text: str) -> str:
    try:
        return days.day(text) if text else ""
    except CellError as error:
        problem = f"--as-of: found {text!r}; expected {error.expected}"
        raise ImportRefusedError([problem]) from None


def _table_in(path: Path, table: str, name: str, skip: list[str]) -> tuple[Sheet, Header]:
    found, errors = [], []
    every = sheets(path)
    for each in every:
        if name and each.name != name:
            continue
        try:
            found.append((each, find_header(each, table, skip)))
        except HeaderError as error:
            where = f", sheet {each.name}" if each.name else ""
            errors += [f"{path}{where}: {line}" for line in str(error).splitlines()]
    if len(found) > 1:
        names = ", ".join(each.name for each, _header in found)
        raise ImportRefusedError(
            [f"{path}: the sheets {names} all hold such a table; name one (--sheet)"]
        )
    if not found:
        names = ", ".join(each.name for each in every)
        raise ImportRefusedError(errors or [f"{path}: found the sheets {names}; expected {name!r}"])
    return found[0]


def _how_read(grid: Sheet, header: Header, reading: Reading, left: list[str]) -> list[str]:
    lines = [f"read as {grid.how}; rows from line {header.first + 1}"]
    for each in header.columns:
        said = f", in {column_units.written(each.unit)}" if each.unit else ""
        if each.header in reading.assumed:
            taken = " or ".join(sorted(reading.assumed[each.header]))
            said = f"; no unit named: taken as {taken}"
        lines.append(f"column {each.header!r} is {each.name}{said}")
    lines += [f"column {each!r} is left out" for each in header.skipped.values()]
    if reading.shown:
        lines.append(f"read as shown, not as held: {reading.shown} cell(s)")
    for how, cells in (("hidden", grid.hidden), ("struck through", grid.struck)):
        if cells:
            lines.append(f"{how} in the sheet, and read all the same: {', '.join(cells)}")
    return lines + [f"line {each!r} is left out" for each in (*header.above, *left)]


def _write(path: Path, result: Import) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, result.columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {each: row.get(each, "") for each in result.columns} for row in result.rows
        )


def _check(
    result: Import, place: Vintage, path: Path, grid: Sheet, origins: list[dict[str, str]]
) -> None:
    """Check a copy of the vintage with the new table in it.

    Raises:
        ImportRefusedError: with what is wrong in this table, by cells of the file.
    """
    with tempfile.TemporaryDirectory() as space:
        copy = Path(space, place.name)
        copy.mkdir()
        for file in place.files():
            shutil.copyfile(file, copy / file.name)
        about = yaml.safe_load((copy / "vintage.yml").read_text(encoding="utf-8"))
        if place.base:
            about["base"] = str(place.base.folder.resolve())
        (copy / "vintage.yml").write_text(yaml.safe_dump(about), encoding="utf-8")
        _write(copy / f"{result.table}.csv", result)
        found = [
            each
            for each in tables.problems(copy, result.table)
            if Path(each.file).stem == result.table or f"of {result.table}.csv" in each.expected
        ]
    first = len(result.rows) - len(origins) + 2
    lines = []
    for each in found:
        ours = Path(each.file).stem == result.table
        at = origins[each.row - first] if ours and each.row >= first else {}
        cell = at.get(each.column) or at.get("", "")
        sheet = f"{grid.name}!" if grid.name and cell else ""
        where = f"{path}, {sheet}{cell}" if cell else f"{Path(each.file).name}, row {each.row}"
        column = f" ({each.column})" if each.column else ""
        same = re.fullmatch(r"(a duplicate key, the same as in) row (\d+)", each.found)
        other = origins[int(same[2]) - first][""] if same and int(same[2]) >= first else ""
        said = f"{same[1]} {other}" if other else each.found
        lines.append(f"{where}{column}: found {said}; expected {each.expected}")
    if lines:
        raise ImportRefusedError(lines)
