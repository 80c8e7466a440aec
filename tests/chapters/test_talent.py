"""The talent chapter follows its region and the assumptions of its model."""

from __future__ import annotations

import pytest

from semibook.models.coverage import ASKED_ONLY
from semibook.tables import frames, schema


def test_a_region_of_its_own_with_its_own_jobs(stored, rerun):
    before = stored("talent")
    after = rerun(
        "talent",
        region="tohoku",
        own_jobs=[3400.0],
        intake=340.0,
        retention_new=0.95,
        lead_years=2,
        ramp_years=5,
    )
    # The list is Tohoku's alone; pairs without any activity are counted over all regions.
    assert (after["activities_done"], after["activities_planned"]) == (3, 3)
    assert after["pairs_nowhere"] == before["pairs_nowhere"]
    assert after["audiences_not_named"] < before["audiences_not_named"]
    # Twice the jobs, but people who stay longer are replaced less often.
    assert after["intake_to_hold"] < 2 * before["intake_to_hold"]
    assert after["jobs_of_this_region_known"] == 1


def test_a_region_for_which_the_deck_gives_no_jobs(stored, rerun):
    before = stored("talent")
    everybody_stays = {"retention_new": 1.0, "retention_later": 1.0, "retirement": 0.0}
    ranges = {"new_range": [0.8, 1.0], "later_range": [0.9, 1.0], "retirement_range": [0.0, 0.04]}
    after = rerun("talent", region="chubu", **everybody_stays, **ranges)
    assert (before["jobs_of_this_region_known"], after["jobs_of_this_region_known"]) == (1, 0)
    # If nobody goes, the naive plan of jobs over years is right, and no one has to be replaced.
    assert after["filled_share"] == pytest.approx(1)
    assert after["intake_to_fill"] == pytest.approx(170)
    assert after["intake_to_hold"] == 0


def test_a_survey_does_not_serve_whom_it_asks(stored):
    activities = frames.load("consortium_activities")
    audiences = frames.load("consortium_activity_audiences")
    served = activities[~activities["theme"].isin(ASKED_ONLY)].merge(
        audiences, left_on="id", right_on="activity"
    )
    assert "companies" in set(audiences["audience"]) - set(served["audience"])
    everybody = len(schema.labels("consortium_activity_audiences", "audience"))
    regions = len(frames.load("consortia"))
    named = len(served.drop_duplicates(["consortium", "audience"]))
    assert stored("talent")["audiences_not_named"] == regions * everybody - named
