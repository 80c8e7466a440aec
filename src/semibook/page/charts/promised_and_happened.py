"""What was promised for when, beside what happened: a row an actor, a bar a promise."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from semibook.page.figures import ACCENT, GREY, INK, PALE, chart

#: How an outcome is marked: at the day of the event if it has one, else amid the time promised.
MARKS = {
    "kept": {"marker": "o", "color": INK},
    "early": {"marker": "<", "color": INK},
    "late": {"marker": ">", "color": ACCENT},
    "undecided": {"marker": "h", "color": GREY},
    "changed": {"marker": "D", "color": "white", "edgecolor": ACCENT},
    "dropped": {"marker": "X", "color": ACCENT},
    "overdue": {"marker": "s", "color": ACCENT},
    "unknown": {"marker": "o", "color": "white", "edgecolor": INK},
}
#: Outcomes that stand at the day of what happened.
_AT_EVENT = ("kept", "early", "late", "undecided", "changed", "dropped")
#: Of these, those whose mark may stand far from the time promised.
_BESIDE = ("early", "late", "changed", "dropped")
#: A bar is at least so long, as one of a month would be a hair.
_SHORTEST = pd.Timedelta(days=45)


@chart
def promised_and_happened(
    promises: pd.DataFrame, today: pd.Timestamp, words: dict[str, str], named: str
) -> Figure:
    """Draw the time promised as a bar, and the outcome as a mark; what is still due has none.

    Where several promises of a row have the same mark on the same day, or the same bar without a
    mark, their number stands beside it.

    Args:
        promises: `row` (its name for readers), the first and last day promised (`start`, `end`),
            the last day in which it happened (`event`, or no time) and the `outcome`. Rows stand in
            their first order.
        today: the day up to which outcomes are known.
        words: what readers call the outcomes; `promised` is what they call the bars.
        named: what is written at the line of the day.
    """
    rows = list(promises["row"].unique())
    placed = promises.assign(place=promises["row"].map(rows.index))
    placed["height"] = placed["place"] + _beside_others(placed)
    fig, ax = plt.subplots(figsize=(6.4, 0.31 * len(rows) + 1.3))
    _bars(ax, placed)
    for outcome in MARKS:
        _marks(ax, placed[placed["outcome"] == outcome], outcome)
    _numbers(ax, coinciding(placed))
    ax.axvline(today, color=INK, linewidth=1, zorder=0)
    ax.text(today, -1.05, f" {named}", va="center", fontsize=12)
    ax.set_yticks(range(len(rows)), rows)
    ax.set_ylim(len(rows) - 0.4, -1.5)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)
    _legend(ax, placed, words)
    return fig


def _bars(ax: Axes, placed: pd.DataFrame) -> None:
    ax.barh(
        placed["place"], _lengths(placed), 0.62, placed["start"], color=PALE, edgecolor=GREY, lw=0.6
    )


def _lengths(placed: pd.DataFrame) -> pd.Series:
    return (placed["end"] - placed["start"]).clip(lower=_SHORTEST)


def _middles(placed: pd.DataFrame) -> pd.Series:
    return placed["start"] + _lengths(placed) / 2


def _beside_others(placed: pd.DataFrame) -> pd.Series:
    """How far a mark stands from the middle of its row, so as to hide no other mark of its time."""
    months = pd.to_datetime(_days(placed)).dt.to_period("Q")
    marks = placed["outcome"].map({name: order for order, name in enumerate(MARKS)})
    groups = marks.groupby([placed["place"], months])
    return ((groups.rank("dense") - 1 - (groups.transform("nunique") - 1) / 2) * 0.4).fillna(0.0)


def _days(placed: pd.DataFrame) -> pd.Series:
    """Where the mark of each promise stands."""
    return placed["event"].where(placed["outcome"].isin(_AT_EVENT), _middles(placed))


def coinciding(placed: pd.DataFrame) -> pd.DataFrame:
    """The places at which several promises are drawn over one another.

    Args:
        placed: as `promised_and_happened` takes them, with the `place` of each row.

    Returns:
        The `place`, the `day` of the mark, or where there is none of the bar's end, whether there
        is a mark (`is_marked`), and the `number` of promises, more than one.
    """
    is_marked = placed["outcome"].isin(list(MARKS))
    ends = placed["start"] + _lengths(placed)
    drawn = pd.DataFrame(
        {
            "place": placed["place"],
            "day": _days(placed).where(is_marked, ends),
            "is_marked": is_marked,
            "outcome": placed["outcome"],
            "start": placed["start"].where(~is_marked),
        }
    )
    groups = drawn.groupby(list(drawn), dropna=False, sort=False)
    numbers = groups.size().reset_index(name="number")
    return numbers.loc[numbers["number"] > 1, ["place", "day", "is_marked", "number"]]


def _numbers(ax: Axes, coinciding: pd.DataFrame) -> None:
    for at in coinciding.itertuples():
        apart = 7 if at.is_marked else 4
        style = {"xytext": (apart, 0), "textcoords": "offset points", "va": "center"}
        style["bbox"] = {"boxstyle": "square,pad=0.05", "facecolor": "white", "edgecolor": "none"}
        ax.annotate(f"×{at.number}", (at.day, at.place), fontsize=12, color=INK, **style)


def _marks(ax: Axes, marked: pd.DataFrame, outcome: str) -> None:
    middle, days = _middles(marked), _days(marked)
    if outcome in _BESIDE:  # a line to the bar that the mark is of
        ax.hlines(marked["height"], days, middle, color=INK, linewidth=1)
    ax.scatter(days, marked["height"], s=58, zorder=3, linewidth=1.2, **MARKS[outcome])


def _legend(ax: Axes, placed: pd.DataFrame, words: dict[str, str]) -> None:
    keys = [Line2D([], [], color=PALE, linewidth=8, label=words["promised"])]
    for outcome, mark in MARKS.items():
        if (placed["outcome"] == outcome).any():
            look = {"markeredgecolor": mark.get("edgecolor", mark["color"]), "markersize": 8}
            look |= {"marker": mark["marker"], "color": mark["color"]}
            keys.append(Line2D([], [], linestyle="", label=words[outcome], **look))
    ax.legend(handles=keys, loc="upper center", bbox_to_anchor=(0.25, -0.04), ncols=3)
