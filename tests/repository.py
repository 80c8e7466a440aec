"""A copy of the repository, for tests that change or build it."""

from __future__ import annotations

import shutil
from pathlib import Path

from semibook import paths

_COPIED = (
    "_config.yml", "_toc.yml", "book", "data", "dodo.py", "locale", "notebooks",
    "requirements.txt", "scenarios", "src",
)  # fmt: skip


def copy(root: Path) -> Path:
    """Copy what a build needs, without anything built, into a folder."""
    for name in _COPIED:
        source = paths.ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, root / name)
    return root
