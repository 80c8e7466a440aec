"""Sweeps: one chapter run with hundreds of sets of parameters, on Dask.

Only the chapter's headline figures are kept. Each result is written down as it comes in, so that a
sweep that is killed goes on where it was; a worker that dies costs the run it was at.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import re
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from io import StringIO
from pathlib import Path
from typing import Any

import dask
import pandas as pd
from distributed import Client, LocalCluster, as_completed

from semibook import paths, toc
from semibook.run import dependencies
from semibook.run.chapter import headline_figures, headlines
from semibook.run.combinations import name_of
from semibook.tables import vintages

Result = dict[str, Any]
_ADDRESS = re.compile(r"tcp://[^\s/]+:\d{1,5}")
#: Seconds after which a scheduler that does not answer is given up.
_PATIENCE = 5


class StaleError(RuntimeError):
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
        target: the CSV file with all results; written when all are in. Until then
            `<target>.partial.jsonl` beside it has those that are.
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
    paths.writable(target, ".csv")
    if target.is_file() and not overwrite and not _of_this_sweep(target, chapter, sets):
        raise FileExistsError(
            f"{target}: found a file that is no earlier result of this sweep, expected a new name"
            " (or --overwrite)"
        )
    partial = target.with_name(f"{target.name}.partial.jsonl")
    known = {name_of(each): identity(chapter, _vintage(each)) for each in sets}
    results = _read(partial, known)
    missing = [each for each in sets if name_of(each) not in results]
    if not missing:
        progress(len(sets), len(sets))
    else:
        with _client(scheduler, workers, len(missing)) as client, partial.open("a") as lines:
            progress(len(sets) - len(missing), len(sets))
            futures = {}
            for each in missing:
                of = known[name_of(each)]
                key = f"{chapter}-{name_of(each)}-{of}"
                futures[client.submit(_run, chapter, each, of, key=key)] = each
            for future in as_completed(futures, loop=client.loop):
                name, result = name_of(futures[future]), future.result()
                future.release()
                results[name] = result
                if "error" not in result:
                    # A failed run is tried again next time.
                    lines.write(
                        json.dumps({"of": known[name], "set": name, "figures": result}) + "\n"
                    )
                    lines.flush()
                    os.fsync(lines.fileno())
                progress(sum(name_of(each) in results for each in sets), len(sets))
    frame = pd.DataFrame([each | results[name_of(each)] for each in sets])
    fresh = target.with_name(f".{target.name}.new")
    frame.to_csv(fresh, index=False)
    os.replace(fresh, target)
    if "error" not in frame:
        partial.unlink(missing_ok=True)
    return frame


def _of_this_sweep(file: Path, chapter: str, sets: list[dict[str, Any]]) -> bool:
    """Whether a CSV file has the results of a chapter for just these sets of parameters."""
    asked = pd.read_csv(
        StringIO(pd.DataFrame(sets).to_csv(index=False)), dtype=str, na_filter=False
    )
    try:
        found = pd.read_csv(file, dtype=str, na_filter=False)
    except (ValueError, OSError):  # pandas' errors, and text that is not UTF-8, are ValueErrors
        return False
    figures = set(found.columns) - {*asked.columns, "error"}
    known = headlines(toc.notebook(chapter))
    return asked.equals(found.reindex(columns=asked.columns)) and (
        not figures or not figures.isdisjoint(known)
    )


def _vintage(given: dict[str, Any]) -> str:
    return given.get("vintage", vintages.DEFAULT)


@cache
def identity(chapter: str, vintage: str) -> str:
    """A digest of all that a run depends on besides its parameters.

    That is its notebook, tables, modules and extra files, and the versions of the libraries.
    """
    place = vintages.find(vintage)
    files = [
        toc.notebook(chapter),
        *(place.path(each) for each in dependencies.tables(chapter)),
        *dependencies.modules(chapter),
        *dependencies.extra_files(chapter),
    ]
    found = hashlib.sha256()
    for each in files:
        found.update(each.name.encode() + hashlib.sha256(each.read_bytes()).digest())
    for library in ("numpy", "pandas", "scipy"):
        found.update(f"{library} {version(library)}".encode())
    return found.hexdigest()[:16]


def _read(partial: Path, known: dict[str, str]) -> dict[str, Result]:
    """Results of an earlier start that was cut short; those of other data or code do not count."""
    results = {}
    lines = partial.read_text(encoding="utf-8").splitlines() if partial.is_file() else []
    for line in lines:
        try:
            found = json.loads(line)
        except json.JSONDecodeError:
            continue  # the line that was being written when it was killed
        if found["of"] == known.get(found["set"]):
            results[found["set"]] = found["figures"]
    return results


def _client(scheduler: str, workers: int, runs: int) -> Client:
    if scheduler:
        try:
            return Client(scheduler, timeout=f"{_PATIENCE}s", set_as_default=False)
        except (OSError, ValueError) as error:  # the latter where the host or port cannot be
            raise OSError(
                f"scheduler {scheduler}: found none that answers in {_PATIENCE} seconds ({error})"
            ) from error
    # Workers fork runs, which processes that Dask calls daemonic may not.
    dask.config.set({"distributed.worker.daemon": False})
    cluster = LocalCluster(
        n_workers=min(workers or os.cpu_count() or 1, runs),
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",  # a free port, seen from this machine only
        silence_logs="ERROR",
    )
    return _OwnClient(cluster, set_as_default=False)


class _OwnClient(Client):
    """A client that ends its cluster with itself."""

    def __exit__(self, *raised: object) -> None:
        super().__exit__(*raised)
        self.cluster.close()


def _run(chapter: str, given: dict[str, Any], known: str) -> Result:
    """One run; on a worker."""
    found = identity(chapter, _vintage(given))
    if found != known:
        raise StaleError(
            f"a worker has other files or libraries for the chapter {chapter} ({found}, expected"
            f" {known}); give it the same working copy and start it anew"
        )
    # Dask's own workers are daemonic (unless started with --no-nanny): they could not fork.
    multiprocessing.current_process()._config["daemon"] = False
    try:
        return headline_figures(chapter, given)
    except Exception as error:  # whatever the chapter raises for these parameters
        return {"error": " ".join(str(error).split()) or type(error).__name__}
