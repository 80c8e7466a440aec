"""A release: everything that is handed out, with checksums, the same each time."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from semibook import paths
from semibook.site import licences, release, whole_book
from semibook.tables import vintages


@pytest.fixture(scope="module")
def packed(tmp_path_factory) -> Iterator[Path]:
    """Where a small book, a lesson and a PDF lie, and the release packed of them."""
    place = tmp_path_factory.mktemp("packed")
    book, lessons, pdf = (place / name for name in ("book", "lessons", "pdf"))
    for made, text in {
        book / "en" / "index.html": "<p>book</p>",
        lessons / "kyushu" / "a.zip": "lesson",
        pdf / "book-en.pdf": "pdf",
    }.items():
        made.parent.mkdir(parents=True)
        made.write_text(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "BOOK", book)
        patch.setattr(whole_book, "FOLDER", pdf)
        patch.setattr(release, "FOLDER", place / "release")
        release.pack(vintages.DEFAULT, lessons)
        yield place


@pytest.fixture
def folder(packed) -> Path:
    return packed / "release"


def test_it_holds_book_data_lessons_and_licences(folder):
    names = {file.name for file in folder.iterdir()}
    assert {"book.zip", "data.zip", "data.xlsx", "a.zip", "book-en.pdf", "LICENCES.md"} <= names
    assert zipfile.ZipFile(folder / "book.zip").namelist() == ["en/index.html"]
    held = zipfile.ZipFile(folder / "data.zip").namelist()
    assert "datapackage.json" in held
    assert f"{vintages.DEFAULT}/sources.csv" in held


def test_every_file_has_its_checksum(folder):
    lines = (folder / release.CHECKSUMS).read_text().splitlines()
    told = dict(reversed(line.split("  ")) for line in lines)
    others = [file for file in folder.iterdir() if file.name != release.CHECKSUMS]
    assert told == {file.name: sha256(file.read_bytes()).hexdigest() for file in others}


def test_packed_again_it_is_the_same(packed, folder):
    before = (folder / release.CHECKSUMS).read_text()
    release.pack(vintages.DEFAULT, packed / "lessons")
    assert (folder / release.CHECKSUMS).read_text() == before


def test_without_a_book_there_is_none(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "BOOK", tmp_path / "none")
    with pytest.raises(FileNotFoundError, match="found no built book"):
        release.pack(vintages.DEFAULT, tmp_path)


def test_every_package_that_is_needed_has_a_licence():
    named = {package.name: package.licence for package in licences.packages()}
    project = (paths.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    direct = re.search(r"dependencies = \[(.*?)\n\]", project, re.DOTALL)[1]
    assert set(re.findall(r'^  "([\w-]+)', direct, re.MULTILINE)) <= set(named)
    assert named["sphinx-exercise"] == "MIT License"
