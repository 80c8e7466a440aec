"""The same book is the same bytes: in another folder, time zone, locale, and on fewer cores."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from semibook import paths
from tests.site.test_site import HTML

#: Runs a light chapter, and makes pages of what its cells show.
BUILD = """
import os
import sys
from pathlib import Path
cores, folder = int(sys.argv[1]), Path(sys.argv[2])
os.cpu_count = lambda: cores
import nbformat, yaml
from semibook import toc
from semibook.run import chapter, headlines
from semibook.site import build
from semibook.translation.catalogues import config_and_toc

source, name = folder / "source", "talent"
executed = source / "notebooks" / f"{name}.ipynb"
chapter.run(toc.notebook(name), executed, {"lang": "ja"}, folder / "figures.json")
headlines.write(name, chapter.headlines(executed), folder / "headlines.csv")
notebook = nbformat.read(executed, as_version=4)
notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
notebook.cells.insert(0, nbformat.v4.new_markdown_cell("# 人材", id="title"))
nbformat.write(notebook, executed)
settings, contents = config_and_toc("ja")
pages = [f"book/page{number}" for number in range(6)]  # below six, Sphinx takes one process
contents["root"] = pages[0]
contents["parts"] = [
    {"caption": "章", "chapters": [{"file": page} for page in (*pages[1:], f"notebooks/{name}")]}
]
for page in pages:
    file = (source / page).with_suffix(".md")
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"# {page}\\n\\n人材と*半導体*。\\n", "utf-8")
for file, said in (("_config.yml", settings), ("_toc.yml", contents)):
    (source / file).write_text(yaml.safe_dump(said, allow_unicode=True), "utf-8")
for file in (build.paths.ROOT / "book").rglob("*"):
    if file.is_file() and file.suffix != ".md":
        copy = source / "book" / file.relative_to(build.paths.ROOT / "book")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
build._sphinx(build.asked(folder, "2024-02", twins=True))
"""
HERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
ELSEWHERE = {
    "TZ": "Asia/Tokyo",
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONHASHSEED": "4711",
    "OMP_NUM_THREADS": "1",
}


def contents(folder: Path) -> dict[str, str]:
    """The digest of each file that is made to be read."""
    made = [folder / "headlines.csv", folder / "figures.json"]
    found = [*(folder / "html").rglob("*"), *made, *folder.rglob("*.ipynb")]
    return {
        file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in found
        if file.is_file() and file.name != ".buildinfo"
    }


def test_a_build_elsewhere_gives_the_same_bytes(tmp_path):
    script = tmp_path / "build.py"
    script.write_text(BUILD, encoding="utf-8")
    folders = [tmp_path / "here", tmp_path / "a folder elsewhere" / "and deeper"]
    builds = []
    for folder, cores, settings in zip(folders, (2, 1), (HERE, ELSEWHERE), strict=True):
        folder.mkdir(parents=True)
        command = [sys.executable, str(script), str(cores), str(folder)]
        builds.append(
            subprocess.Popen(
                command, env=os.environ | settings, stderr=subprocess.PIPE, stdout=subprocess.PIPE
            )
        )
    for process in builds:
        _said, errors = process.communicate()
        assert process.returncode == 0, errors.decode()
    here, elsewhere = map(contents, folders)
    assert len(here) > 100
    assert here == elsewhere


def test_the_book_holds_no_notes_of_sphinx():
    assert not [file for file in HTML.rglob("*") if file.name.startswith(".")]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_no_page_says_where_it_was_made(lang):
    for file in (HTML / lang).rglob("*"):
        if file.suffix in (".html", ".js", ".json", ".css", ".ipynb", ".inv"):
            assert str(paths.ROOT).encode() not in file.read_bytes(), file
