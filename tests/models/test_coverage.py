"""The choice of regions."""

from __future__ import annotations

import pytest

from semibook.models.coverage import chosen_regions

REGIONS = ["north", "south"]


def test_all_regions_or_one():
    assert chosen_regions("all", REGIONS) == REGIONS
    assert chosen_regions("south", REGIONS) == ["south"]


def test_a_region_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="region: found 'east', expected one of north, south, all"):
        chosen_regions("east", REGIONS)
