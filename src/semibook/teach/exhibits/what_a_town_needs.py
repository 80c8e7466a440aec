"""Tables of the lesson on requests for infrastructure."""

from __future__ import annotations

import pandas as pd

_PLANS = ("kioxia", "sumco", "sumitomo-electric")


def requests(regional_infrastructure: pd.DataFrame) -> pd.DataFrame:
    """What each prefecture asked for, in the order of the slide, without the kinds."""
    return regional_infrastructure[["prefecture", "request"]]


def plans(supply_plans: pd.DataFrame, supply_plan_sites: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Cap and cost of three plans, and their sites."""
    rows = supply_plans.set_index("id").loc[list(_PLANS)]
    comma = "、" if lang == "ja" else ", "
    sites = supply_plan_sites.groupby("plan")["place"].agg(comma.join)
    return pd.DataFrame(
        {
            "firm": rows["firm"],
            "item": rows["item"],
            "sites": sites[list(_PLANS)],
            "cap": rows["cap"],
            "cost": rows["cost"],
        }
    )
