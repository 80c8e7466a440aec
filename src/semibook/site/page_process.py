"""Sphinx in a process that keeps an edition loaded, and makes single pages of it again.

Its first line of input says which edition, as for `sphinx_process`, and a folder of its own to
write into; each further one names a page. It answers each with a line: what is wrong, or nothing.
It ends with its input.
"""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import redirect_stderr
from pathlib import Path
from shutil import rmtree
from typing import ClassVar, TextIO

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.build_phase import BuildPhase

from semibook.site.editions import translate_theme
from semibook.site.sphinx_process import build, load


class _PageMaker(Sphinx):
    """An application that makes pages as it is asked where others build all that changed."""

    answers: ClassVar[TextIO]

    def build(self, force_all: bool = False, filenames: list[Path] | None = None) -> None:
        """Answer each line of the input (called by Jupyter Book, once all is set up)."""
        del force_all, filenames
        # What the edition was built with stays as it is: a build that follows goes by it.
        self.builder.doctreedir = Path(self.outdir, "doctrees")
        self._prepare_writing(set())
        self.builder.copy_static_files()  # pages name them with their checksums
        for line in sys.stdin:
            self._warning.seek(0)
            self._warning.truncate()
            self._warncount = 0
            try:
                self._make(json.loads(line))
            except (OSError, SphinxError) as error:
                self._warning.write(f"{error}\n")
                self._warncount += 1
            said = self._warning.getvalue() if self._warncount else ""
            self.answers.write(f"{json.dumps(said)}\n")
            self.answers.flush()

    def _make(self, page: str) -> None:
        """Read a page and write it, as a build does with those that changed."""
        builder = self.builder
        builder.images.clear()
        rmtree(Path(self.outdir, builder.imagedir), ignore_errors=True)
        self.phase = BuildPhase.READING
        self.events.emit("env-before-read-docs", self.env, [page])
        builder._read_serial([page])
        self.events.emit("env-updated", self.env)
        self.events.emit("env-get-updated", self.env)  # figures get their numbers
        self._prepare_writing({page})
        builder._write_serial([page])
        builder.copy_image_files()
        translate_theme(Path(builder.get_outfilename(page)), self.config.language)

    def _prepare_writing(self, pages: set[str]) -> None:
        self.builder.search = False  # its index follows with the rest of the book
        self.builder.prepare_writing(pages)
        self.builder.search = True  # pages lead to it all the same


def main() -> int:
    """Load an edition, and make pages of it until the input ends."""
    import jupyter_book.sphinx

    load()
    asked = sys.stdin.readline()
    if not asked:
        return 0
    jupyter_book.sphinx.Sphinx = _PageMaker
    said = io.StringIO()
    with os.fdopen(os.dup(sys.stdout.fileno()), "w") as _PageMaker.answers, redirect_stderr(said):
        sys.stdout = said  # the answers alone go there
        failed = build(json.loads(asked))
    if failed:
        sys.stderr.write(said.getvalue())
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
