"""Sphinx extension: what the book's pages need beyond Jupyter Book, apart from directives.

- the code that leads to an output is folded with it, in one place;
- a table's empty header is no header, and a fold is called what stands on it;
- what would run code in a browser, by way of another host, is left out;
- no page can take in another file or raw HTML by a directive.
"""

from __future__ import annotations

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode, depart_HideCellInput, visit_HideCellInput
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.writers.html5 import HTML5Translator


def _join_code(_app: Sphinx, tree: nodes.document) -> None:
    """Put the code of cells that show nothing into the next cell, to be unfolded at once."""
    for cell in list(tree.findall(_is_code)):
        after = cell.next_node(descend=False, siblings=True)
        if len(cell) == 1 and after is not None and _is_code(after) and _folded(cell, after):
            after[0][:0] = cell[0].children
            cell.parent.remove(cell)


def _is_code(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def _folded(*cells: nodes.container) -> bool:
    return all("tag_hide-input" in each["classes"] for each in cells)


def _visit_cell(writer: HTML5Translator, node: nodes.entry) -> None:
    """A header that says nothing (the corner of a table) heads no column: it is a plain cell."""
    HTML5Translator.visit_entry(writer, node)
    if isinstance(node.parent.parent, nodes.thead) and not node.astext().strip():
        writer.body[-1] = writer.body[-1].replace("<th", "<td", 1)
        writer.context[-1] = writer.context[-1].replace("</th", "</td", 1)


def _depart_cell(writer: HTML5Translator, node: nodes.entry) -> None:
    HTML5Translator.depart_entry(writer, node)


def _visit_fold(writer: HTML5Translator, node: HideCodeCellNode) -> None:
    """Leave out the name for screen readers, English in every language and not what is seen."""
    before = len(writer.body)
    visit_HideCellInput(writer, node)
    writer.body[before:] = ["<summary>\n" if "<summary" in s else s for s in writer.body[before:]]


def _shut_files_out(_app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    """Refuse directives that put a file's content or raw HTML into a page.

    No page of the book has one: where one stands, it came with data.
    """
    env.settings.update(file_insertion_enabled=False, raw_enabled=False)


def _read_beside_one_another(app: Sphinx, _env: BuildEnvironment, _docnames: list[str]) -> None:
    """Let Sphinx read pages in several processes: say for two extensions what they do not say.

    One changes only LaTeX, the other numbers sections once all pages are read.
    """
    for name in ("sphinx_jupyterbook_latex", "sphinx_multitoc_numbering"):
        if name in app.extensions:
            app.extensions[name].parallel_read_safe = True


def _without_thebe(app: Sphinx) -> None:
    # Jupyter Book always loads sphinx-thebe, which writes the address of another host into each
    # page, and its constants twice, an error in every reader's console.
    # Its style sheet, named when it was set up, stays.
    for event in ("env-before-read-docs", "doctree-resolved"):
        for each in list(app.events.listeners[event]):
            if each.handler.__module__ == "sphinx_thebe":
                app.disconnect(each.id)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension (called by Sphinx)."""
    # What makes pages, as a digest (`build._made_by`): Sphinx itself looks at their sources alone.
    app.add_config_value("semibook_made_by", "", "env")
    app.add_node(nodes.entry, override=True, html=(_visit_cell, _depart_cell))
    app.add_node(HideCodeCellNode, override=True, html=(_visit_fold, depart_HideCellInput))
    app.connect("env-before-read-docs", _shut_files_out)
    app.connect("env-before-read-docs", _read_beside_one_another)
    app.connect("doctree-read", _join_code)
    _without_thebe(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
