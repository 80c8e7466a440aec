"""Vintages: folders of tables that hold what was known at one date.

A vintage is a folder under `data/` (named `2024-02`) or anywhere else (given by its path), with a
`vintage.yml`. It may name a `base`: tables that it does not hold come from there.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from semibook import files, paths
from semibook.cache import until_changed
from semibook.tables import schema, yamlfile
from semibook.tables.characters import strange
from semibook.tables.schema import DescriptorError, Table

DEFAULT = "2024-02"
#: The last column of each table of a vintage with a base: the date of which the row speaks.
AS_OF = "as_of"
#: The tables that it brings beside those of the book, if any.
DESCRIPTOR = "datapackage.json"
#: How the files of its tables were read: for the next import, and no part of the data.
RECIPES = "recipes.yml"
#: Code that recomputes claims of its own: run only where someone says so, and no part of the data.
CLAIMS = "claims.py"
#: The keys of vintage.yml; the first three and the licence are texts.
_KEYS = ("title", "title_ja", "publisher", "licence", "as_of", "base")
_TEXTS = _KEYS[:4]
#: A vintage on a base on a base ...: longer chains are a mistake.
_MOST_BASES = 20


@dataclass(frozen=True)
class Vintage:
    """One folder of tables.

    Attributes:
        name: the folder's name.
        folder: where it is.
        base: the vintage that fills in the tables this one does not hold, if any.
        title: what the data are, in English.
        title_ja: the same in Japanese; the English one where vintage.yml has no other.
        as_of: the date (ISO) at which the data were known.
    """

    name: str
    folder: Path
    base: Vintage | None
    title: str
    title_ja: str
    as_of: str

    def title_in(self, lang: str) -> str:
        """What the data are, in a language: in English where it has no other."""
        return self.title_ja if lang == "ja" else self.title

    @property
    def lineage(self) -> list[Vintage]:
        """It, its base, the base's base, ...: the newest first."""
        return [self, *(self.base.lineage if self.base else ())]

    @property
    def first(self) -> Vintage:
        """The vintage at the end of the chain of bases: the deck, for all that are based on it."""
        return self.lineage[-1]

    @property
    def address(self) -> str:
        """What names it from any folder: its name if it is under data/, else its whole path.

        Chapters run in notebooks/, so a path must not depend on the folder that it was typed in.
        """
        folder = self.folder.resolve()
        return self.name if folder.parent == paths.DATA.resolve() else str(folder)

    def path(self, table: str) -> Path:
        """The file of `table`: this vintage's own, else its base's.

        Raises:
            FileNotFoundError: if neither holds it; the message names the file and the folders.
        """
        return self.holder(table).folder / f"{table}.csv"

    def holder(self, table: str) -> Vintage:
        """This vintage if it holds `table` itself, else the nearest base that does.

        Raises:
            FileNotFoundError: if none does; the message names the file.
            ValueError: if there is a link or anything else in the place of the file.
        """
        own = self.folder / f"{table}.csv"
        _refuse_irregular(own)
        if own.exists():
            return self
        if self.base is not None:
            return self.base.holder(table)
        raise FileNotFoundError(f"{own}: missing, and no base vintage holds {table}.csv")

    def tables(self) -> list[Table]:
        """All tables that it can hold: those of the book, its bases' own, and its own.

        Raises:
            DescriptorError: if the descriptor of its own, or of a base's, cannot be used.
        """
        if not self.base:
            above = [Table(described) for described in schema.package()["resources"]]
        else:
            above = self.base.tables()
        own = self.own_tables()
        if twice := {table.name for table in above} & {table.name for table in own}:
            said = ", ".join(sorted(twice))
            file = self.folder / DESCRIPTOR
            raise DescriptorError(file, "", said, "names that its base does not have")
        return [*above, *own]

    def own_tables(self) -> list[Table]:
        """The tables that it alone describes.

        Raises:
            DescriptorError: if its descriptor cannot be used.
        """
        file = self.folder / DESCRIPTOR
        if found := paths.irregular(file):
            raise DescriptorError(file, "", found, "a regular file")
        if not file.exists():
            return []
        from semibook.tables import own  # here, not above: few vintages have such

        return [Table(described) for described in own.read(file)]

    def table(self, name: str) -> Table:
        """One of its tables.

        Raises:
            KeyError: if there is no such; the message lists those there are.
            DescriptorError: if the descriptor of its own, or of a base's, cannot be used.
        """
        known = {table.name: table for table in self.tables()}
        if name not in known:
            raise KeyError(f"no table {name!r}; tables are: {', '.join(sorted(known))}")
        return known[name]

    def files(self) -> list[Path]:
        """What of its folder belongs to it: its descriptions, and the tables that it holds itself.

        Links and other things that are no regular files do not.
        """
        return _regular(self.folder, [table.name for table in self.tables()])


def files_in(folder: Path) -> list[Path]:
    """The same as `Vintage.files`, of a folder whose vintage.yml may not be sound.

    Of tables that are not the book's, it has none then.
    """
    try:
        return find(folder).files()
    except (OSError, ValueError):
        return _regular(folder, [table["name"] for table in schema.package()["resources"]])


def _regular(folder: Path, tables: list[str]) -> list[Path]:
    names = ("vintage.yml", DESCRIPTOR, *sorted(f"{table}.csv" for table in tables))
    known = [folder / name for name in names]
    return [each for each in known if each.exists() and not paths.irregular(each)]


def find(name: str | Path = DEFAULT) -> Vintage:
    """The vintage called `name` under data/, or the one in the folder at the path `name`.

    Raises:
        FileNotFoundError: if there is no such folder or it has no vintage.yml.
        ValueError: if vintage.yml is no YAML, lacks a key or has another, or its `as_of` is no
            date; if a vintage is its own base, or its base is not there.
    """
    return _find(str(name), ())


def _find(name: str, seen: tuple[Path, ...]) -> Vintage:
    folder = _folder(name)
    about = folder / "vintage.yml"
    _refuse_irregular(about)
    if not about.exists():
        known = ", ".join(names())
        raise FileNotFoundError(
            f"vintage {name}: no vintage.yml in {folder}; vintages under data/ are: {known}"
        )
    place = folder.resolve()
    if place in seen:
        chain = " -> ".join(each.name for each in (*seen, place))
        raise ValueError(f"vintage {name}: is its own base ({chain})")
    if len(seen) > _MOST_BASES:
        raise ValueError(f"vintage {seen[0]}: has more than {_MOST_BASES} bases")
    described = _described(about)
    missing = [key for key in ("title", "as_of") if described.get(key) is None]
    if missing:
        raise ValueError(f"{about}: found no {' and no '.join(missing)}, expected both there")
    _refuse_other_fields(about, described)
    return Vintage(
        name=place.name,
        folder=folder,
        base=_base(about, described.get("base"), (*seen, place)),
        title=str(described["title"]).strip(),
        title_ja=str(described.get("title_ja") or described["title"]).strip(),
        as_of=_day(described["as_of"], f"{about}, as_of").isoformat(),
    )


@until_changed
def _described(about: Path) -> dict[str, object]:
    return yamlfile.read(about)


def _folder(name: str) -> Path:
    """The folder that a name or path means.

    Raises:
        FileNotFoundError: if it cannot be one.
    """
    folder = paths.DATA / name
    try:
        if _is_path(name) or not folder.is_dir():
            folder = Path(name).expanduser()
            folder.is_dir()  # raises for a name that is too long
    except (OSError, RuntimeError, ValueError) as error:  # no such user's home; a zero byte
        reason = " ".join(str(getattr(error, "strerror", None) or error).split())
        raise FileNotFoundError(f"vintage {name!r:.60}: no such folder ({reason})") from error
    return folder


def _refuse_irregular(file: Path) -> None:
    if found := paths.irregular(file):
        raise ValueError(f"{file}: found {found}, expected a regular file")


def _refuse_other_fields(about: Path, described: dict[str, object]) -> None:
    """Refuse keys that nobody reads, and what is no text where a text should be."""
    if others := [key for key in described if key not in _KEYS]:
        found = ", ".join(f"{each!r:.60}" for each in others)
        raise ValueError(f"{about}: found the key {found}, expected only {', '.join(_KEYS)}")
    for key in _TEXTS:
        found = described.get(key)
        kind = {list: "a list", dict: "fields"}.get(type(found))
        if said := kind or strange(str(found or "").strip()):
            raise ValueError(f"{about}, {key}: found {said}, expected a text in one line")


def _base(about: Path, name: object, seen: tuple[Path, ...]) -> Vintage | None:
    if name in (None, ""):
        return None
    if isinstance(name, list | dict):
        raise ValueError(f"{about}, base: found {name!r:.60}, expected a name or a path")
    # A path is meant from where it is written, not from where a command is typed.
    try:
        told = about.parent / _folder(str(name)) if _is_path(str(name)) else str(name)
        return _find(str(told), seen)
    except FileNotFoundError as error:
        raise ValueError(f"{about}, base: {error}") from error


def _day(text: object, where: str) -> date:
    """A day as YAML gives it or as someone typed it."""
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise ValueError(f"{where}: found {text!r}, expected a date such as 2026-03-31") from error


def _is_path(name: str | Path) -> bool:
    """Whether `name` is a path (`./my-data`, `../my-data`) and no name under data/ (`my-data`)."""
    return Path(str(name)).name != str(name)


def refuse_taken_name(folder: Path) -> None:
    """Refuse a folder elsewhere that is called as one under data/.

    Runs, pages and the book's copy of the data are named by the vintage's folder.

    Raises:
        ValueError: if it is called so.
    """
    place = folder.resolve()
    if place.parent != paths.DATA.resolve() and (paths.DATA / place.name).exists():
        raise ValueError(f"{folder}: data/{place.name} has this name already; choose another")


def create(
    name: str | Path, base: str | Path = DEFAULT, title: str = "", as_of: str = ""
) -> Vintage:
    """Make the folder of a new vintage, with its vintage.yml and no tables yet.

    Args:
        name: a name under data/, or a path to a folder that does not exist.
        base: the vintage whose tables hold where the new one has none.
        title: what its data are.
        as_of: ISO date at which they are known; without it, the last day of the month that the
            folder's name gives (`2026-03`), or today.

    Raises:
        FileExistsError: if there is such a folder already, or it would lie in a vintage's folder.
        FileNotFoundError: if there is no such base.
        ValueError: if `as_of` is no date, the title not in one line, or a vintage under data/ has
            the folder's name.
    """
    folder = Path(name).expanduser() if _is_path(name) else paths.DATA / name
    if folder.exists():
        raise FileExistsError(f"{folder}: exists already; nothing was changed")
    refuse_taken_name(folder)
    for above in folder.resolve().parents:
        if (above / "vintage.yml").is_file():
            raise FileExistsError(
                f"{folder}: lies in the folder of the vintage {above}, expected a folder of its own"
            )
    below = find(base)
    known = _day(as_of, "as_of") if as_of else _last_day(folder.name)
    described = {
        "title": title or f"Data as of {known}",
        "as_of": known,
        "base": str(base) if str(base) in names() else str(below.folder.resolve()),
    }
    _refuse_other_fields(folder / "vintage.yml", described)
    text = yaml.safe_dump(described, allow_unicode=True, sort_keys=False)
    folder.mkdir(parents=True)
    try:
        files.write(folder / "vintage.yml", text)
    except OSError:
        folder.rmdir()
        raise
    return find(folder.resolve())


def _last_day(name: str) -> date:
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", name)
    if not found:
        return date.today()
    year, month = int(found[1]), int(found[2])
    return date(year, month, monthrange(year, month)[1])


def names() -> list[str]:
    """Names of the vintages under data/, oldest first."""
    return sorted(file.parent.name for file in paths.DATA.glob("*/vintage.yml"))
