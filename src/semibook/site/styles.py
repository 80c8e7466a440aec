"""Sphinx extension: style sheets and icons without what no page of the book shows.

The theme's sheets are made for all that any book might show: nine tenths of them name classes that
no page and no script of this one has, and a page is blank until they are there. Likewise its icons.
"""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

from semibook.site import typeface

#: The innermost of braces: selectors, after what ends a statement or a comment, and what they set.
_RULE = re.compile(r"""((?:[^{};/"']|"[^"{}]*"|'[^'{}]*')+)\{[^{}]*\}""")
_EMPTY = re.compile(r"@(?:media|supports)[^{}]*\{\s*\}")
_ATTRIBUTE = re.compile(r"\[[^]]*\]")
_CLASS = re.compile(r"\.(-?[A-Za-z_](?:[\w-]|\\.)*)")
_WORD = re.compile(r"[\w-]+")
#: The theme's font of icons: where it lies, what it is called once it holds a part of them (the
#: licence keeps the name for the whole), and how the sheets name an icon and the font's file.
_ICONS, _NAME = "vendor/fontawesome/webfonts/fa-solid-900", "Book Icons"
_ICON = re.compile(r"\\([ef][0-9a-f]{3})\b|([\ue000-\uf8ff])")
_FILES = re.compile(r"(url\([^()]*fa-solid-900)\.woff2\)[^;}]*")


def needed(sheet: str, words: set[str]) -> str:
    """A style sheet without the rules of which each selector names a class that nothing has.

    Selectors with a condition in parentheses stay: it may be that a class is absent.

    Args:
        sheet: the text of a style sheet.
        words: what may be a class, from pages and scripts.
    """

    def is_met(selector: str) -> bool:
        return all(words.issuperset(_WORD.findall(name)) for name in _CLASS.findall(selector))

    def kept(rule: re.Match[str]) -> str:
        selectors = _ATTRIBUTE.sub("", rule[1])
        is_kept = "(" in selectors or any(map(is_met, selectors.split(",")))
        return rule[0] if is_kept else ""

    return _EMPTY.sub("", _RULE.sub(kept, sheet))


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
        sheet = needed(file.read_text(encoding="utf-8"), words)
        icons |= {sign or chr(int(code, 16)) for code, sign in _ICON.findall(sheet)}
        file.write_text(_FILES.sub(r'\1.woff) format("woff")', sheet), encoding="utf-8")
    _keep(icons, statics / _ICONS)


def _keep(icons: set[str], font: Path) -> None:
    """Write the font of icons with those that pages show, and remove the files with all of them."""
    whole = font.with_suffix(".ttf")
    if whole.is_file():
        typeface.part(whole, icons, _NAME).save(font.with_suffix(".woff"))
    for ending in (".ttf", ".woff2"):
        font.with_suffix(ending).unlink(missing_ok=True)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension (called by Sphinx)."""
    app.connect("build-finished", _lighten, priority=950)  # after all pages and frames are written
    return {"parallel_read_safe": True, "parallel_write_safe": True}
