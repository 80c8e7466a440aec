"""Tables and the grid of the lesson on yield."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from semibook.models import chip_yield
from semibook.page import figures
from semibook.teach.answers.good_die import thrown
from semibook.teach.exhibits import GREYS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_AREAS = (1, 2, 4, 8)


def throws() -> pd.DataFrame:
    """Random numbers 00 to 99, two digits a defect: row and column of its square."""
    rows = [[f"{number:02d}" for number in line] for line in thrown()]
    table = pd.DataFrame(rows).rename(columns=lambda place: ascii_uppercase[place])
    table.insert(0, "line", range(len(rows)))
    return table


def sizes() -> pd.DataFrame:
    """Dies on a wafer of 300 mm by their area."""
    dies = [chip_yield.dies_on_wafer(100 * area) for area in _AREAS]
    return pd.DataFrame(
        {"area": _AREAS, "side": [round(10 * area**0.5, 1) for area in _AREAS], "dies": dies}
    )


def grid(labels: dict[str, str]) -> Figure:
    """An empty board of a hundred squares, numbered by row and column."""
    import matplotlib.pyplot as plt

    figures.use_style()
    fig, ax = plt.subplots(figsize=(3.4, 3.4))
    for place in range(11):
        ax.plot([0, 10], [place, place], color=GREYS[1], linewidth=0.8)
        ax.plot([place, place], [0, 10], color=GREYS[1], linewidth=0.8)
    ax.set_xticks(np.arange(10) + 0.5, range(10))
    ax.set_yticks(np.arange(10) + 0.5, range(10))
    ax.set(xlim=(0, 10), ylim=(10, 0), aspect="equal")
    ax.set_xlabel(labels["column"])
    ax.set_ylabel(labels["row"])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return fig
