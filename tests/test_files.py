"""Files and folders that are replaced whole, whatever ends the process or fills the disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from semibook import files
from semibook.run import lock


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_a_file_is_written_with_its_folder_and_nothing_beside_it(tmp_path):
    target = tmp_path / "new" / "table.csv"
    files.write(target, "年,値\n")
    assert target.read_bytes() == "年,値\n".encode()
    assert names(target.parent) == {"table.csv"}


def test_a_folder_is_laid_out_with_the_files_asked_for_and_no_file_written_twice(tmp_path):
    kept, changed, gone = (tmp_path / name for name in ("data/kept.csv", "changed.csv", "gone.csv"))
    spared = tmp_path / "spared" / "picture.png"
    files.lay_out(tmp_path, {Path("data", "kept.csv"): b"1", Path("changed.csv"): b"2"})
    for file in (gone, spared):
        files.write(file, "")
    os.utime(kept, (0, 0))
    files.lay_out(
        tmp_path, {Path("data", "kept.csv"): b"1", Path("changed.csv"): b"3"}, spared="spared"
    )
    assert kept.stat().st_mtime == 0
    assert changed.read_bytes() == b"3"
    assert spared.is_file()
    assert not gone.exists()


def test_a_file_keeps_its_permissions(tmp_path):
    target = tmp_path / "table.csv"
    target.write_text("old")
    target.chmod(0o640)
    files.write(target, "new")
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_block_that_fails_leaves_the_old_file_alone(tmp_path):
    target = tmp_path / "table.csv"
    target.write_text("old")
    with pytest.raises(ValueError, match="no"), files.replacing(target) as fresh:
        fresh.write_text("half")
        raise ValueError("no")
    assert target.read_text() == "old"
    assert names(tmp_path) == {"table.csv"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_in_one_line_and_leaves_nothing(tmp_path):
    target = tmp_path / "table.csv"
    target.write_text("old")
    with pytest.raises(OSError) as error, files.replacing(target) as fresh:
        fresh.write_text("half")
        with open("/dev/full", "w", buffering=1) as full:
            full.write("no room\n")
    assert str(error.value) == f"{target}: cannot be written (No space left on device)"
    assert target.read_text() == "old"
    assert names(tmp_path) == {"table.csv"}


def test_a_file_elsewhere_that_is_missing_is_named_as_it_is(tmp_path):
    missing = tmp_path / "elsewhere" / "missing.csv"
    target = tmp_path / "here" / "table.csv"
    with pytest.raises(FileNotFoundError, match=r"missing\.csv"), files.replacing(target):
        missing.read_text()


def fill(target: Path, text: str) -> None:
    with files.replacing_folder(target) as fresh:
        (fresh / "page.html").write_text(text)


@pytest.fixture(params=["exchange", "two renames"])
def book(request, tmp_path, monkeypatch) -> Path:
    """A folder with a page, on a system that can exchange two names and on one that cannot."""
    if request.param == "two renames":
        monkeypatch.setattr(files, "_exchange", lambda *_: False)
    fill(tmp_path / "book", "old")
    return tmp_path / "book"


def test_a_folder_is_replaced_and_nothing_left_beside_it(book):
    (book / "gone.html").write_text("")
    fill(book, "new")
    assert (book / "page.html").read_text() == "new"
    assert names(book) == {"page.html"}
    assert names(book.parent) == {"book"}


def test_a_folder_that_cannot_be_filled_leaves_the_old_one(book):
    with pytest.raises(ValueError, match="no"), files.replacing_folder(book) as fresh:
        (fresh / "page.html").write_text("half")
        raise ValueError("no")
    assert (book / "page.html").read_text() == "old"
    assert names(book.parent) == {"book"}


def test_a_folder_that_cannot_be_put_in_its_place_leaves_the_old_one(book, monkeypatch):
    monkeypatch.setattr(files, "_exchange", lambda *_: False)
    replace = os.replace

    def refuse(one: Path, other: Path) -> None:
        if one.name == ".book.new":
            raise PermissionError(13, "it is open")
        replace(one, other)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PermissionError, match=r"book: cannot be written \(it is open\)$"):
        fill(book, "new")
    monkeypatch.undo()
    assert (book / "page.html").read_text() == "old"
    assert names(book.parent) == {"book"}


@pytest.mark.parametrize(
    ("left", "kept"),
    [
        ({"book": "old", ".book.part": "half"}, "old"),
        ({"book": "new", ".book.new": "old"}, "new"),  # after the exchange
        ({".book.old": "old", ".book.new": "new"}, "new"),  # between two renames
        ({"book": "new", ".book.old": "old"}, "new"),
        ({".book.old": "old", ".book.part": "half"}, "old"),
    ],
)
def test_what_a_kill_left_is_put_in_order(tmp_path, left, kept):
    for name, text in left.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_text(text)
    files.restore(tmp_path / "book")
    assert (tmp_path / "book" / "page.html").read_text() == kept
    assert names(tmp_path) == {"book"}


SWAP = """
import sys
from pathlib import Path
from semibook import files
count = 0
while True:
    count += 1
    with files.replacing_folder(Path(sys.argv[1])) as fresh:
        for name in ("en", "ja"):
            (fresh / name).write_text(str(count))
"""


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="no exchange of two names")
def test_a_whole_folder_stands_at_every_instant_whenever_the_swap_is_killed(tmp_path):
    book = tmp_path / "book"
    for kill in range(20):
        process = subprocess.Popen([sys.executable, "-c", SWAP, book])
        deadline = time.monotonic() + 30
        while not (book.is_dir() or time.monotonic() > deadline):
            time.sleep(0.01)
        time.sleep(0.003 * kill)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert (book / "en").read_text() == (book / "ja").read_text() != ""
        files.restore(book)
        assert names(tmp_path) == {"book"}


HOLD = """
import sys
from pathlib import Path
from semibook.run import lock
held = lock.hold(Path(sys.argv[1]), "book: another build")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    command = [sys.executable, "-c", HOLD, tmp_path / ".lock"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_one_is_refused_at_once_and_told_who_holds_the_lock(holder, tmp_path):
    said = rf"^book: another build is under way \(process {holder.pid} on .*'-c.*', since 2"
    with pytest.raises(lock.HeldError, match=said) as error:
        lock.hold(tmp_path / ".lock", "book: another build")
    assert len(str(error.value).splitlines()) == 1


def test_a_lock_whose_holder_was_killed_is_no_obstacle(holder, tmp_path):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    lock.hold(tmp_path / ".lock", "book: another build").release()
