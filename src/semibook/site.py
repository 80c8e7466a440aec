"""Build the HTML of one edition beside the last good one, and swap it in when it is whole."""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from semibook import paths

_ENTRY = """<!doctype html>
<html lang="{lang}">
<meta charset="utf-8">
<title>Japan's chip strategy, recomputed</title>
<meta http-equiv="refresh" content="0; url={first}">
<p><a href="{first}">Japan's chip strategy, recomputed</a></p>
</html>
"""


class BuildError(RuntimeError):
    """Sphinx failed, or what it built is not whole."""


def build(chapters: dict[str, Path], edition: str, vintage: str, lang: str = "en") -> Path:
    """Build an edition's pages.

    Args:
        chapters: the executed notebook of each chapter.
        edition: names the working folder under _build/ (`2024-02-en`).
        vintage: the vintage that the chapters were run on.
        lang: the book goes to _build/html/<lang>.

    Returns:
        The folder of the finished book.

    Raises:
        BuildError: if Sphinx fails or warns, or a page of the table of contents is missing. The
            last good book stays as it was.
    """
    work = paths.BUILD / "site" / edition
    source, output = work / "source", work / "html"
    _stage(source, chapters)
    _sphinx(source, output, work / "doctrees", vintage)
    entry = _ENTRY.format(lang=lang, first=f"{_pages()[0]}.html")
    (output / "index.html").write_text(entry, encoding="utf-8")
    missing = [page for page in _pages() if not (output / page).with_suffix(".html").is_file()]
    if missing:
        raise BuildError(f"pages are missing from the built book: {', '.join(missing)}")
    target = paths.BUILD / "html" / lang
    _swap(output, target)
    entry = _ENTRY.format(lang=lang, first=f"{lang}/index.html")
    (target.parent / "index.html").write_text(entry, encoding="utf-8")
    return target


def _stage(source: Path, chapters: dict[str, Path]) -> None:
    """Lay out what Sphinx reads; files that did not change keep their dates, so it skips them."""
    wanted = {
        **{Path(name): paths.ROOT / name for name in ("_config.yml", "_toc.yml")},
        **{
            each.relative_to(paths.ROOT): each
            for folder in ("book", "data")
            for each in sorted((paths.ROOT / folder).rglob("*"))
            if each.is_file()
        },
        **{Path("notebooks", f"{name}.ipynb"): file for name, file in chapters.items()},
    }
    for relative, file in wanted.items():
        staged = source / relative
        if not (staged.is_file() and filecmp.cmp(file, staged, shallow=False)):
            staged.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, staged)
    for staged in [each for each in source.rglob("*") if each.is_file()]:
        if staged.relative_to(source) not in wanted:
            staged.unlink()


def _sphinx(source: Path, output: Path, doctrees: Path, vintage: str) -> None:
    # In a process of its own: Sphinx patches global state. build_sphinx pops
    # latex_individualpages without asking whether it is there.
    code = (
        "import sys; from jupyter_book.sphinx import build_sphinx\n"
        "source, output, doctrees, config, vintage = sys.argv[1:]\n"
        "sys.exit(build_sphinx(source, output, doctreedir=doctrees, path_config=config,"
        " confoverrides={'latex_individualpages': False, 'semibook_vintage': vintage},"
        " noconfig=True, quiet=True, warningiserror=True, keep_going=True) or 0)"
    )
    arguments = [source, output, doctrees, source / "_config.yml", vintage]
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=paths.ROOT,
        check=False,
    )
    if done.returncode:
        # Sphinx keeps pages that it warned of, and would not warn of them again.
        shutil.rmtree(doctrees, ignore_errors=True)
        raise BuildError(f"Sphinx could not build the book:\n{done.stderr[-8000:]}")


def _pages() -> list[str]:
    toc = yaml.safe_load((paths.ROOT / "_toc.yml").read_text(encoding="utf-8"))
    parts = [each["file"] for part in toc["parts"] for each in part["chapters"]]
    return [toc["root"], *parts]


def _swap(output: Path, target: Path) -> None:
    fresh, old = target.with_name(f".{target.name}.new"), target.with_name(f".{target.name}.old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(output, fresh)
    if target.exists():
        os.replace(target, old)
    os.replace(fresh, target)
    shutil.rmtree(old, ignore_errors=True)
