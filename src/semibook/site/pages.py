"""Single pages of a book that stands, made again in a moment: what `semibook watch` shows at once.

A page so made is ahead of the rest of its book, and says so; so does the record of its edition,
which then counts as made from nothing known, until the whole book is built and published again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen
from threading import Lock

from semibook.site import build, processes
from semibook.site.build import BuildError

_MAKERS: dict[str, _Maker] = {}


@dataclass
class _Maker:
    """A process that has an edition loaded; one page at a time."""

    process: Popen[str]
    busy: Lock = field(default_factory=Lock)

    def make(self, page: str) -> None:
        with self.busy:
            answer = _say(self.process, page) and self.process.stdout.readline()
        if not answer:
            raise BuildError(f"Sphinx ended before it made the page:\n{self._end()}")
        if said := json.loads(answer):
            raise BuildError(f"Sphinx could not make the page:\n{said[-8000:]}")

    def _end(self) -> str:
        _output, errors = self.process.communicate()
        return errors[-8000:]


def prepare(edition: str, vintage: str, twins: bool) -> None:
    """Let a process load an edition as it was last built, without waiting for it.

    Args:
        edition: names its folder, `2024-02-en`.
        vintage: the vintage that its chapters were run on.
        twins: whether its pages lead to those in the other language.
    """
    forget(edition)
    process = processes.start("page_process")
    asked = build.asked(build.folder(edition), vintage, twins)
    _say(process, asked | {"output": str(_folder(edition))})
    _MAKERS[edition] = _Maker(process)


def is_prepared(edition: str) -> bool:
    """Whether a process has an edition loaded, or loads it."""
    return edition in _MAKERS and _MAKERS[edition].process.poll() is None


def forget(edition: str) -> None:
    """End the process that has an edition loaded, if there is one."""
    if maker := _MAKERS.pop(edition, None):
        maker.process.kill()
        maker.process.communicate()


def make(page: str, edition: str) -> Path:
    """Make a page of an edition that `prepare` was asked for.

    Args:
        page: as _toc.yml names it; laid out by `build.stage_page`.
        edition: names the folder of the edition, `2024-02-en`.

    Returns:
        A folder with the page and its pictures, each where it stands in an edition.

    Raises:
        BuildError: if Sphinx fails or warns.
    """
    _MAKERS[edition].make(page)
    return _folder(edition)


def _folder(edition: str) -> Path:
    return build.folder(edition) / "page"


def _say(process: Popen[str], message: object) -> bool:
    """Write a line to a process; whether it could read it."""
    try:
        process.stdin.write(f"{json.dumps(message)}\n")
        process.stdin.flush()
    except BrokenPipeError:  # it could not even load: its errors say why
        return False
    return True
