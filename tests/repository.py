"""A copy of the repository, for tests that change or build it."""

from __future__ import annotations

import shutil
from pathlib import Path

from semibook import paths

#: What no build needs.
_LEFT = {"_build", "benchmarks", "tests"}


def copy(root: Path) -> Path:
    """Copy what a build needs, without anything built, into a folder."""
    for source in paths.ROOT.iterdir():
        if source.name in _LEFT or source.name.startswith("."):
            continue
        target = root / source.name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", ".ipynb_checkpoints")
            shutil.copytree(source, target, ignore=ignored)
        else:
            shutil.copy(source, target)
    return root
