"""What is asked of a file often."""

from __future__ import annotations

import weakref

import nbformat
from nbformat import v4

from semibook import cache


def test_a_notebook_counts_as_it_was_written(tmp_path):
    file = tmp_path / "chapter.ipynb"

    def digest(source: str, tags: list[str], outputs: list) -> str:
        cell = v4.new_code_cell(source, metadata={"tags": tags}, outputs=outputs, id="one")
        nbformat.write(v4.new_notebook(cells=[cell]), file)
        return cache.digest([file])

    plain = digest("1 + 1", [], [])
    assert digest("1 + 1", [], [v4.new_output("stream", text="2")]) == plain
    assert digest("1 + 2", [], []) != plain
    assert digest("1 + 1", ["parameters"], []) != plain


def test_a_damaged_notebook_counts_by_its_bytes(tmp_path):
    file = tmp_path / "chapter.ipynb"
    file.write_text("{", encoding="utf-8")
    before = cache.digest([file])
    file.write_text("[]", encoding="utf-8")
    assert cache.digest([file]) != before


def test_a_file_is_asked_again_once_it_has_changed_and_its_past_is_forgotten(tmp_path):
    file = tmp_path / "notes.txt"

    class Text(str):
        """A text that tells whether anybody still holds it."""

    @cache.until_changed
    def read(path):
        return Text(path.read_text(encoding="utf-8"))

    file.write_text("one", encoding="utf-8")
    first = weakref.ref(read(file))
    assert read(file) is first()
    file.write_text("three", encoding="utf-8")
    assert read(file) == "three"
    assert first() is None
