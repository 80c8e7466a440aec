"""What a chapter's cells call: load tables, and show figures, tables and findings in its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from semibook.claims import ledger
from semibook.page import claims, figures, findings, headlines, markup, tables
from semibook.page.speaker import Speaker
from semibook.tables import frames, schema, vintages
from semibook.tables.schema import Table
from semibook.translation import words
from semibook.translation.words import Column, FigureWords, TableWords, Text, WordsError

Case = str | Iterable[str]
# A chapter comes out the same whether or not the extra for sweeps brought pyarrow.
pd.set_option("mode.string_storage", "python")


class Chapter:
    """A chapter in one language, on one vintage.

    Args:
        name: the notebook's name, by which its words, claims and headline figures are found.
        lang: `en` or `ja`.
        vintage: a name under data/ or the path of a folder.

    Raises:
        WordsError: if the chapter has no words, or they cannot be read.
        ValueError: if it cannot be read in that language.
    """

    def __init__(self, name: str, lang: str, vintage: str) -> None:
        self.name, self.lang, self.vintage = name, lang, vintage
        self.words = words.read(name)
        self._speaker = Speaker(name, lang)
        self.language = self._speaker.language
        figures.use_style()

    @property
    def as_of(self) -> pd.Timestamp:
        """The day at which the vintage's data were known."""
        return pd.Timestamp(vintages.find(self.vintage).as_of)

    @property
    def is_deck(self) -> bool:
        """Whether the vintage is the deck's own: what is said of the deck holds for that alone."""
        return vintages.find(self.vintage).base is None

    def load(self, table: str) -> pd.DataFrame:
        """A table in the chapter's language, indexed by its key where that is one column.

        Raises:
            KeyError: if there is no such table.
            FileNotFoundError: if the vintage does not hold it.
            ValueError: if it is not as its schema says.
        """
        frame = frames.load(table, self.vintage, self.lang)
        key = self._described(table).key
        return frame.set_index(key[0], drop=False).rename_axis(None) if len(key) == 1 else frame

    def in_language(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A frame that is from no table, in the chapter's language: see `frames.in_language`."""
        return frames.in_language(frame, self.lang)

    def intervals(self, rows: str | pd.DataFrame, column: str = "value") -> pd.Series:
        """A quantity in base units, as the intervals that its printed figures stand for.

        Args:
            rows: a table's name, or rows of one from `load`.
            column: the quantity.
        """
        return frames.intervals(self._rows(rows), column)

    def amounts(self, rows: str | pd.DataFrame, column: str = "value") -> pd.Series:
        """A quantity in base units (yen, not 100 million yen) as numbers; missing stays missing."""
        return frames.amounts(self._rows(rows), column)

    def dates(self, table: str) -> pd.Series:
        """The date of which each row of a table speaks, with the index of `load`."""
        return frames.dates(table, self.vintage).set_axis(self.load(table).index)

    def codes(self, table: str, column: str) -> dict[str, str]:
        """Readers' words for the codes in a column of a table."""
        return self._described(table).labels(column, self.lang)

    def _described(self, table: str) -> Table:
        return vintages.find(self.vintage).table(table)

    def label(self, key: str, case: Case = (), **values: Any) -> str:
        """A word or phrase inside a figure or table."""
        return self._say(self._entry("labels", key), f"labels.{key}", case, **values)

    def row_labels(self, key: str, rows: pd.DataFrame, case: str = "", **values: Any) -> list[str]:
        """A phrase about each row, whose columns its placeholders name.

        Args:
            key: the entry among the labels.
            rows: the index is `index` in the words.
            case: the column that says which of the texts holds for a row, if there are several.
            values: what is the same for all rows.
        """
        text = self._entry("labels", key)
        return [
            self._say(text, f"labels.{key}", row.get(case, ()), **values | row)
            for row in rows.rename_axis("index").reset_index().to_dict("records")
        ]

    def texts(self, values: Iterable[Any], how: str) -> list[str]:
        """Values as a filter such as `percent(0)` writes them, for the marks of a figure."""
        return [self._speaker.write(how)(value) for value in values]

    def labels(self, key: str, **values: Any) -> dict[str, str]:
        """The phrases that the words keep under one key, by their names, in their order."""
        texts = self._entry("labels", key).items()
        return {name: self._say(text, f"labels.{key}.{name}", **values) for name, text in texts}

    def table(
        self,
        key: str,
        frame: pd.DataFrame,
        case: Case = (),
        links: Mapping[str, Sequence[str]] | None = None,
        sources: Iterable[str] = (),
        **values: Any,
    ) -> None:
        """Show a table in the words of `key`.

        The index heads the rows if it has a name, else the first column does.

        Args:
            key: the entry in the words.
            frame: what to show. Codes of a column that its table labels are shown as their labels.
            case: which of the texts holds.
            links: by column, the address that each row's cell leads to.
            sources: slides and others, if the rows shown are from a part of those that the words
                or the tables name.
            values: what the placeholders of caption, note and headers stand for.
        """
        if not markup.wanted:
            return
        entry = self._entry("tables", key)
        say = self._sayer(f"tables.{key}", case, values)
        columns = [*filter(None, frame.index.names), *frame.columns]
        others = Column(format=entry.format)
        described = {name: entry.columns.get(name, others) for name in columns}
        frame = self._with_labels(frame, entry.tables, described)
        tables.show(
            frame.set_index(columns[0]) if frame.index.names == [None] else frame,
            caption=say(entry.caption),
            headers=self._headers(described, entry.tables, say),
            formats=self._formats(described),
            note=say(entry.note),
            missing=say(entry.missing) or "–",
            filters=None if entry.filters is None else [say(each) for each in entry.filters],
            links=links,
            **self._origin(entry, sources),
        )

    def figure(self, key: str, figure: Figure, case: Case = (), **values: Any) -> None:
        """Show a figure in the words of `key`; it is closed afterwards.

        Args:
            key: the entry in the words.
            figure: what was drawn.
            case: which of the texts holds.
            values: what the placeholders stand for.
        """
        if not markup.wanted:
            return
        entry, say = self._entry("figures", key), self._sayer(f"figures.{key}", case, values)
        parts = ("title", "subtitle", "alt", "note", "besides")
        name = words.figure_name(self.name, key, entry)
        texts = {part: say(getattr(entry, part)) for part in parts}
        figures.show(figure, **texts, name=name, **self._origin(entry))

    def finding(self, key: str, case: Case = (), **values: Any) -> None:
        """Say what was found; values that have a title as headline figures are kept with it.

        Args:
            key: the entry in the words.
            case: which of the texts holds.
            values: what the placeholders stand for; headline figures in base units.
        """
        titled = headlines.titled(self.name)
        kept = {name: value for name, value in values.items() if name in titled}
        text, where = self._entry("findings", key), f"findings.{key}"
        said = self._say(text, where, case, **values) if markup.wanted else ""
        figures = {name: getattr(value, "mid", value) for name, value in kept.items()}
        findings.finding(said, key, **figures)

    def answer(self, key: str, case: Case = (), **values: Any) -> None:
        """Print a line of a solution."""
        print(self._say(self._entry("answers", key), f"answers.{key}", case, **values))

    def claims(self) -> list[ledger.CheckedClaim]:
        """Show the chapter's claims as they come out on the vintage, and say how many hold.

        Returns:
            The claims, in the order of the ledger.

        Raises:
            KeyError: if claims.csv and the chapter's module of claims do not name the same claims.
        """
        module = import_module(f"semibook.claims.{self.name}")
        found = ledger.checked_claims(module, self.vintage, self.lang)
        claims.show(self.name, found, self.vintage, self.lang)
        return found

    def _rows(self, rows: str | pd.DataFrame) -> pd.DataFrame:
        return self.load(rows) if isinstance(rows, str) else rows

    def _entry(self, section: str, key: str) -> Any:
        entries = getattr(self.words, section)
        if key not in entries:
            said = f"found no {section}.{key}, expected one of {', '.join(entries)}"
            raise WordsError(str(words.file(self.name)), said)
        return entries[key]

    def _say(self, text: Text, where: str, case: Case = (), /, **values: Any) -> str:
        return self._speaker.say(text, where, case, **values)

    def _sayer(self, where: str, case: Case, values: dict[str, Any]) -> Callable[[Text], str]:
        return lambda text: self._say(text, where, case, **values)

    def _origin(
        self, entry: TableWords | FigureWords, sources: Iterable[str] = ()
    ) -> dict[str, Any]:
        """Where it is from: the sources given, else those its words name, else its tables' rows."""
        named = sorted(set(sources)) or entry.sources
        if named is None:
            rows = [self.load(each) for each in entry.tables]
            named = sorted({source for each in rows for source in each.get("source", ())})
        return {
            "sources": named,
            "tables": entry.tables,
            "vintage": self.vintage,
            "lang": self.lang,
        }

    def _with_labels(
        self, frame: pd.DataFrame, names: list[str], described: dict[str, Column]
    ) -> pd.DataFrame:
        """The frame with the codes of its tables' columns as readers' words."""
        labels = {
            field["name"]: table.labels(field["name"], self.lang)
            for table in map(self._described, names)
            for field in table.fields
            if "labels" in field and field["name"] in frame and not described[field["name"]].format
        }
        codes = {
            name: words
            for name, words in labels.items()
            if frame[name].dropna().isin(list(words)).all()
        }
        return frame.assign(**{name: frame[name].map(words) for name, words in codes.items()})

    def _headers(
        self, described: dict[str, Column], names: list[str], say: Callable[[Text], str]
    ) -> dict[str, str]:
        """What readers call the columns: as the words say, else as the schema's titles do."""
        titles = {
            field["name"]: schema.text(field, "title", self.lang) or field["name"]
            for table in map(self._described, names)
            for field in table.fields
        }
        return {
            name: say(column.header) if column.header else titles.get(name, name)
            for name, column in described.items()
            if name is not None
        }

    def _formats(self, described: dict[str, Column]) -> dict[str, Callable[[Any], str]]:
        formats = {
            name: how.get(self.lang, "") if isinstance(how, dict) else how
            for name, column in described.items()
            if (how := column.format)
        }
        return {name: self._speaker.write(how) for name, how in formats.items() if how}
