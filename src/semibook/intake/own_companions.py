"""Columns beside a figure: how exactly it is meant (約, 以上), and its state (secret, revised)."""

from __future__ import annotations

from typing import Any

from semibook.tables import schema
from semibook.tables.own import STATES

#: States of a figure in readers' words.
_STATE_WORDS = {
    "secret": {"en": "secret", "ja": "秘匿"},
    "unknown": {"en": "not known", "ja": "不詳"},
    "revised": {"en": "revised", "ja": "改定値"},
    "preliminary": {"en": "preliminary", "ja": "速報値"},
}


def with_companions(figure: dict[str, Any]) -> list[dict[str, Any]]:
    """A column of numbers, and those for the words and marks that stand beside them.

    Args:
        figure: its descriptor, with its unit.

    Returns:
        The column and, named after it, its qualifier, its resolution (the place value of the last
        digit that counts, in the same unit) and its status.
    """
    name, kinds = figure["name"], ("qualifier", "resolution", "status")
    named = {f"{kind}Field": f"{name}_{kind}" for kind in kinds}
    words = schema.field("world_sales", "sales_qualifier")
    return [
        figure | named,
        _beside(figure, "qualifier", "限定")
        | {"labels": words["labels"], "constraints": {"enum": words["constraints"]["enum"]}},
        _beside(figure, "resolution", "最小桁")
        | {"type": "number", "unit": figure["unit"], "constraints": {"minimum": 0}},
        _beside(figure, "status", "状態")
        | {"labels": _STATE_WORDS, "constraints": {"enum": list(STATES)}},
    ]


def _beside(figure: dict[str, Any], kind: str, word: str) -> dict[str, Any]:
    return {
        "name": f"{figure['name']}_{kind}",
        "type": "string",
        "title": f"{figure['title']}: {kind}",
        "title_ja": f"{figure['title_ja']}の{word}",
    }
