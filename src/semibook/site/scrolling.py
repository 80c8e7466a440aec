"""Sphinx extension: pages are still once they are drawn, as the theme's script measures nothing.

It makes what is wide focusable, element by element, and has the page laid out again for each,
also for code that is folded: a second on a telephone, and again whenever the page changes.
book/_static/reach.js does it at once.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

#: Where the theme's script begins to measure, at its end.
_SCRIPT = "_static/scripts/pydata-sphinx-theme.js"
_MEASURES = '"complete"===document.readyState?I():window.addEventListener("load",I)'


def without_measuring(script: str) -> str:
    """The theme's script without what measures.

    Raises:
        ExtensionError: if it does not measure as it did: the theme is another.
    """
    if script.count(_MEASURES) != 1:
        raise ExtensionError(f"{_SCRIPT}: not the script that semibook.site.scrolling knows.")
    return script.replace(_MEASURES, "void 0")


def _quieten(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    script = Path(app.outdir, _SCRIPT)
    script.write_text(without_measuring(script.read_text(encoding="utf-8")), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension (called by Sphinx)."""
    app.connect("build-finished", _quieten)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
