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
#: The folder, in each edition, of the pages that other sites show.
EMBEDDED = "embed"
#: In the record of a published edition, the pages that are of later data than the rest.
_AHEAD = "ahead"
N_ = str  # marks a text for the catalogue where it is not yet translated
_KNOWN = N_("Data as known on {date}")
#: In the head of the page that lists several books: it may be replaced.
_MARK = '<meta name="generator" content="semibook book --out">'


def built(edition: str) -> Path:
    """Where an edition (`2024-02-en`) is built."""
    return paths.BUILD / "site" / edition / "html"


def place(vintage: Vintage, out: str) -> Path:
    """Where the book of a vintage is published.

    Args:
        vintage: whose book it is.
        out: a folder of books side by side; empty for the only one under _build/.

    Raises:
        ValueError: if what is there is no book, which would be replaced.
    """
    if not out:
        return paths.BOOK
    found = Path(out).absolute() / vintage.name
    if found.exists() and not list(found.glob(f"*/{RECORD}")):
        raise ValueError(f"{found}: found something else than a book, expected none or one there")
    page = found.parent / "index.html"
    if page.exists() and _MARK not in page.read_text(encoding="utf-8", errors="replace"):
        raise ValueError(f"{page}: found another page, expected none or the list of the books")
    return found


def record(
    vintage: Vintage,
    lang: str,
    inputs: Iterable[Path],
    languages: tuple[str, ...] = tuple(NAMES),
) -> bytes:
    """What an edition is made from: its vintage, and a digest of the contents of its inputs.

    Args:
        vintage: whose tables it shows.
        lang: its language.
        inputs: the files that it is made from; one that is not there counts as such.
        languages: all in which the book is made: its pages lead from one to the other.
    """
    about = {
        "vintage": vintage.name,
        "title": vintage.title,
        "title_ja": vintage.title_ja,
        "as_of": vintage.as_of,
        "language": lang,
        "languages": languages,
        "digest": digest(inputs),
    }
    return _as_record(about)


def _as_record(about: dict[str, Any]) -> bytes:
    return f"{json.dumps(about, indent=2, ensure_ascii=False)}\n".encode()


def is_made_from(edition: Path, record: bytes) -> bool:
    """Whether the edition in a folder is whole, and made from what a record says."""
    file = edition / RECORD
    return file.is_file() and file.read_bytes() == record


def publish(
    editions: dict[str, Path], add: Callable[[Path], None], target: Path | None = None
) -> Path:
    """Replace the book by other editions and their entry page.

    Args:
        editions: the folder of each language's finished edition; they are copied.
        add: writes into the folder of the new book what belongs to all of its editions.
        target: the folder of the book, if it is not the one under _build/.

    Returns:
        The folder of the book.

    Raises:
        OSError: in one line, if it cannot be written; the last book stays whole.
    """
    target = target or paths.BOOK
    with files.replacing_folder(target) as fresh:
        for lang, folder in editions.items():
            shutil.copytree(folder, fresh / lang, ignore=_NOT_PUBLISHED)
        for name, text in _common_files(editions).items():
            (fresh / name).write_text(text, encoding="utf-8")
        add(fresh)
    return target


def put_page(edition: Path, page: str, made: Path) -> None:
    """Put one page that is ahead of the rest into an edition that stands.

    The edition's record says so first, and so equals that of no whole edition: the next build
    publishes the book anew.

    Args:
        edition: the folder of a published edition.
        page: as _toc.yml names it.
        made: a folder with the page and its pictures.

    Raises:
        OSError: if it cannot be written.
    """
    about = json.loads((edition / RECORD).read_text(encoding="utf-8"))
    about[_AHEAD] = sorted({*about.get(_AHEAD, []), page})
    files.write(edition / RECORD, _as_record(about))
    pictures = sorted((made / "_images").glob("*"))
    for file in (*pictures, made / f"{page}.html"):
        files.write(edition / file.relative_to(made), file.read_bytes())


def is_published(editions: dict[str, Path], target: Path | None = None) -> bool:
    """Whether the book that stands there has just these editions, and what is common to them."""
    target = target or paths.BOOK
    common = {target / name: text for name, text in _common_files(editions).items()}
    return (
        all(
            file.is_file() and file.read_text(encoding="utf-8") == text
            for file, text in common.items()
        )
        and {*editions} == {file.parent.name for file in target.glob(f"*/{RECORD}")}
        and all(
            (folder / RECORD).is_file()
            and is_made_from(target / lang, (folder / RECORD).read_bytes())
            for lang, folder in editions.items()
        )
    )


def list_books(out: Path) -> Path:
    """Write the page that lists the books in a folder, the newest data first."""
    page = out / "index.html"
    files.write(page, _list_of_books(out))
    return page


def is_listed(out: Path) -> bool:
    """Whether the page that lists the books in a folder is as it should be."""
    page = out / "index.html"
    return page.is_file() and page.read_text(encoding="utf-8") == _list_of_books(out)


def _list_of_books(out: Path) -> str:
    books = {}
    for file in out.glob(f"*/*/{RECORD}"):
        about = json.loads(file.read_text(encoding="utf-8"))
        books[file.parents[1].name] = about
    newest_first = sorted(books.items(), key=lambda book: (book[1]["as_of"], book[0]), reverse=True)
    titles = {lang: translator(lang, PACKAGE)(config()["title"]) for lang in NAMES}
    said = {lang: translator(lang, PACKAGE)(_KNOWN) for lang in NAMES}
    return _rendered("books.html", mark=_MARK, titles=titles, said=said, books=newest_first)


def _common_files(languages: Iterable[str]) -> dict[str, str]:
    """What belongs to all editions, by name: entry page, page not found, and a map of the site.

    A map holds whole addresses, so there is one only if `_config.yml` says where the book stands.
    """
    settings = config()
    title, address = settings["title"], settings["html"].get("baseurl", "").rstrip("/")
    languages = list(languages)
    titles = {lang: (NAMES[lang], translator(lang, PACKAGE)(title)) for lang in languages}
    # A page that is not found is asked for at any depth, so links from it begin at the root.
    missing = {"said": _not_found(languages), "root": f"{urlsplit(address).path}/"}
    common = {
        "index.html": _rendered(
            "entry.html",
            title=title,
            texts=titles,
            description=" / ".join(text for _name, text in titles.values()),
            address=address,
        ),
        "404.html": _rendered("404.html", **missing),
    }
    if address:
        common["sitemap.xml"] = _rendered(
            "sitemap.xml", address=address, languages=languages, pages=toc.pages()
        )
    return common


def _not_found(languages: Iterable[str]) -> dict[str, dict[str, str]]:
    """What the page for a page that is not there says, by language."""
    return {
        lang: {
            "missing": _("There is no such page. It may have another name now."),
            "first": _("To the first page"),
            "search": _("Search the book"),
        }
        for lang, _ in ((lang, translator(lang, PACKAGE)) for lang in languages)
    }


def _rendered(template: str, **values: Any) -> str:
    text = (paths.ROOT / "book" / "_templates" / template).read_text(encoding="utf-8")
    return f"{Template(text, autoescape=True).render(names=NAMES, **values)}\n"
