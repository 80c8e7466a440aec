"""How text reaches a page, and whether this process makes pages at all.

Text from tables, vintages and parameters is data: it passes through one of these functions on its
way to a page, which shows it letter by letter. Runs for headline figures alone
make no pages.
"""

from __future__ import annotations

import html
import re
import string
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from semibook.tables.characters import as_line

#: Off, figures are not drawn and tables not written; what chapters compute is the same.
wanted = True

#: The type under which a figure's lines travel, beside its picture.
SVG = "image/svg+xml"
#: What a picture calls the height of its foot, in pixels.
FOOT = "Foot"
#: Every sign that can mean something in Markdown, and those that HTML reads.
_MARKUP = re.compile(f"[{re.escape(string.punctuation)}]")


def as_markdown(text: str) -> str:
    """Text that holds data, as Markdown that shows it letter by letter: a name is never markup.

    It stays on one line and begins no block, wherever it is put.
    """
    return _MARKUP.sub(r"\\\g<0>", as_line(text))


def as_code(text: str) -> str:
    """Text that holds data as a span of code in Markdown, which can be read unrendered too."""
    text = as_line(text)
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence} {text} {fence}" if "`" in text else f"{fence}{text}{fence}"


def as_html(text: str) -> str:
    """Text that holds data, as HTML that shows it letter by letter; fit for attributes too."""
    return html.escape(as_line(text))


def _in_a_line(value: Any) -> Any:
    return value if isinstance(value, Markup) else as_line(str(value))


def templates(folder: Path, finalize: Callable[[Any], Any] | None = None) -> Environment:
    """Templates of HTML, in which every value shows letter by letter and none may be missing.

    Args:
        folder: where their files lie.
        finalize: what becomes of a value before it is escaped.
    """
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


_TEMPLATES = templates(Path(__file__).parent / "templates", _in_a_line)


def from_template(name: str, **values: Any) -> str:
    """HTML from a file of templates/, in which every value shows letter by letter, on one line.

    Args:
        name: the file.
        values: what its placeholders stand for; only `Markup` is taken for HTML.
    """
    return _TEMPLATES.get_template(name).render(values)
