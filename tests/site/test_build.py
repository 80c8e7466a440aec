"""Building an edition: what an earlier build left goes, and nothing else."""

from __future__ import annotations

import pytest

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
