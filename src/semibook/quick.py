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
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from semibook import chapters, kernels, paths
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
    kernels.preload(__name__, "IPython.utils.capture", *chapters.libraries(chapter))
    context = get_context("forkserver")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_execute, args=(code, str(paths.NOTEBOOKS), sender))
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


def _execute(code: list[str], folder: str, sender: Connection) -> None:
    """Run the cells and send what they found, or the first error; in the forked process."""
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    from semibook import figures

    os.chdir(folder)
    figures.pictures_wanted = False
    shell = InteractiveShell.instance()
    with capture_output() as shown:
        for cell in code:
            done = shell.run_cell(cell)
            if not done.success:
                error = done.error_before_exec or done.error_in_exec
                sender.send(({}, f"{type(error).__name__}: {error}"))
                return
    found: dict[str, float] = {}
    for output in shown.outputs:
        found |= (output.metadata or {}).get("semibook", {}).get("figures", {})
    sender.send((found, ""))


def write_headlines(vintage: str | Path, target: Path) -> None:
    """Run every chapter that has headline figures on a vintage, and write them as CSV.

    Args:
        vintage: a name under data/ or a path.
        target: gets a row a figure: chapter, figure, value (base units).

    Raises:
        ChapterError: if a chapter fails on the vintage; `target` stays as it was.
    """
    names = [each for each in chapters.names() if not chapters.compares(each)]
    given = {"vintage": str(vintage)}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = dict(
            zip(names, pool.map(lambda name: headline_figures(name, given), names), strict=True)
        )
    save_headlines(found, target)


def save_headlines(found: dict[str, dict[str, float]], target: Path) -> None:
    """Write headline figures by chapter as CSV (chapter, figure, value), in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    with fresh.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["chapter", "figure", "value"])
        for chapter, figures in found.items():
            writer.writerows([chapter, name, f"{value:.9g}"] for name, value in figures.items())
    os.replace(fresh, target)
