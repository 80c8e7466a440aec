"""Sweeps: one chapter run with hundreds of sets of parameters, on Dask.

Only the chapter's headline figures are kept. Each result is written down as it comes in, so that a
sweep that is killed goes on where it was; a worker that dies costs the run it was at.
"""

from __future__ import annotations

import hashlib
import json
import logging
import multiprocessing
import os
import re
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

import dask
import pandas as pd
from distributed import Client, KilledWorker, LocalCluster, as_completed

from semibook import files, paths, toc
from semibook.cache import until_changed
from semibook.run import lock
from semibook.run.chapter import headline_figures, headlines
from semibook.run.combinations import name_of
from semibook.run.failure import RunError
from semibook.run.plan import Run
from semibook.tables import vintages

Result = dict[str, Any]
_CSV, _PARQUET = ".csv", ".parquet"
_ADDRESS = re.compile(r"tcp://[^\s/]+:\d{1,5}")
#: Seconds after which a scheduler that does not answer is given up.
_PATIENCE = 5


class StaleError(RunError):
    """A worker has other notebooks, data or libraries than the one who asked."""


def sweep(
    chapter: str,
    sets: list[dict[str, Any]],
    target: Path,
    *,
    scheduler: str = "",
    workers: int = 0,
    overwrite: bool = False,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> pd.DataFrame:
    """Run a chapter once for each set of parameters.

    Args:
        chapter: its name.
        sets: what to run it with, from `grid`.
        target: the file with all results, CSV or Parquet by its name; written when all are in.
            Until then `<target>.partial.jsonl` beside it has those that are.
        scheduler: address of a Dask scheduler (`tcp://...`); without, a cluster on this machine.
        workers: processes of that cluster; 0 for one a core.
        overwrite: replace `target` whatever it is; else only results of this very sweep.
        progress: called with the number of runs done, and of all.

    Returns:
        A row a run, in the order of `sets`: parameters, headline figures (base units), and the
        error of a run that failed.

    Raises:
        OSError: before any run, if the scheduler cannot be reached, or `target` cannot be written
            or is no result of this sweep.
        StaleError: if a worker would run something else than what is here.
    """
    if scheduler and not _ADDRESS.fullmatch(scheduler):
        raise OSError(f"scheduler: found {scheduler!r}, expected the form tcp://host:port")
    paths.writable(target, _CSV, _PARQUET)
    if target.suffix == _PARQUET and not find_spec("pyarrow"):
        raise OSError(f'{target}: Parquet needs pyarrow: pip install -e ".[sweep]"')
    with _only_one(target):
        return _sweep(chapter, sets, target, scheduler, workers, overwrite, progress)


@contextmanager
def _only_one(target: Path) -> Iterator[None]:
    # The lock lies with what is built: nothing stays beside the result.
    name = hashlib.sha256(bytes(target.resolve())).hexdigest()[:16]
    held = lock.hold(paths.BUILD / "locks" / name, f"{target}: another sweep into it")
    try:
        yield
    finally:
        held.release()


def _sweep(
    chapter: str,
    sets: list[dict[str, Any]],
    target: Path,
    scheduler: str,
    workers: int,
    overwrite: bool,
    progress: Callable[[int, int], None],
) -> pd.DataFrame:
    if target.is_file() and not overwrite and not _of_this_sweep(target, chapter, sets):
        raise FileExistsError(
            f"{target}: found a file that is no earlier result of this sweep, expected a new name"
            " (or --overwrite)"
        )
    partial = target.with_name(f"{target.name}.partial.jsonl")
    known = _identities(chapter, sets)
    results = _read(partial, known)
    missing = {name_of(each): each for each in sets if name_of(each) not in results}
    names = [name_of(each) for each in sets]
    times = Counter(names)
    done = sum(times[name] for name in results)
    progress(done, len(sets))
    if missing:
        with _client(scheduler, workers, len(missing)) as client, _Kept(partial) as kept:
            for name, result in _results(client, chapter, missing, known):
                results[name] = result
                if "error" not in result:  # a failed run is tried again next time
                    kept.add({"of": known[name], "set": name, "figures": result})
                done += times[name]
                progress(done, len(sets))
    frame = pd.DataFrame([each | results[name] for each, name in zip(sets, names, strict=True)])
    with files.replacing(target) as fresh:
        if target.suffix == _PARQUET:
            frame.to_parquet(fresh, index=False)
        else:
            frame.to_csv(fresh, index=False)
    if "error" not in frame:
        partial.unlink(missing_ok=True)
    return frame


def _results(
    client: Client, chapter: str, missing: dict[str, dict[str, Any]], known: dict[str, str]
) -> Iterator[tuple[str, Result]]:
    """The results of the sets of parameters, as they come in.

    Raises:
        OSError: if the scheduler is gone.
    """
    futures = {}
    for name, given in missing.items():
        key = f"{chapter}-{name}-{known[name]}"
        futures[client.submit(_run, chapter, given, known[name], key=key)] = name
    for future in as_completed(futures, loop=client.loop):
        try:
            result = future.result()
        except KilledWorker as error:
            times = error.allowed_failures + 1
            result = {"error": f"{chapter}: the worker that ran it died, {times} times over"}
        except CancelledError as error:
            raise OSError(
                "the scheduler is gone; what came in is kept, start the sweep again to go on"
            ) from error
        yield futures[future], result
        future.release()


class _Kept:
    """The file of results that came in, a line each.

    Args:
        path: where it is; what stands in it stays.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> _Kept:
        # Without a buffer: a disk that is full is told of the line that did not fit.
        self.lines = self.path.open("ab+", buffering=0)
        if self.lines.tell():
            self.lines.seek(-1, os.SEEK_END)
            if self.lines.read(1) != b"\n":
                self.lines.write(b"\n")  # the line that was being written when it was killed
        return self

    def add(self, result: dict[str, Any]) -> None:
        """Write a result down, so that even a power cut leaves it."""
        try:
            self.lines.write(f"{json.dumps(result)}\n".encode())
            os.fsync(self.lines.fileno())
        except OSError as error:
            raise files.unwritable(self.path, error) from error

    def __exit__(self, *_raised: object) -> None:
        self.lines.close()
        if not self.path.stat().st_size:
            self.path.unlink()


def _of_this_sweep(file: Path, chapter: str, sets: list[dict[str, Any]]) -> bool:
    """Whether a file has the results of a chapter for just these sets of parameters."""
    asked = _texts(pd.DataFrame(sets))
    try:
        if file.suffix == _PARQUET:
            found = _texts(pd.read_parquet(file))
        else:
            found = pd.read_csv(file, dtype=str, na_filter=False)
    except (ValueError, OSError):  # pandas' errors, and text that is not UTF-8, are ValueErrors
        return False
    figures = set(found.columns) - {*asked.columns, "error"}
    known = headlines(toc.notebook(chapter))
    return asked.equals(found.reindex(columns=asked.columns)) and (
        not figures or not figures.isdisjoint(known)
    )


def _texts(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame's cells as a CSV file has them."""
    return pd.read_csv(StringIO(frame.to_csv(index=False)), dtype=str, na_filter=False)


def _identities(chapter: str, sets: list[dict[str, Any]]) -> dict[str, str]:
    """`identity` of each set of parameters, by its name."""
    # Numbers name no files, and most sets differ in numbers alone.
    naming = [
        {name: value for name, value in given.items() if isinstance(value, (str, list))}
        for given in sets
    ]
    found = {name_of(each): each for each in naming}
    found = {name: identity(chapter, each) for name, each in found.items()}
    return {name_of(given): found[name_of(each)] for given, each in zip(sets, naming, strict=True)}


def identity(chapter: str, given: dict[str, Any]) -> str:
    """A digest of all files that a run reads, of the code, and of the libraries' versions.

    Args:
        chapter: its name.
        given: its parameters, of which some name a vintage or files.
    """
    vintage = vintages.find(given.get("vintage", vintages.DEFAULT))
    found = hashlib.sha256()
    for file in Run(chapter, vintage, Path(), given).files:
        if file.is_relative_to(paths.PACKAGE_CODE):
            found.update(_loaded(file))
        elif file.is_file():
            found.update(file.name.encode() + _content(file))
    found.update(_libraries())
    return found.hexdigest()[:16]


@cache
def _libraries() -> bytes:
    return "".join(f"{name} {version(name)}" for name in ("numpy", "pandas", "scipy")).encode()


@cache
def _loaded(module: Path) -> bytes:
    # Once a process: the code that it runs is that of its start.
    return module.name.encode() + _content(module)


@until_changed
def _content(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


def _read(partial: Path, known: dict[str, str]) -> dict[str, Result]:
    """Results of an earlier start that was cut short; those of other data or code do not count."""
    results = {}
    text = partial.read_text(encoding="utf-8", errors="replace") if partial.is_file() else ""
    for line in text.splitlines():
        try:
            found = json.loads(line)
        except json.JSONDecodeError:
            continue  # the line that was being written when it was killed
        if found["of"] == known.get(found["set"]):
            results[found["set"]] = found["figures"]
    return results


def _client(scheduler: str, workers: int, runs: int) -> Client:
    for name in logging.root.manager.loggerDict:
        if name.split(".")[0] == "distributed":  # what it logs with a traceback is told in a line
            logging.getLogger(name).setLevel(logging.CRITICAL)
    if scheduler:
        try:
            return Client(scheduler, timeout=f"{_PATIENCE}s", set_as_default=False)
        except (OSError, ValueError) as error:  # the latter where the host or port cannot be
            raise OSError(
                f"scheduler {scheduler}: found none that answers in {_PATIENCE} seconds ({error})"
            ) from error
    # Workers fork runs, which processes that Dask calls daemonic may not; and they keep no samples
    # of what they do, which would fill the memory for an hour.
    dask.config.set(
        {"distributed.worker.daemon": False, "distributed.worker.profile.enabled": False}
    )
    with _left_to_this_process(signal.SIGINT):
        cluster = LocalCluster(
            n_workers=min(workers or os.cpu_count() or 1, runs),
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",  # a free port, seen from this machine only
            silence_logs=logging.CRITICAL,
        )
    return _OwnClient(cluster, set_as_default=False)


@contextmanager
def _left_to_this_process(number: signal.Signals) -> Iterator[None]:
    """Processes that start meanwhile ignore a signal: Ctrl-C goes to all, and one ends the rest."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(number, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(number, before)


class _OwnClient(Client):
    """A client that ends its cluster with itself."""

    def __exit__(self, *raised: object) -> None:
        super().__exit__(*raised)
        self.cluster.close()


def _run(chapter: str, given: dict[str, Any], known: str) -> Result:
    """One run; on a worker."""
    _refuse_other(chapter, given, known)
    # Workers that Dask's nanny started are daemonic: they could not fork.
    multiprocessing.current_process()._config["daemon"] = False
    try:
        figures = headline_figures(chapter, given)
        _refuse_other(chapter, given, known)  # a table may have changed while it ran
        return figures
    except StaleError:
        raise
    except Exception as error:  # whatever the chapter raises for these parameters
        return {"error": " ".join(str(error).split()) or type(error).__name__}


def _refuse_other(chapter: str, given: dict[str, Any], known: str) -> None:
    found = identity(chapter, given)
    if found != known:
        raise StaleError(
            f"a worker has other files or libraries for the chapter {chapter} ({found}, expected"
            f" {known}), or they changed during the sweep; give it the same working copy and start"
            " it anew"
        )
