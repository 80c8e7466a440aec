"""Where the parts of the repository are."""

from __future__ import annotations

import os
from pathlib import Path

#: The repository: the package is installed editable, so the tree above it is the working copy.
ROOT = Path(os.environ.get("SEMIBOOK_ROOT", Path(__file__).resolve().parents[2]))
DATA = ROOT / "data"
PACKAGE = DATA / "datapackage.json"
NOTEBOOKS = ROOT / "notebooks"
LOCALE = ROOT / "locale"
BUILD = ROOT / "_build"


def shown(path: Path) -> Path:
    """A path as one would type it here: relative if it lies in the current folder."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
