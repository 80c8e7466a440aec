"""The talent chapter follows its region and the assumptions of its model."""

from __future__ import annotations

import pytest

from semibook.models.coverage import ASKED_ONLY
from semibook.run.chapter import ChapterError
from semibook.tables import frames


def test_a_region_of_its_own_with_its_own_jobs(stored, rerun):
    before = stored("talent")
    after = rerun(
        "talent",
        region="tohoku",
        own_jobs=[3400.0],
        retention_new=0.95,
        lead_years=2,
        ramp_years=5,
    )
    assert (after["activities_done"], after["activities_planned"]) == (3, 3)
    assert after["regions_naming_audiences"] == 1
    # Twice the jobs, but people who stay longer are replaced less often.
    assert after["intake_to_hold"] < 2 * before["intake_to_hold"]
    assert after["jobs_of_this_region_known"] == 1


def test_a_region_for_which_the_deck_gives_no_jobs(stored, rerun):
    before = stored("talent")
    everybody_stays = {"retention_new": 1.0, "retention_later": 1.0, "retirement": 0.0}
    ranges = {"new_range": [0.8, 1.0], "later_range": [0.9, 1.0], "retirement_range": [0.0, 0.04]}
    after = rerun("talent", region="chubu", intake=(1700 - 520) / 3, **everybody_stays, **ranges)
    assert (before["jobs_of_this_region_known"], after["jobs_of_this_region_known"]) == (1, 0)
    # If nobody goes, jobs over years is right, and no one has to be replaced. 520 are posted.
    assert after["filled_share"] == pytest.approx(1)
    assert after["intake_to_fill"] == pytest.approx((1700 - 520) / 3)
    assert after["hires_total"] == pytest.approx(1700 - 520)
    assert after["intake_to_hold"] == 0


def test_who_is_posted_need_not_be_hired_and_is_replaced_all_the_same(stored, rerun):
    before, after = stored("talent"), rerun("talent", posted=0.0)
    assert after["intake_to_fill"] > before["intake_to_fill"]
    assert after["hires_total"] - before["hires_total"] < 520
    assert after["intake_to_hold"] == before["intake_to_hold"]


def test_a_region_with_its_own_jobs_has_nobody_posted(rerun):
    assert rerun("talent", own_jobs=[500.0], posted=10_000.0)["hires_total"] > 500


def test_a_need_of_nothing_is_refused_in_a_line(rerun):
    with pytest.raises(ChapterError, match="national_years: found 0, expected more than 0"):
        rerun("talent", national_years=0)


def test_a_survey_does_not_serve_whom_it_asks(stored):
    activities = frames.load("consortium_activities").set_index("id")
    asked = activities.index[activities["theme"].isin(ASKED_ONLY)]
    audiences = frames.load("consortium_activity_audiences")
    serving = audiences[~audiences["activity"].isin(asked)]
    naming, served = (
        frame["activity"].map(activities["consortium"]).nunique() for frame in (audiences, serving)
    )
    assert stored("talent")["regions_naming_audiences"] == served < naming
