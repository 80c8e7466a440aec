"""Tables and the grid of the lesson on yield."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from semibook.models import chip_yield
from semibook.page import figures
from semibook.teach.exhibits import GREYS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Two digits a defect, row and column of its square: what everybody throws first.
_SEED, _THROWS = 20240209, 24
_AREAS = (1, 2, 4, 8)


def throws() -> pd.DataFrame:
    """Random numbers 00 to 99, in rows of twelve."""
    numbers = np.random.default_rng(_SEED).integers(0, 100, size=(_THROWS // 12, 12))
    rows = [[f"{number:02d}" for number in row] for row in numbers]
    return pd.DataFrame(rows).rename(columns=lambda place: chr(ord("A") + place))


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
