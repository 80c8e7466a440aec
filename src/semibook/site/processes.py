"""Processes that load Sphinx, and wait for what they are asked; they end with this one."""

from __future__ import annotations

import sys
from contextlib import suppress
from subprocess import PIPE, Popen

from semibook import paths

_ahead: list[Popen[str]] = []


def load_ahead() -> None:
    """Start a process for the next edition: it loads Sphinx while chapters still run."""
    _ahead.append(start())


def loaded() -> Popen[str]:
    """A process for an edition: the one that was started ahead, or a new one."""
    with suppress(IndexError):
        return _ahead.pop()
    return start()


def end_ahead() -> None:
    """End the processes that no edition took: theirs was current after all."""
    while _ahead:
        with _ahead.pop() as process:
            process.kill()


def start(module: str = "sphinx_process") -> Popen[str]:
    """A process that loads Sphinx, and waits for what it is asked on its input.

    Args:
        module: what it runs, in this package.
    """
    return Popen(
        [sys.executable, "-X", "utf8", "-m", f"semibook.site.{module}"],
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        start_new_session=True,
        text=True,
        encoding="utf-8",
        cwd=paths.ROOT,
    )
