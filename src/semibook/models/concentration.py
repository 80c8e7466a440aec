"""What a few stated shares force on a market's concentration.

The market: a leader, a group of firms of which only bounds are stated (their sum, and a cap on
each), and any number of others, none larger than the leader. Shares are percentages. The
Herfindahl-Hirschman index (HHI) is the sum of the squared shares [@doj2023merger]; 10,000 is a
monopoly.

Why the bounds are exact. Write L for the leader's share, J for the group's, x1 >= x2 >= ... >= xn
for its members', c for the cap on each, and M for the sum of the k largest members, which merge.
The index is L^2 + M^2 + (squares of the other members) + (squares of the others).

Upper end. For given L and J the others share out R = 100 - L - J with no firm above L. A sum of
squares rises when a larger firm takes share from a smaller one, so the others' part is largest with
floor(R/L) firms at L and one with the remainder. Where the number of full firms is constant, the
index is a convex function of (L, x) on a polytope, so it is largest at a vertex: the members are
some at the cap, some equal below it, the rest at zero; J is at a bound, at a multiple of the cap,
or leaves the others a multiple of L; L is at a bound or an equal part of what J leaves. These are
finitely many points, and `index_bounds` looks at all of them. Where every best point needs a member
at a cap that it must stay below, the bound is approached and not attained.

Lower end. The others' part comes as near to zero as one likes with enough small firms. What is left
is least for the smallest L and J. The k largest hold at least the part k/n of J. For given M the
index is least with equal other members, at M^2 + (J - M)^2 / (n - k), which rises with M from
J / (n - k + 1) on, and k J / n is no less than that. So equal members are best, with
L^2 + (J/n)^2 (k^2 + n - k). It is approached, not attained, unless nothing is left to the others.

Rise. A merger adds twice the sum of the products of the merging shares, M^2 minus their squares.
For given M that is largest for equal members, M^2 (1 - 1/k), and it rises with M. It rises with
each share, so the least is at the smallest J; the root of a sum of pairwise products is a concave
function of non-negative shares, so its least value on the polytope is at a vertex, again one of
finitely many.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Literal

from semibook.tables.interval import Interval

_WHOLE = 100.0
_EPS = 1e-9

Standing = Literal["inside", "depends", "outside"]


@dataclass(frozen=True)
class Market:
    """What is said of a market; shares in percent.

    Args:
        leader: the largest firm's share.
        group: the group's share.
        cap: what each member of the group has at most.
        members: number of firms in the group at most; None for any number.
        strict: whether each member stays below the cap (else it may reach it).

    Raises:
        ValueError: if no market can be like that; the message says why.
    """

    leader: Interval
    group: Interval
    cap: float
    members: int | None = None
    strict: bool = True

    def __post_init__(self) -> None:
        if not 0 < self.leader.low <= self.leader.high <= _WHOLE:
            raise ValueError(f"leader: found {self.leader}, expected shares above 0 and up to 100")
        if not 0 < self.cap <= self.leader.low:
            raise ValueError(
                f"cap: found {self.cap:g}, expected more than 0 and at most the leader's"
                f" {self.leader.low:g}: no firm is above the leader"
            )
        if not 0 <= self.group.low <= _WHOLE - self.leader.low:
            raise ValueError(
                f"group: found a share of at least {self.group.low:g}, expected 0 to"
                f" {_WHOLE - self.leader.low:g}: the leader leaves no more"
            )
        if self.members is not None and self.members < self.fewest:
            raise ValueError(
                f"members: found {self.members}, expected at least {self.fewest}: fewer firms"
                f" {'below' if self.strict else 'of at most'} {self.cap:g}% do not reach"
                f" {self.group.low:g}% together"
            )

    @property
    def fewest(self) -> int:
        """The fewest members that the shares allow."""
        return fewest_members(self.group.low, self.cap, strict=self.strict)

    @property
    def group_high(self) -> float:
        """The largest share that the group can have."""
        room = min(self.group.high, _WHOLE - self.leader.low)
        return room if self.members is None else min(room, self.members * self.cap)


@dataclass(frozen=True)
class Shares:
    """One market, firm by firm; shares in percent, largest first in each tuple."""

    leader: float
    members: tuple[float, ...]
    others: tuple[float, ...]

    @property
    def index(self) -> float:
        """The index of this market."""
        return index([self.leader, *self.members, *self.others])

    def merged(self, joined: int) -> Shares:
        """The same market with the `joined` largest members as one firm."""
        one = sum(self.members[:joined])
        return Shares(self.leader, (one, *self.members[joined:]), self.others)


@dataclass(frozen=True)
class Bounds:
    """The range of a figure over all markets that fit.

    Attributes:
        range: from the infimum to the supremum.
        low_attained: whether some market has the infimum.
        high_attained: whether some market has the supremum.
        highest: a market at the supremum, or in the limit, before any merger.
    """

    range: Interval
    low_attained: bool
    high_attained: bool
    highest: Shares


def index(shares: Iterable[float]) -> float:
    """The Herfindahl-Hirschman index: the sum of the squares of shares in percent."""
    return math.fsum(share**2 for share in shares)


def fewest_members(group: float, cap: float, *, strict: bool = True) -> int:
    """The fewest firms that reach `group` percent together while each stays within `cap`.

    n firms below c hold less than nc together and can come as near to it as one likes: they reach
    the group's share if and only if it is below nc. Firms that may have c itself reach nc too.

    Args:
        group: the share, in percent, that they have together at least.
        cap: the bound on each, in percent.
        strict: whether each stays below the cap (`below 10%`) or may reach it (`10% or less`).

    Raises:
        ValueError: for a negative group or a cap that is not above 0.
    """
    if not group >= 0 or not cap > 0:
        raise ValueError(f"found group {group}, cap {cap}; expected group >= 0 and cap > 0")
    # In decimals as written: 0.3 / 0.1 in binary numbers is a little less than 3.
    ratio = Fraction(str(group)) / Fraction(str(cap))
    return math.floor(ratio) + 1 if strict else max(math.ceil(ratio), 1)


def index_bounds(market: Market, joined: int = 1) -> Bounds:
    """The range of the index, as the market is or after its largest members merge.

    Args:
        market: what is said of it.
        joined: how many of the largest members merge; 1 for no merger.

    Raises:
        ValueError: if `joined` is below 1 or above the number of members.
    """
    members = _members(market, joined)
    found = [(shares.merged(joined).index, shares) for shares in _vertices(market, members)]
    high, highest = max(found, key=lambda each: each[0])
    best = [shares for value, shares in found if value >= high - _EPS * high]
    # The merged firms can share their sum out equally: only a sum of all caps needs the cap itself.
    below = any(sum(each.members[:joined]) < joined * market.cap - _EPS for each in best)
    count = market.members
    equal = 0.0 if count is None else (market.group.low / count) ** 2 * (joined**2 + count - joined)
    nothing_left = market.leader.low + market.group.low >= _WHOLE - _EPS
    return Bounds(
        range=Interval(market.leader.low**2 + equal, high),
        low_attained=nothing_left and count is not None,
        high_attained=below or not market.strict,
        highest=highest,
    )


def rise_bounds(market: Market, joined: int) -> Bounds:
    """The range of the rise of the index when the `joined` largest members merge.

    Args:
        market: what is said of it.
        joined: how many merge; 1 for none.

    Raises:
        ValueError: if `joined` is below 1 or above the number of members.
    """
    members = _members(market, joined)
    most = min(joined * market.cap, market.group_high)
    rest = max(market.group.low - most, 0.0)
    leader = min(market.leader.high, _WHOLE - most - rest)
    spread = (rest / (members - joined),) * (members - joined) if rest else ()
    highest = Shares(
        leader,
        (most / joined,) * joined + spread,
        _others(leader, _WHOLE - leader - most - rest),
    )
    lows = [
        (sum(x[:joined]) ** 2 - index(x[:joined]), x)
        for x in _member_shares(market.group.low, market.cap, members)
    ]
    low = min(value for value, _x in lows)
    below = any(x[0] < market.cap - _EPS for value, x in lows if value <= low + _EPS)
    if market.members is None:
        low = 0.0  # any number of members: the merging ones can be as small as one likes
    return Bounds(
        range=Interval(low, most**2 * (1 - 1 / joined)),
        low_attained=joined == 1 or (market.members is not None and (below or not market.strict)),
        high_attained=joined == 1 or not market.strict or most < joined * market.cap - _EPS,
        highest=highest,
    )


def standing(level: Interval, rise: Interval, bands: Sequence[Sequence[float]]) -> Standing:
    """Where a merger stands against a rule of levels and rises, as far as the ranges tell.

    Args:
        level: the index after the merger.
        rise: by how much the merger raises it.
        bands: rows of (upper end of a band of levels, largest rise that passes in that band), by
            level.

    Returns:
        `inside` if every combination of level and rise in the ranges passes, `outside` if none
        does, else `depends`.

    Raises:
        ValueError: if the bands do not rise, or end below the level.
    """
    tops = [top for top, _limit in bands]
    if not tops or tops != sorted(set(tops)) or tops[-1] < level.high - _EPS:
        raise ValueError(
            f"bands: found upper ends {tops}, expected rising ones up to at least {level.high:g}"
        )
    met = [
        limit
        for bottom, (top, limit) in zip([-math.inf, *tops], bands, strict=False)
        if level.high > bottom and level.low <= top
    ]
    if all(rise.high <= limit for limit in met):
        return "inside"
    return "outside" if all(rise.low > limit for limit in met) else "depends"


def growth_to_meet(
    share: float, leader: float, years: int, market_growth: float, leader_edge: float = 0.0
) -> float:
    """The growth a year at which a firm of `share` has the leader's sales after `years`.

    Args:
        share: its share now, in percent.
        leader: the leader's share now, in percent.
        years: how many years it takes, at least 1.
        market_growth: growth of the market a year (0.07 for 7%).
        leader_edge: growth of the leader a year beyond the market's (0 keeps its share).

    Returns:
        Growth a year, as a ratio.

    Raises:
        ValueError: if a share is not above 0 and up to 100, years is below 1, or a growth is -1 or
            less.
    """
    if not (0 < share <= _WHOLE and 0 < leader <= _WHOLE):
        raise ValueError(f"shares: found {share} and {leader}, expected more than 0, up to 100")
    if years < 1:
        raise ValueError(f"years: found {years}, expected at least 1")
    if not (market_growth > -1 and leader_edge > -1):
        raise ValueError(f"growth: found {market_growth} and {leader_edge}, expected above -1")
    return (1 + market_growth) * (1 + leader_edge) * (leader / share) ** (1 / years) - 1


def _members(market: Market, joined: int) -> int:
    """How many members have to be looked at for the upper end to be exact."""
    enough = math.ceil(market.group_high / market.cap) + 1 + joined
    members = enough if market.members is None else market.members
    if not 1 <= joined <= members:
        raise ValueError(f"joined: found {joined}, expected 1 to the group's {members} firms")
    return members


def _others(leader: float, room: float) -> tuple[float, ...]:
    """The most concentrated way for firms no larger than the leader to fill `room`."""
    full = math.floor(room / leader + _EPS)
    rest = room - full * leader
    return (leader,) * full + ((rest,) if rest > _EPS else ())


def _member_shares(group: float, cap: float, members: int) -> Iterator[tuple[float, ...]]:
    """Vertices of the members' shares: some at the cap, some equal below it, the rest at zero."""
    for at_cap in range(min(members, math.floor(group / cap + _EPS)) + 1):
        rest = group - at_cap * cap
        if rest <= _EPS:
            yield (cap,) * at_cap + (0.0,) * (members - at_cap)
            continue
        for equal in range(max(math.ceil(rest / cap - _EPS), 1), members - at_cap + 1):
            share = (rest / equal,) * equal
            yield (cap,) * at_cap + share + (0.0,) * (members - at_cap - equal)


def _vertices(market: Market, members: int) -> Iterator[Shares]:
    """The finitely many markets among which the largest index is (see the module's text)."""
    lead, most = market.leader, market.group_high
    parts = range(1, math.floor(_WHOLE / lead.low) + 1)
    groups = {market.group.low, most}
    groups |= {count * market.cap for count in range(members + 1)}
    groups |= {_WHOLE - part * end for part, end in product(parts, (lead.low, lead.high))}
    for group in sorted(each for each in groups if market.group.low <= each <= most):
        leaders = {lead.low, lead.high} | {(_WHOLE - group) / part for part in parts}
        for leader in sorted(leaders):
            # 100 - (100 - a) can differ from a in the last place, which must not lose a vertex.
            if not lead.low - _EPS <= leader <= min(lead.high, _WHOLE - group) + _EPS:
                continue
            others = _others(leader, max(_WHOLE - leader - group, 0.0))
            for shares in _member_shares(group, market.cap, members):
                yield Shares(leader, shares, others)
