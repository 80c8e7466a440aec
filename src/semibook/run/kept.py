"""What is stored with a note of what it was made from: a build takes it as long as it holds.

These are the chapters with their default parameters, of which the deck's book in English is made,
and the headline figures of other vintages and of scenarios. A cold build would wait for their runs,
and they change as seldom as the files they are made from.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from semibook import cache, files, paths, toc
from semibook.run.plan import STORED, Run, stored_file

#: By the name of a run, a digest of all that it was made from and of the figures that came of it.
FILE = STORED / "made_from.json"
#: The figures of the stored chapters as SVG, a file a chapter.
DRAWINGS = paths.NOTEBOOKS / "drawings"
#: By chapter, a digest of all that the stored one and its drawings were made from, and of them.
CHAPTERS = DRAWINGS / "made_from.json"


def take_chapter(run: Run) -> bool:
    """Take the stored chapter and its drawings for a run that would come to the same today.

    Args:
        run: of a chapter, for its pages.

    Returns:
        Whether the run's targets are written now; nothing is, if the stored chapter was made from
        other files or with other parameters, or was changed since.
    """
    stored = _stored_chapter(run.chapter)
    if not all(file.is_file() for file in (CHAPTERS, *stored)):
        return False
    contents = [file.read_bytes() for file in stored]
    if marks(CHAPTERS).get(run.chapter) != _mark(run, _digests(contents)):
        return False
    for target, content in zip(run.targets, contents, strict=True):
        files.write(target, content)
    return True


def store_chapters(runs: Iterable[Run]) -> list[str]:
    """Put executed chapters and their drawings in the place of the stored ones, with a note.

    Args:
        runs: of chapters with their default parameters.

    Returns:
        The chapters whose outputs are others than before.
    """
    changed, noted = [], {}
    for run in runs:
        contents = [file.read_bytes() for file in run.targets]
        for file, content in zip(_stored_chapter(run.chapter), contents, strict=True):
            if file.is_file() and file.read_bytes() == content:
                continue
            files.write(file, content)
            if file == toc.notebook(run.chapter):
                changed.append(run.chapter)
        noted[run.chapter] = _mark(run, _digests(contents))
    write_marks(CHAPTERS, noted)
    return changed


def _stored_chapter(chapter: str) -> list[Path]:
    return [toc.notebook(chapter), DRAWINGS / f"{chapter}.json"]


def _digests(contents: list[bytes]) -> list[str]:
    return [sha256(content).hexdigest() for content in contents]


def figures(run: Run) -> dict[str, float] | None:
    """The figures of a run that are stored, if it would come to the same today.

    Args:
        run: whose figures are asked for.

    Returns:
        The figures by name, in base units; None if they are not stored, or made from other files
        or parameters, or changed since.
    """
    if not (FILE.is_file() and _stored(run).is_file()):
        return None
    found = _found(run)
    return found if marks(FILE).get(run.name) == _mark(run, found) else None


def note(runs: Iterable[Run]) -> None:
    """Write down what the stored headline figures of some runs were made from."""
    write_marks(FILE, {run.name: _mark(run, _found(run)) for run in runs})


def _stored(run: Run) -> Path:
    """The file that has the figures of a run, if they are stored."""
    return stored_file(run.vintage, scenarios=bool(run.scenario))


def _found(run: Run) -> dict[str, float]:
    return {
        row["figure"]: float(row["value"])
        for row in _rows(_stored(run))
        if row["chapter"] == run.chapter and row.get("scenario", "") == run.scenario
    }


def _mark(run: Run, came_of_it: Any) -> str:
    return mark(cache.digest(run.files), run.settings, came_of_it)


def mark(*of: Any) -> str:
    """A digest of what JSON can say."""
    return sha256(json.dumps(of, sort_keys=True).encode()).hexdigest()


@cache.until_changed
def _rows(stored: Path) -> list[dict[str, str]]:
    with stored.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache.until_changed
def marks(file: Path) -> dict[str, str]:
    """The digests that a file notes, by what they are of; none if it is damaged."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:  # a merge may have left it so
        return {}
    return found if isinstance(found, dict) else {}


def write_marks(file: Path, found: dict[str, str]) -> None:
    """Note digests by what they are of, for `marks`."""
    files.write(file, f"{json.dumps(found, indent=1)}\n")
