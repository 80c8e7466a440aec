"""Sphinx extension: pictures that weigh a third, and keep their place while they load.

- each has the 256 colours that it needs most, in a palette: lines and letters look the same;
- the page says how large it is, so that text does not jump;
- of a figure whose caption credits its sources the page leaves away the foot, which does so too;
- all but the first of a page load when a reader comes near.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from docutils import nodes
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from semibook import files
from semibook.page.markup import FOOT

_COLOURS = 256
#: Of these, as many are those that most of it has: fills, lines, the ground.
_COMMONEST = 128
#: Drawings have about a thousand colours, most of them at the edges of letters and lines.
_MOST_SORTED = 1 << 13
#: Red, green and blue as one number.
_AS_NUMBER = np.array([1 << 16, 1 << 8, 1], np.int32)


def _lighten(app: Sphinx, tree: nodes.document) -> None:
    """Give the pictures of a page their palettes and sizes."""
    pictures = [each for each in tree.findall(nodes.image) if each["uri"].endswith(".png")]
    with ThreadPoolExecutor() as pool:  # Pillow computes beside Python
        sizes = pool.map(reduced, [Path(app.srcdir, each["uri"]) for each in pictures])
    for at, (picture, size) in enumerate(zip(pictures, sizes, strict=True)):
        picture["pixels"] = size
        if _is_credited(picture):
            picture["foot"] = foot(Path(app.srcdir, picture["uri"]))
        if at:
            picture["loading"] = "lazy"


def _is_credited(picture: nodes.image) -> bool:
    """Whether its figure names sources beneath; what a cell shows stands in boxes within that."""
    around = picture.parent
    while around is not None and not isinstance(around, nodes.figure):
        around = around.parent
    return around is not None and any(isinstance(part, nodes.legend) for part in around)


def reduced(file: Path) -> tuple[int, int]:
    """Write a picture anew with a palette, if it has none.

    Args:
        file: a PNG file; the same pixels always give the same bytes.

    Returns:
        Its width and height in pixels.
    """
    with Image.open(file) as picture:
        if picture.mode == "P":
            return picture.size
        said = PngInfo()
        if FOOT in picture.info:
            said.add_text(FOOT, picture.info[FOOT])
        plain = Image.new("RGB", picture.size, "white")
        plain.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    with files.replacing(file) as fresh:
        # 8 takes twice the time for 3% less.
        _with_palette(plain).save(fresh, "PNG", compress_level=7, pnginfo=said)
    return plain.size


def foot(file: Path) -> int:
    """How many of a picture's lowest pixels only name its sources."""
    with Image.open(file) as picture:
        return int(picture.info.get(FOOT, 0))


def without_foot(picture: nodes.image) -> str:
    """The style with which a page leaves a picture's foot away; none if it shows all of it."""
    width, height = picture["pixels"]
    if cut := picture.get("foot"):
        return f"aspect-ratio: {width} / {height - cut}; object-fit: cover; object-position: top"
    return ""


def _with_palette(plain: Image.Image) -> Image.Image:
    """A picture in the colours that most of it has; each other colour becomes the nearest."""
    found = plain.getcolors(_MOST_SORTED)
    if found is None:  # no drawing, but a photograph
        return plain.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    by_count = sorted(found, key=lambda each: (-each[0], each[1]))
    colours = np.array([colour for _count, colour in by_count])
    kept = colours[_chosen(colours)]
    nearest = _distances(colours, kept).argmin(axis=1)
    numbered = np.zeros(1 << 24, np.uint8)
    numbered[colours @ _AS_NUMBER] = nearest
    drawn = Image.fromarray(numbered[np.asarray(plain) @ _AS_NUMBER])
    drawn.putpalette(kept.astype(np.uint8).tobytes())
    return drawn


def _chosen(colours: np.ndarray) -> list[int]:
    """The places of the colours to keep: the commonest, and those most unlike all that are kept.

    Args:
        colours: red, green and blue of each, the commonest first.
    """
    kept = list(range(min(_COMMONEST, len(colours))))
    apart = _distances(colours, colours[kept]).min(axis=1)
    while len(kept) < _COLOURS and apart.any():
        kept.append(int(apart.argmax()))
        apart = np.minimum(apart, _distances(colours, colours[kept[-1:]])[:, 0])
    return kept


def _distances(colours: np.ndarray, others: np.ndarray) -> np.ndarray:
    """How far each colour is from each of the others, squared."""
    return ((colours[:, None] - others) ** 2).sum(axis=2)


def _visit(writer: HTML5Translator, node: nodes.image) -> None:
    HTML5Translator.visit_image(writer, node)
    if "pixels" in node:
        width, height = node["pixels"]
        size = f'<img width="{width}" height="{height}" decoding="async" '
        if style := without_foot(node):
            size += f'style="{style}" '
        writer.body[-1] = writer.body[-1].replace("<img ", size, 1)


def _depart(_writer: HTML5Translator, _node: nodes.image) -> None:
    """Do nothing: an image has no end."""


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension (called by Sphinx)."""
    app.add_node(nodes.image, override=True, html=(_visit, _depart))
    # Later than Sphinx's collector, which finds the files.
    app.connect("doctree-read", _lighten, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
