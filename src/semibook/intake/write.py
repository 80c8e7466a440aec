"""The last step: a proposed table, checked in a copy of its vintage, and only then written."""

from __future__ import annotations

import csv
import os
import re
import shutil
import tempfile
from pathlib import Path

import yaml

from semibook.check import tables
from semibook.check.tables import Problem
from semibook.intake.cells.rows import Reading
from semibook.intake.merge import Proposal
from semibook.intake.read.sheet import Sheet
from semibook.tables import schema
from semibook.tables.vintages import Vintage


def write(proposal: Proposal) -> Path:
    """Write the table in one step: a reader sees the old file or the new one, never a part.

    Raises:
        OSError: if it cannot be written; the old file stays.
    """
    partial = proposal.target.with_name(f".{proposal.target.name}.new")
    try:
        _write_rows(partial, proposal)
        os.replace(partial, proposal.target)
    finally:
        partial.unlink(missing_ok=True)
    return proposal.target


def problems_in_copy(
    proposal: Proposal, place: Vintage, path: Path, sheet: Sheet, reading: Reading
) -> list[str]:
    """What is wrong with a copy of the vintage that has the table in it, by cells of the file.

    Args:
        proposal: the table.
        place: the vintage.
        path: the office's file.
        sheet: its sheet.
        reading: the rows that were read from it, with their places.
    """
    with tempfile.TemporaryDirectory() as space:
        copy = Path(space, place.name)
        _copy(place, copy)
        _write_rows(copy / f"{proposal.table}.csv", proposal)
        found = tables.problems(copy, proposal.table)
    # The file's rows are the last ones of the table.
    first = len(proposal.rows) - len(reading.places) + 2
    return [
        _in_file(each, path, sheet, reading.places, first, proposal.table)
        for each in found
        if Path(each.file).stem == proposal.table or f"of {proposal.table}.csv" in each.expected
    ]


def _copy(place: Vintage, copy: Path) -> None:
    """Copy what a check reads: tables that the schema has, without their rights and dates."""
    copy.mkdir()
    about = yaml.safe_load((place.folder / "vintage.yml").read_text(encoding="utf-8-sig"))
    if place.base:
        about["base"] = str(place.base.folder.resolve())
    (copy / "vintage.yml").write_text(yaml.safe_dump(about), encoding="utf-8")
    for each in schema.package()["resources"]:
        file = place.folder / f"{each['name']}.csv"
        if file.is_file() and not file.is_symlink():
            shutil.copyfile(file, copy / file.name)


def _in_file(
    problem: Problem,
    path: Path,
    sheet: Sheet,
    places: list[dict[str, str]],
    first: int,
    table: str,
) -> str:
    """A problem of a table as one of the file it came from."""
    ours = Path(problem.file).stem == table and problem.row >= first
    at = places[problem.row - first] if ours else {}
    cell = at.get(problem.column) or at.get("", "")
    where = (
        f"{path}, {sheet.place(cell)}" if cell else f"{Path(problem.file).name}, row {problem.row}"
    )
    column = f" ({problem.column})" if problem.column else ""
    same = re.fullmatch(r"(a duplicate key, the same as in) row (\d+)", problem.found)
    other = places[int(same[2]) - first][""] if same and int(same[2]) >= first else ""
    said = f"{same[1]} {other}" if other else problem.found
    return f"{where}{column}: found {said}; expected {problem.expected}"


def _write_rows(path: Path, proposal: Proposal) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, proposal.columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {each: row.get(each, "") for each in proposal.columns} for row in proposal.rows
        )
