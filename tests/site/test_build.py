"""Building an edition: what an earlier build left goes, and nothing else."""

from __future__ import annotations

import io
from base64 import b64encode
from pathlib import Path

import nbformat
import pytest
from PIL import Image
from sphinx.application import Sphinx

from semibook import toc
from semibook.site import build, processes


@pytest.mark.parametrize("name", ["plain.png", "図1.png", "fig 1.png"])
def test_pictures_that_a_page_shows_stay(tmp_path, monkeypatch, name):
    output, copied = tmp_path / "html", tmp_path / "_figures"
    monkeypatch.setattr(toc, "pages", lambda: ["book/intro"])
    for folder in (output / "_images", copied):
        folder.mkdir(parents=True)
        for picture in (name, f"not-{name}"):
            (folder / picture).touch()
    page = output / "book" / "intro.html"
    page.parent.mkdir()
    page.write_text(f'<img src="../_images/{build.quote(name)}">', encoding="utf-8")
    build._prune(output, copied)
    assert [file.name for file in (output / "_images").iterdir()] == [name]
    assert [file.name for file in copied.iterdir()] == [name]


def test_a_process_that_no_edition_takes_is_ended(monkeypatch):
    monkeypatch.setattr(processes, "_ahead", [])
    processes.load_ahead()
    (process,) = processes._ahead
    processes.end_ahead()
    assert process.poll() is not None
    assert not processes._ahead


def chapter(source: Path, name: str, colour: str = "") -> None:
    """A chapter as it was run, with a figure `timeline` of a colour; without, it drew none."""
    file, outputs = io.BytesIO(), []
    if colour:
        Image.new("RGB", (1, 1), colour).save(file, "PNG")
        data = {"image/png": b64encode(file.getvalue()).decode()}
        outputs = [nbformat.v4.new_output("display_data", data)]
    cell = nbformat.v4.new_code_cell(outputs=outputs)
    cell.metadata["mystnb"] = {"figure": {"name": "timeline"}, "image": {"alt": colour}}
    (source / "notebooks").mkdir(exist_ok=True)
    notebook = nbformat.v4.new_notebook(cells=[cell])
    nbformat.write(notebook, source / "notebooks" / f"{name}.ipynb")


def warnings(source: Path, *chapters: str) -> str:
    """What Sphinx says of a page that shows the figure of some chapters."""
    shown = [f"```{{chapter-figure}} {name} timeline\n```\n" for name in chapters]
    (source / "index.md").write_text("\n".join(["# Page\n", *shown]), encoding="utf-8")
    out, said = source / "_build", io.StringIO()
    settings = {
        "extensions": ["myst_nb", "semibook.site.directives"],
        "exclude_patterns": ["notebooks"],
        "html_theme": "basic",
    }
    quiet = {"status": None, "warning": said}
    Sphinx(source, None, out, out / "trees", "html", settings, freshenv=True, **quiet).build()
    return said.getvalue()


def test_figures_that_two_chapters_call_the_same_are_two(tmp_path):
    chapter(tmp_path, "talent", "red")
    chapter(tmp_path, "rapidus", "blue")
    warnings(tmp_path, "talent", "rapidus")
    pictures = {file.read_bytes() for file in (tmp_path / "_build" / "_images").iterdir()}
    assert len(pictures) == 2


def test_a_figure_that_was_not_drawn_is_told(tmp_path):
    chapter(tmp_path, "talent")
    assert "chapter talent drew no figure 'timeline'" in warnings(tmp_path, "talent")
