"""Pages of the built book, each parsed once for all tests of a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup


@cache
def parsed(page: Path) -> BeautifulSoup:
    """A page of the book; tests share it, so none changes it."""
    return BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
