"""Drawing in one task at a time: Matplotlib keeps the figure that is drawn in one place."""

from __future__ import annotations

from threading import RLock

DRAWING = RLock()
