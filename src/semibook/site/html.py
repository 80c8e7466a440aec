"""HTML from the files of templates/, in which every value shows letter by letter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def from_template(name: str, **values: Any) -> str:
    """A template with its values; only `Markup` is taken for HTML.

    Args:
        name: the file.
        values: what its placeholders stand for.
    """
    return _TEMPLATES.get_template(name).render(values)
