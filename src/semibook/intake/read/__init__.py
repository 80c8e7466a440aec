"""The first step: a file as offices save it, as sheets of cells."""

from __future__ import annotations

from pathlib import Path

from semibook.intake.read.csv import text_sheet
from semibook.intake.read.sheet import FileError, Sheet
from semibook.intake.read.xlsx import worksheets
from semibook.tables import csvfile

_OTHER_KINDS = {
    b"\xd0\xcf\x11\xe0": "an old or locked Excel file; save it as .xlsx without a password",
    b"%PDF": "a PDF, whatever its name; copy its table into a sheet and save that as .xlsx",
    b"<!doctype html": "a page of the web; copy its table into a sheet and save that as .xlsx",
    b"<html": "a page of the web; copy its table into a sheet and save that as .xlsx",
    b"<table": "a page of the web; copy its table into a sheet and save that as .xlsx",
}


def sheets(path: Path, name: str = "") -> list[Sheet]:
    """Read a CSV or Excel file.

    Args:
        path: CSV or tab-separated text in UTF-8, UTF-16 or cp932 (Shift_JIS), or .xlsx.
        name: the only worksheet to read.

    Returns:
        Its visible worksheets that have cells, or the one called `name`; one for a text file.

    Raises:
        FileNotFoundError: if there is no such file.
        FileError: if it is too large, of another kind, damaged, or in an unknown encoding, or has
            no such worksheet.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file")
    if path.stat().st_size > csvfile.LARGEST:
        most = f"{csvfile.LARGEST // 1_000_000} MB"
        raise FileError(f"{path}: larger than {most}; expected one table")
    content = path.read_bytes()
    start = content[:500].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for mark, kind in _OTHER_KINDS.items():
        if start.startswith(mark.lower()):
            raise FileError(f"{path}: {kind}")
    if content.startswith(b"PK\x03\x04"):
        found = worksheets(path, content, name)
    elif name:
        raise FileError(f"{path}: found a text file, which has no sheets; expected no --sheet")
    else:
        found = [text_sheet(path, content)]
    found = [each for each in found if any(cell.text for row in each.rows for cell in row)]
    if not found:
        raise FileError(f"{path}: found no cells; expected a table")
    return found
