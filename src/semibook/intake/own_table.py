"""A table that the book does not have, described from an office's file and read into a vintage."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from semibook import files
from semibook.intake import propose, refuse_source, unit_given
from semibook.intake.header.columns import Head, Header
from semibook.intake.header.find import find_header
from semibook.intake.header.names import bare
from semibook.intake.header.unit_lines import HeaderError, remark
from semibook.intake.header.unit_text import StatedUnit
from semibook.intake.lines import carried_down, with_whole_remarks, without
from semibook.intake.merge import Proposal
from semibook.intake.own_columns import BESIDE, columns_of, head_of
from semibook.intake.own_companions import with_companions
from semibook.intake.read import sheets
from semibook.intake.read.sheet import Sheet
from semibook.intake.refusal import ImportRefusedError
from semibook.intake.shape import Shape, by_letters, shaped
from semibook.intake.totals import is_sum, with_whole_names
from semibook.intake.write import copy_of, table_text
from semibook.tables import column_units, own
from semibook.tables.characters import as_line
from semibook.tables.schema import Table
from semibook.tables.units import unit
from semibook.tables.vintages import AS_OF, DESCRIPTOR, Vintage

#: A column of few different texts holds codes.
_MOST_CODES = 8
_OFTEN = 3
#: More columns make no key that a person would know a row by.
_WIDEST_KEY = 4
#: Types of columns that say when; of whole numbers, the book's own tables have years alone.
_TIMES = ("integer", "yearmonth", "date")
_SOURCE = {
    "name": "source",
    "type": "string",
    "title": "Source",
    "title_ja": "出典",
    "constraints": {"required": True},
}
_TO_SOURCES = {"fields": ["source"], "reference": {"resource": "sources", "fields": ["id"]}}


@dataclass
class NewTable:
    """A table that a vintage would bring.

    Attributes:
        described: its descriptor.
        others: those of the tables that the vintage brings already.
        proposal: its rows.
        shape: how the file was read, as the next one is.
        skip: headers of columns that were left out.
        notes: what was found out about its columns, in lines.
    """

    described: dict[str, Any]
    others: list[dict[str, Any]]
    proposal: Proposal
    shape: Shape
    skip: list[str]
    notes: list[str] = field(default_factory=list)

    def write(self) -> list[Path]:
        """Write its description and its rows, or neither.

        Raises:
            OSError: if one cannot be written.
        """
        target = self.proposal.target
        described = own.text([*self.others, self.described])
        return files.all_or_none(
            {target.with_name(DESCRIPTOR): described, target: table_text(self.proposal)}
        )


def refuse_name(name: str, place: Vintage) -> None:
    """Refuse a name that no table can have, or that another has.

    Raises:
        ValueError: in one line.
    """
    if not re.fullmatch(own.NAME, name):
        raise ValueError(f"{name!r}: found no name for a table, expected such as chip_shipments")
    if name in {table.name for table in place.tables()}:
        raise ValueError(
            f"{name}: {place.name} has a table of this name already, expected another name"
            " (semibook vintage import brings rows into it)"
        )


def propose_table(
    path: Path,
    name: str,
    place: Vintage,
    *,
    titles: tuple[str, str] = ("", ""),
    sheet: str = "",
    source: str = "",
    as_of: str = "",
    units: list[str] | None = None,
    skip: list[str] | None = None,
    shape: Shape | None = None,
    key: list[str] | None = None,
    types: dict[str, str] | None = None,
    marks: bool = False,
) -> NewTable:
    """Describe the table in a file, and read its rows; nothing is written.

    Args:
        path: the office's file, CSV or .xlsx.
        name: what the table is called.
        place: the vintage that will bring it.
        titles: its title in English and in Japanese; its name where there is none.
        sheet: the worksheet, if more than one holds a table.
        source: id in sources.csv, for rows that name none.
        as_of: ISO date of the rows; else the vintage's.
        units: as `propose` has it.
        skip: headers of the file to leave out.
        shape: how the file is laid out; `columns` gives names to its headers.
        key: the columns that tell rows apart, if they are not to be found.
        types: of columns, by name or header, where they are not to be found: a key of
            `own_columns.TYPES`.
        marks: give each column of numbers a place for words and marks (約, p, X), not only those
            that have some in this file.

    Raises:
        FileError: if the file cannot be read at all.
        ImportRefusedError: with every cell that is wrong.
        ValueError: if the name cannot be.
    """
    refuse_name(name, place)
    if place.base is None:
        raise ImportRefusedError(
            [f"{place.name}: found a vintage without a base; expected one of your own"]
        )
    refuse_source(source, place)
    shape, given = shape or Shape(), [unit_given(text) for text in units or []]
    told = _Told(titles, shape, skip or [], given, key or [], types or {}, marks)
    found, errors = {}, []
    for held in sheets(path, sheet):
        try:
            found[held.name] = _described(held, name, told)
        except HeaderError as error:
            errors.append(f"{path}{f', sheet {held.name}' if held.name else ''}: {error}")
    if len(found) != 1:
        several = f"{path}: the sheets {', '.join(found)} all hold a table; name one (--sheet)"
        raise ImportRefusedError([several] if found else errors)
    ((sheet, made),) = found.items()
    described = made.descriptor
    others = [table.descriptor for table in place.own_tables()]
    own.described({"resources": [*others, described]}, place.folder / DESCRIPTOR)
    with tempfile.TemporaryDirectory() as space:
        copy = Path(space, place.name)
        copy_of(place, copy)
        (copy / DESCRIPTOR).write_text(own.text([*others, described]), encoding="utf-8")
        header = ",".join([*Table(described).columns, AS_OF])
        (copy / f"{name}.csv").write_text(f"{header}\n", encoding="utf-8")
        proposal = propose(
            path,
            name,
            copy,
            sheet=sheet,
            source=source,
            as_of=as_of,
            units=scaled(units or []),
            skip=made.skip,
            shape=made.shape,
        )
    proposal.assumed += [
        f"{path}, {cell}: found numbers without a unit; expected one in the file, or by --unit"
        " (--unit 1 for what has none; 1 was assumed)"
        for cell in made.unsaid
    ]
    proposal.target = place.folder / f"{name}.csv"
    return NewTable(described, others, proposal, made.shape, made.skip, made.notes)


def scaled(units: list[str]) -> list[str]:
    """What `--unit` says, but for `1`: a column of plain numbers has no unit to be told again."""
    return [text for text in units if unit_given(text).unit != unit("1")]


def _read_as(shape: Shape) -> Shape:
    """A shape whose names of columns have become titles in the table's own schema.

    They are needed again where all other columns are left out, or a column has no header.
    """
    columns = shape.columns if shape.only_named else by_letters(shape)
    return shape.model_copy(update={"columns": columns})


@dataclass(frozen=True)
class _Told:
    """What the caller says of a table, as `propose_table` has it."""

    titles: tuple[str, str]
    shape: Shape
    skip: list[str]
    units: list[StatedUnit]
    key: list[str]
    types: dict[str, str]
    marks: bool


@dataclass(frozen=True)
class _Found:
    """What a sheet's table is.

    Attributes:
        descriptor: of the table.
        notes: what was found out about its columns, in lines.
        unsaid: columns of numbers whose unit is named nowhere.
        shape: how the sheet is read.
        skip: headers of columns that are left out.
    """

    descriptor: dict[str, Any]
    notes: list[str]
    unsaid: list[str]
    shape: Shape
    skip: list[str]


def _described(sheet: Sheet, name: str, told: _Told) -> _Found:
    """What a sheet's table is.

    Raises:
        HeaderError: if no header is found, or no key, or two columns have one name.
    """
    sheet = replace(sheet, rows=with_whole_remarks(sheet.rows))
    head = head_of(sheet, told.shape)
    # What was found of the header holds for the next file too.
    deep = head.depth > 1 or told.shape.rows or by_letters(told.shape)
    shape = told.shape.model_copy(
        update={"header_rows": head.depth if deep else told.shape.header_rows}
    )
    columns = columns_of(_whole(sheet, head, shape), head, shape, told.skip, told.types)
    fields = [*columns.fields, BESIDE]
    rough = Table({"name": name, "schema": {"fields": fields, "primaryKey": [fields[0]["name"]]}})
    shape, skip = _read_as(shape), told.skip
    if shape.melt and shape.only_named:
        # What stands across is found by its members, so the rest is named to be left out.
        shape = shape.model_copy(update={"only_named": False, "columns": by_letters(shape)})
        skip = [*skip, *columns.left]
    read = shaped(sheet, rough, shape)
    if read.head and not shape.melt and read.head != head:
        raise HeaderError(
            f"found names in lines {head.top + 1} and {read.head.top + 1}; expected one header"
            " (--rows 8:54 says where the data are)"
        )
    header = find_header(read.sheet, rough, skip, told.units, read.head or head)
    _refuse_again(read.sheet, header)
    rows = _rows(with_whole_names(read.sheet, header), header)
    finished = [
        described
        for column in columns.fields
        for described in _finished(column, header, rows, columns.marked, told.marks)
    ]
    key = _key(finished, rows, told.key, shape.melt, columns.hint)
    for described in finished:
        if described["name"] in key:
            described["constraints"] = {"required": True} | described.get("constraints", {})
    title, title_ja = told.titles
    descriptor = {
        "name": name,
        "title": title or _words(name),
        "title_ja": title_ja or title or _words(name),
        "path": f"{name}.csv",
        "type": "table",
        "schema": {
            "fields": [*finished, _SOURCE],
            "primaryKey": key,
            "foreignKeys": [_TO_SOURCES],
            "missingValues": [""],
        },
    }
    unsaid = [
        f"{sheet.place(read.at)} ({read.header})"
        for read in header.columns
        if read.unit is None and rough.field(read.name)["type"] == "number"
    ]
    notes = [*_notes(finished, key), *filter(None, [columns.hint])]
    return _Found(descriptor, notes, unsaid, shape, skip)


def _whole(sheet: Sheet, head: Head, shape: Shape) -> Sheet:
    """A sheet as far as its data go, with what its lines leave to their reader."""
    last = int(shape.rows.split(":")[1]) if shape.rows else len(sheet.rows)
    rows, _left = without(sheet.rows[:last], shape.without, head)
    return replace(sheet, rows=carried_down(rows, shape.carry, head))


def _refuse_again(sheet: Sheet, header: Header) -> None:
    """Refuse a sheet that has its header once more: the rows beneath are another table's.

    Raises:
        HeaderError: with the line.
    """
    names = [bare(column.header) for column in header.columns]
    for line in sheet.rows[header.first :]:
        said = [bare(line[c.index].text) if c.index < len(line) else "" for c in header.columns]
        again = sum(bool(text) and text == name for text, name in zip(said, names, strict=True))
        if again > 1 and again > len(names) / 2:
            raise HeaderError(
                f"{line[0].at}: found the header once more; expected one block (--rows 3:9 says"
                " which lines hold the data)"
            )


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _rows(sheet: Sheet, header: Header) -> list[dict[str, str]]:
    """The texts of the rows beneath a header, by column."""
    lines = [line for line in sheet.rows[header.first :] if not remark(line)]
    rows = [
        {c.name: line[c.index].text.strip() for c in header.columns if c.index < len(line)}
        for line in lines
    ]
    return [row for row in rows if any(row.values())]


def _finished(
    column: dict[str, Any],
    header: Header,
    rows: list[dict[str, str]],
    marked: set[str],
    marks: bool,
) -> list[dict[str, Any]]:
    """A column with its unit or its codes, and those for the words and marks of its figures."""
    units = {read.name: read.unit for read in header.columns}
    said = units.get(column["name"])
    if column["type"] == "number":
        rest = {name: value for name, value in column.items() if name != "unitField"}
        figure = rest | {"unit": column_units.written(said) if said else "1"}
        return with_companions(figure) if marks or column["name"] in marked else [figure]
    if column["type"] == "integer" and "unit" not in column:
        return [column | {"unit": column_units.written(said) if said else "1"}]
    texts = [row.get(column["name"], "") for row in rows]
    codes = list(dict.fromkeys(text for text in texts if text and not is_sum(text)))
    if column["type"] == "string" and 1 < len(codes) <= min(_MOST_CODES, len(rows) / _OFTEN):
        labels = {code: {"en": code, "ja": code} for code in codes}
        return [column | {"labels": labels, "constraints": {"enum": codes}}]
    return [column]


def _key(
    fields: list[dict[str, Any]],
    rows: list[dict[str, str]],
    given: list[str],
    melt: str,
    hint: str,
) -> list[str]:
    """The fewest columns, the first ones, that no two rows have the same texts in.

    Raises:
        HeaderError: if there are none; with a hint at what else to try.
    """
    names = [field["name"] for field in fields]
    if lost := [name for name in given if name not in names]:
        raise HeaderError(f"--key: found {', '.join(lost)}, expected of {', '.join(names)}")
    may_be = [field["name"] for field in fields if field["type"] != "number"]
    # The next file has the same names at another time: it must not replace this one's rows.
    times = [field["name"] for field in fields if field["type"] in _TIMES][:1]
    tried = [tuple(given)] if given else _choices(may_be, {*times, *([melt] if melt else [])})
    for choice in tried:
        texts = [tuple(row.get(name, "") for name in choice) for row in rows]
        if len({*texts}) == len(texts) and all(all(cells) for cells in texts):
            return list(choice)
    said = f"{', '.join(given) or 'no columns'} that tell{'s' * (len(given) == 1)} the rows apart"
    such = f"columns such as {', '.join(may_be[:3])}" if may_be else "a column that is no figure"
    gaps = [name for name in may_be if not all(row.get(name) for row in rows)]
    fill = f" (--carry fills {gaps[0]} from the cells above)" if gaps and not given else ""
    raise HeaderError(f"--key: found {said}; expected {such}{fill}{'; ' * bool(hint)}{hint}")


def _choices(names: list[str], always: set[str]) -> Iterator[tuple[str, ...]]:
    """Sets of columns with some in all of them, the fewest first."""
    for count in range(1, min(len(names), _WIDEST_KEY) + 1):
        for choice in combinations(names, count):
            if always <= {*choice}:
                yield choice


def _notes(fields: list[dict[str, Any]], key: list[str]) -> list[str]:
    lines = []
    for described in fields:
        unit = f" in {described['unit']}" if "unit" in described else ""
        codes = described.get("constraints", {}).get("enum")
        listed = f": one of {', '.join(codes)}" if codes else ""
        titles = f"{described['title']} / {described['title_ja']}"
        lines.append(as_line(f"{described['name']} ({titles}): {described['type']}{unit}{listed}"))
    return [*lines, f"key: {', '.join(key)}"]
