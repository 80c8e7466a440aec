"""Running a chapter's cells in this process, in IPython and without a kernel."""

from __future__ import annotations

import os
from multiprocessing.connection import Connection

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from semibook import rendering


def execute(code: list[str], folder: str, sender: Connection) -> None:
    """Run the cells and send what they found, or the first error; in the forked process."""
    os.chdir(folder)
    rendering.wanted = False
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
        found |= dict((output.metadata or {}).get("semibook", {}).get("figures", []))
    sender.send((found, ""))
