"""The engine of the chapters: what runs share, and what they do not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from xml.etree import ElementTree

import nbformat
import pytest

from semibook.run import chapter, engine
from semibook.run.chapter import ChapterError, run


@pytest.fixture
def notebook(tmp_path):
    """A function that writes a notebook with a parameters cell and the given code."""

    def write(name: str, code: str):
        cells = [
            nbformat.v4.new_code_cell("x: int = 1  # a number", metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell(code),
        ]
        path = tmp_path / f"{name}.ipynb"
        about = {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        }
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=about), path)
        return path

    return write


def printed(path) -> str:
    cells = nbformat.read(path, as_version=4).cells
    return "".join(o.get("text", "") for c in cells for o in c.get("outputs", []))


def test_what_one_run_changes_the_next_does_not_see(notebook, tmp_path):
    first = notebook("first", "import semibook\nsemibook.left_behind = True")
    second = notebook("second", "import semibook\nprint(hasattr(semibook, 'left_behind'))")
    run(first, tmp_path / "out" / "first.ipynb")
    run(second, tmp_path / "out" / "second.ipynb")
    assert printed(tmp_path / "out" / "second.ipynb").strip() == "False"


@pytest.mark.skipif(not engine.CAN_FORK, reason="papermill's own engine is not told")
def test_cells_do_not_go_into_the_history_of_who_runs_them(notebook, tmp_path):
    code = "from IPython import get_ipython; print(get_ipython().history_manager.enabled)"
    run(notebook("one", code), tmp_path / "out.ipynb")
    assert printed(tmp_path / "out.ipynb").strip() == "False"


def test_parameters_reach_the_code(notebook, tmp_path):
    run(notebook("one", "print(x + 1)"), tmp_path / "out.ipynb", {"x": 41})
    assert printed(tmp_path / "out.ipynb").strip() == "42"


FIGURE = """
import matplotlib.pyplot as plt
from semibook.page import figures
figures.use_style()
figure, ax = plt.subplots()
ax.plot([0, x])
said = {"title": "It <b>rises</b>", "subtitle": "yen", "alt": "A line.", "note": "Ours."}
figures.show(figure, sources=[], tables=[], vintage="2024-02", name="a-line", **said)
"""


@pytest.mark.skipif(not engine.CAN_FORK, reason="papermill's own engine is not told")
def test_figures_as_svg_go_beside_the_chapter_where_they_are_wanted(notebook, tmp_path):
    chapter_file, plain, drawn = (
        notebook("draws", FIGURE),
        tmp_path / "a.ipynb",
        tmp_path / "b.ipynb",
    )
    run(chapter_file, plain)
    run(chapter_file, drawn, drawings=tmp_path / "figures.json")
    assert drawn.read_bytes() == plain.read_bytes()  # what is stored weighs no more
    assert "svg" not in plain.read_text(encoding="utf-8")
    drawings = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert list(drawings) == ["a-line"]
    root = ElementTree.fromstring(drawings["a-line"])  # noqa: S314 (ours)
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "It <b>rises</b>"


def test_a_process_that_dies_is_an_error_and_leaves_no_result(notebook, tmp_path):
    with pytest.raises(ChapterError, match="its process died"):
        run(notebook("dies", "import os; os._exit(3)"), tmp_path / "out.ipynb")
    assert not (tmp_path / "out.ipynb").exists()


def test_sockets_are_made_where_the_name_of_the_temporary_folder_is_too_long(notebook, tmp_path):
    folder = tmp_path / ("x" * 100)
    folder.mkdir()
    source, target = notebook("one", "print(x + 1)"), tmp_path / "out.ipynb"
    code = (
        "import sys; from pathlib import Path; from semibook.run.chapter import run\n"
        "run(*map(Path, sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, source, target]
    done = subprocess.run(
        command,
        env=os.environ | {"TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert printed(target).strip() == "2"
    assert list(folder.iterdir()) == []


def test_a_full_disk_is_told_in_one_line_and_leaves_no_part(notebook, tmp_path, monkeypatch):
    def fill(_notebook, _values, partial, _drawings):
        partial.write_text("half")
        raise OSError(28, "No space left on device")

    source, target = notebook("one", "print(x)"), tmp_path / "out" / "one.ipynb"
    monkeypatch.setattr(chapter, "_executed", fill)
    with pytest.raises(
        OSError, match=r"one\.ipynb: cannot be written \(No space left on device\)$"
    ):
        run(source, target)
    assert list(target.parent.iterdir()) == []
