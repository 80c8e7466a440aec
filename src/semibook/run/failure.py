"""What is said of a run that fails, or cannot be."""

from __future__ import annotations


class RunError(RuntimeError):
    """A run that failed, or was not begun; the message is one line."""
