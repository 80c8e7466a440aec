"""Named places as dots on a map of outlines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.path import Path as Outline

from semibook.page.figures import ACCENT, GREY, chart

#: Between a name and its dot, where the two stand apart.
_LINE = {"arrowstyle": "-", "color": GREY, "linewidth": 0.9, "shrinkA": 0, "shrinkB": 3}
_LAND = "#eceef0"


@dataclass(frozen=True)
class View:
    """What of the earth is shown, and how large.

    Attributes:
        east: least and greatest longitude, in degrees.
        north: least and greatest latitude, in degrees.
        aspect: length of a degree of latitude, in degrees of longitude.
        height: of the figure, in inches.
        type_size: of the places' names, in points.
        borders: colour and width of the outlines.
    """

    east: tuple[float, float]
    north: tuple[float, float]
    aspect: float
    height: float
    type_size: float
    borders: tuple[str, float]


#: Whole regions of Japan.
KYUSHU = View((129.2, 132.1), (32.2, 34.05), 1.18, 5.0, 11.5, ("#b4bac1", 0.8))
JAPAN = View((128.5, 143.2), (30.8, 41.8), 1.2, 5.9, 10.5, ("white", 0.5))


def outlines(file: str | Path) -> list[Outline]:
    """The areas of a map, each as one path of all its rings, in degrees east and north.

    Raises:
        OSError: if the file cannot be read.
        ValueError: if it is no GeoJSON, or an area is neither a Polygon nor a MultiPolygon.
    """
    match json.loads(Path(file).read_text(encoding="utf-8")):
        case {"features": list(features)}:
            return [_outline(area.get("geometry"), file) for area in features]
    raise ValueError(f"{file}: found no list of features, expected GeoJSON")


def _outline(geometry: dict | None, file: str | Path) -> Outline:
    match geometry:
        case {"type": "Polygon", "coordinates": polygon}:
            polygons = [polygon]
        case {"type": "MultiPolygon", "coordinates": polygons}:
            pass
        case _:
            kind = (geometry or {}).get("type")
            raise ValueError(f"{file}: found a {kind}, expected a Polygon or a MultiPolygon")
    rings = [Outline(ring, closed=True) for polygon in polygons for ring in polygon]
    return Outline.make_compound_path(*rings)


@chart
def places_on_map(
    areas: list[Outline],
    places: pd.DataFrame,
    beside: Mapping[str, tuple[float, float]],
    view: View,
    size: float | pd.Series,
    apart: set[str] | frozenset[str] = frozenset(),
    names: Mapping[str, tuple[float, float]] | None = None,
) -> Figure:
    """Draw places in the accent colour.

    Args:
        areas: their outlines.
        places: by id: what each is called (`place`), `longitude`, `latitude`.
        beside: by id, where a name stands from its dot, in points.
        view: what is shown.
        size: of the dots, in square points; of all, or of each place.
        apart: ids of the places whose names get a line to their dot.
        names: of areas, with the longitude and latitude where each is written.
    """
    fig, ax = plt.subplots(figsize=(6.4, view.height))
    colour, width = view.borders
    ax.add_collection(
        PathCollection(areas, facecolor=_LAND, edgecolor=colour, linewidth=width), autolim=False
    )
    dots = {"s": size, "color": ACCENT, "edgecolor": "white", "zorder": 3}
    ax.scatter(places["longitude"], places["latitude"], **dots)
    for name, at in (names or {}).items():
        ax.text(*at, name, color=GREY, fontsize=13, ha="center")
    ax.set_axis_off()
    _write_names(ax, places, beside, apart, view.type_size)
    ax.set(xlim=view.east, ylim=view.north, aspect=view.aspect)
    return fig


def _write_names(
    ax: Axes,
    places: pd.DataFrame,
    beside: Mapping[str, tuple[float, float]],
    apart: set[str] | frozenset[str],
    size: float,
) -> None:
    for place in places.itertuples():
        ax.annotate(
            place.place,
            (place.longitude, place.latitude),
            xytext=beside.get(place.Index, (7, 0)),
            textcoords="offset points",
            fontsize=size,
            arrowprops=_LINE if place.Index in apart else None,
        )
