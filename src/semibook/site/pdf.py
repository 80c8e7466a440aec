"""Pages as PDF, by a Chromium of this machine; without one, a browser prints them by hand."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from functools import cache, lru_cache
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-sync", "--no-first-run", "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)  # fmt: skip
#: Time that passes for a page's scripts (formulas) before it is printed, in milliseconds.
_SCRIPTS = 60_000
#: Two PDF files of one page differ in when they were made; here, they do not.
_DATE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")
_SAME = rb"\g<1>20240209000000"
_PAGE = re.compile(rb"(\d+) 0 obj\s*<</Type /Page\b")
_PLACE = re.compile(rb"/(?!Dest )(\S+) \[(\d+) 0 R /XYZ")


@cache
def browser() -> str | None:
    """The Chromium of this machine, if it has one."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


def printed(page: str, *, seconds: float = 60.0, scripts: bool = False) -> bytes | None:
    """A page as PDF, tagged and with an outline; the same page gives the same bytes.

    Args:
        page: HTML; files that it names are found from their whole addresses alone.
        seconds: after so long, the browser is taken to hang.
        scripts: whether the page has some that must have run first, such as those of formulas.

    Returns:
        The file; None if there is no Chromium.

    Raises:
        OSError: if it prints nothing.
    """
    program = browser()
    if program is None:
        return None
    # One sheet serves several regions; a book with its formulas is printed once, and is large.
    return (_printed if scripts else _sheet)(page, program, seconds, scripts)


def _printed(page: str, program: str, seconds: float, scripts: bool) -> bytes:
    with tempfile.TemporaryDirectory() as space:
        source, target = Path(space, "page.html"), Path(space, "page.pdf")
        source.write_text(page, encoding="utf-8")
        options = [*_OPTIONS, f"--user-data-dir={space}/profile", f"--print-to-pdf={target}"]
        options += [f"--virtual-time-budget={_SCRIPTS}"] if scripts else []
        command = [program, *options, source.as_uri()]
        try:
            done = subprocess.run(command, check=False, capture_output=True, timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise OSError(f"{program}: printed nothing in {seconds:g} s") from error
        if not target.is_file():
            said = done.stderr.decode(errors="replace").strip()
            raise OSError(f"{program}: printed nothing ({said[-200:]})")
        return _DATE.sub(_SAME, target.read_bytes())


_sheet = lru_cache(maxsize=32)(_printed)


def pages_of(content: bytes) -> dict[str, int]:
    """The page, from 1, on which each place with a name stands (an `id` that a link leads to).

    Args:
        content: a PDF file as Chromium writes it, whose objects are in plain text.
    """
    numbers = {found[1]: at for at, found in enumerate(_PAGE.finditer(content), 1)}
    return {name.decode(): numbers[page] for name, page in _PLACE.findall(content)}
