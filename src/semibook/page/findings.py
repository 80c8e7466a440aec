"""Sentences computed from data, shown as part of the page's text, and read from a run again."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from IPython.display import display
from nbformat import NotebookNode

from semibook.page import markup
from semibook.page.markup import as_markdown


def finding(sentence: str, /, key: str = "", **figures: float) -> None:
    """Show the sentence that says what was found, set apart from the running text.

    Args:
        sentence: plain text, made from the data; what looks like markup is shown as it stands.
            Empty in a run that makes no page.
        key: its name in the chapter's words, by which the page's summary finds it.
        figures: the headline figures behind it, by name, in base units (yen, not trillions; a share
            as 0.33). They are kept with the output (see `semibook.run.chapter.headlines`).

    Raises:
        ValueError: if the sentence does not end as one, or a figure is infinite.
    """
    if markup.wanted and not sentence.rstrip().endswith((".", "。", "?", "!")):
        raise ValueError(f"a finding is a whole sentence, found {sentence!r}")
    if infinite := [name for name, figure in figures.items() if math.isinf(figure)]:
        found = ", ".join(infinite)
        raise ValueError(f"found no end to the headline figure {found}, expected a finite number")
    display(
        # A quotation block reads well in any notebook viewer too.
        {"text/markdown": f"> {as_markdown(sentence)}", "text/plain": sentence},
        raw=True,
        # Pairs, as notebooks are saved with the keys of their objects in alphabetical order.
        metadata={
            "semibook": {
                "figures": [[name, float(value)] for name, value in figures.items()],
                "finding": key,
            }
        },
    )


class Told(NamedTuple):
    """A finding as a run said it.

    Attributes:
        key: its name in the chapter's words; empty for one that is not in them.
        sentence: plain text.
        figures: name and value, in base units, of each headline figure behind it.
    """

    key: str
    sentence: str
    figures: list[tuple[str, float]]


def told(cells: Iterable[NotebookNode]) -> Iterator[Told]:
    """The findings of a chapter as it was run, in its order.

    Args:
        cells: of the executed notebook.
    """
    for cell in cells:
        for output in cell.get("outputs", []):
            about = output.get("metadata", {}).get("semibook", {})
            if "figures" in about:
                figures = [(name, value) for name, value in about["figures"]]
                yield Told(about.get("finding", ""), output["data"]["text/plain"], figures)
