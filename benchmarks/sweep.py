"""Time a sweep against plain papermill, two runs at a time.

Usage: python benchmarks/sweep.py [RUNS]

Prints seconds a run, from first to last and with the start of the cluster, of `semibook sweep
kumamoto` and of papermill in two processes on the same sets of parameters (200 unless told), and
their ratio. Both must come to the same headline figures.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pandas as pd
import papermill

from semibook import toc
from semibook.run.chapter import headlines
from semibook.run.combinations import grid

CHAPTER = "kumamoto"
WORKERS = 2


def axes(runs: int) -> list[str]:
    """Two axes with that many combinations."""
    rows = next(n for n in range(math.isqrt(runs), 0, -1) if runs % n == 0)
    values = [f"{0.6 + 0.4 * n / rows:.4f}" for n in range(rows)]
    rates = [f"{110 + 50 * n * rows / runs:.3f}" for n in range(runs // rows)]
    return [f"utilisation={','.join(values)}", f"usd_jpy={','.join(rates)}"]


def plain(job: tuple[Path, dict]) -> dict[str, float]:
    """One run as papermill alone does it."""
    target, given = job
    papermill.execute_notebook(
        toc.notebook(CHAPTER),
        target,
        parameters=given,
        cwd=toc.notebook(CHAPTER).parent,
        progress_bar=False,
    )
    return given | headlines(target)


def main() -> None:
    """Run both and print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    asked = axes(runs)
    with tempfile.TemporaryDirectory() as space:
        target = Path(space, "sweep.csv")
        options = [part for axis in asked for part in ("--grid", axis)]
        command = [Path(sys.executable).parent / "semibook", "sweep", CHAPTER, *options]
        start = time.perf_counter()
        subprocess.run(
            [*command, "-o", target, "--workers", str(WORKERS)], check=True, capture_output=True
        )
        swept = time.perf_counter() - start
        found = pd.read_csv(target)

        jobs = [
            (Path(space, f"{number}.ipynb"), given)
            for number, given in enumerate(grid(CHAPTER, asked))
        ]
        start = time.perf_counter()
        with ProcessPoolExecutor(WORKERS) as pool:
            expected = pd.DataFrame(pool.map(plain, jobs))
        papermilled = time.perf_counter() - start
    pd.testing.assert_frame_equal(found, expected, check_like=True)
    print(f"{runs} runs of {CHAPTER}, {WORKERS} at a time, {os.cpu_count()} cores")
    print(f"semibook sweep   {swept:7.1f} s  {swept / runs:5.2f} s a run")
    print(f"plain papermill  {papermilled:7.1f} s  {papermilled / runs:5.2f} s a run")
    print(f"ratio            {swept / papermilled:7.2f}")


if __name__ == "__main__":
    main()
