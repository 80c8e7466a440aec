"""Put the editions and the page that offers them in the place of the last book, all in one step."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Template

from semibook import files, paths, toc
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
        for name, text in _common_files().items():
            (fresh / name).write_text(text, encoding="utf-8")
        add(fresh)
    return paths.BOOK


def is_published(editions: dict[str, Path]) -> bool:
    """Whether the book that stands there has just these editions, and what is common to them."""
    common = {paths.BOOK / name: text for name, text in _common_files().items()}
    return all(
        file.is_file() and file.read_text(encoding="utf-8") == text for file, text in common.items()
    ) and all(
        (folder / RECORD).is_file()
        and is_made_from(paths.BOOK / lang, (folder / RECORD).read_bytes())
        for lang, folder in editions.items()
    )


def _common_files() -> dict[str, str]:
    """What belongs to all editions, by name: entry page, page not found, and a map of the site.

    A map holds whole addresses, so there is one only if `_config.yml` says where the book stands.
    """
    settings = config()
    title, address = settings["title"], settings["html"].get("baseurl", "").rstrip("/")
    titles = {lang: (name, translator(lang, PACKAGE)(title)) for lang, name in NAMES.items()}
    # A page that is not found is asked for at any depth, so links from it begin at the root.
    missing = {"said": _not_found(), "root": f"{urlsplit(address).path}/"}
    common = {
        "index.html": _from_template("entry.html", title=title, texts=titles),
        "404.html": _from_template("404.html", **missing),
    }
    if address:
        common["sitemap.xml"] = _from_template(
            "sitemap.xml", address=address, languages=list(NAMES), pages=toc.pages()
        )
    return common


def _not_found() -> dict[str, dict[str, str]]:
    """What the page for a page that is not there says, by language."""
    return {
        lang: {
            "missing": _("There is no such page. It may have another name now."),
            "first": _("To the first page"),
            "search": _("Search the book"),
        }
        for lang, _ in ((lang, translator(lang, PACKAGE)) for lang in NAMES)
    }


def _from_template(name: str, **values: Any) -> str:
    template = (paths.ROOT / "book" / "_templates" / name).read_text(encoding="utf-8")
    return f"{Template(template).render(values)}\n"
