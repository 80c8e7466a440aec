"""The picture of a sweep: a panel a figure, a line a combination of what else was varied."""

from __future__ import annotations

from itertools import product
from xml.etree import ElementTree

import pandas as pd
import pytest

from semibook.run.sweep_picture import draw


def results(**varied):
    rows = [dict(zip(varied, values, strict=True)) for values in product(*varied.values())]
    return pd.DataFrame(rows).assign(cap=range(len(rows)), share=0.5)


@pytest.mark.parametrize("kind", [".svg", ".png"])
def test_it_is_a_picture_of_its_kind(tmp_path, kind):
    target = draw("kumamoto", results(usd_jpy=[110, 120, 130]), ["usd_jpy"], tmp_path / f"a{kind}")
    content = target.read_bytes()
    if kind == ".png":
        assert content.startswith(b"\x89PNG")
    else:
        assert ElementTree.fromstring(content).tag.endswith("svg")  # noqa: S314 (our own)


def test_many_lines_and_a_failed_run_are_drawn_too(tmp_path):
    frame = results(usd_jpy=[110.0, 120.0], utilisation=[n / 10 for n in range(1, 10)])
    frame.loc[0, ["cap", "share"]] = None
    frame["error"] = ["it failed", *[None] * (len(frame) - 1)]
    assert draw("kumamoto", frame, ["usd_jpy", "utilisation"], tmp_path / "a.svg").is_file()


def test_words_alone_cannot_be_drawn(tmp_path):
    frame = results(loss=["poisson", "murphy"])
    with pytest.raises(ValueError, match="--plot"):
        draw("ai_compute", frame, ["loss"], tmp_path / "a.svg")
    assert not (tmp_path / "a.svg").exists()
