"""Time the build of the book against plain Jupyter Book, in copies of the repository.

Usage: python benchmarks/build.py [ROUNDS]

Prints, as medians over the rounds: a cold build of the English edition with `doit book:en`; a cold
build of the same chapters with `jupyter-book build` and `execute_notebooks: force`; a cold build of
both editions with `doit book`; the ratios; a build with nothing to do; how long `semibook watch`
takes to show a changed table on its page in both editions; and a build after that change, with the
chapters it reran. Cold builds alternate, so that a change in the machine's speed meets all.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests import repository  # noqa: E402 (the tests' copy of what a build needs)

DOIT = [sys.executable, "-m", "doit", "-n", "2"]
#: What `semibook watch` does once it waits, and when a table is saved.
SEEN = """
import time
from pathlib import Path
from semibook.site.making import Making

making, table = Making.of("2024-02"), Path("data/2024-02/starting_wages.csv")
making.prepare()
making.show(["kumamoto"], ["starting_wages"])  # ends when all is loaded
table.write_text(table.read_text(encoding="utf-8").replace(",28,", ",29,", 1), encoding="utf-8")
start = time.perf_counter()
failed = making.show(["kumamoto"], ["starting_wages"])
print("seen after", time.perf_counter() - start)
raise SystemExit(failed)
"""
JUPYTER_BOOK = [str(Path(sys.executable).parent / "jupyter-book"), "build", ".", "--quiet"]


def timed(command: list[str], folder: Path) -> tuple[float, str]:
    """Seconds that a command takes in `folder`, and what it printed.

    Raises:
        SystemExit: if it fails; a failed build is no measurement.
    """
    environment = os.environ | {"PYTHONPATH": str(folder / "src")}
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return seconds, done.stdout


def cold_doit(scratch: Path, task: str) -> tuple[float, Path]:
    """A build from nothing with this book's tasks, and the folder it was done in."""
    folder = repository.copy(Path(tempfile.mkdtemp(dir=scratch)))
    return timed([*DOIT, task], folder)[0], folder


def cold_jupyter_book(scratch: Path) -> float:
    """A build from nothing in which Jupyter Book executes the same chapters."""
    folder = repository.copy(Path(tempfile.mkdtemp(dir=scratch)))
    config = folder / "_config.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('execute_notebooks: "off"', "execute_notebooks: force"), "utf-8")
    if "force" not in config.read_text(encoding="utf-8"):
        raise SystemExit("_config.yml: found no 'execute_notebooks: \"off\"' to replace")
    seconds, _ = timed(JUPYTER_BOOK, folder)
    if not (folder / "_build" / "html" / "notebooks").is_dir():
        raise SystemExit("jupyter-book built no chapters")
    return seconds


def main(rounds: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch_name:
        scratch = Path(scratch_name)
        one, theirs, both = [], [], []
        for number in range(rounds):
            one.append(cold_doit(scratch, "book:en")[0])
            theirs.append(cold_jupyter_book(scratch))
            seconds, built = cold_doit(scratch, "book")
            both.append(seconds)
            print(
                f"round {number + 1}: one edition {one[-1]:.1f} s, jupyter-book {theirs[-1]:.1f} s,"
                f" both editions {both[-1]:.1f} s"
            )
        idle = [timed([*DOIT, "book"], built)[0] for _ in range(5)]
        _all, printed = timed([sys.executable, "-c", SEEN], built)
        seen = float(re.search(r"seen after ([\d.]+)", printed)[1])
        changed, printed = timed([*DOIT, "book"], built)
    reran = sorted(set(re.findall(r"^\.  run (\w+)", printed, flags=re.M)))
    print(f"cold build, doit book:en:              {statistics.median(one):6.1f} s")
    print(f"cold build, jupyter-book with force:   {statistics.median(theirs):6.1f} s")
    print(f"ratio (at most 0.45):                  {_ratio(one, theirs):6.2f}")
    print(f"cold build of both editions:           {statistics.median(both):6.1f} s")
    print(f"ratio to jupyter-book (at most 0.7):   {_ratio(both, theirs):6.2f}")
    print(f"nothing to do (at most 0.6 s):         {statistics.median(idle):6.2f} s")
    print(f"one changed table on its page:         {seen:6.1f} s")
    print(f"ratio to one edition (at most 0.15):   {seen / statistics.median(one):6.2f}")
    print(f"the rest of the book after it:         {changed:6.1f} s, reran {', '.join(reran)}")


def _ratio(ours: list[float], theirs: list[float]) -> float:
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
