"""A matrix of dots: filled where a row has what the column names, hollow where not."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, PALE, chart


@chart
def filled_matrix(present: pd.DataFrame) -> Figure:
    """Draw a row of dots a row, from the top.

    Args:
        present: true or false; rows and columns are named as readers see them.
    """
    fig, ax = plt.subplots(figsize=(6.4, 2.9))
    for row, held in enumerate(present.to_numpy(dtype=bool)):
        for column, filled in enumerate(held):
            look = {"color": ACCENT} if filled else {"facecolor": "none", "edgecolor": PALE}
            ax.scatter(column, row, s=220, **look)
    rows, columns = present.shape
    ax.set_xticks(np.arange(columns), [figures.folded(name, 1.1, 12) for name in present])
    ax.set_yticks(np.arange(rows), present.index)
    ax.xaxis.tick_top()
    ax.set(xlim=(-0.6, columns - 0.4), ylim=(rows - 0.5, -0.5))
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    return fig
