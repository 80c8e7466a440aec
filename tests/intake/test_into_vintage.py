"""The vintage that a file goes into: whatever its files are saved as, it is read, or named."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from semibook.check import tables
from semibook.cli import app
from semibook.intake import FileError, ImportRefusedError, propose, write
from semibook.intake import merge as merging
from semibook.tables import vintages
from tests.intake.conftest import HEADER, ROW, csv_text, digest


def base_table() -> str:
    text = vintages.find().path("rapidus_support").read_text(encoding="utf-8")
    header, *rows = csv.reader(text.splitlines())
    return csv_text([*header, "as_of"], *([*row, "2024-02-09"] for row in rows))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_mark_before_the_vintages_table_changes_nothing(proposed, place, encoding):
    (place / "rapidus_support.csv").write_text(base_table(), encoding=encoding)
    proposal = proposed(HEADER, ROW)
    assert (proposal.kept, proposal.added) == (["2022", "2023"], ["2024"])
    text = write(proposal).read_text(encoding="utf-8")
    assert len(text.splitlines()) == 4
    assert text.startswith("fiscal_year,")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_table_of_a_vintage_is_an_offices_file_too(place, tmp_path, encoding):
    (tmp_path / "office.csv").write_text(base_table(), encoding=encoding)
    proposal = propose(tmp_path / "office.csv", "rapidus_support", place)
    assert not proposal.changes


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_table_of_a_vintage_in_another_form_is_refused(proposed, place, delimiter):
    text = base_table().replace(",", delimiter)
    (place / "rapidus_support.csv").write_text(text, encoding="utf-8")
    before = digest(place)
    with pytest.raises(
        FileError, match=r"rapidus_support\.csv, row 1: found the columns .*expected"
    ):
        proposed(HEADER, ROW)
    assert digest(place) == before


def test_old_and_write_protected_files_are_read_like_others(proposed, place, monkeypatch):
    (place / "rapidus_support.csv").write_text(base_table(), encoding="utf-8")
    for file in (*place.iterdir(), place):
        os.utime(file, (0, 0))
        file.chmod(0o555)
    checked, rights = tables.problems, []

    def noting(copy: Path, table: str) -> list:
        rights.extend(file.stat().st_mode & 0o200 for file in (*copy.iterdir(), copy))
        return checked(copy, table)

    monkeypatch.setattr(tables, "problems", noting)
    try:
        proposal = proposed(HEADER, ROW)
    finally:
        place.chmod(0o755)
    assert proposal.added == ["2024"]
    assert all(rights)  # the copy that is checked can be written, whoever runs it
    assert write(proposal).read_text(encoding="utf-8").count("\n") == 4


def test_what_cannot_be_written_is_said_in_one_line(place, tmp_path, monkeypatch):
    def full(*_paths: object) -> None:
        raise OSError(28, "No space left on device", "rapidus_support.csv")

    monkeypatch.setattr(os, "replace", full)
    (tmp_path / "office.csv").write_text(csv_text(HEADER, ROW), encoding="utf-8")
    command = ["vintage", "import", str(place), "rapidus_support", str(tmp_path / "office.csv")]
    before = digest(place)
    done = CliRunner().invoke(app, [*command, "-y"])
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert done.output.splitlines()[-1].endswith("No space left on device: 'rapidus_support.csv'")
    assert digest(place) == before


def test_a_link_of_the_vintage_is_not_followed_into_the_copy_that_is_checked(
    proposed, place, tmp_path
):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "huge.txt").write_text("x", encoding="utf-8")
    Path(place, "loop").symlink_to(place)
    assert proposed(HEADER, ROW).added == ["2024"]


def test_a_file_of_another_table_is_answered_in_a_few_lines(place, tmp_path):
    rows = [["x"] * 6 for _line in range(500)]
    (tmp_path / "office.csv").write_text(csv_text(HEADER, *rows), encoding="utf-8")
    command = ["vintage", "import", str(place), "rapidus_support", str(tmp_path / "office.csv")]
    done = CliRunner().invoke(app, command)
    assert done.output.count("\n") == 102
    assert "... and 1,400 more" in done.output


ACTIVITIES = "kyushu-survey-attitudes"


def with_activities(place: Path, *rows: tuple[str, str]) -> None:
    lines = [f"{activity},{audience},s15,2024-02-09" for activity, audience in rows]
    text = "\n".join(["activity,audience,source,as_of", *lines, ""])
    (place / "consortium_activity_audiences.csv").write_text(text, encoding="utf-8")


def test_rows_whose_keys_look_alike_joined_are_two(place):
    with_activities(place, ("a/b", "c"), ("a", "b/c"))
    held = vintages.find(place)
    assert len(merging.existing(held, held.table("consortium_activity_audiences"))) == 2


def test_a_row_that_a_table_has_twice_is_not_lost_by_an_import(place, tmp_path):
    with_activities(place, (ACTIVITIES, "workers"), (ACTIVITIES, "workers"))
    rows = [["activity", "audience", "source"], [ACTIVITIES, "students", "s15"]]
    (tmp_path / "office.csv").write_text(csv_text(*rows), encoding="utf-8")
    with pytest.raises(ImportRefusedError, match=r"row 3.*duplicate key, the same as in row 2"):
        propose(tmp_path / "office.csv", "consortium_activity_audiences", place)


def test_an_import_is_refused_by_what_it_leaves_without_a_row(place, tmp_path):
    (tmp_path / "office.csv").write_text(
        vintages.find().path("consortia").read_text(encoding="utf-8").replace("kyushu,", "other,"),
        encoding="utf-8",
    )
    with pytest.raises(ImportRefusedError, match=r"consortium_activities\.csv, row 2 .*'kyushu'"):
        propose(tmp_path / "office.csv", "consortia", place, replace=True)
