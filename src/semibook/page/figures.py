"""The book's look in figures: type, palette, titles, source line, alternative text."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import budoux
import font_source_sans_pro
import matplotlib as mpl
import matplotlib.pyplot as plt
import matplotlib_fontja
import seaborn as sns
from IPython.display import display
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

from semibook.page import markup
from semibook.page.sources import credit_line, credit_markdown, sentences
from semibook.tables.characters import half_ems
from semibook.translation.language import language

INK, GREY, PALE = "#22262b", "#7b828c", "#d5d9de"
#: The one accent. Deep vermilion: dark enough for text on white, and apart from the greys in print.
ACCENT = "#b8401f"
#: For more than one series: Okabe and Ito's colours that stay apart for colour-blind readers.
SERIES = ("#b8401f", "#0072b2", "#5b6470", "#009e73", "#a6761d", "#cc79a7")

_STYLE = Path(__file__).with_name("book.mplstyle")
_PHRASES = budoux.load_default_japanese_parser()
#: Signs that begin no line in Japanese, and signs that end none.
_CLOSING, _OPENING = "、。，．：；）」』！？〜・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ", "（「『"
#: A break that the phrases allow and a reader would not: before or after such a sign, in a number
#: or Latin word.
_INSEPARABLE = re.compile(rf"[{_OPENING}]\0|\0[{_CLOSING}]|[!-~]\0[!-~]")
_CHARACTERS = re.compile(
    rf"[{_OPENING}]*[\u3000-\u9fff\uff00-\uffef][{_CLOSING}]*"
    rf"|[^\s\u3000-\u9fff\uff00-\uffef]+\s*[{_CLOSING}]*|\s+"
)
_DPI = 240  # two image pixels for each CSS pixel in a column of 760 pixels
_POINTS = 72  # of an inch
#: In inches: what a line of titles leaves free at either side, and what stands between them and the
#: axes, and around all.
_MARGIN, _GAP, _EDGE = 0.08, 0.1, 0.02
#: From one line to the next, in sizes of its letters.
_LEADING = 1.3

#: Whether figures are put out as SVG too. Runs that want it take it out of the chapter again (see
#: `semibook.run.chapter`), so that chapters weigh no more.
as_vectors = False


P = ParamSpec("P")


def chart(draw: Callable[P, Figure]) -> Callable[P, Figure]:
    """Let a function that draws a figure return an empty one where nobody sees it.

    Most of the time of a run for headline figures alone would go into artists.
    """

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Figure:
        return draw(*args, **kwargs) if markup.wanted else Figure()

    return drawn


def use_style() -> None:
    """Set the book's type, colours and axes for all figures that follow."""
    folder = Path(font_source_sans_pro.__file__).parent / "files"
    for weight in ("Regular", "Semibold", "Bold"):
        font_manager.fontManager.addfont(folder / f"SourceSansPro-{weight}.ttf")
    font_manager.fontManager.addfont(matplotlib_fontja.get_font_ttf_path())
    # The Japanese font has one weight; that titles ask it for another is not worth a warning each.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    sns.set_theme(style="ticks", palette=SERIES)
    # A figure appears where `show` is called, not (by Jupyter's own backend) where its cell ends.
    plt.switch_backend("agg" if markup.wanted else "template")
    plt.style.use(_STYLE)


def label(ax: Axes, x: float, y: float, text: str, **style) -> None:
    """Write `text` straight at a data point: the book prefers it to legends.

    Keyword arguments go to `Axes.annotate`; the default sits a little right of the point.
    """
    style = {"xytext": (6, 0), "textcoords": "offset points", "va": "center"} | style
    ax.annotate(text, (x, y), **style)


def bold(text: str) -> str:
    """The weight for a text that stands out: the Japanese font has one, in which digits stay."""
    return "normal" if half_ems(text) > len(text) else "bold"


def embolden(text: Text, colour: str = INK) -> None:
    """Make a text bold in both scripts: the Japanese font has one weight, so an outline does it."""
    text.set_fontweight(bold(text.get_text()))
    if text.get_fontweight() == "normal":
        text.set_path_effects([withStroke(linewidth=0.6, foreground=colour)])


def show(
    figure: Figure,
    *,
    title: str,
    subtitle: str,
    alt: str,
    sources: list[str],
    tables: list[str],
    vintage: str | Path,
    lang: str = "en",
    name: str = "",
    note: str = "",
    besides: str = "",
) -> None:
    """Title a figure, print its source beneath, and show it with alternative text and caption.

    Args:
        figure: what was drawn; it is closed afterwards.
        title: what the figure finds, in one line.
        subtitle: the measure and its unit.
        alt: what a reader who cannot see it should know, made from the data.
        sources: ids of the slides or other sources, as in sources.csv; none for what a model made,
            which the note must then say.
        tables: tables it was drawn from; the caption links them.
        vintage: the vintage they were loaded from.
        lang: language of the source line.
        name: a label that links can point to.
        note: a further sentence for the caption, such as what is assumed.
        besides: what else the figure rests on, such as a model; it follows the sources on the
            picture, which is often seen without its caption.

    Raises:
        ValueError: if `alt` or `title` is empty, or there is neither source nor note.
        KeyError: if a source is not in sources.csv.
    """
    if not (alt and title and (sources or note)):
        raise ValueError("a figure needs a title, an alternative text, and a source or a note")
    if not markup.wanted:
        plt.close(figure)
        return
    credit = [credit_line(sources, tables, vintage, lang), besides]
    foot = language(lang).semicolon.join(filter(None, credit)) or note
    below = _set_titles(figure, title, subtitle, foot)
    pictures: dict[str, bytes | str] = {"image/png": _drawn(figure, below)}
    if as_vectors:
        pictures[markup.SVG] = _vectors(
            figure, name, {"Title": title, "Description": alt, "Source": foot}
        )
    plt.close(figure)
    said = sentences(
        [markup.as_markdown(note), credit_markdown(sources, tables, vintage, lang)], lang
    )
    # Title and measure are text too: to be searched, read aloud, and read on a phone.
    caption = f"**{markup.as_markdown(title)}** {markup.as_markdown(subtitle)}\n\n{said}"
    display(
        {**pictures, "text/plain": alt},
        raw=True,
        metadata={"semibook": {"alt": alt, "caption": caption, "name": name}},
    )


def _drawn(figure: Figure, foot: float = 0) -> bytes:
    """A figure as PNG; `savefig` gives the same, but draws a first time for the layout alone.

    The file says how many of its lowest pixels are the foot of so many inches: pages, which credit
    the sources beneath with links, leave it away.
    """
    image = io.BytesIO()
    figure.set_dpi(_DPI)
    figure.set_facecolor("white")
    said = {"Software": None} | ({markup.FOOT: str(round(foot * _DPI))} if foot else {})
    FigureCanvasAgg(figure).print_png(image, metadata=said)
    return image.getvalue()


def _vectors(figure: Figure, name: str, said: dict[str, str]) -> str:
    """A figure as SVG, with letters as outlines: readers need not have the book's fonts.

    Args:
        figure: titled and drawn.
        name: from which the names of its parts are made, so that they are the same in each run.
        said: what the file says of itself, by the names of Dublin Core.
    """
    drawing = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": name or "figure", "svg.fonttype": "path"}):
        FigureCanvasSVG(figure).print_svg(drawing, metadata=said | {"Date": None, "Creator": None})
    return drawing.getvalue()


def folded(text: str, width: float, size: float = 11) -> str:
    """A label in lines of at most `width` inches at `size` points, Japanese or not."""
    return "\n".join(_wrapped(text, width, size))


def _set_titles(figure: Figure, title: str, subtitle: str, source: str) -> float:
    """Put title and measure above the axes and the source beneath, at the figure's left edge.

    Returns:
        The inches that the source takes.
    """
    width, height = figure.get_size_inches()
    above = [(line, 15, "bold", INK) for line in _wrapped(title, width, 15)]
    above += [(line, 12.5, "normal", GREY) for line in _wrapped(subtitle, width, 12.5)]
    below = [(line, 10, "normal", GREY) for line in _wrapped(source, width, 10)]
    top, bottom = (sum(_height(size) for _l, size, _w, _c in lines) for lines in (above, below))
    full = height + top + bottom + 2 * _GAP
    figure.set_size_inches(width, full)
    figure.get_layout_engine().set(rect=(0, (bottom + _GAP) / full, 1, height / full))
    for lines, start in ((above, full - _EDGE), (below, bottom + _EDGE)):
        at = start
        for line, size, weight, colour in lines:
            style = {"fontsize": size, "fontweight": weight, "color": colour}
            text = figure.text(_MARGIN / width, at / full, line, va="top", ha="left", **style)
            if weight == "bold":
                embolden(text, colour)
            at -= _height(size)
    return bottom + _EDGE


def _height(size: float) -> float:
    """The inches that a line takes, with letters of so many points."""
    return size * _LEADING / _POINTS


def _wrapped(text: str, width: float, size: float) -> list[str]:
    room = (width - 2 * _MARGIN) * _POINTS / size * 2  # half ems, as Latin letters are at most
    lines = [""]
    for piece in _pieces(text, room):
        if lines[-1] and half_ems(lines[-1] + piece.rstrip()) > room:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _pieces(text: str, room: float) -> list[str]:
    """What a line keeps together: words, Japanese phrases, in a long phrase its characters."""
    found: list[str] = []
    for word in re.findall(r"\S+\s*|\s+", text):
        phrases = [word] if half_ems(word) == len(word) else _PHRASES.parse(word)
        for phrase in phrases:
            if found and _INSEPARABLE.search(f"{found[-1][-1]}\0{phrase[0]}"):
                found[-1] += phrase
            else:
                found.append(phrase)
    cut = [_CHARACTERS.findall(each) if half_ems(each) > room else [each] for each in found]
    return [part for parts in cut for part in parts]
