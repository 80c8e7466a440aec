"""Messages: cutting pages and code into what a translator translates, and putting it back."""

from __future__ import annotations

import nbformat
import pytest

from semibook import paths, toc
from semibook.translation.messages import (
    code_messages,
    messages,
    pieces,
    translated,
    translated_code,
    translated_notebook,
)

PAGE = """\
---
key: value
---

(anchor)=
# Title

A paragraph of
two lines.

- first
- second

```{exercise}
:label: one

How much?
```

:::{div} chapter-list
Inside.
:::

```{math}
a = b_{\\text{net}}
```

| a | b |
|---|---|
| 1 | two |

```python
x = 1
```
"""


def shout(text: str) -> str:
    return text.upper()


def test_the_pieces_are_the_text_again():
    assert "".join(piece.text for piece in pieces(PAGE)) == PAGE


@pytest.mark.parametrize("path", sorted((paths.ROOT / "book").glob("*.md")), ids=lambda p: p.stem)
def test_the_pieces_of_every_page_are_the_page_again(path):
    text = path.read_text(encoding="utf-8")
    assert "".join(piece.text for piece in pieces(text)) == text


def test_blocks_are_messages_and_frames_are_not():
    assert [text for text, is_message in pieces(PAGE) if is_message] == [
        "# Title",
        "A paragraph of\ntwo lines.",
        "- first\n- second",
        "How much?",
        "Inside.",
        "net",
        "| a | b |\n|---|---|\n| 1 | two |",
    ]


def test_a_page_is_translated_block_by_block():
    page = translated(PAGE, shout)
    assert "# TITLE" in page
    assert "HOW MUCH?" in page
    assert "key: value" in page
    assert ":label: one" in page
    assert r"a = b_{\text{NET}}" in page
    assert "x = 1" in page


def test_code_gives_its_texts_and_comments():
    source = 'x: int = 1  # how many\nprint(_("Hello {name}").format(name=f(_("you"))))\n# why'
    assert sorted(code_messages(source)) == ["Hello {name}", "how many", "why", "you"]


def test_a_text_within_an_f_string_is_found_and_a_computed_one_is_none():
    source = 'print(f"<b>{_(\'Rows\')}</b>", _(texts["key"]), N_("a" "b"))'
    assert list(code_messages(source)) == ["Rows", "ab"]


def test_comments_are_translated_and_nothing_else():
    source = 'x: str = "# no comment"  # how many\nprint(_("Hello"))  # why\n# alone'
    assert translated_code(source, shout) == (
        'x: str = "# no comment"  # HOW MANY\nprint(_("Hello"))  # WHY\n# ALONE'
    )


def test_comments_for_tools_are_no_messages():
    source = "a = [\n    1,\n]  # fmt: skip\nb = 1  # noqa: E501"
    assert list(code_messages(source)) == []
    assert translated_code(source, shout) == source


def test_comments_of_equal_text_and_parts_of_others_are_each_translated():
    source = "a = 1  # unit\nb = 2  # unit\nc = 3  # unit of b"
    assert translated_code(source, shout) == "a = 1  # UNIT\nb = 2  # UNIT\nc = 3  # UNIT OF B"


def test_a_translated_chapter_keeps_its_code_and_loses_its_outputs():
    path = toc.notebook("kumamoto")
    original = nbformat.read(path, as_version=4)
    chapter = translated_notebook(nbformat.read(path, as_version=4), lambda text: text)
    nbformat.validate(chapter)
    assert [cell.source for cell in chapter.cells] == [cell.source for cell in original.cells]
    assert [cell.id for cell in chapter.cells] == [cell.id for cell in original.cells]
    assert not any(cell.get("outputs") for cell in chapter.cells)


def test_a_file_of_another_kind_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"found the ending '.txt', expected .md, .ipynb or .py"):
        list(messages(tmp_path / "a.txt"))
