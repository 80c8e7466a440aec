"""Pages of the built book: each parsed once for all tests of a process, or seen in a browser."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup

#: In a browser: two frames, as a page answers to what was unfolded or resized at the end of one.
ANSWERED = "async () => { for (const _ of [1, 2]) await new Promise(requestAnimationFrame); }"


@cache
def parsed(page: Path) -> BeautifulSoup:
    """A page of the book; tests share it, so none changes it."""
    return BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
