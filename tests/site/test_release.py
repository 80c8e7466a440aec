"""A release: everything that is handed out, with checksums, the same each time."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from semibook import paths
from semibook.site import licences, release, whole_book
from semibook.site.publishing import RECORD
from semibook.tables import vintages


@pytest.fixture(scope="module")
def packed(tmp_path_factory) -> Iterator[Path]:
    """Where a small book, a lesson and a PDF lie, and the release packed of them."""
    place = tmp_path_factory.mktemp("packed")
    book, lessons, pdf = (place / name for name in ("book", "lessons", "pdf"))
    for made, text in {
        book / "en" / "index.html": "<p>book</p>",
        book / "en" / RECORD: json.dumps({"vintage": vintages.DEFAULT}),
        lessons / "kyushu" / "a.zip": "lesson",
        pdf / f"book-{vintages.DEFAULT}-en.pdf": "pdf",
        pdf / "book-2026-11-en.pdf": "of another vintage",
        place / "release" / "sbom.cdx.json": "{}",
        place / "release" / "old.zip": "of an earlier release",
    }.items():
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whole_book, "FOLDER", pdf)
        patch.setattr(release, "FOLDER", place / "release")
        release.pack(book, vintages.find(), lessons)
        yield place


@pytest.fixture
def folder(packed) -> Path:
    return packed / "release"


def test_it_holds_book_data_lessons_and_licences(folder):
    names = {file.name for file in folder.iterdir()} - {release.CHECKSUMS, release.COMPONENTS}
    printed = f"book-{vintages.DEFAULT}-en.pdf"
    assert names == {"book.zip", "data.zip", "data.xlsx", "a.zip", printed, "LICENCES.md"}
    assert zipfile.ZipFile(folder / "book.zip").namelist() == [f"en/{RECORD}", "en/index.html"]
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
    release.pack(packed / "book", vintages.find(), packed / "lessons")
    assert (folder / release.CHECKSUMS).read_text() == before


def test_the_list_of_components_stays_whether_it_was_made_before_or_after(folder):
    assert (folder / release.COMPONENTS).is_file()
    assert not (folder / "old.zip").exists()


def test_the_book_of_another_vintage_is_refused(packed):
    said = "found the book of 2024-02, expected that of 2026-11"
    with pytest.raises(FileNotFoundError, match=said):
        release.pack(packed / "book", vintages.find("2026-11"), packed / "lessons")


def test_without_a_book_there_is_none(tmp_path):
    with pytest.raises(FileNotFoundError, match="found no built book"):
        release.pack(tmp_path, vintages.find(), tmp_path)


def test_every_package_that_is_needed_has_a_licence():
    named = {package.name: package.licence for package in licences.packages()}
    project = (paths.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    direct = re.search(r"dependencies = \[(.*?)\n\]", project, re.DOTALL)[1]
    assert set(re.findall(r'^  "([\w-]+)', direct, re.MULTILINE)) <= set(named)
    assert named["sphinx-exercise"] == "MIT License"


@pytest.mark.parametrize("name", ["book", "pdf", "lessons", "release", "scenarios", "serve"])
def test_each_command_about_a_book_is_told_which_one_and_where(name):
    makefile = (paths.ROOT / "Makefile").read_text(encoding="utf-8")
    (rule,) = re.findall(rf"^{name}:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert "$(DOIT) $(OF_BOOK)" in rule
