"""Files of headline figures: a row a figure, by chapter; of a vintage, or of its scenarios."""

from __future__ import annotations

import csv
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from semibook.files import replacing
from semibook.run import dependencies
from semibook.run.chapter import headline_figures
from semibook.run.parameters import VINTAGE


def write(
    chapter: str, figures: dict[str, float], target: Path, scenario: str | None = None
) -> None:
    """Write a chapter's headline figures as CSV.

    Args:
        chapter: its name.
        figures: its headline figures by name, in base units.
        target: gets a row a figure: chapter, figure, value.
        scenario: named in a further column, if it is given.
    """
    label = {} if scenario is None else {"scenario": scenario}
    # Nine digits: what differs beyond them between processors is no change.
    rows = [
        label | {"chapter": chapter, "figure": name, "value": f"{value:.9g}"}
        for name, value in figures.items()
    ]
    _save(rows, [*label, "chapter", "figure", "value"], target)


def join(files: list[Path], target: Path) -> None:
    """Put files of headline figures together, in their order; all have the same columns."""
    rows, columns = [], ["chapter", "figure", "value"]
    for each in files:
        with each.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            rows += reader
            columns = reader.fieldnames
    _save(rows, columns, target)


def write_all(vintage: str | Path, target: Path) -> None:
    """Write the headline figures of all chapters that are not about others, several at a time."""
    names = dependencies.with_headlines()
    given = {VINTAGE: str(vintage)}
    with tempfile.TemporaryDirectory() as space, ThreadPoolExecutor(os.cpu_count()) as pool:
        files = [Path(space, f"{name}.csv") for name in names]
        figures = pool.map(lambda name: headline_figures(name, given), names)
        for name, found, file in zip(names, figures, files, strict=True):
            write(name, found, file)
        join(files, target)


def _save(rows: list[dict[str, str]], columns: list[str], target: Path) -> None:
    with replacing(target) as fresh, fresh.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
