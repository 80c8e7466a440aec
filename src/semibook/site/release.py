"""What a release hands out: the book, the data, the lessons, the licences, and checksums of all."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path

from semibook import files, paths
from semibook.intake.workbook.write import write_workbook
from semibook.site import licences, whole_book
from semibook.site.bundle import undated, zipped
from semibook.site.downloads import data_files
from semibook.site.publishing import RECORD
from semibook.tables.vintages import Vintage

FOLDER = paths.BUILD / "release"
CHECKSUMS = "SHA256SUMS"
#: What `make sbom` lists, before or after a release is packed: it stays, and is counted.
COMPONENTS = "sbom.cdx.json"


def pack(book: Path, vintage: Vintage, lessons: Path) -> Path:
    """Write the files of a release; the same book, data and lessons give the same files.

    Of what lay in the folder, the list of components alone stays.

    Args:
        book: the folder of the published book.
        vintage: whose book it is, and whose tables go into the workbook.
        lessons: the folder of the lessons' bundles.

    Returns:
        The folder.

    Raises:
        FileNotFoundError: if there is no built book, or only that of another vintage.
        OSError: if a file cannot be written.
    """
    _refuse_other(book, vintage)
    with files.replacing_folder(FOLDER) as fresh:
        (fresh / "book.zip").write_bytes(_zip(book, sorted(book.rglob("*"))))
        (fresh / "data.zip").write_bytes(_zip(paths.DATA, data_files()))
        workbook = write_workbook(vintage.address, fresh / "data.xlsx")
        workbook.write_bytes(undated(workbook.read_bytes()))
        (fresh / "LICENCES.md").write_text(licences.report(), encoding="utf-8")
        printed = whole_book.FOLDER.glob(whole_book.name(vintage.name, "*"))
        components = FOLDER.glob(COMPONENTS)
        for made in (*printed, *lessons.rglob("*.zip"), *components):
            shutil.copyfile(made, fresh / made.name)
        (fresh / CHECKSUMS).write_text(_checksums(fresh), encoding="utf-8")
    return FOLDER


def _refuse_other(book: Path, vintage: Vintage) -> None:
    records = [json.loads(file.read_text(encoding="utf-8")) for file in book.glob(f"*/{RECORD}")]
    if not records:
        raise FileNotFoundError(f"{book}: found no built book; make one first")
    for found in {record["vintage"] for record in records} - {vintage.name}:
        expected = f"expected that of {vintage.name}"
        raise FileNotFoundError(f"{book}: found the book of {found}, {expected}")


def _checksums(folder: Path) -> str:
    """A line for each file, as `sha256sum` writes it."""
    lines = [
        f"{sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
        for file in sorted(folder.iterdir())
    ]
    return "".join(lines)


def _zip(folder: Path, content: list[Path]) -> bytes:
    return zipped(
        {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in content
            if file.is_file()
        }
    )
