"""Messages: the pieces of a page or chapter that a translator translates, and putting them back.

A message is one block of Markdown (a paragraph, heading, list, table), one text in `_()`, or one
comment in code. Directives are entered: their body's blocks are messages, their frame is kept. The
words in a formula (share, target) are messages too.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import nbformat
from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from nbformat import NotebookNode

from semibook.cache import until_changed
from semibook.translation.notebook_code import parse

#: Functions whose first argument is a message.
_MARKS = {"_", "N_", "NotStated"}
Translate = Callable[[str], str]

#: Directives whose body is prose. The bodies of others (tables made from data) are kept; of a
#: formula, the words are messages.
_PROSE = {
    "admonition", "caution", "div", "exercise", "exercise-start", "important", "note", "solution",
    "solution-start", "tip", "warning",
}  # fmt: skip
_FENCE = re.compile(r"(?P<mark>[`~:]{3,})\s*\{(?P<name>[\w-]+)\}(?P<rest>.*)")
_COMMENT = re.compile(r"(#[:#]*\s*)(.*)")
_WORDS_OF_FORMULA = re.compile(r"(?<=\\text\{)([^{}]+)(?=\})")
_NO_PROSE = re.compile(r"\([\w-]+\)=|:[\w-]+:.*|[\s\d\W]*")
_MARKDOWN = (
    MarkdownIt("commonmark")
    .enable("table")
    .use(colon_fence_plugin)
    .use(front_matter_plugin)
    .use(myst_block_plugin)
)


class Piece(NamedTuple):
    """Lines of a Markdown text: a message, or what stands between messages."""

    text: str
    is_message: bool


def pieces(markdown: str) -> Iterator[Piece]:
    """A Markdown text in pieces that, joined, are the text again."""
    lines = markdown.splitlines(keepends=True)
    done = 0
    for token in _MARKDOWN.parse(markdown):
        if token.level or not token.map or token.nesting < 0 or token.map[0] < done:
            continue
        start, end = token.map
        yield from _between(lines[done:start])
        yield from _block(lines[start:end], token.type)
        done = end
    yield from _between(lines[done:])


def _between(lines: list[str]) -> Iterator[Piece]:
    if lines:
        yield Piece("".join(lines), is_message=False)


def _block(lines: list[str], kind: str) -> Iterator[Piece]:
    fence = _FENCE.match(lines[0].strip())
    if kind in ("fence", "colon_fence") and fence and fence["name"] in _PROSE and len(lines) > 2:
        head = 1 + next((n for n, line in enumerate(lines[1:]) if line[:1] != ":"), 0)
        yield from _between(lines[:head])
        yield from pieces("".join(lines[head:-1]))
        yield from _between(lines[-1:])
    elif fence and fence["name"] == "math":
        split = _WORDS_OF_FORMULA.split("".join(lines))
        yield from (Piece(text, is_message=number % 2 == 1) for number, text in enumerate(split))
    elif kind in ("fence", "colon_fence", "code_block", "front_matter", "myst_target", "hr"):
        yield from _between(lines)
    else:
        body = "".join(lines)
        text = body.rstrip("\n")
        yield Piece(text, is_message=not _NO_PROSE.fullmatch(text))
        yield from _between([body[len(text) :]] if body != text else [])


def translated(markdown: str, translate: Translate) -> str:
    """A Markdown text with each message translated."""
    return "".join(translate(text) if message else text for text, message in pieces(markdown))


def code_messages(source: str) -> Iterator[str]:
    """The texts in `_()` and the comments of a piece of code."""
    yield from _marked(parse(source))
    yield from _comments_of(source)


def _marked(node: ast.AST) -> Iterator[str]:
    """The texts that calls in a tree of code mark as messages, in their order.

    Read from the tree and not, as gettext's tools do, from tokens: in those, Python 3.11 hides the
    calls inside an f-string, and Python 3.12 shows them.
    """
    match node:
        case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *_rest]):
            if name in _MARKS:
                yield text
    for child in ast.iter_child_nodes(node):
        yield from _marked(child)


def _comments_of(source: str) -> list[str]:
    texts = (_COMMENT.fullmatch(token.string)[2] for token in _comment_tokens(source))
    return [text for text in texts if text]


def _comment_tokens(source: str) -> list[tokenize.TokenInfo]:
    """The comments that are for readers, and not for the formatter or the linter."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = [each for each in tokens if each.type == tokenize.COMMENT]
    return [each for each in comments if not re.match(r"#\s*(fmt|noqa|type):", each.string)]


def translated_code(source: str, translate: Translate) -> str:
    """A piece of code with its comments translated; texts in `_()` are translated when it runs."""
    lines = source.splitlines()
    for token in _comment_tokens(source):
        row, column = token.start
        mark, text = _COMMENT.fullmatch(token.string).groups()
        lines[row - 1] = lines[row - 1][:column] + mark + (translate(text) if text else "")
    return "\n".join(lines)


def messages(path: Path) -> Iterator[str]:
    """The messages of a page (.md), a chapter (.ipynb) or a module (.py), in order.

    Raises:
        ValueError: for a file of another kind.
    """
    match path.suffix:
        case ".md":
            yield from (text for text, message in pieces(path.read_text("utf-8")) if message)
        case ".ipynb":
            yield from _of_chapter(path)
        case ".py":
            yield from _of_module(path)
        case ending:
            raise ValueError(f"{path}: found the ending {ending!r}, expected .md, .ipynb or .py")


@until_changed
def _of_chapter(path: Path) -> list[str]:
    found = []
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            found += code_messages(cell.source)
        else:
            found += [text for text, message in pieces(cell.source) if message]
    return found


@until_changed
def _of_module(path: Path) -> list[str]:
    return [*_marked(parse(path.read_bytes()))]


def translated_notebook(notebook: NotebookNode, translate: Translate) -> NotebookNode:
    """A chapter with its Markdown and its comments translated, without outputs."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = translated_code(cell.source, translate)
            cell.outputs, cell.execution_count = [], None
        elif cell.cell_type == "markdown":
            cell.source = translated(cell.source, translate)
    return notebook
