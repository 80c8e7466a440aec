"""Count the chapters' code lines by what they do.

Usage: python benchmarks/cells.py [CHAPTER ...]

Prints for each chapter, and for all, how many lines of code its cells have, how many of them in
percent are analysis, show calls, wording, drawing and set-up, and the lines of its cells: how many
in the median, in the longest, and the cells over 15. A line counts if it is neither blank nor a
comment; a statement over several lines is of one kind, that of what it calls. The
cell of parameters is left out.
"""

from __future__ import annotations

import ast
import statistics
import sys
from collections import Counter

from semibook import toc
from semibook.translation.notebook_code import code_cells, parse

KINDS = ("analysis", "show", "wording", "drawing", "set-up")
#: Names of what a call belongs to (`chapter.finding`: chapter) and of functions, by kind.
SHOWN = {"table", "figure", "finding", "answer", "claims", "print", "display"}
WORDS = {"_", "label", "labels", "row_labels", "texts", "codes", "format"}
SET_UP = {"Chapter", "use_style", "translator", "stamp"}
PENS = {"charts", "figures", "plt", "ax", "axes", "fig", "sns", "mpl", "patches"}


def names(call: ast.Call) -> tuple[str, str]:
    """What a call is of, and its own name: `ax`, `plot`."""
    called, owner = call.func, ""
    name = getattr(called, "attr", getattr(called, "id", ""))
    while isinstance(called, ast.Attribute | ast.Subscript | ast.Call):
        called = called.func if isinstance(called, ast.Call) else called.value
    if isinstance(called, ast.Name) and called.id != name:
        owner = called.id
    return owner, name


def of_call(call: ast.Call) -> str:
    """The kind of a call; analysis if it is none of the others."""
    owner, name = names(call)
    if name in SET_UP:
        return "set-up"
    if name.startswith("show") or (name in SHOWN and owner in ("", "chapter", "prose")):
        return "show"
    if name in WORDS and owner != "pd":
        return "wording"
    return "drawing" if owner in PENS or name in PENS else "analysis"


def of_statement(statement: ast.stmt) -> str:
    """The kind of a statement without others in it."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return "set-up"
    calls = [node for node in ast.walk(statement) if isinstance(node, ast.Call)]
    kinds = [of_call(call) for call in calls]
    outer = kinds[0] if kinds else ""
    if isinstance(statement, ast.Expr) and outer in ("show", "set-up", "drawing"):
        return outer
    for kind in ("set-up", "drawing", "wording"):
        if kind in kinds:
            return kind
    said = any(isinstance(node, ast.JoinedStr) for node in ast.walk(statement))
    return "wording" if said and not calls else "analysis"


def lines_of(body: list[ast.stmt], code: set[int]) -> Counter[str]:
    """The lines of statements by kind; a header is of the kind that most of its body is."""
    found: Counter[str] = Counter()
    for statement in body:
        lines = code & set(range(_first(statement), statement.end_lineno + 1))
        parts = [getattr(statement, part, []) for part in ("body", "orelse", "finalbody")]
        inner = [each for part in parts if isinstance(part, list) for each in part]
        if inner:
            within = lines_of(inner, lines)
            most = max(KINDS, key=lambda kind: within[kind])
            found += within + Counter({most: len(lines) - within.total()})
        else:
            found[of_statement(statement)] += len(lines)
    return found


def _first(statement: ast.stmt) -> int:
    decorators = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(each.lineno for each in decorators)])


def of_cell(source: str) -> Counter[str]:
    """The lines of a cell by kind."""
    numbered = enumerate(source.splitlines(), 1)
    code = {at for at, line in numbered if line.strip() and not line.strip().startswith("#")}
    return lines_of(parse(source).body, code)


def row(name: str, cells: list[str]) -> str:
    """What is printed of a chapter, or of all."""
    kinds = sum(map(of_cell, cells), Counter())
    total = kinds.total()
    shares = "".join(f"{kinds[kind] / total:10.0%}" for kind in KINDS)
    sizes = [sum(bool(line.strip()) for line in cell.splitlines()) for cell in cells]
    over = sum(size > 15 for size in sizes)
    median = statistics.median(sizes)
    return f"{name:22}{total:6}{shares}{len(cells):7}{median:8g}{max(sizes):9}{over:6}"


def main(chapters: list[str]) -> None:
    """Print the table."""
    heads = "".join(f"{kind:>10}" for kind in KINDS)
    print(f"{'chapter':22}{'lines':>6}{heads}{'cells':>7}{'median':>8}{'longest':>9}{'>15':>6}")
    every: list[str] = []
    for chapter in chapters or toc.chapters():
        found = code_cells(toc.notebook(chapter))
        cells = [cell["source"] for cell in found if "parameters" not in cell["tags"]]
        print(row(chapter, cells))
        every += cells
    print(row("all", every))


if __name__ == "__main__":
    main(sys.argv[1:])
