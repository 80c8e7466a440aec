"""The command line: bad input is one message and exit code 1, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from semibook import cli, paths
from semibook.run import headlines, sweep
from semibook.run.chapter import ChapterError
from semibook.translation import catalogues, words


@pytest.fixture
def call(tmp_path, monkeypatch):
    """A function that runs the command in an empty folder; what it raises fails the test."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(cli.app, list(arguments), catch_exceptions=False)

    return run


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "kumamoto", "-p", "usd_jpy=[1"], "parameter usd_jpy: found '[1' that is no YAML"),
        (["run", "kumamoto", "-p", "usd_jpy"], "found 'usd_jpy', expected name=value"),
        (["run", "kumamoto", "-p", "vintage=nope"], "vintage nope: no vintage.yml"),
        (["run", "kumamoto", "-f", "nope.yml"], "nope.yml: no such file"),
        (["run", "kumamoto", "-f", "bad.yml"], "bad.yml: found text in line 3 that is no YAML"),
        (["run", "kumamoto", "-f", "list.yml"], "list.yml: found ['a'], expected lines"),
        (["run", "kumamoto", "-f", "cp932.yml"], "cp932.yml, line 2: found text that is not UTF-8"),
        (["run", "kumamoto", "-f", "."], "found a folder, expected a YAML file"),
        (["run", "kumamoto", "-o", "."], "found a folder"),
        (["run", "nowhere"], "no chapter 'nowhere'"),
        (["sweep", "kumamoto", "--grid", "usd_jpy=1,2", "--scheduler", "foo"], "tcp://host:port"),
        (["sweep", "kumamoto", "--grid", "usd_jpy=1,2", "-o", "h.py"], "h.py: found the name of"),
        (["check", "own"], "as_of: found '令和7年', expected a date"),
        (["vintage", "new", "own/sub"], "lies in the folder of the vintage"),
        (["vintage", "new", "./fresh", "--as-of", "x"], "as_of: found 'x', expected a date"),
    ],
)
def test_bad_input_is_refused_in_one_line_and_nothing_is_written(call, arguments, said):
    Path("bad.yml").write_text("usd_jpy: 1\nlang: [en\n", encoding="utf-8")
    Path("list.yml").write_text("- a\n", encoding="utf-8")
    Path("cp932.yml").write_bytes("usd_jpy: 1\nlang: 日本語\n".encode("cp932"))
    Path("h.py").write_text("print()\n", encoding="utf-8")
    Path("own").mkdir()
    Path("own/vintage.yml").write_text("title: x\nas_of: 令和7年\n", encoding="utf-8")
    before = {each: each.is_file() and each.read_bytes() for each in Path().rglob("*")}
    done = call(*arguments)
    assert done.exit_code == 1
    assert said in done.output
    assert len(done.output.splitlines()) == 1
    assert {each: each.is_file() and each.read_bytes() for each in Path().rglob("*")} == before


def test_a_negative_number_of_workers_is_a_wrong_use(call):
    done = call("sweep", "kumamoto", "--grid", "usd_jpy=1,2", "--workers", "-3")
    assert done.exit_code == 2
    assert "--workers" in done.output


def test_a_chapters_refusal_comes_out_in_one_line_and_its_run_is_kept(call):
    done = call("run", "kumamoto", "-p", "utilisation=80", "-o", "k.ipynb")
    assert done.exit_code == 1
    (line,) = done.output.splitlines()
    assert line.startswith("kumamoto, cell ")
    assert "found utilisation 80.0" in line
    assert line.endswith("(as far as it ran: k.failed.ipynb)")
    assert [each.name for each in Path().iterdir()] == ["k.failed.ipynb"]


def test_a_comparison_looks_for_both_vintages_before_it_runs_anything(call, monkeypatch):
    monkeypatch.setattr(headlines, "write_all", lambda *_: pytest.fail("a chapter was run"))
    done = call("vintage", "diff", "2024-02", "nope")
    assert done.exit_code == 1
    assert done.output.startswith("vintage nope: no vintage.yml")
    assert len(done.output.splitlines()) == 1


def test_a_name_alone_is_made_under_data_and_says_so(call, tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "DATA", tmp_path / "repository" / "data")
    base = tmp_path / "base"
    base.mkdir()
    (base / "vintage.yml").write_text("title: x\nas_of: 2025-01-01\n", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    done = call("vintage", "new", "mine", "--base", str(base))
    assert done.exit_code == 0
    assert str(tmp_path / "repository" / "data" / "mine") in done.output
    assert "write ./mine" in done.output


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            OSError(28, "No space left on device", "locale/ja/intro.po"),
            "[Errno 28] No space left on device: 'locale/ja/intro.po'",
        ),
        (ValueError("lang: found 'xx'"), "lang: found 'xx'"),
        (ChapterError("talent: its process died"), "talent: its process died"),
        (sweep.StaleError("a worker has other files"), "a worker has other files"),
    ],
    ids=lambda case: type(case).__name__,
)
def test_what_is_refused_is_one_line_whatever_the_command(call, monkeypatch, error, said):
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(catalogues, "extract", refuse)
    done = call("translate", "extract")
    assert done.exit_code == 1
    assert done.output == f"{said}\n"


def test_a_fault_of_ours_is_not_hidden(call, monkeypatch):
    def fail(*_: object) -> None:
        raise RuntimeError("ours")

    monkeypatch.setattr(catalogues, "extract", fail)
    with pytest.raises(RuntimeError, match="ours"):
        call("translate", "extract")


def test_words_that_cannot_be_read_are_one_line(call, tmp_path, monkeypatch):
    (tmp_path / "rapidus.yml").write_text("findings: [\n", encoding="utf-8")
    monkeypatch.setattr(words, "file", lambda _chapter: tmp_path / "rapidus.yml")
    done = call("translate", "status")
    assert done.exit_code == 1
    assert done.output.startswith(f"{tmp_path / 'rapidus.yml'}: found 'findings: ['")
    assert len(done.output.splitlines()) == 1


def test_a_sweep_that_is_interrupted_says_how_to_go_on(call, monkeypatch):
    def interrupt(*_: object, progress, **_more: object) -> None:
        progress(1, 2)
        raise KeyboardInterrupt

    monkeypatch.setattr(sweep, "sweep", interrupt)
    done = call("sweep", "kumamoto", "--grid", "usd_jpy=1,2", "-o", "all.csv")
    assert done.exit_code == 130
    assert done.output.splitlines()[-1].startswith("What came in is kept; the same command goes on")
