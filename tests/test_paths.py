"""Where the parts of the repository are, and how paths are shown."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from semibook import paths


def test_the_repository_is_found_from_any_folder_however_it_was_named():
    code = "from semibook import paths; print(paths.ROOT)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=paths.ROOT,
        env=os.environ | {"SEMIBOOK_ROOT": ".", "PYTHONPATH": str(paths.PACKAGE_CODE.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()) == paths.ROOT


def test_a_path_is_shown_as_one_would_type_it_here(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert paths.shown(Path("data") / ".." / "a.csv") == Path("a.csv")
    assert paths.shown(tmp_path / "here" / "a.csv") == Path("a.csv")
    assert paths.shown(Path("../b.csv")) == tmp_path / "b.csv"
