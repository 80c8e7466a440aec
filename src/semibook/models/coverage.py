"""Who is reached by what: activities against audiences and themes, region by region."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

#: What a list can say of a region, an audience and a theme, the strongest first.
STATES = ("done", "planned", "unnamed", "elsewhere", "nowhere")
#: Themes whose activities ask or list their audience (surveys, databases) and do not serve it.
ASKED_ONLY = ("research",)


def chosen_regions(region: str, known: Sequence[str]) -> list[str]:
    """The regions that a choice stands for: itself, or every known one for `all`.

    Raises:
        ValueError: if it is neither.
    """
    if region == "all":
        return list(known)
    if region not in known:
        raise ValueError(f"region: found {region!r}, expected one of {', '.join(known)}, all")
    return [region]


def coverage(
    activities: pd.DataFrame,
    audiences: pd.DataFrame,
    regions: Sequence[str],
    everybody: Sequence[str],
    themes: Sequence[str],
) -> pd.DataFrame:
    """What is listed for every region, audience and theme.

    Args:
        activities: a row each with `id`, `consortium`, `theme`, and `status` (done or planned).
        audiences: a row for each `activity` (an id) and `audience` that it is said to be for or, in
            themes of `ASKED_ONLY`, to ask or list.
        regions: regions in the order wanted.
        everybody: all audiences in the order wanted.
        themes: all themes in the order wanted.

    Returns:
        A row for each combination, with `state`: `done` or `planned` if an activity names the
        audience; `unnamed` if none does, but one of that theme names nobody and so may be for it;
        `elsewhere` if only another region lists one that names it; else `nowhere`.
    """
    cells = pd.MultiIndex.from_product(
        [regions, everybody, themes], names=["consortium", "audience", "theme"]
    ).to_frame(index=False)
    named = activities.merge(audiences, left_on="id", right_on="activity", suffixes=("", "_for"))
    silent = activities[~activities["id"].isin(audiences["activity"])]
    by_name = named.groupby(["consortium", "audience", "theme"])["status"].min()
    anywhere = set(zip(named["audience"], named["theme"], strict=True))
    open_to_all = set(zip(silent["consortium"], silent["theme"], strict=True))

    def state(cell: pd.Series) -> str:
        key = (cell["consortium"], cell["audience"], cell["theme"])
        if key in by_name.index:
            return by_name[key]
        if (cell["consortium"], cell["theme"]) in open_to_all:
            return "unnamed"
        return "elsewhere" if key[1:] in anywhere else "nowhere"

    return cells.assign(state=cells.apply(state, axis=1))
