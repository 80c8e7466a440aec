"""What the lesson on rules as a program shows: the slide's rules, the cases, number lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from semibook.page import figures
from semibook.tables import schema
from semibook.teach.answers.guardrail_program import CASES
from semibook.translation.language import language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Where the number lines end, in per cent: beyond both limits.
_MOST = 12


def rules(
    guardrails: pd.DataFrame,
    guardrail_countries: pd.DataFrame,
    lang: str,
    labels: dict[str, str],
) -> pd.DataFrame:
    """Where and how long the slide's rules on expansion bind, then the rules as it has them."""
    rows = guardrails[guardrails["guardrail"] == "expansion"]
    effects = schema.labels("guardrails", "effect", lang)
    bounds = [
        ""
        if pd.isna(row.threshold)
        else labels["least" if row.inclusive else "more"].replace("%s", f"{row.threshold:g}")
        for row in rows.itertuples()
    ]
    named = language(lang).comma.join(guardrail_countries["name"])
    years = f"{rows['period_years'].max():g}"
    return pd.DataFrame(
        {
            "facility": [labels["any"], labels["any"], *rows["facility"].map(labels)],
            "condition": [labels["country"], labels["period"], *rows["condition"]],
            "limit": [named, labels["years"].replace("%s", years), *bounds],
            "effect": [labels["here"], labels["so_long"], *rows["effect"].map(effects)],
        }
    )


def cases(guardrail_countries: pd.DataFrame, labels: dict[str, str]) -> pd.DataFrame:
    """The cases with what decides them, and room for the rule that does; not the decisions."""
    names = guardrail_countries.set_index("country")["name"].to_dict() | {"vn": labels["vn"]}
    said = {True: labels["yes"], False: labels["no"]}
    return pd.DataFrame(
        {
            "case": range(1, len(CASES) + 1),
            "country": [names[case.country] for case in CASES],
            "facility": [labels["advanced" if case.advanced else "legacy"] for case in CASES],
            "added": [round(100 * case.added / case.recorded) for case in CASES],
            "line": [said[case.new_line] for case in CASES],
            "built": [said[case.under_construction] for case in CASES],
            "share": [round(100 * case.domestic_share) for case in CASES],
            "years": [round(case.years_after) for case in CASES],
            "rule": "",
        }
    )


def growth(labels: dict[str, str]) -> Figure:
    """Two number lines of growth in per cent, to mark what is prohibited; nothing is marked."""
    import matplotlib.pyplot as plt

    figures.use_style()
    fig, axes = plt.subplots(2, 1, figsize=(6.4, 1.3))
    for ax, name in zip(axes, ("advanced", "legacy"), strict=True):
        ax.set(xlim=(0, _MOST), ylim=(0, 1), xticks=range(_MOST + 1), yticks=[])
        ax.spines[["left", "right", "top"]].set_visible(False)
        ax.set_ylabel(labels[name], rotation=0, ha="right", va="center")
    axes[-1].set_xlabel(labels["growth"])
    return fig
