"""Sphinx extension: a Japanese font for computers that have none, with the pages' characters alone.

The licence of IPAex Gothic lets a part of it be handed out under another name, with the licence and
with word on how to put the original in its place.
"""

from __future__ import annotations

import io
import logging
import re
import shutil
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from sphinx.application import Sphinx

from semibook.cache import digest
from semibook.run.plan import LOCK
from semibook.site.kept import kept

NAME = "Book Japanese"
FILE = "book-japanese.woff"
#: What book.css asks the font for.
CHARACTERS = re.compile(r"[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")
_ABOUT = f"""{FILE} holds those characters of IPAex Gothic (IPAexGothic, ipaexg.ttf) that this book shows.
It is licensed under the IPA Font License Agreement v1.0, which lies beside it.
To use the original instead: put ipaexg.ttf of IPA (https://moji.or.jp/ipafont/) into this folder and
write its name for {FILE} in book.css one folder up.
"""  # noqa: E501


def original() -> Path:
    """IPAex Gothic, as a package has it: to load that, and matplotlib with it, takes a while."""
    return Path(find_spec("matplotlib_fontja").origin).parent / "fonts" / "ipaexg.ttf"


def part(whole: Path, characters: set[str], name: str) -> bytes:
    """A part of a font as WOFF; the same one always gives the same bytes.

    Args:
        whole: the font's file.
        characters: what the part holds.
        name: what it is called: licences keep a font's name for the whole.

    Raises:
        OSError: if it cannot be kept.
    """
    made_by = digest([Path(__file__), LOCK])
    made_from = [made_by, sha256(whole.read_bytes()).hexdigest(), name, *sorted(characters)]
    return kept(made_from, ".woff", lambda: _part(whole, characters, name))


def _part(whole: Path, characters: set[str], name: str) -> bytes:
    # They load for half a second; most builds find their fonts kept.
    from fontTools import subset
    from fontTools.ttLib import TTFont

    # It tells each glyph that it keeps, at length; among that an error of Sphinx would be lost.
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    wanted = subset.Options(
        flavor="woff", hinting=False, layout_features=["palt", "kern"], name_IDs=["*"]
    )
    font = TTFont(whole, recalcTimestamp=False)
    subsetter = subset.Subsetter(wanted)
    subsetter.populate(unicodes=map(ord, characters))
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):  # family, identifier, full name, PostScript name
            record.string = name.replace(" ", "") if record.nameID == 6 else name
    font.flavor = wanted.flavor
    saved = io.BytesIO()
    font.save(saved)
    return saved.getvalue()


def write(characters: set[str], folder: Path) -> None:
    """Write the font, its licence and what else the licence asks for.

    Args:
        characters: what it shall hold; the same ones always give the same bytes.
        folder: where to; it is emptied before.
    """
    whole = original()
    font = part(whole, characters, NAME)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / FILE).write_bytes(font)
    (folder / "README.txt").write_text(_ABOUT, encoding="utf-8")
    for licence in whole.parent.glob("IPA_Font_License*"):
        shutil.copyfile(licence, folder / licence.name)


def _write_font(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    out = Path(app.outdir)
    texts = [*out.rglob("*.html"), *out.glob("_static/*.js")]
    shown = {each for file in texts for each in CHARACTERS.findall(file.read_text("utf-8"))}
    write(shown, out / "_static" / "fonts")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension (called by Sphinx)."""
    app.connect("build-finished", _write_font, priority=900)  # after all pages are translated
    return {"parallel_read_safe": True, "parallel_write_safe": True}
