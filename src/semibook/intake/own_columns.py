"""The columns that a file gives a table of a vintage's own: header, names, titles, types."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from semibook.intake.cells import dates, numbers
from semibook.intake.cells.text import CellError, is_missing, marked, state_of
from semibook.intake.header.beneath import are_column_numbers
from semibook.intake.header.columns import Head
from semibook.intake.header.names import bare, header_text, is_figure
from semibook.intake.header.unit_lines import HeaderError, remark
from semibook.intake.header.unit_text import stated_units, units_of, without_unit
from semibook.intake.lines import cell_at, spread
from semibook.intake.read.sheet import Cell, Sheet
from semibook.intake.shape import Shape, heads_column, prefecture
from semibook.intake.totals import is_sum
from semibook.tables import schema
from semibook.tables.characters import as_line
from semibook.tables.prefectures import is_country
from semibook.tables.vintages import AS_OF

#: A header is looked for within so many lines, and has so many rows at most.
_FURTHEST, _DEEPEST = 200, 6
#: A header names so many columns at least.
_FEWEST = 2
#: Beneath a header, so many lines may be units, numbers of columns or a second header.
_MOST_BENEATH = 2
#: So many of many headers are named.
_FEW = 3
#: A number of such a column is a name: 13101 of a city, 3 of a month.
_CODE = re.compile("コード|番号|code|^no\\.?$|^月$|^month$|四半期|quarter")
_REMARKS = re.compile("備考|注|摘要|note|remark", re.IGNORECASE)
#: Where it is told which unit a number has, before that is known of its column.
BESIDE = {"name": "__unit_beside__", "type": "string"}
NUMBER = {"type": "number", "unitField": BESIDE["name"]}
MONTH = {"type": "yearmonth"}
YEAR = {
    "type": "integer",
    "unit": "year",
    "constraints": {"minimum": 1900, "maximum": 2100},
}
STRING = {"type": "string"}
#: What `--type` may say of a column.
TYPES = {
    "string": STRING,
    "number": NUMBER,
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "date": {"type": "date"},
    "month": MONTH,
    "year": YEAR,
}
#: What heads, in Japanese, a column of what stood across, and one of figures without a name.
_MELTED_JA = {"year": "年", "quarter": "四半期", "month": "月", "prefecture": "都道府県"}
_VALUE_JA = "値"
#: Names for columns of a time that bear no name in Latin letters.
_TIMES = {"yearmonth": "month", "date": "date", "integer": "year"}


@dataclass
class Columns:
    """The columns that a file gives.

    Attributes:
        fields: their descriptors: name, titles, type; no units yet.
        marked: names of those whose cells have words or marks beside numbers: 約, 以上, p, X.
        left: headers of those that nobody names, where only named ones are wanted.
        hint: which columns look like members of one that stand across, and what to try; or empty.
    """

    fields: list[dict[str, Any]] = field(default_factory=list)
    marked: set[str] = field(default_factory=set)
    left: list[str] = field(default_factory=list)
    hint: str = ""


def head_of(sheet: Sheet, shape: Shape) -> Head:
    """The rows of the header: as the shape says, else the fullest and those that complete it.

    Raises:
        HeaderError: if there is none, or not where the shape says.
    """
    depth = shape.header_rows
    if shape.rows:
        first = int(shape.rows.split(":")[0]) - 1
        if first - (depth or 1) < shape.skip_lines:
            raise HeaderError(
                f"--rows: found {shape.rows}, expected lines beneath {depth or 1} of header"
            )
        return Head(first - depth, depth) if depth else _up(sheet, Head(first - 1, 1), shape)
    lines = range(shape.skip_lines, min(len(sheet.rows), _FURTHEST))
    filled = {
        y: sum(bool(cell.text.strip()) for cell in sheet.rows[y])
        for y in lines
        if _may_head(sheet.rows[y])
    }
    if not filled or max(filled.values()) < _FEWEST:
        raise HeaderError(
            "found no line of names above the data, expected a header (--rows 8:54 says where the"
            " data are)"
        )
    head = _down(sheet, _up(sheet, Head(max(filled, key=filled.get), 1), shape))
    return Head(head.top, min(depth or head.depth, len(sheet.rows) - head.top))


def _may_head(row: list[Cell]) -> bool:
    return not remark(row) and not any(is_figure(cell.text) for cell in row)


def _up(sheet: Sheet, head: Head, shape: Shape) -> Head:
    """A header with the rows above that name columns which it leaves without a name."""
    row = sheet.rows[head.top]
    open_places = {x for x, cell in enumerate(row) if not cell.text.strip() or cell.merged}
    found = head
    for top in range(head.top - 1, max(shape.skip_lines, head.end - _DEEPEST) - 1, -1):
        above = sheet.rows[top]
        # A title stands alone, in one cell or merged ones.
        if len({cell.text.strip() for cell in above} - {""}) < _FEWEST or not _may_head(above):
            break
        if any(x in open_places and cell.text.strip() for x, cell in enumerate(above)):
            found = Head(top, head.end - top)
    return found


def _down(sheet: Sheet, head: Head) -> Head:
    """A header with the rows beneath that are a part of it."""
    while head.depth < _DEEPEST and head.end < len(sheet.rows):
        row = sheet.rows[head.end]
        texts = [cell.text.strip() for cell in row if cell.text.strip()]
        if not texts or not _may_head(row) or are_column_numbers(texts, marked=False):
            break
        if not (_goes_on(sheet, head, row) or _in_english(sheet, head, head.end)):
            break
        head = Head(head.top, head.depth + 1)
    return head


def _goes_on(sheet: Sheet, head: Head, row: list[Cell]) -> bool:
    """Whether a row has no name of its own for the first column: it has one from above."""
    top = sheet.rows[head.top]
    first = next((x for x, cell in enumerate(top) if cell.text.strip()), 0)
    cell = cell_at(row, first)
    return not cell.text.strip() or (cell.merged and cell.text == top[first].text)


def _in_english(sheet: Sheet, head: Head, y: int) -> bool:
    """Whether a row says in English what the row above says: words, with figures beneath them."""
    said = [cell.text.strip() for cell in sheet.rows[y] if cell.text.strip()]
    above = [cell.text for row in sheet.rows[head.top : y] for cell in row if cell.text.strip()]
    if not all(_is_english(text) for text in said) or all(map(str.isascii, above)):
        return False
    beneath = sheet.rows[y + 1 : y + 3]  # of which the first may be units
    return any(is_figure(cell.text) for row in beneath for cell in row)


def _is_english(text: str) -> bool:
    return text.isascii() and bool(re.search("[A-Za-z]", text)) and not re.search(r"\d", text)


def columns_of(
    sheet: Sheet, head: Head, shape: Shape, skip: list[str], types: dict[str, str]
) -> Columns:
    """The columns as far as their headers and the cells beneath tell.

    Args:
        sheet: with all that its lines leave to their reader.
        head: the rows of the header.
        shape: how the file is laid out; `columns` gives names to its headers.
        skip: headers that are left out.
        types: of columns, by name or by what the file calls them, a key of `TYPES`.

    Raises:
        HeaderError: if two columns have one name, or what stands across cannot be told.
    """
    reader = _Reader(sheet, head, shape, skip, types)
    stacked = _stacked(sheet, head)
    reader.columns.hint = "" if shape.melt else _hint(stacked)
    for x, cells in enumerate(stacked):
        reader.read(x, cells)
    if shape.melt:
        reader.melt()
    reader.refuse_unused()
    _refuse_twice(reader.columns.fields, reader.columns.hint)
    return reader.columns


def _hint(stacked: list[list[Cell]]) -> str:
    """What to try if several columns are headed by years, months, quarters or prefectures."""
    found: dict[str, list[str]] = {}
    for cells in stacked:
        said = [cell.text.strip() for cell in cells if cell.text.strip()]
        if member := _member(said):
            kind, others = member
            name = " ".join(text for text in dict.fromkeys(said) if text not in others)
            found.setdefault(kind, []).append(name)
    kind = max(found, key=lambda kind: len({*found[kind]}), default="")
    said = list(dict.fromkeys(found.get(kind, [])))
    if len(said) < _FEWEST:
        return ""
    melt = "fiscal_year" if kind == "year" and any("度" in text for text in said) else kind
    shown = ", ".join([*said[:_FEW], *(["..."] if len(said) > _FEW else [])])
    return as_line(f"{kind}s stand across ({shown}): try --melt {melt}")


def _stacked(sheet: Sheet, head: Head) -> list[list[Cell]]:
    """The cells of the header by column, top down."""
    block = spread(sheet.rows[head.top : head.end])
    return [[cell_at(row, x) for row in block] for x in range(max(len(row) for row in block))]


class _Reader:
    """Reads the columns of one sheet, from the left to the right."""

    def __init__(
        self, sheet: Sheet, head: Head, shape: Shape, skip: list[str], types: dict[str, str]
    ) -> None:
        self.sheet, self.head, self.shape = sheet, head, shape
        self.left = {bare(text) for text in skip}
        self.types = {bare(said): kind for said, kind in types.items()}
        self.columns = Columns()
        self._known = _known_titles()
        self._given = set()
        self._alike: list[dict[str, Any]] = []
        self._across: list[tuple[int, str, tuple[str, ...]]] = []

    def read(self, x: int, cells: list[Cell]) -> None:
        """Read a column: as one of the table, or as one of several across."""
        title, texts = header_text(cells), self._texts(x)
        letter = get_column_letter(x + 1)
        name = self.shape.columns.get(letter, "") if not title else ""
        if name:
            self._given.add(letter)
            title = _words(name)
        if not self._is_column(title, letter, cells[-1], texts):
            return
        said = [cell.text for cell in cells]
        if self.shape.melt and (found := _member(said)):
            self._across.append((x, *found))
            return
        name = name or self._given_name(said)
        if self.shape.only_named and not name:
            self.columns.left.append(title)
            return
        described, kind = self._field(title, cells, texts, name, f"column_{x + 1}")
        if self.shape.melt and kind is NUMBER and described["name"] not in self.types:
            self._name_what_melts(described, title, cells[-1])
        self.columns.fields.append(described)
        if kind is NUMBER and _are_alike(texts) and not self._type_of(described["name"], title):
            self._alike.append(described)
        elif kind["type"] == "string":
            self._end_codes()
        if described.get("unitField") and any(map(_is_marked, texts)):
            self.columns.marked.add(described["name"])

    def _is_column(self, title: str, letter: str, lowest: Cell, texts: list[str]) -> bool:
        """Whether what stands in a column of the sheet is one of the table.

        Raises:
            HeaderError: if it has cells and no header.
        """
        if {bare(title or letter), bare(lowest.text)} & self.left:
            return False
        filled = any(map(str.strip, texts))
        if not title and filled:
            raise HeaderError(
                f"{lowest.at}: found a column without a header; expected a name for it"
                f" (--column {letter}=name), or --skip {letter}"
            )
        # A unit with nothing beneath it stands beside the table.
        return bool(title) and (filled or not stated_units(title))

    def _name_what_melts(self, described: dict[str, Any], title: str, lowest: Cell) -> None:
        """Make words of numbers that stand before the figures, as they say what these are of.

        Raises:
            HeaderError: if they stand among the figures, or are a sum of them.
        """
        if self._across or is_sum(bare(title)) or is_country(bare(title)):
            raise HeaderError(
                f"{lowest.at}: found a column {title!r} among what stands across; expected"
                f" members of {self.shape.melt} alone (--skip {title} leaves it out)"
            )
        described["type"] = "string"
        del described["unitField"]

    def _end_codes(self) -> None:
        """Make codes of the numbers before a name: figures stand on the right of it."""
        for code in self._alike:
            code.update(STRING)
            code.pop("unitField", None)
        self._alike = []

    def melt(self) -> None:
        """Give the table a column of what stands across, and one for each measure beneath it.

        Raises:
            HeaderError: if nothing stands across.
        """
        melt = self.shape.melt
        if not self._across:
            raise HeaderError(
                "--melt: found no header that is a year, a month, a quarter or a prefecture,"
                " expected several"
            )
        ((kind, _count),) = Counter(kind for _x, kind, _measure in self._across).most_common(1)
        for x, other, _measure in self._across:
            if other != kind:
                cells = _stacked(self.sheet, self.head)[x]
                raise HeaderError(
                    f"{cells[-1].at}: found {header_text(cells)!r} among what stands across;"
                    f" expected a {kind} alone (--skip {cells[-1].text} leaves it out)"
                )
        described = {"month": MONTH, "year": YEAR}.get(kind, STRING)
        title_ja = "年度" if kind == "year" and "fiscal" in melt else _MELTED_JA[kind]
        titles = {"title": _words(melt), "title_ja": title_ja}
        self.columns.fields.append({"name": melt} | titles | described)
        measures: dict[tuple[str, ...], list[str]] = {}
        for x, _kind, measure in self._across:
            measures.setdefault(measure, []).extend(self._texts(x))
        for number, (measure, texts) in enumerate(measures.items(), 1):
            cells = [Cell("", text) for text in measure]
            unnamed = not bare("".join(measure))  # at most a unit
            if unnamed:
                cells.append(Cell("", _words(self.shape.value or "value")))
            given = self._given_name(list(measure))
            if self.shape.only_named and len(measures) > 1 and not given:
                self.columns.left.append(header_text(cells))
                continue
            fallback = f"measure_{number}"
            described, _kind = self._field(
                header_text(cells), cells, texts, given, fallback, NUMBER
            )
            if unnamed:
                described["title_ja"] = _VALUE_JA
            if any(map(_is_marked, texts)):
                self.columns.marked.add(described["name"])
            self.columns.fields.append(described)

    def refuse_unused(self) -> None:
        """Refuse names and types for columns that there are not.

        Raises:
            HeaderError: with the first one.
        """
        fields = self.columns.fields
        titles = {bare(each[key]) for each in fields for key in ("name", "title", "title_ja")}
        if lost := [said for said in self.types if said not in titles]:
            heard = ", ".join(each["name"] for each in fields)
            raise HeaderError(f"--type: found {lost[0]}, expected one of {heard}")
        if lost := self.shape.columns.keys() - self._given:
            raise HeaderError(f"--column: found no column headed by {min(lost)}, expected one")

    def _texts(self, x: int) -> list[str]:
        rows = self.sheet.rows[self.head.end :]
        return [row[x].text for row in rows if x < len(row) and not remark(row)]

    def _given_name(self, texts: list[str]) -> str:
        """The name that the caller gives a column by its header, or by cells of it from above."""
        for said, name in self.shape.columns.items():
            if heads_column(said, texts):
                self._given.add(said)
                return name
        return ""

    def _type_of(self, name: str, title: str) -> dict[str, Any] | None:
        kind = self.types.get(bare(name)) or self.types.get(bare(title))
        return TYPES[kind] if kind else None

    def _field(
        self,
        title: str,
        cells: list[Cell],
        texts: list[str],
        name: str,
        fallback: str,
        kind: dict[str, Any] | None = None,
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The descriptor of a column, and its kind of the constants of this module."""
        english = _words_of(cells, _is_english) if len(cells) > 1 else ""
        said = _words_of(cells, lambda text: not _is_english(text)) if english else title
        short = without_unit(said or title).strip() or title
        kind = self._type_of(name, short) or kind or _kind_of(title, texts)
        if not name:
            known, known_title = self._known.get(bare(short)) or ("", "")
            name, english = (known, known_title) if known else (_snake(english or short), english)
        if not name:
            time = _TIMES.get(kind["type"], "") if kind is not TYPES["integer"] else ""
            fiscal = time == "year" and any("度" in text for text in [title, *texts])
            name = "fiscal_year" if fiscal else time or fallback
        kind = self._type_of(name, short) or kind
        english = english or (short if short.isascii() else _words(name))
        return {"name": name, "title": english, "title_ja": short} | kind, kind


def _words_of(cells: list[Cell], chosen: Callable[[str], bool]) -> str:
    """The parts of a header in one language."""
    texts = [cell.text.strip() for cell in cells if cell.text.strip()]
    return " ".join(dict.fromkeys(text for text in texts if chosen(text)))


def _kind_of(title: str, texts: list[str]) -> dict[str, Any]:
    if _CODE.search(title.lower()):
        return STRING
    if units_of(title):
        return NUMBER  # a cell that is none is then refused, not kept as text
    return _kind(texts, title)


def _are_alike(texts: Iterable[str]) -> bool:
    """Whether all cells have as many digits and nothing else, as codes have."""
    said = [text.strip() for text in texts if not is_missing(text)]
    return all(text.isdecimal() for text in said) and len({len(text) for text in said}) == 1


def _is_marked(text: str) -> bool:
    """Whether a cell is a figure with a word or a mark that says how it is meant."""
    if is_missing(text):
        return False
    try:
        return bool(marked(text)[0]) or numbers.quantity(text, None).qualifier != "exact"
    except CellError:
        return False


def _known_titles() -> dict[str, tuple[str, str]]:
    """What the book's tables call columns of a title: the name, and the title in English."""
    return {
        bare(field["title_ja"]): (field["name"], field["title"])
        for described in reversed(schema.package()["resources"])
        for field in described["schema"]["fields"]
        if field.get("title_ja") and field["name"] not in ("id", AS_OF)
    }


def _snake(text: str) -> str:
    """A name made of a title in Latin letters; nothing of another."""
    words = re.findall(r"[a-z0-9]+", text.lower()) if text.isascii() else []
    return re.sub(r"^[0-9_]+", "", "_".join(words))


def _member(texts: list[str]) -> tuple[str, tuple[str, ...]] | None:
    """What a header across is: its kind, and the other texts, which say of what; or None."""
    said = [text.strip() for text in dict.fromkeys(texts) if text.strip()]
    for kind, reader in (("quarter", dates.quarter), ("month", dates.month)):
        if _reads("".join(said), reader) and not any(_reads(text, reader) for text in said):
            return kind, ()
    readers = {
        "quarter": dates.quarter,
        "month": dates.month,
        "year": _year,
        "prefecture": prefecture,
    }
    for kind, reader in readers.items():
        if any(_reads(text, reader) for text in said):
            return kind, tuple(text for text in said if not _reads(text, reader))
    return None


def _year(text: str) -> str | None:
    return dates.year(
        text, "fiscal" if "度" in text or text.upper().startswith("FY") else "calendar"
    )


def _reads(text: str, reader: Callable[[str], object]) -> bool:
    try:
        return bool(reader(text))
    except CellError:
        return False


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _refuse_twice(fields: list[dict[str, Any]], hint: str) -> None:
    names = [described["name"] for described in fields]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        said = ", ".join(twice)
        raise HeaderError(
            f"found two columns {said}; expected different names (--column 支援額=cap names one,"
            " --skip leaves one out, --header-rows says how many rows tell them apart)"
            f"{'; ' * bool(hint)}{hint}"
        )


def _kind(texts: list[str], title: str) -> dict[str, Any]:
    """The type of a column, whose first cells may be a unit, a number of the column, a name."""
    filled = [text.strip() for text in texts if not is_missing(text)]
    for first in range(_MOST_BENEATH + 1):
        said = [text for text in filled[first:] if not state_of(text)]
        if any(re.match(r"0\d", text) for text in said):
            return STRING  # codes, whose zeros count
        if not said:
            break
        for kind, reader in _readers(said, title):
            if all(_reads(text, reader) for text in said):
                return kind
    for kind, reader in [] if _REMARKS.search(title) else _readers(filled, title):
        # A few others among them are then refused by the cell, not kept as text.
        count = sum(_reads(text, reader) for text in filled)
        if count >= _FEWEST and count > len(filled) / 2:
            return kind
    return STRING


def _readers(said: list[str], title: str) -> list[tuple[dict[str, Any], Callable[[str], object]]]:
    """The kinds that a column may be, the closest first, each with what reads a cell of it."""
    found = [(MONTH, dates.month), (TYPES["date"], dates.day)]
    if re.search("年|year|西暦", title.lower()) or not any(map(str.isdecimal, said)):
        found.append((YEAR, _year))
    return [*found, (NUMBER, lambda cell: numbers.quantity(cell, None))]
