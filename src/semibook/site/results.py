"""The book's results as JSON for other programs, under `api/`, made anew where they may differ.

`semibook.site.api` makes them; what it loads, and recomputing every claim, takes seconds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from semibook import toc
from semibook.cache import digest
from semibook.run import dependencies
from semibook.run.plan import LOCK, catalogue_files, checked_files
from semibook.site.kept import kept
from semibook.tables import vintages

#: The folder, in the published book.
FOLDER = "api"


def write(folder: Path, vintage: str, executed: Mapping[str, Mapping[str, Path]]) -> None:
    """Write the files and their schemas.

    Args:
        folder: where to.
        vintage: the vintage that the book shows.
        executed: by language, the executed notebook of each chapter.

    Raises:
        OSError: if one cannot be written.
    """

    def made() -> bytes:
        from semibook.site import api

        return json.dumps(api.texts(vintage, executed)).encode()

    folder.mkdir(parents=True, exist_ok=True)
    for name, text in json.loads(kept(_made_from(vintage, executed), ".api", made)).items():
        (folder / name).write_text(text, encoding="utf-8")


def _made_from(vintage: str, executed: Mapping[str, Mapping[str, Path]]) -> list[str]:
    """What the files are made from: what was run, tables, code, texts in languages."""
    # What became of the deck's promises stands in a later vintage, which their chapter names.
    read = [vintages.find(vintage), dependencies.ahead("promises")]
    files = [
        *(file for held in read for file in checked_files(held)),
        *(file for lang in executed for file in catalogue_files(lang)),
        *dependencies.package_files("semibook.site.api"),
        toc.notebook("promises"),
        LOCK,
    ]
    # Of a run its outputs count too, which `digest` leaves out.
    runs = [
        f"{lang}/{name} {sha256(file.read_bytes()).hexdigest()}"
        for lang, chapters in executed.items()
        for name, file in chapters.items()
    ]
    return [vintage, digest(files), *runs]
