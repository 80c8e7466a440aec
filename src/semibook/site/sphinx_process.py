"""Sphinx in a process of its own, since it changes global state: what that process runs.

It loads Sphinx and waits; one JSON line on its input says what to build. The end of its input is
the end of who started it: it must not write into the next build.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import Any

#: Longer than any line of arguments.
_LONGEST = 1_000_000
#: What Jupyter Book and our settings have Sphinx load.
_EXTENSIONS = (
    "jupyter_book.sphinx",
    "myst_nb.sphinx_ext",
    "sphinx_book_theme",
    "sphinxcontrib.bibtex",
    "semibook.site.directives",
    "semibook.site.typeface",
)


def _end_with_who_started() -> None:
    # And the processes that read pages for it. Read past sys.stdin, whose lock they would take
    # over, held.
    os.read(0, 1)
    os.killpg(0, signal.SIGKILL) if hasattr(os, "killpg") else os._exit(1)


def load() -> None:
    """Import what every edition is built with."""
    for name in _EXTENSIONS:
        import_module(name)


def build(told: dict[str, Any]) -> int:
    """Build what is told; returns what Sphinx ends with."""
    from jupyter_book.sphinx import build_sphinx

    return build_sphinx(
        Path(told["source"]),
        Path(told["output"]),
        doctreedir=told["doctrees"],
        path_config=told["config"],
        # build_sphinx pops latex_individualpages without asking whether it is there.
        confoverrides={"latex_individualpages": False, **told["settings"]},
        noconfig=True,
        quiet=True,
        warningiserror=True,
        keep_going=True,
        jobs=told["jobs"],
    )


def main() -> int:
    """Load, wait, and build."""
    # Pages as trees are millions of objects that stay; to look through them for garbage takes a
    # fifth of a build, after which the process ends.
    gc.disable()
    load()
    said = os.read(0, _LONGEST)
    if not said:
        return 0
    threading.Thread(target=_end_with_who_started, daemon=True).start()
    return build(json.loads(said)) or 0


if __name__ == "__main__":
    sys.exit(main())
