"""Sheets as PDF, by a Chromium of this machine; without one, a browser prints them by hand."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-sync", "--no-first-run", "--no-pdf-header-footer",
)  # fmt: skip
#: Two PDF files of one page differ in when they were made; here, they do not.
_DATE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")
_SAME = rb"\g<1>20240209000000"
_LONGEST = 60.0


@cache
def browser() -> str | None:
    """The Chromium of this machine, if it has one."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


def printed(page: str) -> bytes | None:
    """A page as PDF; the same page gives the same bytes.

    Returns:
        The file; None if there is no Chromium.

    Raises:
        OSError: if it prints nothing.
    """
    program = browser()
    return _printed(page, program) if program else None


@cache  # one sheet may serve several regions
def _printed(page: str, program: str) -> bytes:
    with tempfile.TemporaryDirectory() as space:
        source, target = Path(space, "page.html"), Path(space, "page.pdf")
        source.write_text(page, encoding="utf-8")
        options = [*_OPTIONS, f"--user-data-dir={space}/profile", f"--print-to-pdf={target}"]
        command = [program, *options, source.as_uri()]
        done = subprocess.run(command, check=False, capture_output=True, timeout=_LONGEST)
        if not target.is_file():
            said = done.stderr.decode(errors="replace").strip()
            raise OSError(f"{program}: printed nothing ({said[-200:]})")
        return _DATE.sub(_SAME, target.read_bytes())
