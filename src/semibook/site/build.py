"""Build the HTML of one edition to the side; `publish` puts both in the place of the last book."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat
import yaml

from semibook import files, paths, toc
from semibook.cache import digest
from semibook.page.findings import told
from semibook.page.markup import as_markdown
from semibook.run.dependencies import compares
from semibook.site import drawings, processes
from semibook.site.downloads import data_files
from semibook.site.publishing import EMBEDDED, RECORD, built
from semibook.site.summary import in_short
from semibook.tables import vintages
from semibook.translation import what_if
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


#: The heading of a part of a chapter.
_PART = re.compile("^## ", re.M)
#: Processes that read pages; there are too few pages for more.
_MOST_JOBS = 4


class BuildError(RuntimeError):
    """Sphinx failed, or what it built is not whole."""


def build(
    chapters: dict[str, Path],
    drawn: dict[str, Path],
    what_ifs: dict[str, Path],
    edition: str,
    vintage: str,
    lang: str,
    record: bytes,
    *,
    twins: bool = True,
) -> Path:
    """Build an edition's pages.

    Args:
        chapters: the executed notebook of each chapter.
        drawn: by chapter, where its run kept its figures as SVG.
        what_ifs: of chapters whose parameters a reader may change, the results of their runs.
        edition: names the working folder under _build/ (`2024-02-en`).
        vintage: the vintage that the chapters were run on.
        lang: the language of the edition.
        record: what it is made from (`publish.record`); kept in it once it is whole.
        twins: whether its pages lead to those in the other language.

    Returns:
        The folder of the finished edition.

    Raises:
        BuildError: if Sphinx fails or warns, or a page of the table of contents is missing.
        OSError: if it cannot be written.
    """
    work = folder(edition)
    source, output = work / "source", built(edition)
    if not (output / RECORD).is_file():
        # A kill left pages half written, newer than their sources: Sphinx would keep them.
        shutil.rmtree(output, ignore_errors=True)
        shutil.rmtree(work / "doctrees", ignore_errors=True)
    (output / RECORD).unlink(missing_ok=True)
    staged = {
        Path("notebooks", f"{name}.ipynb"): _headed(name, file, vintage, lang, name in what_ifs)
        for name, file in chapters.items()
    }
    staged |= {Path("what_if", f"{name}.csv"): file.read_bytes() for name, file in what_ifs.items()}
    staged |= drawings.staged(drawn)
    try:
        _stage(source, staged, lang)
    except OSError as error:
        raise files.unwritable(source, error) from error
    _sphinx(asked(work, vintage, twins))
    _prune(output, source / drawings.COPIED)
    missing = [page for page in toc.pages() if not (output / page).with_suffix(".html").is_file()]
    if missing:
        raise BuildError(f"pages are missing from the built book: {', '.join(missing)}")
    title = translator(lang, PACKAGE)(config()["title"])
    onward = _ONWARD.format(lang=lang, title=escape(title), first=f"{toc.pages()[0]}.html")
    files.write(output / "index.html", onward)
    files.write(output / RECORD, record)
    return output


def folder(edition: str) -> Path:
    """Where an edition (`2024-02-en`) is built, with all that Sphinx keeps of it."""
    return built(edition).parent


def asked(work: Path, vintage: str, twins: bool) -> dict[str, Any]:
    """What a process that builds an edition, or pages of it, is asked for.

    Args:
        work: the folder of the edition: `source`, which Sphinx reads, `html`, which it writes, and
            `doctrees`, what it keeps.
        vintage: the vintage that its chapters were run on.
        twins: whether its pages lead to those in the other language.
    """
    return {
        "source": str(work / "source"),
        "output": str(work / "html"),
        "doctrees": str(work / "doctrees"),
        "config": str(work / "source" / "_config.yml"),
        "settings": {
            "semibook_vintage": vintage,
            "semibook_twins": twins,
            "semibook_made_by": _made_by(),
        },
        "jobs": min(os.cpu_count() or 1, _MOST_JOBS),
    }


def _headed(
    name: str,
    executed: Path,
    vintage: str,
    lang: str,
    has_what_if: bool = False,
    *,
    ahead: bool = False,
) -> bytes:
    """An executed chapter with what it says in short, and a word on other data than the rest's."""
    chapter = nbformat.read(executed, as_version=4)
    notes = [
        _on_pages_behind(lang) if ahead else "",
        in_short(name, chapter.cells, vintage, lang),
        _on_other_data(name, vintage, lang),
    ]
    heading, _blank, text = chapter.cells[0].source.partition("\n\n")
    chapter.cells[0].source = "\n\n".join([heading, *filter(None, notes), text])
    if has_what_if:
        _add_what_if(chapter, name, lang)
    return nbformat.writes(chapter).encode()


def _add_what_if(chapter: nbformat.NotebookNode, name: str, lang: str) -> None:
    """Close a chapter's part on some finding with what a reader may change in it."""
    about, cells = what_if.read(name), chapter.cells
    keys = [{finding.key for finding in told([cell])} for cell in cells]
    told_at = [at for at, said in enumerate(keys) if about.after in said]
    heads = [
        (cell, head.start())
        for cell in cells[told_at[-1] if told_at else 0 :]
        if cell.cell_type == "markdown"
        for head in _PART.finditer(cell.source)
    ]
    # Data that give no reason for that finding leave it to the end, before the sources.
    cell, at = heads[0 if told_at else -1]
    title = as_markdown(translator(lang, name)(about.title))
    section = f"### {title}\n\n```{{what-if}} {name}\n```\n\n"
    cell.source = cell.source[:at] + section + cell.source[at:]


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
    ).format(title=as_markdown(place.title_in(lang)), date=place.as_of)
    return f"```{{admonition}} {_('This edition runs on other data')}\n{said}\n```"


def _on_pages_behind(lang: str) -> str:
    """What a page says that was made before the rest of its book."""
    _ = translator(lang, PACKAGE)
    said = _(
        "This page was made just now, from a table that was saved. The rest of the book follows: "
        "its other pages, what readers may try here, the search and the files to download still "
        "show the data as they were before."
    )
    return f"```{{admonition}} {_('Ahead of the rest of the book')}\n:class: ahead\n\n{said}\n```"


def stage_page(
    chapter: str, executed: Path, edition: str, vintage: str, lang: str, *, has_what_if: bool
) -> None:
    """Lay out one chapter for Sphinx, with a word on the rest of the book, which it is ahead of.

    Args:
        chapter: its name.
        executed: the notebook as it was run.
        edition: the edition that has been built, `2024-02-en`.
        vintage: the vintage that it was run on.
        lang: the language of the edition.
        has_what_if: whether its page offers parameters to change.

    Raises:
        OSError: if it cannot be written.
    """
    content = _headed(chapter, executed, vintage, lang, has_what_if, ahead=True)
    files.write(folder(edition) / "source" / "notebooks" / f"{chapter}.ipynb", content)


def _stage(source: Path, computed: dict[Path, bytes], lang: str) -> None:
    """Lay out what Sphinx reads; files that did not change keep their dates, so it skips them."""
    settings, contents = config_and_toc(lang)
    packs = [paths.ROOT / f"{page}.yml" for page in toc.from_data()]
    wanted = {
        Path("_config.yml"): yaml.safe_dump(settings, allow_unicode=True).encode(),
        Path("_toc.yml"): yaml.safe_dump(contents, allow_unicode=True).encode(),
        **{
            each.relative_to(paths.ROOT): _in_language(each, lang)
            for each in (*sorted((paths.ROOT / "book").rglob("*")), *data_files())
            if each.is_file()
        },
        **computed,
        **{pack.relative_to(paths.ROOT): pack.read_bytes() for pack in packs},
    }
    files.lay_out(source, wanted, spared=drawings.COPIED)


def _in_language(file: Path, lang: str) -> bytes:
    if file.suffix != ".md" or lang == SOURCE_LANGUAGE:
        return file.read_bytes()
    text = file.read_text(encoding="utf-8")
    return translated(text, translator(lang, file.stem)).encode()


def _sphinx(message: dict[str, Any]) -> None:
    process = processes.loaded()
    # Its input stays open while it works: its end would be taken for ours.
    with process, process.stdin as held_open:
        process.stdin = None
        with suppress(BrokenPipeError):  # it could not even load: its errors say why
            held_open.write(f"{json.dumps(message)}\n")
            held_open.flush()
        _output, errors = process.communicate()
    if process.returncode:
        # Sphinx keeps pages that it warned of, and would not warn of them again.
        shutil.rmtree(message["doctrees"], ignore_errors=True)
        if (full := os.strerror(errno.ENOSPC)) in errors:
            raise BuildError(f"{message['output']}: cannot be written ({full})")
        raise BuildError(f"Sphinx could not build the book:\n{errors[-8000:]}")


def _made_by() -> str:
    """A digest of what makes pages beside their sources: another one, and all are made again."""
    makers = [
        *sorted(paths.PACKAGE_CODE.rglob("*.py")),
        *sorted(paths.PACKAGE_CODE.rglob("templates/*")),
        *sorted((paths.ROOT / "book" / "_static").rglob("*")),
        *sorted((paths.ROOT / "book" / "_templates").rglob("*")),
        *sorted(paths.DATA.glob("*/vintage.yml")),  # each page says how current it is
        paths.ROOT / "CITATION.cff",
        paths.ROOT / "requirements.txt",
    ]
    return digest(makers)


def _prune(output: Path, copied: Path) -> None:
    """Take out pages, images and frames that an earlier build left and this one does not have.

    Args:
        output: the folder of the edition.
        copied: that of the pictures that `chapter-figure` laid beside the pages' sources.
    """
    named = {*toc.pages(), "index", "search", "genindex"}
    folders = {output, *((output / page).parent for page in toc.pages())}
    pages = [page for folder in folders for page in folder.glob("*.html")]
    for page in pages:
        if page.relative_to(output).with_suffix("").as_posix() not in named:
            page.unlink()
    text = "".join(page.read_text(encoding="utf-8") for page in pages if page.is_file())
    for image in (output / "_images").glob("*"):
        if f"{image.parent.name}/{quote(image.name)}" not in text:
            image.unlink()
    for picture in copied.glob("*"):
        if not (output / "_images" / picture.name).is_file():
            picture.unlink()
    for file in (output / EMBEDDED).glob("*"):
        # Pages lead to those of their figures; those of findings begin with the chapter's name.
        if f"{file.stem}.html" not in text and file.stem.partition(".")[0] not in toc.chapters():
            file.unlink()
