"""Parsing Python, one thread at a time.

CPython 3.11 sometimes fails with "AST constructor recursion depth mismatch" when two threads parse
at once (python/cpython#106905), as two of the plan's tasks may.
"""

from __future__ import annotations

import ast
import threading

_LOCK = threading.Lock()


def parse(source: str) -> ast.Module:
    """The syntax tree of a source.

    Raises:
        SyntaxError: if it is no Python.
    """
    with _LOCK:
        return ast.parse(source)
