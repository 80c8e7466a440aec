"""Two bases and their partners in rows, tied to them by lines of several strengths."""

from __future__ import annotations

import matplotlib.pyplot as plt
import networkx as nx
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from semibook.page import figures
from semibook.page.figures import ACCENT, GREY, INK, chart

Places = dict[str, tuple[float, float]]

#: Style, width and colour of a tie, by its strength.
LINES = {3: ("solid", 2.2, INK), 2: ("dashed", 1.6, GREY), 1: ("dotted", 1.6, GREY)}
#: Where the names of the bases stand, in points: above the first, below the second.
_NAMES_AT = ((0, 20), (-12, -22))


@chart
def hubs(ties: pd.DataFrame, partners: pd.DataFrame, bases: pd.Series) -> Figure:
    """Draw two bases at the left and their partners in rows at the right.

    Args:
        ties: a row a pair of `hub` and `partner`, with its `strength` (1 to 3).
        partners: from the top, by id: what each is called (`name`) and the words beneath (`tie`).
        bases: names of the two bases, by id, the upper one first.
    """
    graph = nx.from_pandas_edgelist(ties, "hub", "partner", "strength")
    heights = pd.Series(range(len(partners), 0, -1), partners.index, dtype=float)
    places = {partner: (1.0, height) for partner, height in heights.items()}
    for base in bases.index:
        own = [partner for partner in graph[base] if partner in heights]
        places[base] = (0.0, heights[own].mean())
    fig, ax = plt.subplots(figsize=(6.4, 0.5 * len(partners) + 0.3))
    _draw_ties(ax, graph, places)
    _draw_nodes(ax, graph, places, bases, list(partners.index))
    _write_names(ax, places, partners, bases)
    ax.set(xlim=(-0.42, 3.15), ylim=(0.3, len(partners) + 0.7))
    ax.set_axis_off()
    return fig


def _draw_ties(ax: Axes, graph: nx.Graph, places: Places) -> None:
    for strength, (style, width, colour) in LINES.items():
        ties = [(a, b) for a, b, known in graph.edges(data="strength") if known == strength]
        look = {"style": style, "width": width, "edge_color": colour}
        nx.draw_networkx_edges(graph, places, ties, ax=ax, **look)


def _draw_nodes(
    ax: Axes, graph: nx.Graph, places: Places, bases: pd.Series, partners: list[str]
) -> None:
    nx.draw_networkx_nodes(graph, places, partners, ax=ax, node_size=70, node_color=INK)
    nx.draw_networkx_nodes(
        graph, places, list(bases.index), ax=ax, node_size=500, node_color=ACCENT
    )


def _write_names(ax: Axes, places: Places, partners: pd.DataFrame, bases: pd.Series) -> None:
    for partner in partners.itertuples():
        figures.label(ax, *places[partner.Index], partner.name, xytext=(9, 6))
        small = {"fontsize": 11.5, "color": GREY}
        figures.label(ax, *places[partner.Index], partner.tie, xytext=(9, -8), **small)
    # One weight in a picture: where other names are Japanese, bold Latin ones look like a mistake.
    weight = figures.bold("".join([*partners["name"], *bases]))
    for (base, name), offset in zip(bases.items(), _NAMES_AT, strict=True):
        strong = {"ha": "center", "color": ACCENT, "fontweight": weight}
        figures.label(ax, *places[base], name, xytext=offset, **strong)
