"""A third language needs its catalogues and nothing else: one is made up here, and read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import polib
import pytest
from bs4 import BeautifulSoup

from semibook import paths

LANG, CHAPTER = "eo", "talent"
#: What a translator leaves as it is: placeholders, code, links, commands of formulas, directives.
KEPT = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{[^{}]*\}|`[^`]*`|\]\([^)]*\)|<[^>]*>|https?://\S+|\\\\\w+"
    r"|\d\S*(?:\s+(?:trillion|billion|million|thousand))?",
    re.DOTALL,
)
ACCENTS = str.maketrans("aeiouAEIOU", "àéîõüÀÉÎÕÜ")
#: Catalogues are made, one chapter is run, and a page made of what it shows.
SCRIPT = """
import sys
from pathlib import Path
import nbformat, yaml
from semibook import paths, toc
from semibook.run import chapter
from semibook.site import build
from semibook.translation import catalogues

lang, name = sys.argv[1:]
assert lang in catalogues.NAMES
problems = list(catalogues.problems(lang))
assert not problems, problems[:5]
source = paths.BUILD / "source"
executed = source / "notebooks" / f"{name}.ipynb"
translated = paths.BUILD / "translated" / f"{name}.ipynb"
catalogues.translated_chapter(toc.notebook(name), translated, lang)
chapter.run(translated, executed, {"lang": lang})
notebook = nbformat.read(executed, as_version=4)
notebook.cells[0].source = notebook.cells[0].source.partition("\\n")[0]
notebook.cells[1:] = [cell for cell in notebook.cells if cell.cell_type == "code"]
nbformat.write(notebook, executed)
settings, _toc = catalogues.config_and_toc(lang)
contents = {"format": "jb-book", "root": f"notebooks/{name}"}
for file, said in (("_config.yml", settings), ("_toc.yml", contents)):
    (source / file).write_text(yaml.safe_dump(said, allow_unicode=True), "utf-8")
(source / "book").symlink_to(paths.ROOT / "book")
build._sphinx(build.asked(paths.BUILD, "2024-02", twins=True))
"""


def accented(text: str) -> str:
    pieces, at = [], 0
    for kept in KEPT.finditer(text):
        pieces += [text[at : kept.start()].translate(ACCENTS), kept[0]]
        at = kept.end()
    return "".join([*pieces, text[at:].translate(ACCENTS)])


def python(root: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | {"SEMIBOOK_ROOT": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    warned = [line for line in done.stderr.splitlines() if "WARNING" in line]
    assert done.returncode == 0, warned[-9:] or done.stderr[-4000:]


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    """The repository with a third folder of catalogues, in English with accents."""
    root = tmp_path_factory.mktemp("root")
    for item in paths.ROOT.iterdir():
        if item.name not in ("_build", "locale", ".git"):
            (root / item.name).symlink_to(item)
    (root / "locale").mkdir()
    (root / "locale" / "ja").symlink_to(paths.LOCALE / "ja")
    python(root, "-c", f"from semibook.translation import catalogues as c; c.extract({LANG!r})")
    for file in (root / "locale" / LANG).glob("*.po"):
        catalogue = polib.pofile(str(file), wrapwidth=0)
        for entry in catalogue:
            entry.msgstr = accented(entry.msgid)
        catalogue.save(str(file))
    script = root / "third.py"
    script.write_text(SCRIPT, encoding="utf-8")
    python(root, str(script), LANG, CHAPTER)
    return root


def test_its_chapter_speaks_it(root):
    chapter = nbformat.read(root / "_build/source/notebooks" / f"{CHAPTER}.ipynb", as_version=4)
    shown = [
        output["data"].get("text/html", "") + output["data"].get("text/markdown", "")
        for cell in chapter.cells
        for output in cell.get("outputs", [])
        if "data" in output
    ]
    assert sum(bool(re.search("[àéîõü]", text)) for text in shown) > 5


def test_its_page_is_made_and_says_its_language(root):
    page = root / "_build/html/notebooks" / f"{CHAPTER}.html"
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    assert soup.html["lang"] == LANG
    assert re.search("[àéîõü]", soup.h1.get_text())
    assert re.search("[àéîõü]", soup.select_one(".extra_footer").get_text())
    assert re.search("[àéîõü]", soup.select_one(".table-source").get_text())
