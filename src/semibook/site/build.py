"""Build the HTML of one edition to the side; `publish` puts both in the place of the last book."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from html import escape
from pathlib import Path

import nbformat
import yaml

from semibook import files, paths, toc
from semibook.page.markup import as_markdown
from semibook.run.dependencies import compares
from semibook.site.assets import data_files
from semibook.site.publishing import RECORD, built
from semibook.site.summary import in_short
from semibook.tables import vintages
from semibook.translation.catalogues import (
    PACKAGE,
    SOURCE_LANGUAGE,
    config,
    config_and_toc,
    translator,
)
from semibook.translation.messages import translated

_ONWARD = """<!doctype html>
<html lang="{lang}">
<meta charset="utf-8">
<title>{title}</title>
<meta http-equiv="refresh" content="0; url={first}">
<p><a href="{first}">{title}</a></p>
</html>
"""


#: Processes that read pages; there are too few pages for more.
_MOST_JOBS = 4


class BuildError(RuntimeError):
    """Sphinx failed, or what it built is not whole."""


def build(chapters: dict[str, Path], edition: str, vintage: str, lang: str, record: bytes) -> Path:
    """Build an edition's pages.

    Args:
        chapters: the executed notebook of each chapter.
        edition: names the working folder under _build/ (`2024-02-en`).
        vintage: the vintage that the chapters were run on.
        lang: the language of the edition.
        record: what it is made from (`publish.record`); kept in it once it is whole.

    Returns:
        The folder of the finished edition.

    Raises:
        BuildError: if Sphinx fails or warns, or a page of the table of contents is missing.
        OSError: if it cannot be written.
    """
    work = paths.BUILD / "site" / edition
    source, output = work / "source", built(edition)
    if not (output / RECORD).is_file():
        # A kill left pages half written, newer than their sources: Sphinx would keep them.
        shutil.rmtree(output, ignore_errors=True)
        shutil.rmtree(work / "doctrees", ignore_errors=True)
    (output / RECORD).unlink(missing_ok=True)
    headed = {name: _headed(name, file, vintage, lang) for name, file in chapters.items()}
    try:
        _stage(source, headed, lang)
    except OSError as error:
        raise files.unwritable(source, error) from error
    _sphinx(source, output, work / "doctrees", vintage)
    _prune(output)
    missing = [page for page in toc.pages() if not (output / page).with_suffix(".html").is_file()]
    if missing:
        raise BuildError(f"pages are missing from the built book: {', '.join(missing)}")
    title = translator(lang, PACKAGE)(config()["title"])
    onward = _ONWARD.format(lang=lang, title=escape(title), first=f"{toc.pages()[0]}.html")
    files.write(output / "index.html", onward)
    files.write(output / RECORD, record)
    return output


def _headed(name: str, executed: Path, vintage: str, lang: str) -> bytes:
    """An executed chapter with what it says in short, and on other data a word on that."""
    chapter = nbformat.read(executed, as_version=4)
    notes = [in_short(name, chapter.cells, vintage, lang), _on_other_data(name, vintage, lang)]
    heading, _blank, text = chapter.cells[0].source.partition("\n\n")
    chapter.cells[0].source = "\n\n".join([heading, *filter(None, notes), text])
    return nbformat.writes(chapter).encode()


def _on_other_data(name: str, vintage: str, lang: str) -> str:
    """What an edition on other data than the deck's says of its prose; nothing on the deck's."""
    place = vintages.find(vintage)
    if not place.base or compares(name):
        return ""
    _ = translator(lang, PACKAGE)
    said = _(
        "Tables, figures and the sentences set apart are computed from “{title}”, data up to "
        "{date}. The text between them was written for the deck of February 2024: what it says of "
        "a slide holds for the deck, and a table here may have later rows, each with its source."
    ).format(title=as_markdown(place.title_ja if lang == "ja" else place.title), date=place.as_of)
    return f"```{{admonition}} {_('This edition runs on other data')}\n{said}\n```"


def _stage(source: Path, chapters: dict[str, bytes], lang: str) -> None:
    """Lay out what Sphinx reads; files that did not change keep their dates, so it skips them."""
    settings, contents = config_and_toc(lang)
    wanted = {
        Path("_config.yml"): yaml.safe_dump(settings, allow_unicode=True).encode(),
        Path("_toc.yml"): yaml.safe_dump(contents, allow_unicode=True).encode(),
        **{
            each.relative_to(paths.ROOT): _in_language(each, lang)
            for each in (*sorted((paths.ROOT / "book").rglob("*")), *data_files())
            if each.is_file()
        },
        **{Path("notebooks", f"{name}.ipynb"): content for name, content in chapters.items()},
        **{Path(f"{page}.md"): _from_data(Path(page)) for page in toc.from_data()},
    }
    for relative, content in wanted.items():
        staged = source / relative
        if not (staged.is_file() and staged.read_bytes() == content):
            staged.parent.mkdir(parents=True, exist_ok=True)
            staged.write_bytes(content)
    for staged in [each for each in source.rglob("*") if each.is_file()]:
        if staged.relative_to(source) not in wanted and staged.parent.name != "_figures":
            staged.unlink()


def _from_data(page: Path) -> bytes:
    """A page of `regions/` and the like: the directive of the folder's name makes all of it."""
    return f"```{{{page.parent.name}}} {page.name}\n```\n".encode()


def _in_language(file: Path, lang: str) -> bytes:
    if file.suffix != ".md" or lang == SOURCE_LANGUAGE:
        return file.read_bytes()
    text = file.read_text(encoding="utf-8")
    return translated(text, translator(lang, file.stem)).encode()


def _sphinx(source: Path, output: Path, doctrees: Path, vintage: str) -> None:
    # In a process of its own: Sphinx patches global state. build_sphinx pops
    # latex_individualpages without asking whether it is there.
    code = (
        "import os, signal, sys, threading; from jupyter_book.sphinx import build_sphinx\n"
        # The end of its input is the end of who started it: it must not write into the next build,
        # nor the processes that read pages for it. Read past sys.stdin, whose lock they would take
        # over, held.
        "def end():\n"
        "    os.read(0, 1)\n"
        "    os.killpg(0, signal.SIGKILL) if hasattr(os, 'killpg') else os._exit(1)\n"
        "threading.Thread(target=end, daemon=True).start()\n"
        "source, output, doctrees, config, vintage, made_by, jobs = sys.argv[1:]\n"
        "sys.exit(build_sphinx(source, output, doctreedir=doctrees, path_config=config,"
        " confoverrides={'latex_individualpages': False, 'semibook_vintage': vintage,"
        " 'semibook_twins': True, 'semibook_made_by': made_by},"
        " noconfig=True, quiet=True, warningiserror=True, keep_going=True, jobs=int(jobs)) or 0)"
    )
    jobs = min(os.cpu_count() or 1, _MOST_JOBS)
    arguments = [source, output, doctrees, source / "_config.yml", vintage, _made_by(), jobs]
    read, held_open = os.pipe()
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)],
            stdin=read,
            start_new_session=True,
            capture_output=True,
            text=True,
            cwd=paths.ROOT,
            check=False,
        )
    finally:
        os.close(read)
        os.close(held_open)
    if done.returncode:
        # Sphinx keeps pages that it warned of, and would not warn of them again.
        shutil.rmtree(doctrees, ignore_errors=True)
        if os.strerror(errno.ENOSPC) in done.stderr:
            raise BuildError(f"{output}: cannot be written ({os.strerror(errno.ENOSPC)})")
        raise BuildError(f"Sphinx could not build the book:\n{done.stderr[-8000:]}")


def _made_by() -> str:
    """A digest of what makes pages beside their sources: another one, and all are made again."""
    makers = [
        *sorted(paths.PACKAGE_CODE.rglob("*.py")),
        *sorted((paths.ROOT / "book" / "_static").rglob("*")),
        *sorted((paths.ROOT / "book" / "_templates").rglob("*")),
        paths.ROOT / "requirements.txt",
    ]
    together = sha256()
    for file in makers:
        if file.is_file():
            together.update(file.read_bytes())
    return together.hexdigest()


def _prune(output: Path) -> None:
    """Take out pages and images that an earlier build left and this one does not have."""
    named = {*toc.pages(), "index", "search", "genindex"}
    folders = {output, *((output / page).parent for page in toc.pages())}
    pages = [page for folder in folders for page in folder.glob("*.html")]
    for page in pages:
        if page.relative_to(output).with_suffix("").as_posix() not in named:
            page.unlink()
    text = "".join(page.read_text(encoding="utf-8") for page in pages if page.is_file())
    for image in (output / "_images").glob("*"):
        if image.name not in text:
            image.unlink()
