"""Copies are made in processes of their own: one a language, as regions share most of a lesson.

What a process has drawn, computed or printed for one region serves the others, and two cores work
at a time. doit's threads hand over the copies and wait.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from functools import cache

from semibook.teach.places import Place

_BEGINNING = threading.Lock()


def make(place: Place, address: str, vintage: str) -> None:
    """Make a copy in the process of its language.

    Args:
        place: which one.
        address: of the vintage's data.
        vintage: its name, that of the folder.

    Raises:
        BrokenExecutor: if the process ended.
        OSError: if it cannot be written.
        ValueError: if it must not be handed out, or a text of it cannot be filled in.
    """
    with _BEGINNING:  # doit asks from several threads
        process = _process(place.lang)
    process.submit(_make, place, address, vintage).result()


def _make(place: Place, address: str, vintage: str) -> None:
    from semibook.teach import build
    from semibook.teach.copy import Copy

    build.make(Copy.of(place.lesson, place.region, place.lang, address), vintage)


def _end_with_the_other() -> None:
    """End this process when the one that hands it copies is killed: it would wait for ever."""
    threading.Thread(target=_wait_for_the_other, daemon=True).start()


def _wait_for_the_other() -> None:
    multiprocessing.parent_process().join()
    os._exit(1)


@cache
def _process(lang: str) -> ProcessPoolExecutor:
    """The process of a language, from its first copy on; Python ends it with this one."""
    # Started anew, not forked: threads run in this process, and not every system forks.
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, mp_context=spawn, initializer=_end_with_the_other)
