"""What a release hands out: the book, the data, the lessons, the licences, and checksums of all."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

from semibook import files, paths
from semibook.intake.workbook.write import write_workbook
from semibook.site import licences, whole_book
from semibook.site.assets import data_files
from semibook.site.bundle import undated, zipped

FOLDER = paths.BUILD / "release"
CHECKSUMS = "SHA256SUMS"


def pack(vintage: str, lessons: Path) -> Path:
    """Write the files of a release; the same book, data and lessons give the same files.

    What already lies in the folder, such as a list of components, stays and is counted.

    Args:
        vintage: whose tables go into the workbook, a name under data/ or a path.
        lessons: the folder of the lessons' bundles.

    Returns:
        The folder.

    Raises:
        FileNotFoundError: if there is no built book.
        OSError: if a file cannot be written.
    """
    if not paths.BOOK.is_dir():
        raise FileNotFoundError(f"{paths.BOOK}: found no built book; make one first")
    FOLDER.mkdir(parents=True, exist_ok=True)
    files.write(FOLDER / "book.zip", _zip(paths.BOOK, sorted(paths.BOOK.rglob("*"))))
    files.write(FOLDER / "data.zip", _zip(paths.DATA, data_files()))
    workbook = write_workbook(vintage, FOLDER / "data.xlsx")
    files.write(workbook, undated(workbook.read_bytes()))
    files.write(FOLDER / "LICENCES.md", licences.report())
    for made in (*whole_book.FOLDER.glob("*.pdf"), *lessons.rglob("*.zip")):
        shutil.copyfile(made, FOLDER / made.name)
    lines = [
        f"{sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
        for file in sorted(FOLDER.iterdir())
        if file.name != CHECKSUMS
    ]
    files.write(FOLDER / CHECKSUMS, "".join(lines))
    return FOLDER


def _zip(folder: Path, content: list[Path]) -> bytes:
    return zipped(
        {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in content
            if file.is_file()
        }
    )
