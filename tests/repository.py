"""A copy of the repository, for tests that change or build it."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import yaml
from filelock import FileLock

from semibook import paths

#: What no build needs.
_LEFT = {"_build", "benchmarks", "tests"}


def copy(root: Path) -> Path:
    """Copy what a build needs, without anything built, into a folder."""
    for source in paths.ROOT.iterdir():
        if source.name in _LEFT or source.name.startswith("."):
            continue
        target = root / source.name
        if source.is_dir():
            # Bytecode comes along, as Python else compiles the package anew in each copy; what ends
            # otherwise is still being written by another process.
            ignored = shutil.ignore_patterns("*.pyc.*", "*.egg-info", ".ipynb_checkpoints")
            shutil.copytree(source, target, ignore=ignored)
        else:
            shutil.copy(source, target)
    return root


#: The chapters of a small book: one with a table of its own, and the one that compares vintages.
CHAPTERS = ("power_semiconductors", "what_changed")
_SMALL = {
    "_toc.yml": {
        "format": "jb-book",
        "root": "book/intro",
        "parts": [
            {
                "caption": "The strategy",
                "chapters": [{"file": f"notebooks/{chapter}"} for chapter in CHAPTERS],
            },
            {"caption": "About the book", "chapters": [{"file": "book/references"}]},
        ],
    },
    "book/intro.md": "# Japan's chip strategy, recomputed\n\n```{chapter-finding} "
    f"{CHAPTERS[0]}\n```\n",
}


def small(root: Path) -> Path:
    """A copy whose book has few pages and no scenarios, so that it is built in seconds."""
    copy(root)
    (root / "_toc.yml").write_text(yaml.safe_dump(_SMALL["_toc.yml"]), encoding="utf-8")
    (root / "book" / "intro.md").write_text(_SMALL["book/intro.md"], encoding="utf-8")
    for folder in ("scenarios", "notebooks/what_if"):
        for file in (root / folder).glob("*.yml"):
            if file.stem not in CHAPTERS:
                file.unlink()
    for name in ("glossary", "headline_figures"):
        _keep_chapters(root / "data" / "reference" / f"{name}.csv")
    settings = root / "_config.yml"
    about = yaml.safe_load(settings.read_text(encoding="utf-8"))
    # Chapters lead to pages that are not there.
    about["sphinx"]["config"]["suppress_warnings"] = ["myst.xref_missing"]
    settings.write_text(yaml.safe_dump(about, allow_unicode=True), encoding="utf-8")
    return root


def _keep_chapters(table: Path) -> None:
    """Leave out the rows of a table that name a chapter which a small book does not have."""
    with table.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        rows = [row for row in reader if row["chapter"] in CHAPTERS]
    with table.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, reader.fieldnames, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def built(place: Path, root: Path) -> Path:
    """A copy of a small book and of all that its build keeps.

    Args:
        place: where the book is made, once, by the first of the tests' processes that asks.
        root: where the copy goes.
    """
    with FileLock(place.with_suffix(".lock")):
        if not (place / "_build" / "html" / "index.html").is_file():
            place.mkdir()
            command = [sys.executable, "-m", "doit", "-n", "2", "book"]
            made = subprocess.run(
                command, cwd=small(place), capture_output=True, text=True, check=False
            )
            assert made.returncode == 0, made.stderr
    return moved(place, root)


def moved(place: Path, root: Path) -> Path:
    """A copy of a repository in which what was built counts as built there."""
    shutil.copytree(place, root, ignore=shutil.ignore_patterns(".lock*"))
    return remembered(place, root)


def remembered(place: Path, root: Path) -> Path:
    """A copy whose memory of what was built names its own files, and no longer the first ones."""
    memory = root / "_build" / "doit.json"
    memory.write_text(memory.read_text().replace(str(place), str(root)))
    return root
