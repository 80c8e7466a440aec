"""Running a chapter: what is published of it, and that a failed run leaves the last good one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from semibook.run.chapter import ChapterError, headlines, publishable, run
from semibook.run.parameters import ParameterError

JAPANESE = {"place": "熊本県"}


@pytest.fixture
def chapter(tmp_path) -> Callable[[str], Path]:
    """A function that writes a chapter with one parameter, `place`, and the given code."""

    def write(code: str) -> Path:
        cells = [
            new_markdown_cell("# Example", id="title"),
            new_code_cell(
                'place: str = "all"  # prefecture', id="given", metadata={"tags": ["parameters"]}
            ),
            new_code_cell(code, id="work"),
        ]
        path = tmp_path / "example.ipynb"
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
        return path

    return write


def figure(alt: str = "A line.", name: str = "") -> nbformat.NotebookNode:
    described = {"semibook": {"alt": alt, "caption": "Source: METI", "name": name}}
    data = {"image/png": "aGk=", "text/plain": alt}
    return new_output("display_data", data=data, metadata=described)


def published(*cells: nbformat.NotebookNode, values: dict | None = None) -> list:
    return publishable(new_notebook(cells=list(cells)), values or {}).cells


def test_times_paths_and_versions_are_left_out():
    cell = new_code_cell(
        "1 + 1",
        metadata={
            "tags": ["hide-input"],
            "execution": {"iopub.execute_input": "2024-02-09T10:00:00Z"},
            "papermill": {"duration": 0.1, "start_time": "2024-02-09T10:00:00"},
        },
    )
    about = {
        "papermill": {"input_path": "/home/someone/example.ipynb", "version": "2.6.0"},
        "language_info": {"name": "python", "version": "3.11.7"},
    }
    result = publishable(new_notebook(cells=[cell], metadata=about), {})
    assert result.cells[0].metadata == {"tags": ["hide-input"]}
    assert set(result.metadata) == {"kernelspec", "language_info"}
    assert result.metadata.language_info == {"name": "python"}


def test_alternative_text_caption_and_name_reach_the_cells_metadata():
    (cell,) = published(new_code_cell("x", outputs=[figure("A line.", "fig-line")]))
    assert cell.metadata.mystnb == {
        "image": {"alt": "A line."},
        "figure": {"caption": "Source: METI", "name": "fig-line"},
    }


def test_a_figure_without_a_name_gets_none():
    (cell,) = published(new_code_cell("x", outputs=[figure()]))
    assert "name" not in cell.metadata.mystnb.figure


def test_a_cell_with_two_figures_is_refused():
    with pytest.raises(ValueError, match="shows 2 figures, expected 1: 'plot_both"):
        published(new_code_cell("plot_both()", outputs=[figure(), figure()]))


def test_injected_japanese_can_be_read():
    injected = new_code_cell(
        'place = "\\u718a\\u672c\\u770c"', metadata={"tags": ["injected-parameters"]}
    )
    (cell,) = published(injected, values=JAPANESE)
    assert cell.source == "# Parameters of this run\nplace = '熊本県'"
    assert cell.metadata["tags"] == ["injected-parameters", "hide-input"]


def test_pieces_of_one_stream_become_one():
    pieces = [new_output("stream", name="stdout", text=each) for each in ("a", "b")]
    (cell,) = published(
        new_code_cell("x", outputs=[*pieces, new_output("stream", name="stderr", text="c")])
    )
    assert [(each.name, each.text) for each in cell.outputs] == [("stdout", "ab"), ("stderr", "c")]


def test_a_run_gives_a_chapter_that_holds_its_parameters_and_results(chapter, tmp_path):
    target = tmp_path / "out" / "example.ipynb"
    run(chapter("print(f'in {place}')"), target, JAPANESE)
    cells = nbformat.read(target, as_version=4).cells
    assert cells[-1].outputs[0].text == "in 熊本県\n"
    assert "place = '熊本県'" in [cell.source.splitlines()[-1] for cell in cells]
    assert [file.name for file in target.parent.iterdir()] == ["example.ipynb"]


def test_the_same_run_gives_the_same_bytes(chapter, tmp_path):
    source = chapter("print(place)")
    once, twice = tmp_path / "once" / "example.ipynb", tmp_path / "twice" / "example.ipynb"
    run(source, once, JAPANESE)
    run(source, twice, JAPANESE)
    assert once.read_bytes() == twice.read_bytes()


def test_a_failing_chapter_leaves_the_last_good_one_and_its_own_remains(chapter, tmp_path):
    target = tmp_path / "out" / "example.ipynb"
    target.parent.mkdir()
    target.write_text("the last good one", encoding="utf-8")
    with pytest.raises(ChapterError) as error:
        run(chapter("raise LookupError('no such\\nplan')"), target)
    partial = target.with_suffix(".failed.ipynb")
    assert str(error.value) == (
        f'example, cell 2 under "Example": LookupError: no such plan (as far as it ran: {partial})'
    )
    assert target.read_text(encoding="utf-8") == "the last good one"
    failed = nbformat.read(partial, as_version=4)
    assert "error" in [o.output_type for cell in failed.cells for o in cell.get("outputs", [])]


def test_a_chapters_own_refusal_is_told_in_its_words(chapter, tmp_path):
    with pytest.raises(ChapterError, match=r'^example, cell 3 under "Example": found 80, expected'):
        code = "raise ValueError('found 80, expected a share')"
        run(chapter(code), tmp_path / "out" / "example.ipynb", JAPANESE)


def test_a_kernel_that_dies_is_told(chapter, tmp_path):
    with pytest.raises(ChapterError, match=r"^example: its process died"):
        run(chapter("import os; os._exit(1)"), tmp_path / "out" / "example.ipynb")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("folder", "found a folder"),
        ("script.py", r"expected \*\.ipynb"),
        ("example.ipynb", "is the chapter itself"),
        ("script.py/x.ipynb", "its folder cannot be made"),
    ],
)
def test_a_target_that_cannot_be_is_refused_before_the_run(chapter, tmp_path, name, said):
    (tmp_path / "folder").mkdir()
    (tmp_path / "script.py").write_text("print()")
    source = chapter("raise LookupError")
    before = {file: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()}
    with pytest.raises(OSError, match=said):
        run(source, tmp_path / name)
    assert {file: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()} == before


def test_wrong_parameters_are_refused_before_anything_is_written(chapter, tmp_path):
    target = tmp_path / "out" / "example.ipynb"
    with pytest.raises(ParameterError, match="plaice"):
        run(chapter("print(place)"), target, {"plaice": "熊本県"})
    assert not target.parent.exists()


def finding(**figures: float) -> nbformat.NotebookNode:
    kept = {"semibook": {"figures": [[name, value] for name, value in figures.items()]}}
    return new_output("display_data", data={"text/plain": "So."}, metadata=kept)


def test_headline_figures_are_those_of_all_findings(tmp_path):
    cells = [
        new_markdown_cell("text"),
        new_code_cell("x", outputs=[figure(), finding(cost=1.0)]),
        new_code_cell("y", outputs=[finding(share=0.5, cap=2.0)]),
    ]
    nbformat.write(new_notebook(cells=cells), tmp_path / "example.ipynb")
    found = headlines(tmp_path / "example.ipynb")
    assert list(found.items()) == [("cost", 1.0), ("share", 0.5), ("cap", 2.0)]


def test_two_findings_that_name_one_figure_are_refused(tmp_path):
    cells = [new_code_cell("x", outputs=[finding(cost=1.0), finding(cost=2.0)])]
    nbformat.write(new_notebook(cells=cells), tmp_path / "example.ipynb")
    with pytest.raises(ChapterError, match="two findings name the figure 'cost'"):
        headlines(tmp_path / "example.ipynb")


def test_a_cell_that_shows_no_figure_any_more_loses_its_description():
    cell = new_code_cell("1 + 1")
    cell.metadata = {"tags": ["hide-input"], "mystnb": {"figure": {"name": "gone"}}}
    published = publishable(new_notebook(cells=[cell]), {})
    assert published.cells[0].metadata == {"tags": ["hide-input"]}
