"""Under which licence everything stands that the book is made with, from what is installed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata
from typing import NamedTuple

from packaging.requirements import Requirement

from semibook import paths

_LOCK = paths.ROOT / "requirements.txt"
#: Classifiers name a licence last: `License :: OSI Approved :: MIT License`.
_CLASSIFIER = "License ::"
#: What is handed out with the book and lies inside a package, with the licence that stands there.
_PARTS = {
    "IPAex Gothic (font, in matplotlib-fontja)": "IPA Font License Agreement v1.0",
    "Source Sans Pro (font, in font-source-sans-pro)": "SIL Open Font License 1.1",
    "Font Awesome Free (font, in pydata-sphinx-theme)": "SIL Open Font License 1.1",
    "MathJax (script, in django-static-mathjax)": "Apache-2.0",
}


class Licence(NamedTuple):
    """A licence: as programs name it (SPDX), as readers do, and where its text stands."""

    identifier: str
    name: str
    address: str


#: Of the book's texts, figures and tables (LICENSE-CONTENT.md, CITATION.cff).
CONTENT = Licence("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")


class Package(NamedTuple):
    """A package of the lock: what it is called, and what its own metadata say of its licence."""

    name: str
    version: str
    licence: str


def packages() -> Iterator[Package]:
    """The packages of the lock that are installed here, by name; some are for other systems only.

    Raises:
        ValueError: if one does not say under which licence it stands.
    """
    for pinned in _pinned():
        name = pinned.name
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        if not pinned.specifier.contains(about["Version"], prereleases=True):
            continue  # the one for another version of Python
        if not (licence := _licence(about)):
            raise ValueError(f"{name}: found no licence in its metadata, expected one")
        yield Package(name, about["Version"], licence)


def _pinned() -> Iterator[Requirement]:
    for line in _LOCK.read_text(encoding="utf-8").splitlines():
        text = line.partition(" #")[0].removesuffix("\\").strip()
        if text and not text.startswith(("#", "--")):
            yield Requirement(text)


def _licence(about: metadata.PackageMetadata) -> str:
    """An expression (SPDX) if there is one, else classifiers, else the first line of a text."""
    if expression := about.get("License-Expression"):
        return expression
    classifiers = about.get_all("Classifier", [])
    named = [each.rpartition(" :: ")[2] for each in classifiers if each.startswith(_CLASSIFIER)]
    text = (about.get("License") or "").strip()
    return ", ".join(named) or text.partition("\n")[0]


def report() -> str:
    """The packages, fonts and scripts with their licences, as a Markdown text."""
    lines = [
        "# Licences of what the book is made with",
        "",
        "The book's own: MIT for code, CC BY 4.0 for text, figures and tables.",
        "",
        "## Fonts and scripts that are handed out with the book",
        "",
        *(f"- {name}: {licence}" for name, licence in _PARTS.items()),
        "",
        "## Packages",
        "",
        *(f"- {each.name} {each.version}: {each.licence}" for each in packages()),
    ]
    return "\n".join([*lines, ""])
