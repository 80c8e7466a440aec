"""A chapter's headline figures without its pages: no pictures, no kernel, no notebook written.

The cells run in IPython, in a process forked from one that has the libraries loaded. That takes a
third of the time of a run through a kernel, which counts when there are hundreds of runs.
"""

from __future__ import annotations

import csv
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from semibook import chapters, kernels, paths
from semibook.bare import execute
from semibook.parameters import checked
from semibook.run import headlines, run


class ChapterError(RuntimeError):
    """A cell of the chapter failed."""


def headline_figures(chapter: str, given: dict[str, Any]) -> dict[str, float]:
    """Run a chapter for its headline figures.

    Args:
        chapter: its name.
        given: parameters that differ from its defaults.

    Returns:
        The figures by name, in base units; the same as those of `semibook.run`.

    Raises:
        FileNotFoundError: if there is no such chapter.
        ParameterError: before the run, for unknown parameters and wrong types.
        ChapterError: if a cell fails; the message is the cell's error.
    """
    notebook = chapters.notebook(chapter)
    values = checked(notebook, given)
    if not kernels.CAN_FORK:
        with tempfile.TemporaryDirectory() as space:
            run(notebook, Path(space, "run.ipynb"), values)
            return headlines(Path(space, "run.ipynb"))
    filled = parameterize_notebook(load_notebook_node(str(notebook)), values)
    code = [cell.source for cell in filled.cells if cell.cell_type == "code"]
    kernels.preload(*chapters.libraries(chapter))
    context = get_context("forkserver")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=execute, args=(code, str(paths.NOTEBOOKS), sender))
    kernels.start(process)
    sender.close()
    try:
        figures, error = receiver.recv()
    except EOFError:
        figures, error = {}, "the process ended before the chapter did"
    process.join()
    if error:
        raise ChapterError(f"{chapter}: {error}")
    return figures


def write_headlines(chapter: str, vintage: str | Path, target: Path) -> None:
    """Run a chapter on a vintage, and write its headline figures as CSV.

    Args:
        chapter: its name.
        vintage: a name under data/ or a path.
        target: gets a row a figure: chapter, figure, value (base units).

    Raises:
        ChapterError: if the chapter fails on the vintage; `target` stays as it was.
    """
    _save(
        [[chapter, *each] for each in headline_figures(chapter, {"vintage": str(vintage)}).items()],
        target,
    )


def join_headlines(files: list[Path], target: Path) -> None:
    """Put files of headline figures together, in their order."""
    rows = []
    for each in files:
        with each.open(encoding="utf-8", newline="") as lines:
            rows += [
                [row["chapter"], row["figure"], float(row["value"])]
                for row in csv.DictReader(lines)
            ]
    _save(rows, target)


def all_headlines(vintage: str | Path, target: Path) -> None:
    """Write the headline figures of all chapters that do not compare others, two at a time."""
    names = [each for each in chapters.names() if not chapters.compares(each)]
    with tempfile.TemporaryDirectory() as space, ThreadPoolExecutor(os.cpu_count()) as pool:
        files = [Path(space, f"{name}.csv") for name in names]
        list(pool.map(lambda name, file: write_headlines(name, vintage, file), names, files))
        join_headlines(files, target)


def _save(rows: list[list], target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    with fresh.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["chapter", "figure", "value"])
        # Nine digits: what differs beyond them between processors is no change.
        writer.writerows([chapter, name, f"{value:.9g}"] for chapter, name, value in rows)
    os.replace(fresh, target)
