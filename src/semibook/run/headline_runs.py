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

from semibook import paths, toc
from semibook.run import dependencies, kernels
from semibook.run.cells import execute
from semibook.run.chapter import ChapterError, headlines, places, run
from semibook.run.parameters import checked


def headline_figures(chapter: str, given: dict[str, Any]) -> dict[str, float]:
    """Run a chapter for its headline figures.

    Args:
        chapter: its name.
        given: parameters that differ from its defaults.

    Returns:
        The figures by name, in base units; the same as those of `semibook.run.chapter`.

    Raises:
        FileNotFoundError: if there is no such chapter.
        ParameterError: before the run, for unknown parameters and values that cannot be.
        ChapterError: if a cell fails; the message is the cell's error.
    """
    notebook = toc.notebook(chapter)
    values = checked(notebook, given)
    if not kernels.CAN_FORK:
        with tempfile.TemporaryDirectory() as space:
            try:
                run(notebook, Path(space, "run.ipynb"), values)
            except ChapterError as error:
                raise ChapterError(error.message) from error  # what was kept goes with `space`
            return headlines(Path(space, "run.ipynb"))
    filled = parameterize_notebook(load_notebook_node(str(notebook)), values)
    sources = [cell.source for cell in filled.cells if cell.cell_type == "code"]
    code = list(zip(places(filled).values(), sources, strict=True))
    kernels.preload(*dependencies.libraries(chapter))
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
        raise ChapterError(f"{chapter}, {error}")
    return figures


def write_headlines(
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


def join_headlines(files: list[Path], target: Path) -> None:
    """Put files of headline figures together, in their order; all have the same columns."""
    rows, columns = [], ["chapter", "figure", "value"]
    for each in files:
        with each.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            rows += reader
            columns = reader.fieldnames
    _save(rows, columns, target)


def all_headlines(vintage: str | Path, target: Path) -> None:
    """Write the headline figures of all chapters that are not about others, several at a time."""
    names = dependencies.telling()
    given = {"vintage": str(vintage)}
    with tempfile.TemporaryDirectory() as space, ThreadPoolExecutor(os.cpu_count()) as pool:
        files = [Path(space, f"{name}.csv") for name in names]
        figures = pool.map(lambda name: headline_figures(name, given), names)
        for name, found, file in zip(names, figures, files, strict=True):
            write_headlines(name, found, file)
        join_headlines(files, target)


def _save(rows: list[dict[str, str]], columns: list[str], target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    with fresh.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    os.replace(fresh, target)
