"""The outlines of a map's areas, and what is no map."""

from __future__ import annotations

import json

import pytest

from semibook.page.charts.places_on_map import outlines


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ([], "found no list of features"),
        ({"type": "Feature"}, "found no list of features"),
        ({"features": [{"type": "Feature", "geometry": None}]}, "found a None"),
        ({"features": [{"geometry": {"type": "Point", "coordinates": [1, 2]}}]}, "found a Point"),
    ],
)
def test_what_is_no_map_is_refused_by_its_file(tmp_path, content, found):
    file = tmp_path / "areas.geojson"
    file.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"areas\.geojson: {found}"):
        outlines(file)
