"""Run a chapter with papermill, and make its outputs fit to be published and compared."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from papermill import PapermillExecutionError, execute_notebook
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from semibook import files, paths, toc
from semibook.page.findings import told
from semibook.page.markup import SVG
from semibook.run import engine
from semibook.run.failure import RunError
from semibook.run.parameters import checked


class ChapterError(RunError):
    """A cell of a chapter failed, or its process died; the message is one line.

    Attributes:
        message: chapter, cell, and what the cell raised.
        partial: the notebook as far as it ran, if it was kept.
    """

    def __init__(self, message: str, partial: Path | None = None) -> None:
        kept = "" if partial is None else f" (as far as it ran: {paths.shown(partial)})"
        super().__init__(message + kept)
        self.message, self.partial = message, partial


class ChapterRefusedError(ChapterError):
    """A chapter refused, by a ValueError, what it was given: these data and parameters together."""


def run(
    notebook: Path,
    target: Path,
    given: dict[str, Any] | None = None,
    drawings: Path | None = None,
) -> None:
    """Run a chapter and write it to `target` once it has run to its end.

    Args:
        notebook: the stored chapter.
        target: where the executed one goes; it stays as it was if the run fails.
        given: parameters that differ from the notebook's defaults.
        drawings: where its figures go as SVG, a JSON object by their names, if they are wanted;
            it has none where the system cannot fork, as papermill's own engine is not told.

    Raises:
        ParameterError: before the run, for unknown parameters and values that cannot be.
        OSError: before the run, if `target` cannot be written or is the stored chapter itself.
        ChapterError: if a cell fails; the partial notebook stays beside `target` with the ending
            `.failed.ipynb`.
    """
    values = checked(notebook, given or {})
    if target.resolve() == notebook.resolve():
        raise OSError(f"{target}: is the chapter itself, expected another file for its run")
    paths.writable(target, ".ipynb")
    partial = target.with_suffix(".failed.ipynb")
    partial.unlink(missing_ok=True)
    try:
        executed = _executed(notebook, values, partial, drawings is not None)
        vectors = _taken_out(executed)
        executed = publishable(executed, values)
    except OSError as error:  # of the disk, if it has a number; what a cell raises is no OSError
        partial.unlink(missing_ok=True)
        if error.errno is None:
            raise
        raise files.unwritable(target, error) from error
    if drawings is not None:
        files.write(drawings, f"{json.dumps(vectors, indent=0, sort_keys=True)}\n")
    files.write(target, f"{nbformat.writes(executed)}\n")
    partial.unlink()


def _taken_out(executed: NotebookNode) -> dict[str, str]:
    """The figures of an executed chapter as SVG, by name; it is left without them."""
    return {
        output.metadata["semibook"]["name"]: output.data.pop(SVG)
        for cell in executed.cells
        for output in cell.get("outputs", [])
        if SVG in output.get("data", {})
    }


def headline_figures(chapter: str, given: dict[str, Any]) -> dict[str, float]:
    """Run a chapter for its headline figures alone: no pictures, nothing written.

    Args:
        chapter: its name.
        given: parameters that differ from its defaults.

    Returns:
        The figures by name, in base units; the same as those of a whole run.

    Raises:
        FileNotFoundError: if there is no such chapter.
        ParameterError: before the run, for unknown parameters and values that cannot be.
        ChapterRefusedError: if the chapter refuses these data with these parameters.
        ChapterError: if a cell fails otherwise, or its process dies; the message is the cell's
            error.
    """
    notebook = toc.notebook(chapter)
    return _headlines(_executed(notebook, checked(notebook, given)), chapter)


def _executed(
    notebook: Path,
    values: dict[str, Any],
    partial: Path | None = None,
    drawings: bool = False,
) -> NotebookNode:
    """A chapter with its outputs; kept as far as it ran in `partial`, if that is given."""
    try:
        return execute_notebook(
            notebook,
            partial,
            parameters=values,
            engine_name=engine.NAME,
            kernel_name="python3",
            progress_bar=False,
            # The whole notebook, images included, would be written before and after every cell.
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            **_options(pages=partial is not None, drawings=drawings),
        )
    except PapermillExecutionError as error:
        run_as = parameterize_notebook(load_notebook_node(str(notebook)), values)
        place = f"{notebook.stem}, {_place(run_as, error.exec_count)}"
        if error.ename == "ValueError":
            raise ChapterRefusedError(f"{place}: {_line(error.evalue)}", partial) from error
        raise ChapterError(f"{place}: {error.ename}: {_line(error.evalue)}", partial) from error
    except (DeadKernelError, engine.ChapterDiedError) as error:
        kept = partial if partial is not None and partial.is_file() else None
        raise ChapterError(f"{notebook.stem}: its process died", kept) from error


def _options(**wanted: bool) -> dict[str, Any]:
    """What the engine is told; papermill's own knows a folder, but not what is wanted of it."""
    if engine.NAME is None:
        return {"cwd": paths.NOTEBOOKS}
    return {"folder": str(paths.NOTEBOOKS), **wanted}


def _line(message: str) -> str:
    return " ".join(message.split())


def _place(chapter: NotebookNode, count: int) -> str:
    """Which code cell of a run it was, in words: its number, and the heading above it."""
    number, heading = 0, ""
    for cell in chapter.cells:
        if cell.cell_type == "markdown":
            titles = re.findall(r"^#+ +(.+)$", cell.source, flags=re.M)
            heading = titles[-1].strip() if titles else heading
            continue
        number += 1
        if number == count:
            break
    return f"cell {count}" + (f' under "{heading}"' if heading else "")


def publishable(executed: NotebookNode, values: dict[str, Any]) -> NotebookNode:
    """An executed chapter without times, paths and versions, and with its images described.

    The alternative text and caption that a figure emits are copied into its cell's metadata, the
    only place from which myst-nb takes them.
    """
    executed.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for cell in executed.cells:
        tags = cell.metadata.get("tags", [])
        # What described the cell's figure in an earlier run goes: the figure may have moved on.
        cell.metadata = nbformat.from_dict({"tags": tags} if "tags" in cell.metadata else {})
        if "injected-parameters" in tags:
            # papermill writes Japanese as \\uXXXX; a reader of the page should be able to read it.
            lines = [f"{name} = {value!r}" for name, value in values.items()]
            cell.source = "\n".join(["# Parameters of this run", *lines])
            cell.metadata["tags"] = ["injected-parameters", "hide-input"]
            cell["id"] = "injected-parameters"  # papermill draws one by lot
        if cell.cell_type == "code":
            cell.outputs = _joined(cell.outputs)
            _describe_image(cell)
    for number, cell in enumerate(executed.cells):
        cell["id"] = cell.get("id") or f"cell-{number}"
    return executed


def _joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Outputs with the pieces of a stream as one: where a stream is cut depends on timing."""
    joined: list[NotebookNode] = []
    for output in outputs:
        if (
            joined
            and output.output_type == "stream" == joined[-1].output_type
            and output.name == joined[-1].name
        ):
            joined[-1].text += output.text
        else:
            joined.append(output)
    return joined


def _describe_image(cell: NotebookNode) -> None:
    marked = [o.get("metadata", {}).get("semibook", {}) for o in cell.outputs]
    described = [each for each in marked if "alt" in each]
    if not described:
        return
    if len(described) > 1:
        raise ValueError(f"a cell shows {len(described)} figures, expected 1: {cell.source[:80]!r}")
    (figure,) = described
    shown = {"image": {"alt": figure["alt"]}, "figure": {"caption": figure["caption"]}}
    if figure["name"]:
        shown["figure"]["name"] = figure["name"]
    cell.metadata["mystnb"] = shown


def headlines(executed: Path) -> dict[str, float]:
    """The headline figures that the findings of an executed chapter carry, by name.

    Raises:
        ChapterError: if two findings name the same figure.
    """
    return _headlines(nbformat.read(executed, as_version=4), executed.stem)


def _headlines(executed: NotebookNode, name: str) -> dict[str, float]:
    figures: dict[str, float] = {}
    for finding in told(executed.cells):
        for figure, value in finding.figures:
            if figure in figures:
                raise ChapterError(f"{name}: two findings name the figure {figure!r}")
            figures[figure] = value
    return figures
