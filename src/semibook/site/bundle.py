"""Bundles: zip files that open on any school's machine, and give the same bytes when made again."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

#: The first day that a zip file can name.
_WHEN = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip file.

    Args:
        files: their contents by name.

    Raises:
        ValueError: if a name has other than ASCII letters: Windows would misread it.
    """
    space = io.BytesIO()
    with zipfile.ZipFile(space, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            if not name.isascii():
                raise ValueError(f"{name}: found letters beyond ASCII, expected none")
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _PLAIN_FILE
            entry.create_system = 3  # Unix, wherever it is made
            archive.writestr(entry, files[name])
    return space.getvalue()


def undated(office_file: bytes) -> bytes:
    """An office file (itself a zip) that does not say when it was made."""
    with zipfile.ZipFile(io.BytesIO(office_file)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    core = "docProps/core.xml"
    if core in files:
        files[core] = _DATES.sub(rb"\g<1>2024-02-09T00:00:00Z", files[core])
    return zipped(files)
