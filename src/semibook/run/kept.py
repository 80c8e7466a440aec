"""Stored headline figures with what they were made from: a build takes those that still hold.

The figures of other vintages and of scenarios cost a cold build more than its pages do, and change
as seldom as the stored chapters.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from semibook import cache, files
from semibook.run.plan import STORED, Run, stored_file

#: By the name of a run, a digest of all that it was made from and of the figures that came of it.
FILE = STORED / "made_from.json"


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
    noted = {run.name: _mark(run, _found(run)) for run in runs}
    files.write(FILE, f"{json.dumps(noted, indent=1)}\n")


def _stored(run: Run) -> Path:
    """The file that has the figures of a run, if they are stored."""
    return stored_file(run.vintage, scenarios=bool(run.scenario))


def _found(run: Run) -> dict[str, float]:
    return {
        row["figure"]: float(row["value"])
        for row in _rows(_stored(run))
        if row["chapter"] == run.chapter and row.get("scenario", "") == run.scenario
    }


def _mark(run: Run, found: dict[str, float]) -> str:
    said = json.dumps([cache.digest(run.files), run.settings, found], sort_keys=True)
    return sha256(said.encode()).hexdigest()


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
