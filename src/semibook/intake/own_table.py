"""A table that the book does not have, described from an office's file and read into a vintage."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from semibook import files
from semibook.intake import propose, unit_given
from semibook.intake.cells import dates, numbers
from semibook.intake.cells.text import CellError, is_missing, state_of
from semibook.intake.characters import plain
from semibook.intake.header.columns import Head, Header
from semibook.intake.header.find import find_header
from semibook.intake.header.names import bare, header_text
from semibook.intake.header.unit_lines import HeaderError, remark
from semibook.intake.header.unit_text import StatedUnit, units_of, without_unit
from semibook.intake.merge import Proposal
from semibook.intake.read import sheets
from semibook.intake.read.sheet import Cell, Sheet
from semibook.intake.refusal import ImportRefusedError
from semibook.intake.shape import Shape, shaped
from semibook.intake.write import copy_of, write
from semibook.tables import column_units, own, schema
from semibook.tables.characters import as_line
from semibook.tables.schema import Table
from semibook.tables.units import unit
from semibook.tables.vintages import AS_OF, DESCRIPTOR, Vintage

#: A header is looked for within so many lines.
_FURTHEST = 200
#: Beneath a header, so many lines may be units, numbers of columns or a second header.
_MOST_BENEATH = 2
#: A column of few different texts holds codes.
_MOST_CODES = 8
_OFTEN = 3
#: More columns make no key that a person would know a row by.
_WIDEST_KEY = 4
#: Types of columns that say when; of whole numbers, the book's own tables have years alone.
_TIMES = ("integer", "yearmonth", "date")
#: A header names so many columns at least.
_FEWEST = 2
_SHORT = re.compile(r"(19|20)\d{2}(0[1-9]|1[0-2])$")
_YEAR = re.compile(r"(19|20)\d{2}")
_FIGURE = re.compile(r"[▲△+-]?[\d,]*\.?\d+%?")
#: A number of such a column is a name: 13101 of a city, 3 of a month.
_CODE = re.compile("コード|番号|code|^no\\.?$|^月$|^month$|四半期|quarter")
#: Where it is told which unit a number has, before that is known of its column.
_BESIDE = {"name": "__unit_beside__", "type": "string"}
_AS_NUMBER = {"type": "number", "unitField": _BESIDE["name"]}
_AS_MONTH = {"type": "yearmonth"}
_AS_YEAR = {
    "type": "integer",
    "unit": "year",
    "constraints": {"minimum": 1900, "maximum": 2100},
}
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
        notes: what was found out about its columns, in lines.
    """

    described: dict[str, Any]
    others: list[dict[str, Any]]
    proposal: Proposal
    notes: list[str] = field(default_factory=list)

    def write(self) -> list[Path]:
        """Write its description and its rows, or neither.

        Raises:
            OSError: if one cannot be written.
        """
        target = self.proposal.target.with_name(DESCRIPTOR)
        before = target.read_bytes() if target.exists() else None
        files.write(target, own.text([*self.others, self.described]))
        try:
            return [target, write(self.proposal)]
        except BaseException:  # Ctrl-C too
            if before is None:
                target.unlink()
            else:
                files.write(target, before)
            raise


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
    shape, given = shape or Shape(), [unit_given(text) for text in units or []]
    found, errors = {}, []
    for held in sheets(path, sheet):
        try:
            described = _described(held, name, titles, shape, skip or [], given, key or [])
            found[held.name] = described
        except HeaderError as error:
            errors.append(f"{path}{f', sheet {held.name}' if held.name else ''}: {error}")
    if len(found) != 1:
        several = f"{path}: the sheets {', '.join(found)} all hold a table; name one (--sheet)"
        raise ImportRefusedError([several] if found else errors)
    ((sheet, (described, notes, unsaid)),) = found.items()
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
            skip=skip,
            shape=without_names(shape),
        )
    proposal.assumed += [
        f"{path}, {cell}: found numbers without a unit; expected one in the file, or by --unit"
        " (--unit 1 for what has none; 1 was assumed)"
        for cell in unsaid
    ]
    proposal.target = place.folder / f"{name}.csv"
    return NewTable(described, others, proposal, notes)


def scaled(units: list[str]) -> list[str]:
    """What `--unit` says, but for `1`: a column of plain numbers has no unit to be told again."""
    return [text for text in units if unit_given(text).unit != unit("1")]


def without_names(shape: Shape) -> Shape:
    """A shape whose names of columns have become titles in the table's own schema."""
    return shape.model_copy(update={"columns": {}})


def _described(
    sheet: Sheet,
    name: str,
    titles: tuple[str, str],
    shape: Shape,
    skip: list[str],
    units: list[StatedUnit],
    key: list[str],
) -> tuple[dict[str, Any], list[str], list[str]]:
    """The descriptor of a sheet's table, what was found out, and columns without a unit.

    Raises:
        HeaderError: if no header is found, or no key, or two columns have one name.
    """
    head = _head(sheet, shape)
    columns = _columns(sheet, head, shape, skip)
    rough = Table({"name": name, "schema": {"fields": columns, "primaryKey": [columns[0]["name"]]}})
    read = shaped(sheet, rough, without_names(shape))
    header = find_header(read.sheet, rough, skip, units, read.head or head)
    rows = _rows(read.sheet, header)
    fields = [_finished(column, header, rows) for column in columns if column is not _BESIDE]
    key = _key(fields, rows, key, shape.melt)
    for described in fields:
        if described["name"] in key:
            described["constraints"] = {"required": True} | described.get("constraints", {})
    descriptor = {
        "name": name,
        "title": titles[0] or _words(name),
        "title_ja": titles[1] or titles[0] or _words(name),
        "path": f"{name}.csv",
        "type": "table",
        "schema": {
            "fields": [*fields, _SOURCE],
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
    return descriptor, _notes(fields, key), unsaid


def _head(sheet: Sheet, shape: Shape) -> Head:
    """The rows of the header: as the shape says, else those that head most columns."""
    depth = shape.header_rows or 1
    if shape.rows:
        first = int(shape.rows.split(":")[0]) - 1
        if first - depth < shape.skip_lines:
            raise HeaderError(
                f"--rows: found {shape.rows}, expected lines beneath {depth} of header"
            )
        return Head(first - depth, depth)
    tops = range(shape.skip_lines, min(len(sheet.rows), _FURTHEST) - depth + 1)
    blocks = {top: sheet.rows[top : top + depth] for top in tops}
    headed = {
        top: len({x for row in block for x, cell in enumerate(row) if cell.text.strip()})
        for top, block in blocks.items()
        if not any(remark(row) or any(_is_number(cell.text) for cell in row) for row in block)
    }
    if not headed or max(headed.values()) < _FEWEST:
        raise HeaderError(
            "found no line of names above the data, expected a header (--rows 8:54 says where the"
            " data are)"
        )
    return Head(max(headed, key=headed.get), depth)


def _is_number(text: str) -> bool:
    """Whether a cell is a figure, and no year or month that heads a column."""
    said = plain(text).strip()
    return bool(_FIGURE.fullmatch(said)) and not _SHORT.match(said) and not _YEAR.fullmatch(said)


def _reads(text: str, reader: Callable[[str], object]) -> bool:
    try:
        return bool(reader(text))
    except CellError:
        return False


def _columns(sheet: Sheet, head: Head, shape: Shape, skip: list[str]) -> list[dict[str, Any]]:
    """The columns as far as the cells beneath them tell: name, titles, type; no units yet."""
    known = _known_titles()
    given = {bare(said): name for said, name in shape.columns.items()}
    left = {bare(text) for text in skip}
    found, across, alike = [], [], []
    for x, cells in enumerate(_stacked(sheet, head)):
        title = header_text(cells)
        if not title or bare(title) in left or bare(cells[-1].text) in left:
            continue
        if shape.melt and (member := _member([cell.text for cell in cells])):
            across.append(member)
            continue
        short = without_unit(title).strip() or title
        name, english = given.get(bare(title)), ""
        if not name:
            name, english = known.get(bare(title)) or (_snake(short) or f"column_{x + 1}", "")
        texts = [row[x].text for row in sheet.rows[head.end :] if x < len(row) and not remark(row)]
        english = english or (short if short.isascii() else _words(name))
        kind = {"type": "string"} if _CODE.search(title.lower()) else _kind(texts, title)
        if units_of(title):
            kind = _AS_NUMBER  # a cell that is none is then refused, not kept as text
        if shape.melt and kind is _AS_NUMBER:
            kind = {"type": "string"}  # what stands before the figures says what they are of
        found.append({"name": name, "title": english, "title_ja": short} | kind)
        if kind is _AS_NUMBER and _are_alike(texts):
            alike.append(found[-1])
        elif kind["type"] == "string":
            # Figures stand on the right: what stands before a name is a code.
            for code in alike:
                code |= {"type": "string"}
                code.pop("unitField", None)
            alike = []
    if shape.melt:
        found += _melted(shape, across)
    _refuse_twice(found)
    return [*found, _BESIDE]


def _are_alike(texts: list[str]) -> bool:
    """Whether all cells have as many digits and nothing else, as codes have."""
    said = [text.strip() for text in texts if not is_missing(text)]
    return all(text.isdecimal() for text in said) and len({len(text) for text in said}) == 1


def _stacked(sheet: Sheet, head: Head) -> list[list[Cell]]:
    """The cells of the header by column, top down."""
    block = sheet.rows[head.top : head.end]
    return [
        [row[x] if x < len(row) else Cell("", "") for row in block]
        for x in range(max(len(row) for row in block))
    ]


def _known_titles() -> dict[str, tuple[str, str]]:
    """What the book's tables call columns of a title: the name, and the title in English."""
    return {
        bare(field["title_ja"]): (field["name"], field["title"])
        for described in reversed(schema.package()["resources"])
        for field in described["schema"]["fields"]
        if field.get("title_ja") and field["name"] != AS_OF
    }


def _snake(text: str) -> str:
    """A name made of a title in Latin letters; nothing of another."""
    words = re.findall(r"[a-z0-9]+", text.lower()) if text.isascii() else []
    return re.sub(r"^[0-9_]+", "", "_".join(words))


def _member(texts: list[str]) -> str:
    """What a header across is: `year`, `month`, or nothing."""
    for text in ["".join(texts), *texts]:
        for kind, reader in (("month", dates.month), ("year", _year)):
            if text.strip() and (_reads(text, reader)):
                return kind
    return ""


def _year(text: str) -> str | None:
    return dates.year(
        text, "fiscal" if "度" in text or text.upper().startswith("FY") else "calendar"
    )


def _melted(shape: Shape, across: list[str]) -> list[dict[str, Any]]:
    if not across:
        raise HeaderError("--melt: found no header that is a year or a month, expected several")
    member = _AS_MONTH if "month" in across else _AS_YEAR
    value = shape.value or "value"
    return [
        {"name": name, "title": _words(name), "title_ja": _words(name)} | kind
        for name, kind in ((shape.melt, member), (value, _AS_NUMBER))
    ]


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _refuse_twice(fields: list[dict[str, Any]]) -> None:
    names = [field["name"] for field in fields]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        said = ", ".join(twice)
        raise HeaderError(
            f"found two columns {said}; expected different names (--column 支援額=cap names one,"
            " --skip leaves one out, --header-rows says how many rows tell them apart)"
        )


def _kind(texts: list[str], title: str) -> dict[str, Any]:
    """The type of a column, whose first cells may be a unit, a number of the column, a name."""
    for first in range(_MOST_BENEATH + 1):
        said = [text.strip() for text in texts[first:] if not is_missing(text)]
        said = [text for text in said if not state_of(text)]
        if not said or any(re.match(r"0\d", text) for text in said):
            break  # nothing to go by, or codes whose zeros count
        if all(_reads(text, dates.month) for text in said):
            return _AS_MONTH
        if all(_reads(text, dates.day) for text in said):
            return {"type": "date"}
        headed = re.search("年|year|西暦", title.lower()) or not any(map(str.isdecimal, said))
        if headed and all(_reads(text, _year) for text in said):
            return _AS_YEAR
        if all(_reads(text, lambda cell: numbers.quantity(cell, None)) for text in said):
            return _AS_NUMBER
    return {"type": "string"}


def _rows(sheet: Sheet, header: Header) -> list[dict[str, str]]:
    """The texts of the rows beneath a header, by column."""
    lines = [line for line in sheet.rows[header.first :] if not remark(line)]
    rows = [
        {c.name: line[c.index].text.strip() for c in header.columns if c.index < len(line)}
        for line in lines
    ]
    return [row for row in rows if any(row.values())]


def _finished(column: dict[str, Any], header: Header, rows: list[dict[str, str]]) -> dict[str, Any]:
    """A column with its unit, or its codes."""
    if column["type"] == "number":
        units = {read.name: read.unit for read in header.columns}
        said = units.get(column["name"])
        rest = {name: value for name, value in column.items() if name != "unitField"}
        return rest | {"unit": column_units.written(said) if said else "1"}
    texts = [row.get(column["name"], "") for row in rows]
    codes = list(dict.fromkeys(filter(None, texts)))
    if column["type"] == "string" and 1 < len(codes) <= min(_MOST_CODES, len(rows) / _OFTEN):
        labels = {code: {"en": code, "ja": code} for code in codes}
        return column | {"labels": labels, "constraints": {"enum": codes}}
    return column


def _key(
    fields: list[dict[str, Any]], rows: list[dict[str, str]], given: list[str], melt: str
) -> list[str]:
    """The fewest columns, the first ones, that no two rows have the same texts in."""
    names = [field["name"] for field in fields]
    if lost := [name for name in given if name not in names]:
        raise HeaderError(f"--key: found {', '.join(lost)}, expected of {', '.join(names)}")
    may_be = [field["name"] for field in fields if field["type"] != "number"]
    # The next file has the same names at another time: it must not replace this one's rows.
    times = [field["name"] for field in fields if field["type"] in _TIMES]
    tried = [tuple(given)] if given else _choices(may_be, melt or next(iter(times), ""))
    for choice in tried:
        texts = [tuple(row.get(name, "") for name in choice) for row in rows]
        if len({*texts}) == len(texts) and all(all(cells) for cells in texts):
            return list(choice)
    said = f"{', '.join(given) or 'no columns'} that tell{'s' * (len(given) == 1)} the rows apart"
    such = f"columns such as {', '.join(may_be[:3])}" if may_be else "a column that is no figure"
    raise HeaderError(f"--key: found {said}; expected {such}")


def _choices(names: list[str], time: str) -> Iterator[tuple[str, ...]]:
    """Sets of columns with that of the time in them, the fewest first."""
    for count in range(1, min(len(names), _WIDEST_KEY) + 1):
        for choice in combinations(names, count):
            if not time or time in choice:
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
