"""Figures by shape: what all of them do."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from inspect import getmembers, isfunction

import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

from semibook.page import charts, markup


def functions():
    for found in pkgutil.iter_modules(charts.__path__, f"{charts.__name__}."):
        for name, function in getmembers(import_module(found.name), isfunction):
            draws = function.__annotations__.get("return") == "Figure"
            if function.__module__ == found.name and draws and not name.startswith("_"):
                yield pytest.param(function, id=name)


@pytest.mark.parametrize("function", [*functions()])
def test_nothing_is_drawn_where_nobody_sees_it(function, monkeypatch):
    monkeypatch.setattr(markup, "wanted", False)
    figure = function(None)  # nothing that could be drawn
    assert isinstance(figure, Figure)
    assert not figure.axes
    assert not plt.get_fignums()
