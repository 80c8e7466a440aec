"""Sphinx extension: what the book's pages need beyond Jupyter Book.

- the directive `slides` lists a vintage's sources, each with an anchor that chapters link to;
- the directive `assumptions` lists every chapter's parameters with default and reason;
- the data files and MathJax are copied into the book, so that no page asks another host.
"""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from semibook import chapters, paths, vintages
from semibook.parameters import parameters

MATHJAX = "mathjax/tex-svg.js"  # one file that holds its fonts


class Slides(SphinxDirective):
    """A table of the default vintage's sources, each row an anchor named by the source's id."""

    def run(self) -> list[nodes.Node]:
        """Make the table."""
        path = vintages.find().path("sources")
        self.env.note_dependency(str(path))
        lang = self.config.language or "en"
        english, japanese = vintages.load("sources"), vintages.load("sources", lang="ja")
        labels = self.env.get_domain("std")
        rows = []
        for source, title_ja in zip(english.itertuples(), japanese["title"], strict=True):
            title = nodes.paragraph(text=title_ja if lang == "ja" else source.title)
            if lang != "ja":
                title += nodes.Text(" ")
                title += nodes.inline(text=f"({title_ja})", classes=["original"])
            anchor = nodes.target(ids=[source.id], names=[source.id])
            labels.note_hyperlink_target(source.id, self.env.docname, source.id, source.title)
            rows.append([[anchor, nodes.paragraph(text=str(source.order))], [title]])
        return [_table(["Slide", "Title"], rows, [1, 12])]


class Assumptions(SphinxDirective):
    """A table of the chapters' parameters: name, default, meaning and reason."""

    def run(self) -> list[nodes.Node]:
        """Make the table."""
        rows = []
        for chapter in chapters.names():
            notebook = chapters.notebook(chapter)
            self.env.note_dependency(str(notebook))
            for each in parameters(notebook).values():
                if each.name not in ("lang", "vintage"):
                    cells = [
                        nodes.literal(text=chapter),
                        nodes.literal(text=each.name),
                        nodes.literal(text=repr(each.default)),
                        nodes.Text(each.help),
                    ]
                    rows.append([[nodes.paragraph("", "", cell)] for cell in cells])
        return [
            _table(["Chapter", "Parameter", "Default", "Meaning and reason"], rows, [3, 3, 3, 8])
        ]


def _table(heads: list[str], rows: list[list[list[nodes.Node]]], widths: list[int]) -> nodes.table:
    group = nodes.tgroup(cols=len(heads))
    group += [nodes.colspec(colwidth=width) for width in widths]
    head = [[nodes.paragraph(text=each)] for each in heads]
    group += nodes.thead("", _row(head))
    group += nodes.tbody("", *(_row(row) for row in rows))
    return nodes.table("", group)


def _row(cells: list[list[nodes.Node]]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *cell) for cell in cells))


def _copy_files(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    out = Path(app.outdir)
    shutil.copytree(
        paths.DATA, out / "data", ignore=shutil.ignore_patterns(".*"), dirs_exist_ok=True
    )
    script = out / "_static" / MATHJAX
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_bytes(files("mathjax").joinpath("static/mathjax/es5/tex-svg.js").read_bytes())


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension (called by Sphinx)."""
    app.add_directive("slides", Slides)
    app.add_directive("assumptions", Assumptions)
    app.connect("build-finished", _copy_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
