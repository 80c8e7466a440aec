"""The last step: a proposed table, checked in a copy of its vintage, and only then written."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import yaml

from semibook import files
from semibook.check import tables
from semibook.check.tables import Problem
from semibook.intake.cells.rows import Reading
from semibook.intake.merge import Proposal
from semibook.intake.read.sheet import Sheet
from semibook.tables.vintages import Vintage


def write(proposal: Proposal) -> Path:
    """Write the table in one step: a reader sees the old file or the new one, never a part.

    Raises:
        OSError: if it cannot be written; the old file stays.
    """
    files.write(proposal.target, table_text(proposal))
    return proposal.target


def write_all(proposals: list[Proposal]) -> list[Path]:
    """Write several tables of a vintage, or none: after an error, all are as they were.

    Raises:
        OSError: if one cannot be written.
    """
    return files.all_or_none({each.target: table_text(each) for each in proposals})


@dataclass(frozen=True)
class Candidate:
    """A table that may be written, with the sheet and the rows that it was read from."""

    proposal: Proposal
    sheet: Sheet
    reading: Reading

    @property
    def first(self) -> int:
        """The line of the table with the first row of the file: its rows are the last ones."""
        return len(self.proposal.rows) - len(self.reading.places) + 2


def problems_in_copy(place: Vintage, path: Path, candidates: list[Candidate]) -> list[str]:
    """What is wrong with a copy of the vintage that has the tables in it, by cells of the file.

    Args:
        place: the vintage.
        path: the office's file.
        candidates: the tables.
    """
    if not candidates:
        return []
    by_table = {each.proposal.table: each for each in candidates}
    with tempfile.TemporaryDirectory() as space:
        copy = Path(space, place.name)
        copy_of(place, copy)
        for table, each in by_table.items():
            files.write(copy / f"{table}.csv", table_text(each.proposal))
        found = tables.problems(copy, by_table)
    return [
        _in_file(each, path, by_table.get(Path(each.file).stem))
        for each in found
        if Path(each.file).stem in by_table or each.refers_to in by_table
    ]


def copy_of(place: Vintage, copy: Path) -> None:
    """Copy what a check reads: the vintage's tables, without their rights and dates."""
    copy.mkdir()
    about = yaml.safe_load((place.folder / "vintage.yml").read_text(encoding="utf-8-sig"))
    if place.base:
        about["base"] = str(place.base.folder.resolve())
    (copy / "vintage.yml").write_text(yaml.safe_dump(about), encoding="utf-8")
    for file in place.files():
        if file.name != "vintage.yml":
            shutil.copyfile(file, copy / file.name)


def _in_file(problem: Problem, path: Path, candidate: Candidate | None) -> str:
    """A problem of a table as one of the file it came from, if it did."""
    first = candidate.first if candidate else 0
    places = candidate.reading.places if candidate else []
    at = places[problem.row - first] if candidate and problem.row >= first else {}
    cell = at.get(problem.column) or at.get("", "")
    where = (
        f"{path}, {candidate.sheet.place(cell)}"
        if cell
        else f"{Path(problem.file).name}, row {problem.row}"
    )
    column = f" ({problem.column})" if problem.column else ""
    twin = places[problem.twin - first][""] if at and problem.twin >= first else ""
    return f"{where}{column}: {problem.said(twin or f'row {problem.twin}')}"


def table_text(proposal: Proposal) -> str:
    """The table as its CSV file will hold it."""
    lines = io.StringIO()
    writer = csv.DictWriter(lines, proposal.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {each: row.get(each, "") for each in proposal.columns} for row in proposal.rows
    )
    return lines.getvalue()
