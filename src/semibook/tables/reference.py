"""Reference tables: facts, examples and words in data/reference/, the same for every vintage.

data/reference/datapackage.json lists them, data/reference/schemas/ describes their columns. One
property of a field there is ours: `names` says what its cells must name, an entry of
book/references.bib (`citation`) or a chapter (`chapter`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from semibook import paths, toc
from semibook.cache import until_changed
from semibook.tables import csvfile, schema
from semibook.tables.frames import in_language

if TYPE_CHECKING:
    import pandas as pd

FOLDER = paths.DATA / "reference"
PACKAGE = FOLDER / "datapackage.json"
BIBLIOGRAPHY = paths.ROOT / "book" / "references.bib"


def resources() -> list[dict]:
    """The descriptors of the tables and maps."""
    return schema.package(PACKAGE)["resources"]


def tables() -> list[dict]:
    """The descriptors of the files that are tables, and not a map."""
    return [each for each in resources() if "schema" in each]


def columns(described: dict) -> list[str]:
    """The header of a table, from its descriptor."""
    return [each["name"] for each in described["schema"]["fields"]]


def comment(described: dict) -> str:
    """What a line that is no row begins with; empty if the table has none."""
    return described.get("dialect", {}).get("commentChar", "")


def path(name: str) -> Path:
    """The file of a reference table or map."""
    return FOLDER / schema.resource(name, PACKAGE)["path"]


def files() -> list[Path]:
    """What describes them, and the tables and maps themselves."""
    return [*schema.files(PACKAGE), *(path(each["name"]) for each in resources())]


def load(name: str, lang: str = "en") -> pd.DataFrame:
    """A reference table, typed by its schema.

    Args:
        name: its name in data/reference/datapackage.json.
        lang: for `ja`, each column that has a `_ja` twin holds the twin's text.

    Returns:
        A row for each row of the file; the twins are folded in. Empty cells are missing values.

    Raises:
        KeyError: if there is no such table.
    """
    import pandas as pd

    described = schema.resource(name, PACKAGE)
    types = {"integer": "Int64", "number": "float64"}
    frame = pd.read_csv(
        path(name),
        dtype={f["name"]: types.get(f["type"], "str") for f in described["schema"]["fields"]},
        keep_default_na=False,
        na_values=[""],
        comment=comment(described) or None,
        encoding=csvfile.ENCODING,
    )
    return in_language(frame, lang)


@until_changed
def _entries(path: Path) -> dict[str, str]:
    from pybtex.database import parse_file  # here: only checks and the catalogue's page need it

    entries = parse_file(str(path), bib_format="bibtex").entries
    return {key: entry.fields.get("url", "") for key, entry in entries.items()}


def citations() -> dict[str, str]:
    """The entries of book/references.bib by key, each with its address (empty if it has none)."""
    return _entries(BIBLIOGRAPHY)


def anchor(key: str) -> str:
    """The id of a citation on the page of references."""
    return f"cite-{key.replace('_', '-')}"


def named(what: str) -> set[str]:
    """What the cells of a field may name, by its property `names`.

    Args:
        what: `citation` or `chapter`.

    Raises:
        KeyError: if it is neither.
    """
    known = {"citation": citations, "chapter": toc.chapters}
    return set(known[what]())
