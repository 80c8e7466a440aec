"""The guardrails of the CHIPS Act as a decision table, as slide 30 of the deck words them.

The deck is a summary of 15 CFR 231 [@fr2023guardrails]. Where the two differ, or the regulation's
text was not seen, the rule follows the deck and the difference is written here:

- Advanced facilities: the deck prohibits an expansion of 5 per cent *or more*; the regulation calls
  *more than* 5 per cent material, counts only added physical space, and any new facility
  [@cfr231108]. That a new advanced facility is prohibited is taken from there: the deck is silent.
- Legacy facilities: the deck prohibits any new line, and growth of more than 10 per cent. A law
  firm's summary has new lines or cleanroom that expand a facility beyond 10 per cent
  [@morganlewis2023guardrails]. That the 10 per cent is about existing *legacy* facilities is the
  deck's reading and ours; the text of 15 CFR 231.119 and 231.202 was not seen.
- The 85 per cent are a share of output by value in the regulation [@cfr231111].
- What was already under construction at the award counts as an existing facility in the deck, for
  advanced and legacy facilities alike: finishing it is no expansion, whatever its size, and a later
  one is measured against a capacity that includes it. In the regulation the planned capacity may be
  recorded at the Secretary's discretion [@cfr231101].

This is a teaching model of a summary, not legal advice.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """A threshold and whether it is itself on the side that it names.

    Args:
        percent: the threshold, in per cent.
        inclusive: True for "5 per cent or more", False for "more than 10 per cent".

    Raises:
        ValueError: if the threshold is negative or not a number.
    """

    percent: float
    inclusive: bool

    def __post_init__(self) -> None:
        if not self.percent >= 0:
            raise ValueError(f"threshold: found {self.percent} per cent, expected at least 0")

    def reached(self, part: float, whole: float) -> bool:
        """Whether `part` is as many per cent of `whole` as the limit asks (same unit for both).

        A share such as 0.07 of 0.7 is at the limit of ten per cent, whatever binary fractions make
        of it; a difference that could be a wafer is not lost.
        """
        found, needed = 100 * part, self.percent * whole
        return self.inclusive if math.isclose(found, needed, rel_tol=1e-12) else found > needed


@dataclass(frozen=True)
class Thresholds:
    """What the rules ask, as the table `guardrails` has it.

    Args:
        advanced_growth: growth of an advanced facility that is prohibited.
        legacy_growth: growth of an existing legacy facility that is prohibited.
        domestic_share: share consumed in the country of concern from which legacy is exempt.
        years: how long the rules bind, in years after the award.

    Raises:
        ValueError: if the period is not positive.
    """

    advanced_growth: Limit
    legacy_growth: Limit
    domestic_share: Limit
    years: float

    def __post_init__(self) -> None:
        if not self.years > 0:
            raise ValueError(f"period: found {self.years} years, expected more than 0")


@dataclass(frozen=True)
class Expansion:
    """What a recipient of support plans to add abroad.

    Args:
        country: code of the country, as in the table `guardrail_countries`.
        advanced: whether the facility is advanced; else it is legacy.
        recorded: capacity at the award, in wafer starts a year [@cfr231117], with the planned one
            of what was being built then; 0 for a facility that did not stand.
        added: capacity to be added, in the same unit.
        new_line: whether it takes a new production line.
        under_construction: whether all that is added was already being built at the award.
        domestic_share: share of the output that is consumed in that country, 0 to 1.
        years_after: years from the award to the expansion.
        significant: whether it is a significant transaction in the recipient's agreement.

    Raises:
        ValueError: if a number is out of range.
    """

    country: str
    advanced: bool
    recorded: float
    added: float
    new_line: bool = False
    under_construction: bool = False
    domestic_share: float = 0.0
    years_after: float = 0.0
    significant: bool = True

    def __post_init__(self) -> None:
        for name in ("recorded", "added", "years_after"):
            value = getattr(self, name)
            if not 0 <= value < math.inf:
                raise ValueError(f"{name}: found {value}, expected a number of at least 0")
        if not 0 <= self.domestic_share <= 1:
            raise ValueError(f"domestic_share: found {self.domestic_share}, expected 0 to 1")

    @property
    def new_facility(self) -> bool:
        """Whether nothing of it stood at the award."""
        return self.recorded == 0


@dataclass(frozen=True)
class Decision:
    """What the rules say.

    Attributes:
        allowed: whether the project may go ahead.
        reason: code of the rule that decided, a key of `REASONS`.
    """

    allowed: bool
    reason: str


@dataclass(frozen=True)
class _Rule:
    decision: Decision
    applies: Callable[[Expansion, Thresholds], bool]


# The first rule that applies decides. The country is asked before them.
_RULES = (
    _Rule(Decision(True, "period_over"), lambda e, t: e.years_after >= t.years),
    _Rule(Decision(True, "existing"), lambda e, t: e.under_construction),
    _Rule(Decision(True, "not_significant"), lambda e, t: e.advanced and not e.significant),
    _Rule(Decision(False, "new_advanced"), lambda e, t: e.advanced and e.new_facility),
    _Rule(
        Decision(False, "advanced_growth"),
        lambda e, t: e.advanced and t.advanced_growth.reached(e.added, e.recorded),
    ),
    _Rule(Decision(True, "advanced_small"), lambda e, t: e.advanced),
    _Rule(
        Decision(True, "domestic_market"),
        lambda e, t: t.domestic_share.reached(e.domestic_share, 1.0),
    ),
    _Rule(
        Decision(False, "new_legacy_line"),
        lambda e, t: e.new_facility or e.new_line,
    ),
    _Rule(
        Decision(False, "legacy_growth"),
        lambda e, t: t.legacy_growth.reached(e.added, e.recorded),
    ),
    _Rule(Decision(True, "legacy_small"), lambda e, t: True),
)
_ELSEWHERE = Decision(True, "not_of_concern")

#: The decision table: reason to whether it allows, in the order in which the rules are asked.
REASONS: dict[str, bool] = {
    each.reason: each.allowed for each in (_ELSEWHERE, *(rule.decision for rule in _RULES))
}


def decide(expansion: Expansion, thresholds: Thresholds, countries: Collection[str]) -> Decision:
    """Whether the expansion guardrail allows an expansion (slide 30).

    Args:
        expansion: what is planned.
        thresholds: the rules' figures.
        countries: codes of the countries of concern.

    Returns:
        The decision of the first rule that applies; its reason is a key of `REASONS`.
    """
    if expansion.country not in countries:
        return _ELSEWHERE
    return next(rule.decision for rule in _RULES if rule.applies(expansion, thresholds))


def decide_research(*, partner_of_concern: bool, touches_security: bool) -> Decision:
    """Whether the technology guardrail allows joint research or licensing (slide 30).

    The deck names no period for it, so none is asked for.

    Args:
        partner_of_concern: whether the partner is a firm of concern.
        touches_security: whether the technology or product touches national security.

    Returns:
        The decision; its reason is `research`, `other_partner` or `not_sensitive`.
    """
    if not partner_of_concern:
        return Decision(True, "other_partner")
    return Decision(False, "research") if touches_security else Decision(True, "not_sensitive")
