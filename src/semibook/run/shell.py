"""The IPython that runs chapters' cells, made when this module is imported: before the fork."""

from __future__ import annotations

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

# Not into the history of who makes the book: what they typed is there, and each cell would wait
# for the disk.
SHELL = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
