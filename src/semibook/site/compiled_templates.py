"""Sphinx extension: the theme's templates are compiled once, not for each build of an edition."""

from __future__ import annotations

from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx

from semibook.cache import digest
from semibook.run.plan import LOCK
from semibook.site import kept


def _keep_compiled(app: Sphinx) -> None:
    if app.builder.format != "html":
        return
    kept.FOLDER.mkdir(parents=True, exist_ok=True)
    # Jinja tells by itself whether the template is another, but not whether Jinja is.
    names = f"{digest([LOCK])}-%s.jinja"
    compiled = FileSystemBytecodeCache(str(kept.FOLDER), names)
    app.builder.templates.environment.bytecode_cache = compiled


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension (called by Sphinx)."""
    app.connect("builder-inited", _keep_compiled)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
