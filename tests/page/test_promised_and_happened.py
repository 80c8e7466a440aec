"""Promises that are drawn over one another are counted beside their mark."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from semibook.page.charts.promised_and_happened import MARKS, promised_and_happened

WORDS = {name: name for name in (*MARKS, "promised")}
COLUMNS = ["row", "outcome", "start", "end", "event"]


def numbers(*promises: tuple[str, str, str, str, str | None]) -> list[str]:
    """What the figure of some promises writes beside marks and bars."""
    drawn = pd.DataFrame(promises, columns=COLUMNS)
    days = drawn[["start", "end", "event"]].apply(pd.to_datetime)
    fig = promised_and_happened(drawn.assign(**days), pd.Timestamp("2026-08-31"), WORDS, "today")
    written = [text.get_text() for text in fig.axes[0].texts]
    plt.close(fig)
    return [text for text in written if text.startswith("×")]


KEPT = ("a", "kept", "2024-01-01", "2024-12-31", "2024-06-30")
DUE = ("a", "due", "2029-01-01", "2029-12-31", None)


@pytest.mark.parametrize(
    ("promises", "written"),
    [
        pytest.param([KEPT, KEPT, KEPT], ["×3"], id="marks"),
        pytest.param([DUE, DUE], ["×2"], id="bars"),
        pytest.param([KEPT, (*KEPT[:3], "2025-12-31", KEPT[4])], ["×2"], id="bars-differ"),
        pytest.param([KEPT, ("b", *KEPT[1:])], [], id="rows-differ"),
        pytest.param([KEPT, (*KEPT[:4], "2024-09-30")], [], id="days-differ"),
        pytest.param([KEPT, DUE], [], id="mark-and-bar"),
    ],
)
def test_promises_drawn_at_one_place_are_counted(promises, written):
    assert numbers(*promises) == written
