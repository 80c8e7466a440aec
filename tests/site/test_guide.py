"""The analyst's guide: what it says that the terminal shows is what the terminal shows.

The commands run in a copy of the repository, in the order of the page, on the file it describes.
"""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from semibook import paths
from semibook.intake import propose
from tests import repository

#: A terminal of the copy: its package is loaded once for all commands.
TERMINAL = """
import json, shlex, sys
from typer.testing import CliRunner
from semibook.cli import app

runner = CliRunner()
commands = [shlex.split(command)[1:] for command in json.load(sys.stdin)]
print(json.dumps([runner.invoke(app, command, input="y\\n").output for command in commands]))
"""
GUIDE = (paths.ROOT / "book" / "analysts_guide.md").read_text(encoding="utf-8")


def transcript() -> list[tuple[str, list[str]]]:
    """Commands of the console blocks, each with the lines that follow it."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"^```console\n(.*?)^```", GUIDE, flags=re.M | re.S):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def shown_table(number: int) -> list[list[str]]:
    """The cells of a table of the page, its header first."""
    tables = re.findall(r"(?:^\|.*\|\n)+", GUIDE, flags=re.M)
    return [
        [cell.strip() for cell in line[1:-1].split("|")]
        for line in tables[number].splitlines()
        if not re.fullmatch(r"[|-]+", line)
    ]


def wide_files(folder: Path) -> None:
    """The file with years across that the guide shows, and the one of the next year."""
    _letters, *rows = shown_table(1)
    later = [[cell.replace("2022年", "2023年") for cell in row] for row in rows[:3]]
    for name, table in (("shares.csv", rows), ("shares_2023.csv", later)):
        lines = [["表3　国・地域別のシェア"], ["（単位：％）"], *table, ["（注）数値は説明用"]]
        with (folder / name).open("w", encoding="cp932", newline="") as file:
            csv.writer(file).writerows(lines)


def own_file(path: Path) -> None:
    """The file of a table that the book does not have."""
    lines = [
        ["第1表 半導体製造装置の出荷"],
        ["（単位：百万円）"],
        *shown_table(2),
        ["（注）数値は説明用"],
    ]
    with path.open("w", encoding="cp932", newline="") as file:
        csv.writer(file).writerows(lines)


def customs_file(path: Path) -> None:
    """The customs' series of exports as it is laid out, with a month that is out and one not."""
    names = ["半導体等製造装置", "", "半導体等電子部品", "", "（ＩＣ）", ""]
    units = ["(単位：KG)", "(千円)", "(単位 )", "(千円)", "(単位：NO)", "(千円)"]
    lines = [
        ["★世界計☆  【月別】  （輸出）", *[""] * 7],
        ["WORLD Monthly Data  (Export)", *[""] * 7],
        ["報道発表品目名", "総額", *names],
        ["概況品名", "", *names],
        ["概況品コード", "'0'～'9'", "'70131'", "", "'70323'", "", "'7032305'", ""],
        ["", "金額", *["数量 ", "金額"] * 3],
        ["Years/Months", "(千円)", *units],
        ["2026/09", "1 ", "15 ", "480 ", "-", "900 ", "6300 ", "700 "],
        ["2026/10", *["-"] * 7],
    ]
    with path.open("w", encoding="cp932", newline="") as file:
        csv.writer(file).writerows(lines)


def described_file(path: Path) -> None:
    """The workbook that the guide shows as a table."""
    book = Workbook()
    sheet = book.active
    sheet.title = "様式1"
    sheet["A1"] = "Rapidusへの支援"
    sheet["A2"] = "（単位：百万円）"
    rows = shown_table(0)
    for number, cells in enumerate(rows, start=4):
        for column, cell in enumerate(cells, start=1):
            sheet.cell(number, column, cell)
    sheet.cell(5 + len(rows), 1, "（注）支援上限は採択時の公表額")
    book.save(path)


@pytest.fixture(scope="module")
def work(tmp_path_factory) -> Path:
    root = repository.copy(tmp_path_factory.mktemp("guide"))
    described_file(root / "rapidus.xlsx")
    wide_files(root)
    own_file(root / "shipments.csv")
    customs_file(root / "d51ma.csv")
    return root


def matches(shown: str, lines: list[str]) -> bool:
    """Whether a terminal shows these lines; `...` stands for any number of them."""
    expected = [line for line in lines if line.strip()]
    pattern = r"\n".join(
        r"(?:.*\n)*?.*" if line.strip() == "..." else re.escape(line.rstrip()) for line in expected
    )
    plain = "\n".join(line.rstrip() for line in shown.splitlines() if line.strip())
    return re.search(pattern, plain) is not None


def shown_by(work: Path, commands: list[str]) -> list[str]:
    """What a terminal shows of each command, one after another; questions are answered by yes."""
    done = subprocess.run(
        [sys.executable, "-c", TERMINAL],
        cwd=work,
        env=os.environ | {"PYTHONPATH": str(work / "src")},
        input=json.dumps(commands),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_terminal_shows_what_the_guide_says(work):
    # The book is built, and sweeps are run, by other tests.
    told = [
        (command, lines)
        for command, lines in transcript()
        if command.startswith("semibook ") and not command.startswith("semibook sweep")
    ]
    assert len(told) >= 10
    shown = shown_by(work, [command for command, _lines in told])
    for (command, lines), said in zip(told, shown, strict=True):
        assert matches(said, lines), f"{command}\n{said}"


def test_the_rows_of_sources_that_it_shows_come_in(tmp_path, later):
    (shown,) = re.findall(r"^```text\n(id,.*?)^```", GUIDE, flags=re.M | re.S)
    file = tmp_path / "sources.csv"
    file.write_text(shown, encoding="utf-8")
    proposal = propose(file, "sources", later("my-data", "2024-02"))
    assert proposal.added == ["customs-exports", "customs-imports", "regions-2024"]
