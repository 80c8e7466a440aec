"""The engine of the chapters: what runs share, and what they do not."""

from __future__ import annotations

import nbformat
import pytest

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


def test_parameters_reach_the_code(notebook, tmp_path):
    run(notebook("one", "print(x + 1)"), tmp_path / "out.ipynb", {"x": 41})
    assert printed(tmp_path / "out.ipynb").strip() == "42"


def test_a_process_that_dies_is_an_error_and_leaves_no_result(notebook, tmp_path):
    with pytest.raises(ChapterError, match="its process died"):
        run(notebook("dies", "import os; os._exit(3)"), tmp_path / "out.ipynb")
    assert not (tmp_path / "out.ipynb").exists()
