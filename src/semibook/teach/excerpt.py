"""Sections of chapters as plain pages: prose and formulas, without code, results and solutions.

Results are left out as they are what the lesson asks for, and so is what a section says once its
code has begun; the figures of the source stand among the lesson's exhibits.
"""

from __future__ import annotations

import io
import re
from base64 import b64encode
from functools import cache

import matplotlib as mpl
import nbformat
from markdown_it import MarkdownIt
from markupsafe import Markup
from matplotlib import mathtext
from matplotlib.font_manager import FontProperties
from PIL import Image

from semibook import toc
from semibook.page import figures
from semibook.translation.catalogues import translator
from semibook.translation.messages import translated

_POINTS, _DPI = 10.5, 200
#: Words in formulas may be Japanese.
_STYLE = {
    "text.parse_math": True,
    "mathtext.fontset": "custom",
    "mathtext.rm": "IPAexGothic",
    "mathtext.it": "DejaVu Serif:italic",
    "mathtext.fallback": "stix",
}
#: Commands of TeX that Matplotlib has under another name.
_KNOWN = {r"\text{": r"\mathrm{", r"\Bigl": r"\left", r"\Bigr": r"\right", r"\le ": r"\leq "}
_HEADING = re.compile(r"^(?:\((?P<label>[\w-]+)\)=\n+)?(?P<marks>#+) (?P<title>.+)$", re.M)
_SOLVED = re.compile(r"\{(?:exercise|solution)(?:-start)?\}")
_ROLE = re.compile(r"\s*\{cite:[pt]\}`[^`]*`")
_TERM = re.compile(r"\{(?:term|ref|doc|index)\}`([^`<]*?)(?:\s*<[^`]*>)?`")
_MATH = re.compile(r"\{math\}`([^`]+)`|```\{math\}\n(?:[^`]*?\n)??([^`:][^`]*?)\n```|\$([^$\n]+)\$")
#: A parameter's name, beside the words for it.
_NAME = re.compile(r"\s?[(（]`\w+`[)）]")
#: Where code stood between blocks of prose.
_CODE = "\ue002"
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
#: What belongs to the page and not to a section's text.
_DIRECTIVE = re.compile(r"(?:^|\n)([`:]{3,})\{(?!math)[\w-]+\}.*?\n\1(?=\n|$)", re.S)
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@cache
def sections(chapter: str) -> dict[str, str]:
    """The prose of a chapter's sections, in English, by anchor.

    An anchor is the target before a heading, or the heading's words (`who-is-who`); a section with
    an exercise or a solution has none.
    """
    cells = nbformat.read(toc.notebook(chapter), as_version=4).cells
    prose = "\n\n".join(cell.source if cell.cell_type == "markdown" else _CODE for cell in cells)
    starts = [found.start() for found in _HEADING.finditer(prose)]
    found = {}
    for start, end in zip(starts, [*starts[1:], len(prose)], strict=True):
        text = prose[start:end].partition(_CODE)[0]
        if not _SOLVED.search(text):
            found |= dict.fromkeys(_anchors(_HEADING.match(text)), text)
    return found


def _anchors(heading: re.Match) -> list[str]:
    words = re.sub(r"[^a-z0-9]+", "-", heading["title"].lower()).strip("-")
    return list(filter(None, [heading["label"], words]))


def _found(use: str) -> list[str]:
    """The sections that a use may mean: the beginning of an anchor is enough."""
    chapter, _, anchor = use.partition("#")
    known = sections(chapter)
    if anchor in known:
        return [known[anchor]]
    return list(dict.fromkeys(text for name, text in known.items() if name.startswith(anchor)))


def missing(use: str) -> str:
    """Why a section cannot be used; empty if it can."""
    chapter, _, anchor = use.partition("#")
    if chapter not in toc.chapters():
        return f"found {chapter}, expected one of {', '.join(toc.chapters())}"
    if len(_found(use)) == 1:
        return ""
    return f"found {anchor or 'no section'}, expected one of {', '.join(sections(chapter))}"


@cache  # regions share their lessons' excerpts
def cut(use: str, lang: str) -> Markup:
    """A section as HTML in a language."""
    (text,) = _found(use)
    return _html(translated(text, translator(lang, use.partition("#")[0])))


def _html(text: str) -> Markup:
    """Markdown as HTML: roles and links as their words, formulas as pictures."""
    formulas: list[Markup] = []

    def keep(found: re.Match) -> str:
        inline = found[1] or found[3]
        formulas.append(_formula(inline) if inline else _display(found[2]))
        return f"\ue000{len(formulas) - 1}\ue001"

    text = _NAME.sub("", text)
    plain = _MATH.sub(keep, _DIRECTIVE.sub("", re.sub(r"^\([\w-]+\)=\n+", "", text)))
    plain = _LINK.sub(r"\1", _TERM.sub(r"\1", _ROLE.sub("", plain)))
    page = _MARKDOWN.render(plain)
    return Markup(re.sub("\ue000(\\d+)\ue001", lambda at: formulas[int(at[1])], page))  # noqa: S704 (html is off: text is escaped)


def _display(tex: str) -> Markup:
    """A formula apart from the text; a picture a line, as Matplotlib sets no aligned ones."""
    lines = re.sub(r"\\(?:begin|end)\{aligned\}|&", "", tex).split(r"\\")
    return Markup().join(
        Markup('<span class="display">{}</span>').format(_formula(line)) for line in lines
    )


def _formula(tex: str) -> Markup:
    """A formula as a picture whose text is its TeX."""
    file = io.BytesIO()
    source = " ".join(tex.split())
    for name, known in _KNOWN.items():
        source = source.replace(name, known)
    figures.use_style()
    with mpl.rc_context(_STYLE):
        font = FontProperties(size=_POINTS)
        depth = mathtext.math_to_image(f"${source}$", file, font, dpi=_DPI, format="png")
    address = f"data:image/png;base64,{b64encode(file.getvalue()).decode()}"
    # In points, as the text is: the picture's own height, and how far it hangs below the line.
    height = Image.open(file).height / _DPI * 72
    return Markup(
        '<img class="formula" src="{}" alt="{}" style="height:{:.1f}pt;vertical-align:{:.1f}pt">'
    ).format(address, tex, height, -depth / _DPI * 72)
