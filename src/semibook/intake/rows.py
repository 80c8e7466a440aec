"""The rows of an office's table, each cell in the form of our column."""

from __future__ import annotations

from pathlib import Path

from semibook import vintages
from semibook.intake import cells
from semibook.intake.cells import CellError, Quantity, decimal_text
from semibook.intake.files import Cell, Sheet
from semibook.intake.header import Column, Header
from semibook.units import unit
from semibook.vintages import AS_OF

Row = dict[str, str]


class Reading:
    """Reads the rows of one file, and keeps what was noticed on the way."""

    def __init__(
        self, path: Path, grid: Sheet, table: str, notes: list[str], problems: list[str]
    ) -> None:
        self.path, self.grid, self.table = path, grid, table
        self.notes, self.problems = notes, problems

    def refuse(self, cell: Cell, header: str, expected: str) -> None:
        """Note a cell that cannot be read."""
        sheet = f"{self.grid.name}!" if self.grid.name else ""
        named = f" ({header})" if header else ""
        self.problems.append(
            f"{self.path}, {sheet}{cell.at}{named}: found {cell.text!r}; expected {expected}"
        )

    def row(self, line: list[Cell], header: Header) -> Row:
        """The cells of a line that are of columns of the table, in canonical form."""
        row: Row = {}
        for column in header.columns:
            cell = line[column.index] if column.index < len(line) else Cell("", "")
            try:
                row |= self._cell(cell, column)
            except CellError as error:
                self.refuse(cell, column.header, error.expected)
        headed = {each.index for each in header.columns} | set(header.skipped)
        for index, cell in enumerate(line):
            if index not in headed and cell.text.strip():
                self.refuse(cell, "", "nothing in a column without a header")
        # What the file itself says of unit, qualifier and resolution comes before what we read.
        return {key.removeprefix("?"): text for key, text in sorted(row.items(), key=_read_first)}

    def _cell(self, cell: Cell, column: Column) -> Row:
        if cell.problem:
            raise CellError(f"a value, not {cell.problem}")
        described = (
            {"name": AS_OF, "type": "date"}
            if column.name == AS_OF
            else vintages.field(self.table, column.name)
        )
        kind = described.get("type", "string")
        if cell.held:
            self.notes.append(f"{cell.at}: {cell.held} is shown as {cell.text!r}")
        if cells.is_missing(cell.text):
            if cell.text.strip():
                self.notes.append(f"{cell.at}: {cell.text.strip()!r} is no value")
            return {column.name: ""}
        if cell.merged and kind == "number":
            raise CellError("a number in a cell of its own: merged, it is one amount for many rows")
        match kind:
            case "number":
                return self._number(cell, column, described)
            case "integer":
                text = cells.whole(cell.text)
            case "date":
                text = cells.day(cell.text)
            case "yearmonth":
                text = cells.month(cell.text)
            case "boolean":
                text = cells.boolean(cell.text)
            case _:
                text = self._words(cell.text, described)
        if text != cell.text:
            self.notes.append(f"{cell.at}: {cell.text!r} is {text}")
        return {column.name: text}

    def _words(self, text: str, described: dict) -> str:
        said = cells.words(text)
        codes = described.get("constraints", {}).get("enum")
        if not codes or said in codes:
            return said
        labels = described.get("labels", {})
        meant = {
            cells.plain(word).lower(): code for code in labels for word in labels[code].values()
        } | {each.lower(): each for each in codes}
        if cells.plain(said).lower() not in meant:
            known = [f"{code} ({labels[code]['ja']})" if code in labels else code for code in codes]
            raise CellError(f"one of {', '.join(known)}")
        return meant[cells.plain(said).lower()]

    def _number(self, cell: Cell, column: Column, described: dict) -> Row:
        wanted = unit(described["unit"]) if "unit" in described else None
        read = cells.quantity(cell.text, wanted, column.unit)
        shown = decimal_text(read.value)
        row = {column.name: shown}
        if wanted is None:
            read, row = self._in_own_unit(cell, column, described)
        qualifier = self._qualifier(read, described)
        for key, text in (
            ("qualifierField", qualifier),
            ("resolutionField", decimal_text(read.resolution)),
        ):
            if key in described:
                row[f"?{described[key]}"] = text
        words = "" if qualifier == "exact" else f" ({qualifier})"
        if read.converted:
            self.notes.append(
                f"{cell.at}: {cell.text} in {read.converted} is {row[column.name]} in "
                f"{described['unit']}{words}"
            )
        elif cells.plain(cell.text).replace(",", "") != row[column.name]:
            self.notes.append(f"{cell.at}: {cell.text!r} is {row[column.name]}{words}")
        return row

    def _qualifier(self, read: Quantity, described: dict) -> str:
        """The qualifier; a column of maxima allows no `upto`, which says nothing more there."""
        if read.qualifier != "upto" or "qualifierField" not in described:
            return read.qualifier
        allowed = vintages.field(self.table, described["qualifierField"])["constraints"]["enum"]
        return read.qualifier if read.qualifier in allowed else "exact"

    def _in_own_unit(self, cell: Cell, column: Column, described: dict) -> tuple[Quantity, Row]:
        """A number of a column whose unit stands in each row: the one that was written, if any."""
        said = column.unit or cells.unit_in(cell.text)
        read = cells.quantity(cell.text, said, column.unit)
        row = {column.name: decimal_text(read.value)}
        if said is not None:
            row[f"?{described['unitField']}"] = cells.unit_text(said)
        return read, row


def _read_first(item: tuple[str, str]) -> bool:
    return not item[0].startswith("?")
