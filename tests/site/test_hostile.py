"""Data is text: whatever a vintage's cells hold, nothing of it is live on a page."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from sphinx.application import Sphinx

from semibook import paths, toc
from semibook.page.markup import as_code, as_html, as_markdown
from semibook.run.chapter import run
from semibook.site import downloads
from semibook.site.build import _headed
from semibook.site.embedding import FOLDER
from semibook.tables import schema, vintages
from semibook.tables.characters import as_line, web_address

EXTENSIONS = [
    "myst_nb",
    "semibook.site.directives",
    "semibook.site.adjustments",
    "semibook.site.copied_files",
]
FIGURES = ["semibook.site.pictures", "semibook.site.figures"]
CONTENT = "ContentOfALocalFile"
#: Text that is markup to one reader of pages or another; `{file}` is a file that holds CONTENT.
HOSTILE = """ zz
```{{include}} {file}
```
<div>

```{{raw}} html
<script>live()</script>
```
# zzheading
[zzlink](javascript:live()) ![zzimage]({file}) <b onclick='live()'>zz</b> {{download}}`{file}`
% {{eval-rst}} **zzbold** $x^2$ \\(y\\) "zz' &amp; `zz` | zz
:::{{literalinclude}} {file}
:::
- zzitem
"""


def is_free_text(field: dict, keys: set[str]) -> bool:
    return (
        field.get("type", "string") == "string"
        and field["name"] not in keys
        and "enum" not in field.get("constraints", {})
    )


def keys(described: dict) -> set[str]:
    """Columns whose cells other rows, tables or units name."""
    schema = described["schema"]
    named = {column for key in schema.get("foreignKeys", []) for column in key["fields"]}
    units = {each.get("unitField") for each in schema["fields"]}
    return {*schema["primaryKey"], *named, *units, "chapter"}


def spoil(table: Path, hostile: str) -> None:
    """Add hostile text to every cell of free text."""
    described = schema.resource(table.stem)
    named = keys(described)
    spoilt = {each["name"] for each in described["schema"]["fields"] if is_free_text(each, named)}
    with table.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        rows, columns = list(reader), dict.fromkeys([*reader.fieldnames, "as_of"])
    for row in rows:
        row["as_of"] = row.get("as_of") or "2026-03-31"
        row |= {column: row[column] + hostile for column in spoilt if row[column]}
        if table.stem == "sources":
            row["address"] = "javascript:live()"
    with table.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns)
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    """A vintage on the deck whose own tables hold hostile text in every cell of free text."""
    folder = tmp_path_factory.mktemp("hostile")
    secret = folder / "secret.txt"
    secret.write_text(CONTENT)
    text = HOSTILE.format(file=secret)
    place = folder / "received"
    shutil.copytree(vintages.find().folder, place)
    for table in place.glob("*.csv"):
        spoil(table, text)
    title = as_line(text)  # a line break is refused there
    about = {"title": title, "title_ja": title, "as_of": "2026-03-31"}
    (place / "vintage.yml").write_text(yaml.safe_dump(about | {"base": "2024-02"}))
    (place / "page.html").write_text("<script>live()</script>")
    (place / "secret.csv").symlink_to(secret)
    (place / "more").mkdir()
    (place / "more" / "page.html").write_text("<script>live()</script>")
    return place


@pytest.fixture(scope="module", params=["kumamoto"])
def book(hostile, tmp_path_factory, request) -> Path:
    """The pages of a chapter, of the sources and of the tables, built on the hostile vintage."""
    source = tmp_path_factory.mktemp("source")
    executed = source / f"{request.param}.ipynb"
    run(toc.notebook(request.param), executed, {"vintage": str(hostile)})
    headed = _headed(request.param, executed, str(hostile), "en")
    executed.unlink()
    (source / "notebooks").mkdir()
    (source / "notebooks" / executed.name).write_bytes(headed)
    (source / "book").mkdir()
    for page, content in (("references", "slides"), ("catalogue", "catalogue")):
        text = f"# Page\n\n```{{{content}}}\n```\n"
        (source / "book" / f"{page}.md").write_text(text)
    (source / "index.md").write_text(
        "# Book\n\n```{toctree}\n"
        f"book/references\nbook/catalogue\nnotebooks/{request.param}\n```\n"
    )
    config = yaml.safe_load((paths.ROOT / "_config.yml").read_text(encoding="utf-8"))
    return built(
        source,
        extensions=["sphinx_exercise", *EXTENSIONS, *FIGURES],
        myst_enable_extensions=config["parse"]["myst_enable_extensions"],
        nb_execution_mode="off",
        semibook_vintage=str(hostile),
    )


def built(source: Path, **config) -> Path:
    """The pages that Sphinx makes of a folder."""
    out, config = source / "_build", {"html_theme": "basic"} | config
    quiet = {"status": None, "warning": None}
    Sphinx(source, None, out, out / "trees", "html", config, freshenv=True, **quiet).build()
    return out


def pages(book: Path) -> list[Path]:
    return [page for page in sorted(book.glob("*/*.html")) if page.parent.name != FOLDER]


def test_no_page_shows_a_files_content(book):
    assert len(pages(book)) == 3
    assert not [page for page in pages(book) if CONTENT in page.read_text(encoding="utf-8")]
    assert not list(book.rglob("*secret*"))


def test_only_tables_of_a_received_folder_are_handed_out(book):
    names = {each.name for each in (book / "data" / "received").iterdir()}
    tables = [each["name"] for each in schema.package()["resources"]]
    endings = (".csv", *downloads.FORMS)
    assert names == {"vintage.yml", *(table + ending for table in tables for ending in endings)}


def test_nothing_of_a_cell_is_live(book):
    for page in pages(book):
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        assert "{include}" in soup.get_text()  # it is shown, as text
        assert not [tag for tag in soup.find_all("script") if "live" in tag.get_text()]
        assert not soup.find_all(lambda tag: tag.has_attr("onclick"))
        assert not soup.find_all("a", href=lambda to: to and to.startswith(("javascript", "file")))
        for tag in soup.find_all(["h1", "h2", "h3", "strong", "em", "img", "code", "li", "a"]):
            said = "".join(tag.find_all(string=True, recursive=False))
            # A figure's title, which is bold, may name what a cell says: letter by letter.
            in_title = tag.name == "strong" and tag.find_parent("figcaption")
            assert "zz" not in said or (in_title and "**zzbold**" in said), tag


def test_nothing_of_a_cell_is_live_where_other_sites_show_it(book):
    frames = sorted((book / FOLDER).glob("*.html"))
    texts = {frame.name: frame.read_text(encoding="utf-8") for frame in frames}
    assert any("zzbold" in text for text in texts.values())
    for name, text in texts.items():
        soup = BeautifulSoup(text, "html.parser")
        assert not soup.find_all("script")
        assert not soup.find_all(lambda tag: tag.has_attr("onclick"))
        assert not soup.find_all("a", href=lambda to: to and to.startswith(("javascript", "file")))
        html = json.loads((book / FOLDER / name).with_suffix(".json").read_text("utf-8"))["html"]
        assert [tag.name for tag in BeautifulSoup(html, "html.parser").find_all()] == ["iframe"]


def test_the_search_index_holds_no_markup(book):
    text = (book / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").rstrip(")"))
    shown = json.dumps([index["titles"], index["alltitles"], index["objects"]])
    assert "<script" not in shown


@pytest.mark.parametrize("directive", ["{include}", "{literalinclude}", "{raw} html\n:file:"])
def test_no_directive_takes_in_a_file(directive, tmp_path):
    (tmp_path / "secret.txt").write_text(CONTENT)
    (tmp_path / "index.md").write_text(f"# Page\n\n```{directive} secret.txt\n```\n")
    out = built(tmp_path, extensions=EXTENSIONS)
    assert CONTENT not in (out / "index.html").read_text(encoding="utf-8")


def test_no_directive_makes_markup(tmp_path):
    (tmp_path / "index.md").write_text("# Page\n\n```{raw} html\n<script>live()</script>\n```\n")
    out = built(tmp_path, extensions=EXTENSIONS)
    assert "live()" not in (out / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("start", ["# ", "- ", "1. ", "> ", "    ", "```\n", "| a |\n|-|\n", "% "])
def test_text_begins_no_block(start):
    text = f"{start}text"
    page = BeautifulSoup(MarkdownIt("commonmark").render(as_markdown(text)), "html.parser")
    assert [tag.name for tag in page.find_all()] == ["p"]
    assert page.p.get_text() == as_line(text)


def test_text_stays_on_one_line():
    assert as_line(" a\r\nb\u2028c\x1b[31m\td\u202ee\u200bf ") == "a b c [31m def"
    assert as_line("半導体　戦略") == "半導体　戦略"  # a wide space is a sign of the text


def test_an_attribute_cannot_be_left():
    tag = BeautifulSoup(f'<p title="{as_html(HOSTILE)}">', "html.parser").p
    assert tag.attrs == {"title": as_line(HOSTILE)}


def test_code_is_shown_whole():
    page = MarkdownIt("commonmark").render(as_code("a ``b` <i>c</i>"))
    assert BeautifulSoup(page, "html.parser").code.get_text() == "a ``b` <i>c</i>"


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://www.meti.go.jp/a?b=c#d", True),
        ("http://example.org", True),
        ("javascript:live()", False),
        ("data:text/html,live", False),
        ("file:///etc/passwd", False),
        ("https:", False),
        ("https://[::1", False),
        ("https://a b", False),
        ("java\nscript:live()", False),
    ],
)
def test_only_addresses_of_the_web_become_links(address, is_one):
    assert (web_address(address) == address) is is_one
