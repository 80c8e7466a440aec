"""Killing a process at a chosen instant: at the n-th call that it makes, in Python or in C."""

from __future__ import annotations

import os
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from random import Random
from typing import Any

#: The last calls of a work are those that put it in its place.
_LAST = 150


def instants(lots: Random, number: int, work: Callable, *arguments: Any) -> list[int]:
    """Instants of a piece of work, by lot: half of them in all of it, half near its end.

    Args:
        lots: what draws them.
        number: how many.
        work: a function, which is called once.
        arguments: what it is called with.
    """
    count, _status = _forked(0, work, arguments)
    last = min(_LAST, count)
    return [
        lots.randint(1, count) if at % 2 else count - lots.randrange(last) for at in range(number)
    ]


def killed_at(instant: int, work: Callable, *arguments: Any) -> bool:
    """Do a piece of work in a process that is killed at an instant of it; whether it was."""
    _count, status = _forked(instant, work, arguments)
    assert status in (0, -signal.SIGKILL), status
    return status != 0


def _forked(instant: int, work: Callable, arguments: tuple) -> tuple[int, int]:
    """The calls that the work made, as far as it told them, and the status that it ended with."""
    told, telling = os.pipe()
    with warnings.catch_warnings():
        # Of threads beside: those of pytest-xdist only carry messages.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            os.write(telling, str(_counted(instant, work, arguments)).encode())
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    os.close(telling)
    with os.fdopen(told) as lines:
        count = lines.read()
    _child, status = os.waitpid(child, 0)
    return int(count or 0), os.waitstatus_to_exitcode(status)


def _counted(instant: int, work: Callable, arguments: tuple) -> int:
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        if event in ("call", "c_call"):
            calls += 1
            if calls == instant:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    work(*arguments)
    sys.setprofile(None)
    return calls
