"""The rows of an office's table, each cell in the form of our column."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from operator import itemgetter
from pathlib import Path

from semibook.check.rules.plain_cells import NOTES
from semibook.intake.cells import dates, numbers, text
from semibook.intake.cells.numbers import NO_QUALIFIER, Quantity, decimal_text
from semibook.intake.cells.text import CellError
from semibook.intake.characters import plain
from semibook.intake.header.columns import Column, Header
from semibook.intake.header.unit_lines import is_calendar, needs_unit, remark
from semibook.intake.header.unit_text import written_unit
from semibook.intake.lines import cell_at
from semibook.intake.read.sheet import Cell, Sheet
from semibook.intake.totals import is_sum, totals
from semibook.tables import column_units
from semibook.tables.characters import unbroken
from semibook.tables.schema import Key, Table
from semibook.tables.units import SIGNS, Unit, unit
from semibook.tables.vintages import AS_OF

#: Canonical cells by column. What a number implies by the way it is written (its qualifier and
#: resolution, if no word or column says them) is under the column's name with a ? before it.
Row = dict[str, str]


@dataclass
class Reading:
    """The rows of one file, and what was noticed while they were read.

    Attributes:
        rows: the rows, in the form of the table.
        places: for each, where its cells stand, by column; where it begins under "".
        remarks: lines that are no rows.
        problems: a line for each cell that cannot be read.
        notes: what was changed on the way (units, signs, dates), by cell.
        assumed: by column of the table, the units that its numbers were taken in, which the file
            names nowhere.
        shown: how many cells hold another number or date than they show.
    """

    rows: list[Row] = field(default_factory=list)
    places: list[dict[str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    assumed: dict[str, set[str]] = field(default_factory=dict)
    shown: int = 0


def read_rows(
    path: Path, sheet: Sheet, header: Header, table: Table, known: dict[Key, Row]
) -> Reading:
    """Read the rows beneath a header.

    Args:
        path: the file, for messages.
        sheet: its cells.
        header: where the table begins and what its columns are.
        table: the table that the rows are for.
        known: the rows that the table has, by their keys.
    """
    reader = _RowReader(path, sheet, header, table, known)
    for line in sheet.rows[header.first :]:
        reader.read(line)
    return reader.reading


class _RowReader:
    """Reads the rows of one file."""

    def __init__(
        self, path: Path, sheet: Sheet, header: Header, table: Table, known: dict[Key, Row]
    ) -> None:
        self.path, self.sheet, self.header = path, sheet, header
        self.table, self.known = table, known
        self.units = column_units.unit_columns(table)
        self.reading = Reading()
        self._columns = {each.name for each in header.columns}
        self._headed = {each.index for each in header.columns} | set(header.skipped)
        self._notes: list[tuple[int, str]] = []
        self._totals = totals(sheet, header, table)

    def read(self, line: list[Cell]) -> None:
        """Read a line of the sheet: as a row, a remark, or one that is refused."""
        filled = [cell for cell in line if cell.text.strip() and cell.at not in self._unit_cells]
        if not filled:
            return
        if said := remark(line):
            self.reading.remarks.append(said.text.strip())
            return
        if total := self._total(line, filled[0]):
            said = "".join(total.text.split())
            self._refuse(total, "", f"rows, and no total (--without {said} leaves it out)")
            return
        noted = len(self.reading.notes)
        row = self._row(line)
        if self._is_to_come(row):
            del self.reading.notes[noted:]
            self.reading.remarks.append(filled[0].text.strip())
            return
        self.reading.rows.append(row)
        places = {
            each.name: line[each.index].at for each in self.header.columns if each.index < len(line)
        }
        self.reading.places.append({"": line[0].at} | places)

    def _total(self, line: list[Cell], first: Cell) -> Cell | None:
        """The cell that makes a total of a line, if the table has no such row already."""
        texts = {each.index for each in self.header.columns if self._is_text(each)}
        found = []
        for column in self.header.columns:
            cell, is_total = cell_at(line, column.index), self._totals.get(column.name)
            if is_total and is_total(cell.text) and not self._has(column.name, cell.text):
                found.append(cell)
        if is_sum(first.text) and line.index(first) not in texts:
            found.append(first)
        # 全国 says more than the code 00000 before it.
        return min(found, key=lambda cell: cell.text.strip().isdecimal(), default=None)

    def _has(self, column: str, text: str) -> bool:
        return any(row.get(column) == text.strip() for row in self.known.values())

    @property
    def _unit_cells(self) -> set[str]:
        return self.header.unit_cells

    def _refuse(self, cell: Cell, header: str, expected: str) -> None:
        """Note a cell that cannot be read."""
        named = f" ({header})" if header else ""
        self.reading.problems.append(
            f"{self.path}, {self.sheet.place(cell.at)}{named}: found {cell.text!r};"
            f" expected {expected}"
        )

    def _row(self, line: list[Cell]) -> Row:
        """The cells of a line that are of columns of the table, in canonical form."""
        row: Row = {}
        self._notes = []
        texts, before = self._texts(line), self._as_it_was(line)
        if before and all(before.get(name) == text for name, text in texts.items()):
            return texts
        # A number is read when its row's key and unit are known.
        for column in sorted(self.header.columns, key=self._is_number):
            cell = line[column.index] if column.index < len(line) else Cell("", "")
            if before.get(column.name) == cell.text and self._is_text(column):
                row[column.name] = cell.text
                continue
            try:
                row |= self._cell(cell, column, row)
            except CellError as error:
                said = f" ({column.said_at})" if column.said_at and "unit" in error.expected else ""
                self._refuse(cell, column.header, f"{error.expected}{said}")
        for index, cell in enumerate(line):
            stray = cell.text.strip() and index not in self._headed
            if stray and cell.at not in self._unit_cells:
                how = f"(--skip {cell.column} leaves it out)"
                self._refuse(cell, "", f"nothing in a column without a header {how}")
        self.reading.notes += [note for _index, note in sorted(self._notes, key=itemgetter(0))]
        return row

    def _is_to_come(self, row: Row) -> bool:
        """Whether a line is of a time of which there are no figures yet, here or in the table."""
        fields = [self.table.field(name) for name in row if name in self.table.columns]
        key = [field for field in fields if field["name"] in self.table.key]
        others = [field for field in fields if field not in key]
        return (
            any(field.get("type") == "yearmonth" or is_calendar(field) for field in key)
            and any(field.get("type") in ("number", "integer") for field in others)
            and not any(field.get("constraints", {}).get("required") for field in others)
            and not any(row[field["name"]] for field in others)
            and self.table.key_of(row) not in self.known
        )

    def _as_it_was(self, line: list[Cell]) -> Row:
        """The row that the table has, if the file is in its form: what nobody edited is not read.

        The deck's own words may be such as no office's cell should be: `- 米国は`, `*`.
        """
        if not self.header.own_form:
            return {}
        return self.known.get(self.table.key_of(self._texts(line)), {})

    def _texts(self, line: list[Cell]) -> Row:
        headed = [each for each in self.header.columns if each.index < len(line)]
        return {each.name: line[each.index].text for each in headed}

    def _is_text(self, column: Column) -> bool:
        return self._described(column).get("type", "string") == "string"

    def _described(self, column: Column) -> dict:
        fields = self.table.fields
        if column.name == AS_OF and AS_OF not in [each["name"] for each in fields]:
            return {"name": AS_OF, "type": "date"}
        return self.table.field(column.name)

    def _is_number(self, column: Column) -> int:
        described = self._described(column)
        # A resolution comes last: it has the unit of its figure.
        return (described.get("type") == "number") * (1 + ("qualifierField" not in described))

    def _cell(self, cell: Cell, column: Column, row: Row) -> Row:
        described = self._described(column)
        if status := described.get("statusField"):
            state, figure = text.marked(cell.text)
            if state:
                self._note(column, f"{cell.at}: {cell.text!r} is {state}")
            told = {status: state} if state or status not in self._columns else {}
            return self._plain_cell(replace(cell, text=figure), column, described, row) | told
        return self._plain_cell(cell, column, described, row)

    def _plain_cell(self, cell: Cell, column: Column, described: dict, row: Row) -> Row:
        kind = described.get("type", "string")
        _refuse_dates(cell, described, kind)
        if cell.expected:
            raise CellError(cell.expected)
        if cell.replaced:
            self._note(column, f"{cell.at}: {cell.replaced}")
        if cell.held:
            self.reading.shown += 1
            self._note(column, f"{cell.at}: {cell.held} is shown as {cell.text!r}")
        if text.is_missing(cell.text):
            if cell.text.strip():
                self._note(column, f"{cell.at}: {cell.text.strip()!r} is no value")
            # An empty resolution beside a number: the number itself says it.
            return {} if f"?{column.name}" in row else {column.name: ""}
        if text.is_ditto(cell.text):
            raise CellError("the value itself, not a mark for the one above")
        if cell.merged and kind == "number":
            raise CellError("a number in a cell of its own: merged, it is one amount for many rows")
        match kind:
            case "number":
                return self._number(cell, column, described, row)
            case "integer":
                said = self._whole(cell, column, described)
            case "date":
                said = dates.day(cell.text)
            case "yearmonth":
                said = dates.month(cell.text)
            case "boolean":
                said = text.boolean(cell.text)
            case _ if column.name in self.units:
                said = self._unit(cell.text, column, row)
            case _:
                said = self._words(cell.text, described)
        if said != cell.text.strip():
            self._note(column, f"{cell.at}: {cell.text!r} is {said}")
        return {column.name: said}

    def _note(self, column: Column, note: str) -> None:
        self._notes.append((column.index, note))

    def _whole(self, cell: Cell, column: Column, described: dict) -> str:
        if is_calendar(described):
            kind = "fiscal" if "fiscal" in column.name else "calendar"
            if year := dates.year(cell.text, kind):
                return year
        return numbers.whole(cell.text, unit(described.get("unit", "1")), column.unit)

    def _words(self, said: str, described: dict) -> str:
        said = text.words(said)
        if described["name"] not in NOTES:
            said = unbroken(said)
        codes = described.get("constraints", {}).get("enum")
        if not codes or said in codes:
            return said
        labels = described.get("labels", {})
        meant = {plain(word).lower(): code for code in labels for word in labels[code].values()} | {
            each.lower(): each for each in codes
        }
        if plain(said).lower() not in meant:
            known = [f"{code} ({labels[code]['ja']})" if code in labels else code for code in codes]
            raise CellError(f"one of {', '.join(known)}")
        return meant[plain(said).lower()]

    def _unit(self, said: str, column: Column, row: Row) -> str:
        """The cell of a column of units."""
        may_be = column_units.allowed(self.table, self.units[column.name])
        read = written_unit(said)
        if read is None:
            raise CellError("a unit such as 億円, 百万ドル or 1e8 JPY")
        found = column_units.written(self._based(read, may_be, column.name, row))
        figure, before = self.units[column.name], self._before(row)
        if figure not in self._columns and before.get(figure) and before[column.name] != found:
            raise CellError(f"the column {figure} too: another unit alone would change its figures")
        return found

    def _based(self, read: Unit, may_be: frozenset[str], column: str, row: Row) -> Unit:
        """A unit that the column may have; a scale alone is of the row's currency."""
        if read.name == "1" and read.scale != 1:
            before = self._before(row).get(column, "")
            only = {unit(before).name} if before else may_be
            if len(only) != 1 or not only & set(SIGNS) or read.scale < unit(before or "1").scale:
                raise CellError("a whole unit, such as 億円")
            read = Unit(read.scale, *only)
        if read.name not in may_be:
            raise CellError(f"a unit of {', '.join(sorted(may_be))}, not {read.name}")
        return read

    def _before(self, row: Row) -> Row:
        """What the table has of this row already."""
        return self.known.get(self.table.key_of(row), {})

    def _number(self, cell: Cell, column: Column, described: dict, row: Row) -> Row:
        own = "unitField" in described
        wanted = self._own_unit(cell, column, described, row) if own else unit(described["unit"])
        read = numbers.quantity(cell.text, wanted, column.unit)
        shown = decimal_text(read.value)
        into = column_units.written(wanted) if wanted else ""
        found = {column.name: shown}
        figure = own and self.units[described["unitField"]] == column.name
        if figure and wanted and (read.said or described["unitField"] in row):
            found[described["unitField"]] = into
        elif into and not read.said and figure:
            told = f"{cell.text} is taken in {into}, the unit that its row has"
            self._note(column, f"{cell.at}: {told}")
        named = read.said or row.get(described.get("unitField")) or self.header.own_form
        if into and not named and needs_unit(self.table, column.name):
            self.reading.assumed.setdefault(column.name, set()).add(into)
        found |= self._companions(read, described, row)
        said = found.get(described.get("qualifierField"))
        words = f" ({said})" if said else ""
        if read.converted:
            told = f"{cell.text} in {read.converted} is {shown} in {into}{words}"
            self._note(column, f"{cell.at}: {told}")
        elif plain(cell.text).replace(",", "") != shown:
            self._note(column, f"{cell.at}: {cell.text!r} is {shown}{words}")
        return found

    def _own_unit(self, cell: Cell, column: Column, described: dict, row: Row) -> Unit | None:
        """The unit of a number whose unit stands in its row: as the file says, or as it was.

        Raises:
            CellError: if the file says two different ones, or one that the column cannot have.
        """
        name = described["unitField"]
        may_be = column_units.allowed(self.table, self.units[name])
        beside, before = row.get(name, ""), self._before(row).get(name, "")
        if self.units[name] != column.name:  # a resolution is in the unit of its figure
            return unit(beside or before) if beside or before else None
        written = numbers.unit_in(cell.text)
        said = written or column.unit
        if said and said.name == "1" and column.unit and column.unit.name != "1":
            said = Unit(said.scale, column.unit.name)
        if said and said.name == "1" and beside:
            said = Unit(said.scale, unit(beside).name)
        if said is None:
            return unit(beside or before) if beside or before else None
        said = self._based(said, may_be, name, row)
        if beside and said.name != unit(beside).name:
            raise CellError(f"a unit of {unit(beside).name}, as in {name}, not {said.name}")
        if beside and not written and said != unit(beside):
            raise CellError(
                f"one unit: {column_units.written(said)} in the header, {beside} in the row"
            )
        if before and not beside and not written and said.name != unit(before).name:
            raise CellError(f"a unit of {unit(before).name}, which the row has, not {said.name}")
        return unit(beside) if beside else said

    def _companions(self, read: Quantity, described: dict, row: Row) -> Row:
        """Qualifier and resolution: as a word or a column says, or as the number is written."""
        found: Row = {}
        for key in ("qualifierField", "resolutionField"):
            if not row.get(described.get(key), "?"):
                del row[described[key]]  # an empty cell beside a number says nothing
        if name := described.get("qualifierField"):
            allowed = self.table.field(name)["constraints"]["enum"]
            # In a column of maxima, "at most" says nothing more.
            said = [
                each
                for each in read.qualifier.split(" and ")
                if each != "upto" or "upto" in allowed
            ]
            told = {*said, row.get(name, *said[:1])} if said not in ([], ["exact"]) else set()
            if len(told) > 1:
                raise CellError(f"one qualifier, not {' and '.join(sorted(told))}")
            found[name if told else f"?{name}"] = said[0] if said else "exact"
        elif read.qualifier != "exact":
            raise CellError(NO_QUALIFIER)
        if name := described.get("resolutionField"):
            found[f"?{name}"] = decimal_text(Decimal(read.resolution))
        return found


def _refuse_dates(cell: Cell, described: dict, kind: str) -> None:
    """Refuse a date where none belongs: programs make them of item numbers such as 3-1."""
    if not cell.is_date or kind not in ("number", "integer", "string"):
        return
    if kind == "string":
        raise CellError(f"text, not the date or time that a program made of it ({_held(cell)})")
    if kind == "number" or not is_calendar(described):
        raise CellError(f"a number, not a date or time (the cell holds {_held(cell)})")


def _held(cell: Cell) -> str:
    return cell.held or cell.text
