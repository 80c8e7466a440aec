"""Claims of the chapter on talent: jobs, firms, regions, curriculum (slides 5, 7, 15, 24, 28)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from semibook.claims.registry import NotStated, claim
from semibook.tables.frames import intervals
from semibook.tables.interval import Interval

if TYPE_CHECKING:
    import pandas as pd

#: Kinds of activity that the first sentence of slide 15 names, by the codes that bear that name.
_KINDS = {
    "survey of interest": {"survey_attitudes"},
    "practical training": {"practical_training"},
    "internship": {"internship"},
    "training session": {"teacher_training"},
    "visiting lesson": {"visiting_lesson_pupils", "visiting_lesson_students"},
}
#: Codes that may be what the sentence calls a seminar; none bears the name.
_PERHAPS_SEMINARS = {"online_course", "kosen_course", "special_lecture", "workshop"}


def _at_least(table: pd.DataFrame, row: str) -> Interval:
    found = intervals(table[table["id"] == row], "value").dropna()
    if found.empty:
        raise NotStated("{table}: the row {row}", table=table.attrs["table"], row=row)
    return Interval(found.iloc[0].low, math.inf)


def _node(technology_nodes: pd.DataFrame, column: str) -> Interval:
    found = intervals(technology_nodes[technology_nodes["id"] == "jasm"], column).dropna()
    if found.empty:
        raise NotStated("technology_nodes: the {column} node of jasm", column=column)
    return found.iloc[0]


@claim
def jobs_hold_direct_jobs(kumamoto_jobs: pd.DataFrame) -> Interval:
    """Jobs in all are no fewer than JASM's direct jobs, which are part of them (slide 5)."""
    return _at_least(kumamoto_jobs, "e2022-09-jobs-direct")


@claim
def jobs_of_the_wider_scope(kumamoto_jobs: pd.DataFrame) -> Interval:
    """Jobs with all electronic devices are no fewer than those with JASM alone (slide 5)."""
    return _at_least(kumamoto_jobs, "e2022-09-jobs")


@claim
def firms_of_the_wider_scope(kumamoto_jobs: pd.DataFrame) -> Interval:
    """Firms with all electronic devices are no fewer than those with JASM alone (slide 5)."""
    return _at_least(kumamoto_jobs, "e2022-09-firms")


@claim
def firms_announced_so_far(kyushu_firm_count: pd.DataFrame) -> Interval:
    """Firms expected over ten years are no fewer than those already announced (slide 7)."""
    return _at_least(kyushu_firm_count, "firms-2023-09")


@claim
def kinds_of_activity(consortium_activities: pd.DataFrame) -> Interval:
    """Kinds of activity named for all regions, found again among what the regions have done.

    The lower bound counts kinds that a region lists by that name, the upper one also takes a
    course for a seminar (slide 15).
    """
    done = set(consortium_activities.query("status == 'done'")["activity"])
    if not done:
        raise NotStated("consortium_activities: an activity that is done")
    by_name = sum(bool(codes & done) for codes in _KINDS.values())
    return Interval(float(by_name), float(by_name + bool(_PERHAPS_SEMINARS & done)))


@claim
def chubu_founded_this_year(consortia: pd.DataFrame, sources: pd.DataFrame) -> Interval:
    """Calendar years from the foundation in Chubu to the date of the source (slide 15)."""
    chubu = consortia[consortia["id"] == "chubu"]
    if chubu.empty:
        raise NotStated("consortia: the row chubu")
    dated = sources.set_index("id").loc[chubu["source"].iloc[0], "date"]
    return Interval.point(float(dated.year - chubu["founded"].iloc[0].year))


@claim
def tiers_of_the_curriculum(curriculum_tiers: pd.DataFrame) -> Interval:
    """Number of tiers: the levels that are described (slide 28)."""
    if curriculum_tiers.empty:
        raise NotStated("curriculum_tiers: any tier")
    return Interval.point(float(len(curriculum_tiers)))


@claim
def coarsest_node_taught(technology_nodes: pd.DataFrame) -> Interval:
    """Coarsest node of the middle tier, which teaches what Japan makes in volume (slide 24)."""
    return _node(technology_nodes, "coarsest")


@claim
def finest_node_taught(technology_nodes: pd.DataFrame) -> Interval:
    """Finest node of the middle tier, which teaches what Japan makes in volume (slide 24)."""
    return _node(technology_nodes, "finest")
