"""Running a chapter's cells in this process, in IPython and without a kernel."""

from __future__ import annotations

import os
from multiprocessing.connection import Connection

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from semibook.page import markup


def refusal(place: str, kind: str, message: str) -> str:
    """What a cell raised, in one line.

    Args:
        place: the cell.
        kind: name of the exception; that of a ValueError, by which a chapter refuses what it was
            given, is left out.
        message: its text.
    """
    said = " ".join(message.split())
    return f"{place}: {said}" if kind == "ValueError" else f"{place}: {kind}: {said}"


def execute(code: list[tuple[str, str]], folder: str, sender: Connection) -> None:
    """Run the cells and send what they found, or the first error; in the forked process.

    Args:
        code: of each cell, the words that name it in an error, and its source.
        folder: where they run.
        sender: gets the headline figures and the error, one of them empty.
    """
    os.chdir(folder)
    markup.wanted = False
    shell = InteractiveShell.instance()
    with capture_output() as shown:
        for place, source in code:
            done = shell.run_cell(source)
            if not done.success:
                error = done.error_before_exec or done.error_in_exec
                sender.send(({}, refusal(place, type(error).__name__, str(error))))
                return
    found: dict[str, float] = {}
    for output in shown.outputs:
        found |= dict((output.metadata or {}).get("semibook", {}).get("figures", []))
    sender.send((found, ""))
