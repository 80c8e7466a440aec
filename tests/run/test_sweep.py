"""Sweeps: grids, results on a cluster whose worker dies, and going on after a kill."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import CancelledError
from pathlib import Path

import pandas as pd
import pytest

from semibook import paths
from semibook.run import sweep as sweeping
from semibook.run.chapter import ChapterError, headline_figures
from semibook.run.combinations import grid, name_of
from semibook.run.parameters import ParameterError
from semibook.run.sweep import identity, sweep

CHAPTER = "ai_compute"


def test_a_range_has_both_ends_and_no_rounding_errors():
    sets = grid("kumamoto", ["utilisation=0.7:0.9:0.1", "usd_jpy=110,150"])
    assert [each["utilisation"] for each in sets] == [0.7, 0.7, 0.8, 0.8, 0.9, 0.9]
    assert [each["usd_jpy"] for each in sets] == [110.0, 150.0] * 3


@pytest.mark.parametrize(
    ("axes", "said"),
    [
        (["usd_jpy"], "expected name=first:last:step"),
        (["usd_jpy=1:2:0"], "step above 0"),
        (["usd_jpy=2:1:1"], "first <= last"),
        (["usd_jpy=a:b:c"], "three numbers"),
        (["usd_jpy=1:nan:1"], "expected"),
        (["usd_jpy=110:160"], "found '110:160', expected first:last:step, three numbers"),
        (["usd_jpy=1:2:3:4"], "expected first:last:step"),
        (["usd_jpy=5:5:1"], "expected a step that leads to a second value .or one value alone"),
        (["usd_jpy=1:1e999999999:1e-999999"], "three numbers"),
        (["usd_jpy=true"], "found True .bool., expected float"),
        (["usd_jpy=[]"], r"found \[\] .list., expected float"),
        (["usd_jpy=0"], "expected a rate above 0"),
        (["usd_jpy=1,2", "usd_jpy=3"], "found usd_jpy twice"),
        (["usd_jpi=1,2"], "no such parameter"),
        (["usd_jpy=high,low"], "expected float"),
        (["usd_jpy=.nan,1"], "expected float .finite"),
        (["usd_jpy=[1"], r"usd_jpy: found '\[1', expected values in YAML"),
        (["vintage=2024-02,nope"], r"vintage nope: no vintage\.yml"),
        (["usd_jpy=0:1e9:1"], "at most 100,000"),
        (["usd_jpy=1:1000:1", "utilisation=0:1:0.001"], "at most 100,000"),
    ],
)
def test_a_grid_that_cannot_be_run_is_refused(axes, said):
    with pytest.raises(ParameterError, match=said):
        grid("kumamoto", axes)


def test_a_number_may_be_written_with_an_exponent():
    assert grid("kumamoto", ["usd_jpy=1.0e2,1e2"]) == [{"usd_jpy": 100.0}] * 2


def test_a_text_with_colons_is_no_range():
    assert grid("kumamoto", ["lang=a:b:c"]) == [{"lang": "a:b:c"}]


def test_figures_without_pages_are_those_of_the_stored_run(stored):
    # The last digits differ between processors.
    assert headline_figures(CHAPTER, {}) == pytest.approx(stored(CHAPTER), rel=1e-9)


def test_a_cell_that_fails_is_named():
    said = r'ai_compute, cell \d+ under "How far are [^"]+ 60 EFLOPS\?": found [\d.]+, 0.0'
    with pytest.raises(ChapterError, match=said):
        headline_figures(CHAPTER, {"target_eflops": 0.0})


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A scheduler and two workers, each a process of its own, on the loopback interface.

    One test kills the first of them; one is enough for the others.
    """
    folder = tmp_path_factory.mktemp("cluster")
    dask, file = Path(sys.executable).with_name("dask"), folder / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    begin = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    started = [subprocess.Popen([dask, *begin, "--scheduler-file", file], **quiet)]
    for nanny in ("--no-nanny", "--nanny"):  # both forms in which clusters start them
        options = [nanny, "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"]
        started.append(
            subprocess.Popen([dask, "worker", "--scheduler-file", file, *options], **quiet)
        )
    deadline = time.monotonic() + 300
    while not (file.is_file() and file.read_text().strip()):
        assert time.monotonic() < deadline, "the scheduler did not start"
        time.sleep(0.1)
    yield json.loads(file.read_text())["address"], started[1:]
    for process in started:
        process.kill()
        process.wait()


def test_a_worker_that_is_killed_half_way_costs_no_result(cluster, tmp_path):
    address, workers = cluster
    sets = grid(CHAPTER, ["target_eflops=40:55:3"])

    def kill_one(done: int, of: int) -> None:
        if done == of // 2:
            os.kill(workers[0].pid, signal.SIGKILL)

    frame = sweep(CHAPTER, sets, tmp_path / "all.csv", scheduler=address, progress=kill_one)
    assert workers[0].wait(timeout=10) == -signal.SIGKILL
    assert "error" not in frame
    assert frame["target_eflops"].tolist() == [each["target_eflops"] for each in sets]
    assert frame.iloc[0].drop("target_eflops").to_dict() == headline_figures(CHAPTER, sets[0])
    again = pd.read_csv(tmp_path / "all.csv")
    pd.testing.assert_frame_equal(again, frame, check_dtype=False)
    assert not (tmp_path / "all.csv.partial.jsonl").exists()


def test_a_sweep_that_is_killed_goes_on_where_it_was(cluster, tmp_path):
    address, _workers = cluster
    target = tmp_path / "all.csv"
    partial = Path(f"{target}.partial.jsonl")
    semibook = Path(sys.executable).with_name("semibook")
    command = [semibook, "sweep", CHAPTER, "--grid", "target_eflops=40:46:1", "-o", target]
    command += ["--workers", "1"]
    first = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    deadline = time.monotonic() + 300
    while not partial.is_file() or partial.read_text().count("\n") < 3:
        assert time.monotonic() < deadline, "no results came in"
        time.sleep(0.05)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    kept = partial.read_text().count("\n")
    partial.write_text(partial.read_text() + '{"of": "cut sho')
    assert not target.exists()
    counts = []
    sets = grid(CHAPTER, ["target_eflops=40:46:1"])
    noted = {"scheduler": address, "progress": lambda done, _: counts.append(done)}
    frame = sweep(CHAPTER, sets, target, **noted)
    assert counts[0] == kept
    assert len(counts) == 1 + len(sets) - kept
    assert len(frame) == len(sets)
    assert frame.notna().all(axis=None)


def test_results_of_other_data_or_code_do_not_count(cluster, tmp_path):
    address, _workers = cluster
    partial = tmp_path / "all.csv.partial.jsonl"
    (given,) = grid(CHAPTER, ["target_eflops=60"])
    made_up = {"of": "0123456789abcdef", "set": name_of(given), "figures": {"made_up": 1.0}}
    partial.write_text(json.dumps(made_up) + "\n")
    frame = sweep(CHAPTER, [given], tmp_path / "all.csv", scheduler=address)
    assert "made_up" not in frame


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("folder", "found a folder"),
        ("script.py", r"expected \*\.csv or \*\.parquet"),
        ("other.csv", "no earlier result of this sweep"),
        ("text.csv", "no earlier result of this sweep"),
        ("wider.csv", "no earlier result of this sweep"),
        ("chapter.csv", "no earlier result of this sweep"),
    ],
)
def test_no_file_but_an_earlier_result_is_overwritten(tmp_path, name, said, monkeypatch):
    monkeypatch.setattr(sweeping, "_client", lambda *_: pytest.fail("a run was started"))
    (tmp_path / "folder").mkdir()
    (tmp_path / "script.py").write_text("print()\n")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    (tmp_path / "text.csv").write_bytes("資料".encode("cp932"))
    (tmp_path / "wider.csv").write_text("target_eflops,megawatts\n60.0,1\n61.0,2\n")
    (tmp_path / "chapter.csv").write_text("target_eflops,fab_sales\n60.0,1\n")
    before = {file: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()}
    with pytest.raises(OSError, match=said):
        sweep(CHAPTER, [{"target_eflops": 60.0}], tmp_path / name)
    assert {file: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()} == before


def test_an_earlier_result_of_the_sweep_is_known_again(tmp_path):
    sets = [{"target_eflops": 60.0, "lang": "en"}, {"target_eflops": 0.0, "lang": "en"}]
    file = tmp_path / "all.csv"
    results = [{"megawatts": 1.0}, {"error": "no"}]
    rows = [each | result for each, result in zip(sets, results, strict=True)]
    pd.DataFrame(rows).to_csv(file, index=False)
    assert sweeping._of_this_sweep(file, CHAPTER, sets)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("foo", "found 'foo', expected the form tcp://host:port"),
        ("tcp://127.0.0.1", "expected the form tcp://host:port"),
        ("tcp://127.0.0.1:9", "scheduler tcp://127.0.0.1:9: found none that answers"),
    ],
)
def test_a_scheduler_that_is_not_there_is_refused_at_once(tmp_path, address, said):
    start = time.monotonic()
    with pytest.raises(OSError, match=said):
        sweep(CHAPTER, [{"target_eflops": 60.0}], tmp_path / "all.csv", scheduler=address)
    assert time.monotonic() - start < 30
    assert not (tmp_path / "all.csv").exists()


def test_a_run_that_fails_is_reported_and_tried_again(cluster, tmp_path):
    address, _workers = cluster
    sets = [{"target_eflops": 60.0}, {"target_eflops": 0.0}]
    known = {name_of(each): identity(CHAPTER, each) for each in sets}
    frame = sweep(CHAPTER, sets, tmp_path / "all.csv", scheduler=address)
    assert frame["error"].notna().tolist() == [False, True]
    left = sweeping._read(tmp_path / "all.csv.partial.jsonl", known)
    assert list(left) == [name_of(sets[0])]


def test_a_sweep_may_go_over_vintages(cluster, tmp_path):
    address, _workers = cluster
    sets = grid(CHAPTER, ["vintage=2024-02,2026-03"])
    frame = sweep(CHAPTER, sets, tmp_path / "all.csv", scheduler=address)
    assert "error" not in frame
    assert frame["vintage"].tolist() == ["2024-02", "2026-03"]


def test_a_worker_with_other_files_is_refused():
    with pytest.raises(sweeping.StaleError, match="the same working copy"):
        sweeping._run(CHAPTER, {}, "0123456789abcdef")


def test_two_sweeps_into_one_file_are_refused_and_told_of_the_first(tmp_path):
    target = tmp_path / "all.csv"
    with (
        sweeping._only_one(target),
        pytest.raises(OSError, match=r"all\.csv: another sweep into it"),
    ):
        sweep(CHAPTER, [{"target_eflops": 60.0}], target, workers=1)
    assert list(tmp_path.iterdir()) == []


def test_the_digest_of_a_run_covers_every_file_that_it_reads(tmp_path, later, monkeypatch):
    own = later("own", "2024-02", "sources")
    table = tmp_path / "io.csv"
    table.write_text("old")
    given = {"vintage": str(own), "io_table": str(table)}
    seen = {identity("kumamoto", given)}
    data = tmp_path / "data"
    shutil.copytree(paths.DATA, data)
    monkeypatch.setattr(paths, "DATA", data)
    files = ("2024-02/starting_wages.csv", "2024-02/vintage.yml", "schemas/starting_wages.json")
    for file in (table, own / "sources.csv", own / "vintage.yml", *(data / each for each in files)):
        with file.open("a", encoding="utf-8") as lines:
            lines.write("\n")
        seen.add(identity("kumamoto", given))
    assert len(seen) == 7


def test_a_run_whose_table_changed_meanwhile_does_not_count(tmp_path, later, monkeypatch):
    own = later("own", "2024-02", "sources")
    given = {"vintage": str(own)}

    def change(*_: object) -> dict[str, float]:
        (own / "sources.csv").write_text("other")
        return {"megawatts": 1.0}

    monkeypatch.setattr(sweeping, "headline_figures", change)
    with pytest.raises(sweeping.StaleError, match="or they changed during the sweep"):
        sweeping._run(CHAPTER, given, identity(CHAPTER, given))


def test_a_line_that_was_cut_short_takes_no_other_with_it(tmp_path):
    partial = tmp_path / "all.csv.partial.jsonl"
    partial.write_text('{"of": "x", "set": "a", "figures": {}}\n{"of": "cut sho')
    with sweeping._Kept(partial) as kept:
        kept.add({"of": "x", "set": "b", "figures": {}})
    assert set(sweeping._read(partial, {"a": "x", "b": "x"})) == {"a", "b"}


def test_nothing_is_left_of_a_sweep_without_results(tmp_path):
    partial = tmp_path / "all.csv.partial.jsonl"
    with sweeping._Kept(partial):
        assert partial.is_file()
    assert not partial.exists()


def test_a_scheduler_that_goes_away_is_told_in_a_line():
    class Gone:
        loop = None

        def submit(self, *_: object, key: str) -> str:
            return key

    class Future:
        def result(self) -> None:
            raise CancelledError

    def completed(futures, loop):
        return [Future() for _ in futures]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweeping, "as_completed", completed)
        with pytest.raises(OSError, match="the scheduler is gone; what came in is kept"):
            list(sweeping._results(Gone(), CHAPTER, {"a": {}}, {"a": "x"}))


def test_parquet_without_pyarrow_is_refused_before_any_run(tmp_path, monkeypatch):
    monkeypatch.setattr(sweeping, "find_spec", lambda _name: None)
    with pytest.raises(OSError, match=r"all\.parquet: Parquet needs pyarrow: pip install .*sweep"):
        sweep(CHAPTER, [{"target_eflops": 60.0}], tmp_path / "all.parquet")


def test_parquet_has_the_types_and_rows_of_the_results(cluster, tmp_path):
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    sets = [{"target_eflops": 60.0}, {"target_eflops": 61.0}]
    target = tmp_path / "all.parquet"
    frame = sweep(CHAPTER, sets, target, scheduler=cluster[0])
    pd.testing.assert_frame_equal(pd.read_parquet(target), frame, check_dtype=False)
    assert sweeping._of_this_sweep(target, CHAPTER, sets)
    assert not sweeping._of_this_sweep(target, CHAPTER, sets[:1])
