"""Sphinx extension: style sheets and icons without what no page of the book shows.

The theme's sheets are made for all that any book might show: nine tenths of them name classes that
no page and no script of this one has, and a page is blank until they are there. Likewise its icons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from sphinx.application import Sphinx
from tinycss2 import parse_rule_list, parse_stylesheet
from tinycss2.ast import Node

from semibook.cache import digest
from semibook.run.plan import LOCK
from semibook.site import typeface
from semibook.site.kept import kept

#: At-rules that hold rules for elements; what others hold (`@keyframes`) stays.
_CONDITIONS = {"container", "layer", "media", "supports"}
_LINE_END = re.compile(r"\r\n|\r|\f")
_WORD = re.compile(r"[\w-]+")
#: The theme's font of icons: where it lies, what it is called once it holds a part of them (the
#: licence keeps the name for the whole), and how the sheets name an icon and the font's file.
_ICONS, _NAME = "vendor/fontawesome/webfonts/fa-solid-900", "Book Icons"
_ICON = re.compile(r"\\([ef][0-9a-f]{3})\b|([\ue000-\uf8ff])")
_FILES = re.compile(r"(url\([^()]*fa-solid-900)\.woff2\)[^;}]*")


def needed(sheet: str, words: set[str]) -> str:
    """A style sheet without the rules of which each selector names a class that nothing has.

    What is kept stays as it is written. Selectors with a condition in parentheses stay: it may be
    that a class is absent.

    Args:
        sheet: the text of a style sheet.
        words: what may be a class, from pages and scripts.
    """
    sheet = _LINE_END.sub("\n", sheet)  # as the parser counts its lines
    lines = list(accumulate((len(line) + 1 for line in sheet.split("\n")), initial=0))

    def place(node: Node) -> int:
        return lines[node.source_line - 1] + node.source_column - 1

    def kept(nodes: list[Node], end: int) -> Iterator[tuple[int, int]]:
        """Where in the sheet what stays begins and ends: of nodes that end where it is said."""
        begin = place(nodes[0]) if nodes else end  # with the space before a rule
        for node, after in zip(nodes, [*map(place, nodes[1:]), end], strict=True):
            if node.type == "whitespace":
                continue
            if _holds_rules(node):
                inner = list(kept(parse_rule_list(node.content), after - 1))
                if inner:
                    yield begin, place(node.content[0])
                    yield from inner
                    yield after - 1, after
            elif node.type != "qualified-rule" or _is_met(node.prelude, words):
                yield begin, after
            begin = after
        if nodes and nodes[-1].type == "whitespace":
            yield begin, end

    nodes = parse_stylesheet(sheet)
    return "".join(sheet[begin:end] for begin, end in kept(nodes, len(sheet)))


def _holds_rules(node: Node) -> bool:
    is_condition = node.type == "at-rule" and node.lower_at_keyword in _CONDITIONS
    return is_condition and node.content is not None


def _is_met(selectors: list[Node], words: set[str]) -> bool:
    """Whether each class of one of some selectors may stand on a page."""
    if any(part.type in ("function", "() block") for part in selectors):
        return True
    met, is_class = [True], False
    for part in selectors:
        if part == ",":
            met.append(True)
        elif is_class and part.type == "ident":
            met[-1] &= words.issuperset(_WORD.findall(part.value))
        is_class = part == "."
    return any(met)


def _lighten(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    out = Path(app.outdir)
    statics = out / "_static"
    words = {
        word
        for file in [*out.rglob("*.html"), *statics.rglob("*.js")]
        for word in _WORD.findall(file.read_text(encoding="utf-8"))
    }
    icons: set[str] = set()
    for file in statics.rglob("*.css"):
        sheet = _kept(file.read_text(encoding="utf-8"), words)
        icons |= {sign or chr(int(code, 16)) for code, sign in _ICON.findall(sheet)}
        file.write_text(_FILES.sub(r'\1.woff) format("woff")', sheet), encoding="utf-8")
    _keep(icons, statics / _ICONS)


def _kept(sheet: str, words: set[str]) -> str:
    """The same as `needed`, which takes seconds of the theme's sheet, whatever page changed."""
    named = sorted(words.intersection(_WORD.findall(sheet)))
    made_by = digest([Path(__file__), LOCK])
    return kept([made_by, sheet, *named], ".css", lambda: needed(sheet, words).encode()).decode()


def _keep(icons: set[str], font: Path) -> None:
    """Write the font of icons with those that pages show, and remove the files with all of them."""
    whole = font.with_suffix(".ttf")
    if whole.is_file():
        font.with_suffix(".woff").write_bytes(typeface.part(whole, icons, _NAME))
    for ending in (".ttf", ".woff2"):
        font.with_suffix(ending).unlink(missing_ok=True)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension (called by Sphinx)."""
    app.connect("build-finished", _lighten, priority=950)  # after all pages and frames are written
    return {"parallel_read_safe": True, "parallel_write_safe": True}
