"""Bringing a table as Japanese offices save it into a vintage, in five steps.

1. `read`: the file as sheets of cells, each with the text that it shows;
2. `header`: where the table begins, which column is which, and what they are in;
3. `cells`: each cell beneath in the form of its column;
4. `merge`: the rows together with those that the vintage has;
5. `write`: checked in a copy of the vintage, shown (`preview`), and written when someone agrees.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from semibook.intake.cells import dates
from semibook.intake.cells.rows import Reading, read_rows
from semibook.intake.cells.text import CellError
from semibook.intake.header.columns import Header
from semibook.intake.header.find import find_header
from semibook.intake.header.unit_lines import HeaderError, refuse_unclear
from semibook.intake.header.unit_text import StatedUnit, written_unit
from semibook.intake.merge import Proposal, existing, merged
from semibook.intake.preview import preview
from semibook.intake.read import sheets
from semibook.intake.read.sheet import FileError, Sheet
from semibook.intake.refusal import ImportRefusedError
from semibook.intake.shape import Shape, shaped
from semibook.intake.totals import with_whole_names
from semibook.intake.workbook.read import tables_of
from semibook.intake.write import Candidate, problems_in_copy, write, write_all
from semibook.tables import column_units, vintages
from semibook.tables.characters import as_line
from semibook.tables.schema import Table

#: The table that a row's source is looked up in.
_SOURCES = "sources"

__all__ = [
    "FileError",
    "ImportRefusedError",
    "Proposal",
    "preview",
    "propose",
    "propose_workbook",
    "refuse_source",
    "unit_given",
    "write",
    "write_all",
]


def propose(
    path: Path,
    table: str,
    vintage: str | Path,
    *,
    sheet: str = "",
    source: str = "",
    as_of: str = "",
    units: list[str] | None = None,
    skip: list[str] | None = None,
    shape: Shape | None = None,
    replace: bool = False,
    correct: bool = False,
) -> Proposal:
    """Read a file as rows of a table of a vintage; nothing is written.

    Rows are matched to the table's by its key. A column that the file does not have keeps its
    cells; rows that the file does not have stay, unless `replace` is given.

    Args:
        path: the office's file, CSV or .xlsx.
        table: a table of data/datapackage.json or of the vintage's own.
        vintage: a name under data/ or a path.
        sheet: the worksheet, if more than one holds such a table.
        source: id in sources.csv, for rows that are new or changed and name none.
        as_of: ISO date of those rows; else the vintage's.
        units: what numbers are in where the file does not say it: `百万円`, or for one column
            `支援上限=百万円`.
        skip: headers of the file to leave out, or letters of columns without a header.
        shape: how the file is laid out, if not as its table is.
        replace: drop rows that the file does not have.
        correct: the vintage may be one without a base, such as the deck.

    Raises:
        FileNotFoundError: if there is no such file or vintage.
        KeyError: if there is no such table.
        FileError: if the file cannot be read at all.
        ImportRefusedError: with every cell that is wrong.
    """
    place = _writable(vintage, correct)
    described = place.table(table)
    refuse_source(source if "source" in described.columns else "", place)
    as_of, given = _as_of(as_of), [unit_given(each) for each in units or []]
    found, header = _table_in(path, described, sheet, skip or [], given, shape or Shape())
    known = existing(place, described)
    reading = read_rows(path, found, header, described, known)
    _refuse_unreadable(path, found, header, reading)
    proposal = merged(place, described, reading.rows, source, as_of or place.as_of, replace)
    proposal.read = _how_read(found, header, reading)
    proposal.notes = list(dict.fromkeys(reading.notes))  # a line that was melted is read often
    proposal.assumed = _assumed(path, found, header, reading)
    if wrong := problems_in_copy(place, path, [Candidate(proposal, found, reading)]):
        raise ImportRefusedError(wrong)
    return proposal


def propose_workbook(
    path: Path,
    vintage: str | Path,
    *,
    source: str = "",
    as_of: str = "",
    replace: bool = False,
    correct: bool = False,
) -> list[Proposal]:
    """Read a workbook of `semibook workbook` back, all of its tables; nothing is written.

    Args:
        path: the workbook; it may lack sheets, rows (which stay) and columns (which keep their
            cells).
        vintage: a name under data/ or a path.
        source: id in sources.csv, for rows that are new or changed in a sheet without that column.
        as_of: ISO date of rows of sheets without that column; else the vintage's.
        replace: drop rows that a sheet does not have.
        correct: the vintage may be one without a base, such as the deck.

    Returns:
        A proposal for each sheet, in the order of the workbook; most of them change nothing.

    Raises:
        FileNotFoundError: if there is no such file or vintage.
        FileError: if the file cannot be read at all.
        ImportRefusedError: with every cell that is wrong, of any sheet.
    """
    place = _writable(vintage, correct)
    as_of = _as_of(as_of) or place.as_of
    problems, candidates = [], []
    found = tables_of(path, place)
    if not any(sheet.name == _SOURCES for sheet, _header in found):
        refuse_source(source, place)
    for sheet, header in found:
        table = place.table(sheet.name)
        reading = read_rows(path, sheet, header, table, existing(place, table))
        problems += reading.problems
        proposal = merged(place, table, reading.rows, source, as_of, replace)
        proposal.read = [_left_out(each) for each in reading.remarks]
        proposal.notes = reading.notes
        candidates.append(Candidate(proposal, sheet, reading))
    changed = [each for each in candidates if each.proposal.changes]
    if problems := problems or problems_in_copy(place, path, changed):
        raise ImportRefusedError(problems)
    return [each.proposal for each in candidates]


def _writable(vintage: str | Path, correct: bool) -> vintages.Vintage:
    """The vintage, if an import may write to it.

    Raises:
        ImportRefusedError: if it has no base and is not to be corrected.
    """
    place = vintages.find(vintage)
    if place.base is None and not correct:
        raise ImportRefusedError(
            [
                f"{vintage}: found a vintage without a base, which says what was printed; expected"
                " one of your own (semibook vintage new), or --correct-the-deck"
            ]
        )
    return place


def refuse_source(source: str, place: vintages.Vintage) -> None:
    """Refuse a source of rows that the vintage does not know, once and not for each row.

    Raises:
        ImportRefusedError: if there is one and it is no id of sources.csv.
    """
    if not source:
        return
    known = [row["id"] for row in existing(place, place.table(_SOURCES)).values()]
    if source not in known:
        near = get_close_matches(source, known, n=3)
        such = f" such as {', '.join(near)}" if near else ""
        raise ImportRefusedError(
            [
                f"--source: found {source!r}; expected an id of sources.csv{such} (a new source"
                " comes into that table first, by semibook vintage import)"
            ]
        )


def _as_of(text: str) -> str:
    try:
        return dates.day(text) if text else ""
    except CellError as error:
        problem = f"--as-of: found {text!r}; expected {error.expected}"
        raise ImportRefusedError([problem]) from None


def unit_given(text: str) -> StatedUnit:
    """What `--unit` says: a unit, and the column that it is for, if it names one.

    Raises:
        ImportRefusedError: if it is no unit.
    """
    column, _equals, said = text.rpartition("=")
    read = written_unit(said)
    if read is None:
        raise ImportRefusedError([f"--unit: found {text!r}; expected one such as 百万円"])
    return StatedUnit(read, column.strip())


def _table_in(
    path: Path, table: Table, name: str, skip: list[str], units: list[StatedUnit], shape: Shape
) -> tuple[Sheet, Header]:
    """The sheet that holds the table, and its header.

    Raises:
        ImportRefusedError: if none or several do; with why it is none.
    """
    found, errors = [], []
    for each in sheets(path, name):
        try:
            read = shaped(each, table, shape)
            header = find_header(read.sheet, table, skip, units, read.head)
            header.above += read.notes
            found.append((with_whole_names(read.sheet, header), header))
        except HeaderError as error:
            errors += _lines(path, each, error)
    if len(found) > 1:
        names = ", ".join(each.name for each, _header in found)
        raise ImportRefusedError(
            [f"{path}: the sheets {names} all hold such a table; name one (--sheet)"]
        )
    if not found:
        raise ImportRefusedError(errors)
    return found[0]


def _lines(path: Path, sheet: Sheet, error: HeaderError) -> list[str]:
    where = f", sheet {sheet.name}" if sheet.name else ""
    return [f"{path}{where}: {line}" for line in str(error).splitlines()]


def _refuse_unreadable(path: Path, sheet: Sheet, header: Header, reading: Reading) -> None:
    """Refuse a file with cells that could not be read, or without any.

    Raises:
        ImportRefusedError: with a line for each.
    """
    problems = list(dict.fromkeys(reading.problems))
    if not reading.rows and not problems:
        at = sheet.place(header.columns[0].at)
        problems = [f"{path}, {at}: found a header but no rows beneath it; expected rows"]
    if reading.assumed and not problems:
        try:
            refuse_unclear(header.unclear_units)
        except HeaderError as error:
            problems = _lines(path, sheet, error)
    if problems:
        raise ImportRefusedError(problems)


def _how_read(sheet: Sheet, header: Header, reading: Reading) -> list[str]:
    first = sheet.rows[header.first][0].line
    lines = [f"read as {sheet.how}; rows from line {first}"]
    for each in header.columns:
        said = f", in {column_units.written(each.unit)}" if each.unit else ""
        if each.name in reading.assumed:
            taken = " or ".join(sorted(reading.assumed[each.name]))
            said = f"; no unit named: taken as {taken}"
        lines.append(f"column {each.header!r} is {each.name}{said}")
    lines += [f"column {each!r} is left out" for each in header.skipped.values()]
    if reading.shown:
        lines.append(f"read as shown, not as held: {reading.shown} cell(s)")
    for how, cells in (("hidden", sheet.hidden), ("struck through", sheet.struck)):
        if cells:
            lines.append(f"{how} in the sheet, and read all the same: {', '.join(cells)}")
    return lines + [_left_out(each) for each in (*header.above, *reading.remarks)]


def _left_out(line: str) -> str:
    return f"line '{as_line(line)}' is left out"


def _assumed(path: Path, sheet: Sheet, header: Header, reading: Reading) -> list[str]:
    return [
        f"{path}, {sheet.place(each.at)} ({each.header}): found numbers without a unit;"
        f" expected one in the file, or by --unit ({' or '.join(sorted(taken))} was assumed)"
        for each in header.columns
        if (taken := reading.assumed.get(each.name))
    ]
