"""A picture of a sweep's results: a panel for each headline figure, over what was varied."""

from __future__ import annotations

from math import ceil
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from semibook import files
from semibook.page import headlines
from semibook.page.figures import GREY, SERIES, use_style

#: The kinds of picture.
ENDINGS = (".svg", ".png")
_PANELS_ACROSS = 3
_WIDTH, _HEIGHT = 4.2, 3.0  # inches of a panel


def draw(chapter: str, results: pd.DataFrame, varied: list[str], target: Path) -> Path:
    """Draw the results of a sweep.

    Args:
        chapter: that was run.
        results: a row a run, from `sweep`.
        varied: the parameters that were varied; the first one with numbers is the horizontal axis,
            each combination of the others a line.
        target: the .svg or .png file; one that is there is replaced.

    Raises:
        ValueError: if no parameter has numbers, or no run gave a figure.
        OSError: if it cannot be written.
    """
    across = next((name for name in varied if pd.api.types.is_numeric_dtype(results[name])), "")
    figures = [
        name
        for name in results.columns.difference([*varied, "error"], sort=False)
        if results[name].notna().any()
    ]
    if not across or not figures:
        raise ValueError("--plot: found nothing to draw, expected numbers as parameter and result")
    use_style()
    index = pd.MultiIndex.from_product([[chapter], figures])
    described = headlines.described(index)
    rows = ceil(len(figures) / _PANELS_ACROSS)
    columns = min(len(figures), _PANELS_ACROSS)
    figure = Figure(figsize=(_WIDTH * columns, _HEIGHT * rows), layout="constrained")
    panels = figure.subplots(rows, columns, squeeze=False).flat
    others = [name for name in varied if name != across]
    lines = _lines(results, others)
    # The panels last: zip must not take one that no figure is left for.
    for name, about, panel in zip(figures, described.itertuples(), panels, strict=False):
        for (label, rows_of_line), colour in zip(lines, _colours(len(lines)), strict=True):
            line = rows_of_line.dropna(subset=[name]).sort_values(across)
            panel.plot(line[across], line[name], marker=".", color=colour, label=label)
        panel.set_title(about.title, loc="left", fontsize="medium", wrap=True)
        panel.set_xlabel(across)
        panel.yaxis.set_major_formatter(_formatter(about.unit))
    for panel in [*panels]:
        panel.remove()
    if others and len(lines) <= len(SERIES):
        handles, labels = figure.axes[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=columns)
    with files.replacing(target) as fresh:
        figure.savefig(fresh, format=target.suffix.removeprefix("."))
    return target


def _lines(results: pd.DataFrame, others: list[str]) -> list[tuple[str, pd.DataFrame]]:
    """The runs of each combination of the parameters that are not the axis."""
    if not others:
        return [("", results)]
    return [
        (", ".join(f"{name} = {value}" for name, value in zip(others, values, strict=True)), rows)
        for values, rows in results.groupby(others, sort=False, dropna=False)
    ]


def _colours(count: int) -> list[str]:
    """A colour a line; grey for more lines than a reader could tell apart."""
    return list(SERIES[:count]) if count <= len(SERIES) else [GREY] * count


def _formatter(unit: str) -> FuncFormatter:
    return FuncFormatter(lambda value, _place: headlines.text(value, unit))
