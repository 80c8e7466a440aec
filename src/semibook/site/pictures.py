"""Sphinx extension: pictures that weigh a third, and keep their place while they load.

- each has the 256 colours that it needs most, in a palette: lines and letters look the same;
- the page says how large it is, so that text does not jump;
- all but the first of a page load when a reader comes near.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from docutils import nodes
from PIL import Image
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from semibook import files

_COLOURS = 256


def _lighten(app: Sphinx, tree: nodes.document) -> None:
    """Give the pictures of a page their palettes and sizes."""
    pictures = [each for each in tree.findall(nodes.image) if each["uri"].endswith(".png")]
    with ThreadPoolExecutor() as pool:  # Pillow computes beside Python
        sizes = pool.map(reduced, [Path(app.srcdir, each["uri"]) for each in pictures])
    for at, (picture, size) in enumerate(zip(pictures, sizes, strict=True)):
        picture["pixels"] = size
        if at:
            picture["loading"] = "lazy"


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
        plain = Image.new("RGB", picture.size, "white")
        plain.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    palette = plain.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    with files.replacing(file) as fresh:
        palette.save(fresh, "PNG", compress_level=8)  # 9 takes thrice the time for 3% less
    return plain.size


def _visit(writer: HTML5Translator, node: nodes.image) -> None:
    HTML5Translator.visit_image(writer, node)
    if "pixels" in node:
        width, height = node["pixels"]
        size = f'<img width="{width}" height="{height}" decoding="async" '
        writer.body[-1] = writer.body[-1].replace("<img ", size, 1)


def _depart(_writer: HTML5Translator, _node: nodes.image) -> None:
    """Do nothing: an image has no end."""


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension (called by Sphinx)."""
    app.add_node(nodes.image, override=True, html=(_visit, _depart))
    # Later than Sphinx's collector, which finds the files.
    app.connect("doctree-read", _lighten, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
