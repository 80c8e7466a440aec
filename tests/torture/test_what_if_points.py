"""What readers may try, by lot: a point of a page equals a fresh run of its chapter."""

from __future__ import annotations

from semibook.run.chapter import headline_figures
from semibook.run.what_if import Runs, points
from semibook.tables import vintages
from semibook.translation import what_if


def test_a_point_equals_a_fresh_run(lots, times):
    every = [
        (chapter, point)
        for chapter in what_if.chapters()
        for point in points(chapter, Runs(chapter, vintages.find()).stored)
    ]
    for chapter, point in lots.sample(every, times(4, len(every), "points run again")):
        fresh = headline_figures(chapter, point.given)
        shown = {name: f"{value:.9g}" for name, value in point.figures.items()}
        assert shown == {name: f"{fresh[name]:.9g}" for name in shown}, (chapter, point.given)
