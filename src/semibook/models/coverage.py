"""Whose activities are looked at, and which of them serve the people whom they name."""

from __future__ import annotations

from collections.abc import Sequence

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
