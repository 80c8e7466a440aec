"""Tables of the lesson on rules as a program: the slide's rules, and the cases."""

from __future__ import annotations

import pandas as pd

from semibook.tables import schema
from semibook.teach.answers.guardrail_program import CASES


def rules(guardrails: pd.DataFrame, lang: str, labels: dict[str, str]) -> pd.DataFrame:
    """The rules on expansion as the slide has them."""
    rows = guardrails[guardrails["guardrail"] == "expansion"]
    facilities = schema.labels("guardrails", "facility", lang)
    effects = schema.labels("guardrails", "effect", lang)
    limits = [
        ""
        if pd.isna(row.threshold)
        else labels["least" if row.inclusive else "more"].replace("%s", f"{row.threshold:g}")
        for row in rows.itertuples()
    ]
    return pd.DataFrame(
        {
            "facility": rows["facility"].map(facilities),
            "condition": rows["condition"],
            "limit": limits,
            "effect": rows["effect"].map(effects),
        }
    )


def cases(guardrail_countries: pd.DataFrame, labels: dict[str, str], lang: str) -> pd.DataFrame:
    """The cases with what decides them; not the decisions."""
    names = guardrail_countries.set_index("country")["name"].to_dict() | {"vn": labels["vn"]}
    facilities = schema.labels("guardrails", "facility", lang)
    return pd.DataFrame(
        {
            "case": range(1, len(CASES) + 1),
            "country": [names[case.country] for case in CASES],
            "facility": [facilities["advanced" if case.advanced else "legacy"] for case in CASES],
            "added": [f"{case.added / case.recorded:.0%}" for case in CASES],
            "line": [labels["yes" if case.new_line else "no"] for case in CASES],
            "built": [labels["yes" if case.under_construction else "no"] for case in CASES],
            "share": [f"{case.domestic_share:.0%}" for case in CASES],
            "years": [case.years_after for case in CASES],
        }
    )
