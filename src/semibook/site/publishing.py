"""Put the editions and the page that offers them in the place of the last book, all in one step."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from jinja2 import Template

from semibook import files, paths
from semibook.cache import digest
from semibook.tables.vintages import Vintage
from semibook.translation.catalogues import NAMES, PACKAGE, config, translator

#: What Sphinx notes for itself.
_NOT_PUBLISHED = shutil.ignore_patterns(".buildinfo*")
#: In each edition, what it was made from.
RECORD = "edition.json"


def built(edition: str) -> Path:
    """Where an edition (`2024-02-en`) is built."""
    return paths.BUILD / "site" / edition / "html"


def record(vintage: Vintage, lang: str, inputs: Iterable[Path]) -> bytes:
    """What an edition is made from: its vintage, and a digest of the contents of its inputs.

    Args:
        vintage: whose tables it shows.
        lang: its language.
        inputs: the files that it is made from; one that is not there counts as such.
    """
    about = {
        "vintage": vintage.name,
        "as_of": vintage.as_of,
        "language": lang,
        "digest": digest(inputs),
    }
    return f"{json.dumps(about, indent=2)}\n".encode()


def is_made_from(edition: Path, record: bytes) -> bool:
    """Whether the edition in a folder is whole, and made from what a record says."""
    file = edition / RECORD
    return file.is_file() and file.read_bytes() == record


def publish(editions: dict[str, Path], add: Callable[[Path], None]) -> Path:
    """Replace the book by other editions and their entry page.

    Args:
        editions: the folder of each language's finished edition; they are copied.
        add: writes into the folder of the new book what belongs to all of its editions.

    Returns:
        The folder of the book.

    Raises:
        OSError: in one line, if it cannot be written; the last book stays whole.
    """
    with files.replacing_folder(paths.BOOK) as fresh:
        for lang, folder in editions.items():
            shutil.copytree(folder, fresh / lang, ignore=_NOT_PUBLISHED)
        (fresh / "index.html").write_text(_entry_page(), encoding="utf-8")
        add(fresh)
    return paths.BOOK


def is_published(editions: dict[str, Path]) -> bool:
    """Whether the book that stands there has just these editions, and their entry page."""
    entry = paths.BOOK / "index.html"
    return (
        entry.is_file()
        and entry.read_text(encoding="utf-8") == _entry_page()
        and all(
            (folder / RECORD).is_file()
            and is_made_from(paths.BOOK / lang, (folder / RECORD).read_bytes())
            for lang, folder in editions.items()
        )
    )


def _entry_page() -> str:
    """The page that offers the editions, and follows the browser's preference."""
    title = config()["title"]
    texts = {lang: (name, translator(lang, PACKAGE)(title)) for lang, name in NAMES.items()}
    template = (paths.ROOT / "book" / "_templates" / "entry.html").read_text(encoding="utf-8")
    return Template(template).render(title=title, texts=texts)
