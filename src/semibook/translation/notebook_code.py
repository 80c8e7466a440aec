"""The code of notebooks, and parsing it one thread at a time.

CPython 3.11 sometimes fails with "AST constructor recursion depth mismatch" when two threads parse
at once (python/cpython#106905), as two of the plan's tasks may.
"""

from __future__ import annotations

import ast
import json
import threading
from pathlib import Path
from typing import Any

_LOCK = threading.Lock()


def parse(source: str) -> ast.Module:
    """The syntax tree of a source.

    Raises:
        SyntaxError: if it is no Python.
    """
    with _LOCK:
        return ast.parse(source)


def code_cells(notebook: Path) -> list[dict[str, Any]]:
    """The code cells of a notebook of format 4, each with `source` (as one text) and `tags`.

    Plain JSON, as nbformat takes two seconds to load, which every command would wait for.
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [
        {"source": "".join(cell["source"]), "tags": cell["metadata"].get("tags", [])}
        for cell in cells
        if cell["cell_type"] == "code"
    ]
