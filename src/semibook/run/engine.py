"""The papermill engine of the chapters: their cells run in a process forked from a loaded one.

Starting Python and importing pandas, matplotlib and seaborn costs more than most chapters' own
computations. Where the system can fork, one server process imports them once, each run is forked
from it, and IPython runs the cells there; what they show comes back through a pipe. Runs share
nothing else. Where it cannot (Windows), papermill's own engine and a kernel serve.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import traceback
from base64 import b64encode
from collections.abc import Iterator
from multiprocessing import forkserver, get_all_start_methods, get_context, util
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.engines import Engine, papermill_engines

if TYPE_CHECKING:
    from IPython.utils.capture import CapturedIO
    from papermill.engines import NotebookExecutionManager

CAN_FORK = "forkserver" in get_all_start_methods()
#: What papermill calls the engine that runs chapters here; None is papermill's own.
NAME = "forked" if CAN_FORK else None
#: What every chapter imports.
_LIBRARIES = [
    "semibook.page.chapter",
    "semibook.run.shell",
    "semibook.run.stamp",
    "semibook.run.tables_read",
]


#: Bytes of the temporary folder's name, beyond which sockets in it cannot be made.
_LONGEST = 70
_STARTING = threading.Lock()


class ChapterDiedError(RuntimeError):
    """The process of a run ended before its cells did."""


def preload() -> None:
    """Start the server that imports the libraries, without waiting for it; twice does no harm."""
    if CAN_FORK:
        _keep_sockets_short()
        get_context("forkserver").set_forkserver_preload([*_LIBRARIES, __name__])
        forkserver.ensure_running()


def _keep_sockets_short() -> None:
    # A socket's name has at most 104 bytes; multiprocessing makes it in the temporary folder, as
    # pymp-xxxxxxxx/listener-xxxxxxxx, and remembers the first of these two for the process.
    with _STARTING:
        if len(os.fsencode(tempfile.gettempdir())) <= _LONGEST:
            return
        long, tempfile.tempdir = tempfile.tempdir, "/tmp"  # noqa: S108 (multiprocessing's is 0700)
        try:
            util.get_temp_dir()
        finally:
            tempfile.tempdir = long


class ForkedEngine(Engine):
    """Runs a notebook's cells in IPython, in a forked process."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        folder: str,
        pages: bool = True,
        drawings: bool = False,
        **_options: Any,
    ) -> None:
        """Run the cells one after the other, up to the first that fails (called by papermill).

        Args:
            nb_man: the notebook, and what papermill wants to know of its progress.
            kernel_name: not used, as there is no kernel.
            folder: where the cells run.
            pages: whether figures are drawn and tables written.
            drawings: whether figures come as SVG too.

        Raises:
            ChapterDiedError: if the process ends before the last cell does.
        """
        preload()
        context = get_context("forkserver")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve, args=(theirs, folder, pages, drawings), daemon=True
        )
        with ours, theirs:
            _start(process)
            theirs.close()
            try:
                for index, cell in enumerate(nb_man.nb.cells):
                    nb_man.cell_start(cell, index)
                    if cell.cell_type == "code" and _failed(cell, ours):
                        nb_man.cell_exception(cell, index)
                        break
                    nb_man.cell_complete(cell, index)
            finally:
                ours.close()
                _end(process)


def _end(process: BaseProcess) -> None:
    """Let a process end that has nothing more to do, or end it, and free what belongs to it."""
    process.join(timeout=1)
    process.kill()
    process.join()
    process.close()


def _failed(cell: NotebookNode, process: Connection) -> bool:
    """Run a code cell in the process and put what it shows into it; whether it raised."""
    try:
        process.send(cell.source)
        cell.execution_count, cell.outputs, failed = process.recv()
    except (EOFError, OSError) as error:
        raise ChapterDiedError("its process ended before the cell did") from error
    return failed


def _start(process: BaseProcess) -> None:
    # multiprocessing has each child import the caller's main module, so that it finds what is
    # defined there; a chapter needs nothing from doit's or pytest's script.
    with _STARTING:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            process.start()
        finally:
            sys.modules["__main__"] = main


def _serve(caller: Connection, folder: str, pages: bool, drawings: bool) -> None:
    """Run the cells that come through the pipe, in the forked process."""
    from IPython.utils.capture import capture_output

    from semibook.page import figures, markup
    from semibook.run.shell import SHELL

    os.chdir(folder)
    markup.wanted, figures.as_vectors = pages, drawings
    while True:
        try:
            source = caller.recv()
        except (EOFError, OSError):  # the run is over, or its caller is gone
            return
        with capture_output() as shown:
            done = SHELL.run_cell(source, store_history=True)
        error = done.error_before_exec or done.error_in_exec
        outputs = [*_shown(shown), *_raised(error)]
        try:
            caller.send((SHELL.execution_count - 1, outputs, error is not None))
        except OSError:
            return


def _shown(shown: CapturedIO) -> Iterator[NotebookNode]:
    for name in ("stdout", "stderr"):
        if text := getattr(shown, name):
            yield new_output("stream", name=name, text=text)
    for output in shown.outputs:
        data = {
            kind: b64encode(held).decode() if isinstance(held, bytes) else held
            for kind, held in output.data.items()
        }
        yield new_output("display_data", data=data, metadata=output.metadata or {})


def _raised(error: BaseException | None) -> Iterator[NotebookNode]:
    if error is not None:
        lines = traceback.format_exception(error)
        name = type(error).__name__
        yield new_output("error", ename=name, evalue=str(error), traceback=lines)


if CAN_FORK:
    papermill_engines.register(NAME, ForkedEngine)
