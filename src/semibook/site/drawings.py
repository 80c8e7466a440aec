"""The figures of chapters as SVG: files that a book hands out, and that no page loads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

#: Their folder, in an edition.
FOLDER = "figures"
#: The folder, beside the sources of an edition's pages, of pictures that a chapter shows elsewhere.
COPIED = "_figures"


def address(chapter: str, name: str) -> str:
    """The name of a figure's files, unlike that of any other chapter's figure.

    Args:
        chapter: its name.
        name: what the chapter calls the figure; it may begin with the chapter's own.
    """
    slug = chapter.replace("_", "-")
    return name if name.startswith(f"{slug}-") else f"{slug}-{name}"


def staged(drawings: Mapping[str, Path]) -> dict[Path, bytes]:
    """The files of an edition, by their paths in it.

    Args:
        drawings: by chapter, the file in which a run kept its figures; one that is not there has
            none, as where pages are made from the stored chapters.
    """
    return {
        Path(FOLDER, f"{address(chapter, name)}.svg"): drawing.encode()
        for chapter, file in drawings.items()
        if file.is_file()
        for name, drawing in json.loads(file.read_text(encoding="utf-8")).items()
    }
