"""All modules of claims, in the order of the book."""

from __future__ import annotations

from semibook.claims import (
    ai_compute,
    future_technology,
    global_policy,
    kumamoto,
    power_semiconductors,
    rapidus,
    supply_chain,
    talent,
    three_step_strategy,
)

MODULES = (
    three_step_strategy,
    kumamoto,
    rapidus,
    power_semiconductors,
    supply_chain,
    talent,
    global_policy,
    ai_compute,
    future_technology,
)
