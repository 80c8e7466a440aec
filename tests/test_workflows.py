"""What workflows and make do beside calling the package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
import yaml

from semibook import paths

ADDRESS = "https://example.org/the-book"


@pytest.mark.skipif(sys.platform != "linux", reason="the workflow runs on Linux, with its sed")
def test_published_pages_know_their_address(tmp_path):
    workflow = yaml.safe_load(
        (paths.ROOT / ".github" / "workflows" / "pages.yml").read_text("utf-8")
    )
    steps = workflow["jobs"]["publish"]["steps"]
    (telling,) = (step for step in steps if "ADDRESS" in step.get("env", {}))
    shutil.copy(paths.ROOT / "_config.yml", tmp_path)
    subprocess.run(
        [shutil.which("bash"), "-ec", telling["run"]],
        check=True,
        cwd=tmp_path,
        env=os.environ | {"ADDRESS": ADDRESS},
    )
    before, after = (
        yaml.safe_load((folder / "_config.yml").read_text("utf-8"))
        for folder in (paths.ROOT, tmp_path)
    )
    before["html"]["baseurl"] = ADDRESS
    assert after == before
    assert steps.index(telling) < steps.index({"run": "make book"})


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
@pytest.mark.parametrize(
    ("uv", "installer"), [("", "-m pip install"), ("/some/uv", "/some/uv pip")]
)
def test_both_installers_check_hashes(uv, installer):
    command = ["make", "--dry-run", "--always-make", f"UV={uv}", ".venv/ready"]
    said = subprocess.run(command, check=True, cwd=paths.ROOT, capture_output=True, text=True)
    lines = said.stdout.splitlines()
    (locked,) = (line for line in lines if "requirements.txt" in line)
    assert installer in locked
    assert "--require-hashes" in locked
