"""What the tables say of a region, as tables of text for its page in the book.

A row is about a region if it names one of its prefectures, belongs to its consortium or to a plan
with a site there, or if the region's pack names it.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import NamedTuple

import pandas as pd

from semibook.page.placeholders import filters
from semibook.tables import frames, prefectures, schema
from semibook.tables.interval import Interval
from semibook.tables.units import qualified, unit
from semibook.teach import own_tables
from semibook.teach.own_tables import Brought
from semibook.teach.schema import Region
from semibook.translation.language import language

#: Where the sites of plans are listed, and the column there that names the plan.
_SITES = {
    "supply_plans": ("supply_plan_sites", "plan"),
    "kyushu_announcements": ("kyushu_announcement_sites", "announcement"),
}
#: Tables of whose rows a pack names those that are about it: they name no prefecture.
BY_NAME = ("rapidus_milestones", "kumamoto_jobs", "starting_wages", "statistics", "events")
_MEMBERS = ("consortium_members",)
#: Series of statistics.csv about who works there, who could, and what they are paid.
_PEOPLE = (
    "plant_employees", "industry_employees", "talent_gap", "talent_need", "survey_firms", "hires",
    "graduates", "course_places", "job_offers", "starting_pay",
)  # fmt: skip
_PERIODS = {
    "first_shipment": ("first_shipment_from", "first_shipment_to"),
    "period": ("period_from", "period_to"),
    "date": ("date_from", "date_to"),
}
#: What is shown of each table; `places`, `audiences`, `published` and the periods are made up.
_COLUMNS = {
    "advanced_fabs": (
        "firm", "place", "investment", "cap", "capacity", "first_shipment", "source",
    ),
    "supply_plans": ("firm", "item", "places", "cost", "cap", "source"),
    "kyushu_announcements": ("firm", "product", "places", "content", "source"),
    "rapidus_milestones": ("milestone", "date", "status", "source"),
    "regional_infrastructure": ("request", "prefecture", "category", "source"),
    "consortium_activities": ("label", "theme", "audiences", "status", "source"),
    "kumamoto_jobs": ("measure", "published", "value", "source"),
    "starting_wages": ("employer", "degree", "measure", "value", "source"),
    "statistics": ("series", "subject", "period", "value", "release", "note", "source"),
    "events": ("subject", "event", "date", "status", "source"),
}  # fmt: skip


class Shown(NamedTuple):
    """A table of the page: the table it is from, and its cells as text, headed by column names."""

    table: str
    cells: pd.DataFrame


class Found(NamedTuple):
    """What the tables say of a region on a vintage, in a language.

    Attributes:
        plants: plants and plans.
        infrastructure: what its prefectures asked for.
        founded: when its consortium was set up, in words; empty if no table says it.
        founded_source: the id of the source of that.
        consortium: members and activities.
        people: jobs, pay, and who could take the jobs.
        figures: other figures.
        events: what happened, or is said to come.
        divided: whether a plan with one amount has several sites.
        brought: tables that the vintage brings itself.
    """

    plants: list[Shown]
    infrastructure: list[Shown]
    founded: str
    founded_source: str
    consortium: list[Shown]
    people: list[Shown]
    figures: list[Shown]
    events: list[Shown]
    divided: bool
    brought: list[Brought]

    @property
    def has_jobs(self) -> bool:
        """Whether a table says how many people work, or are to work, at its plants."""
        return any(
            shown.table == "kumamoto_jobs" or "plant_employees" in shown.cells.attrs["series"]
            for shown in self.people
        )

    @property
    def has_pay(self) -> bool:
        """Whether a table says what somebody is paid there."""
        return any(
            shown.table == "starting_wages" or "starting_pay" in shown.cells.attrs["series"]
            for shown in self.people
        )


def find(region: Region, vintage: str, lang: str) -> Found:
    """What the tables say of a region.

    Args:
        region: its pack.
        vintage: whose tables.
        lang: the language of the texts.
    """

    def tables(*names: str) -> list[Shown]:
        shown = (_shown(rows(name, region, vintage, lang), vintage, lang) for name in names)
        return [each for each in shown if len(each.cells)]

    counted = rows("statistics", region, vintage, lang)
    of_members, of_people = (counted["series"].isin(each) for each in (_MEMBERS, _PEOPLE))

    def statistics(chosen: pd.Series) -> list[Shown]:
        return [_shown(counted[chosen], vintage, lang)] if chosen.any() else []

    founded, founded_source = _founded(region, vintage, lang)
    plans = rows("supply_plans", region, vintage, lang)
    return Found(
        plants=tables("advanced_fabs", *_SITES, "rapidus_milestones"),
        infrastructure=tables("regional_infrastructure"),
        founded=founded,
        founded_source=founded_source,
        consortium=[*statistics(of_members), *tables("consortium_activities")],
        people=[*tables("kumamoto_jobs", "starting_wages"), *statistics(of_people)],
        figures=statistics(~of_members & ~of_people),
        events=tables("events"),
        divided=(_sites("supply_plans", vintage, lang)[plans["id"]].map(len) > 1).any(),
        brought=[*own_tables.brought(region, vintage, lang)],
    )


def rows(table: str, region: Region, vintage: str, lang: str) -> pd.DataFrame:
    """The rows of a table that are about a region.

    Raises:
        KeyError: if there is no such table.
        FileNotFoundError: if the vintage does not hold it.
    """
    frame = frames.load(table, vintage, lang)
    return frame[_is_here(table, region, vintage).to_numpy(bool)]


def _is_here(table: str, region: Region, vintage: str) -> pd.Series:
    frame = frames.load(table, vintage, "ja")  # in which prefectures have one name
    if "prefecture" in frame:
        names = {prefectures.names()[code] for code in region.prefectures}
        named = frame["prefecture"].str.split(prefectures.BETWEEN)
        return named.map(lambda found: not names.isdisjoint(found))
    if table in _SITES:
        sites, plan = _SITES[table]
        return frame["id"].isin(rows(sites, region, vintage, "ja")[plan])
    if "consortium" in frame:
        return frame["consortium"] == region.consortium
    return frame["id"].map(lambda name: is_named(name, region.rows.get(table, [])))


def is_named(name: str, patterns: list[str]) -> bool:
    """Whether one of a pack's patterns, such as `kumamoto-*`, names a row."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _founded(region: Region, vintage: str, lang: str) -> tuple[str, str]:
    known = frames.load("consortia", vintage, lang).set_index("id")
    if region.consortium not in known.index:
        return "", ""
    consortium = known.loc[region.consortium]
    return filters(lang)["month"](consortium["founded"]), consortium["source"]


def _sites(table: str, vintage: str, lang: str) -> pd.Series:
    """The places of each plan, by its id; an empty list for one without."""
    sites, plan = _SITES[table]
    places = frames.load(sites, vintage, lang).groupby(plan, sort=False)["place"].agg(list)
    known = frames.load(table, vintage)["id"]
    return pd.Series([places.get(name, []) for name in known], index=known)


def _shown(found: pd.DataFrame, vintage: str, lang: str) -> Shown:
    """Rows as text; a column of which none has anything is left out."""
    table = found.attrs["table"]
    cells = {name: _column(found, name, vintage, lang) for name in _COLUMNS[table]}
    shown = pd.DataFrame(cells, index=found.index).dropna(axis="columns", how="all")
    shown.attrs["series"] = set(found.get("series", ()))
    return Shown(table, shown)


def _column(found: pd.DataFrame, name: str, vintage: str, lang: str) -> pd.Series:
    """A column as readers read it; a missing value where the source leaves it open."""
    table = found.attrs["table"]
    if name in _PERIODS:
        return _periods(found, *_PERIODS[name], lang)
    if name == "places":
        return _joined(_sites(table, vintage, lang)[found["id"]].to_numpy(), found, lang)
    if name == "published":
        return _published(found["estimate"], vintage, lang)
    if name == "audiences":
        return _joined(_audiences(found, vintage, lang), found, lang)
    described = schema.field(table, name)
    if "labels" in described:
        return found[name].map(schema.labels(table, name, lang))
    if "qualifierField" in described:
        return _as_printed(found, name, described, lang)
    return found[name]


def _joined(names: list[list[str]], found: pd.DataFrame, lang: str) -> pd.Series:
    texts = [language(lang).comma.join(each) or None for each in names]
    return pd.Series(texts, index=found.index, dtype=object)


def _published(estimates: pd.Series, vintage: str, lang: str) -> pd.Series:
    """When each estimate of Kumamoto's jobs was published, in words."""
    impact = frames.load("kumamoto_impact", vintage).set_index("id")
    months = estimates.map(impact["published"])
    return months.map(filters(lang)["month"], na_action="ignore").astype(object)


def _audiences(found: pd.DataFrame, vintage: str, lang: str) -> list[list[str]]:
    named = frames.load("consortium_activity_audiences", vintage, lang)
    words = schema.labels("consortium_activity_audiences", "audience", lang)
    by_activity = named["audience"].map(words).groupby(named["activity"], sort=False).agg(list)
    return [by_activity.get(name, []) for name in found["id"]]


def _periods(found: pd.DataFrame, first: str, last: str, lang: str) -> pd.Series:
    write = filters(lang)["period"]
    texts = [
        None if pd.isna(begin) else write(_days(begin, end if pd.notna(end) else begin, day))
        for begin, end, day in zip(
            found[first], found[last], found.get("date", [None] * len(found)), strict=True
        )
    ]
    return pd.Series(texts, index=found.index, dtype=object)


def _days(first: pd.Period, last: pd.Period, day: pd.Timestamp | None) -> Interval:
    """From the first to the last day of some months; the day itself where it is known."""
    if pd.notna(day):
        return Interval(day.toordinal(), day.toordinal())
    return Interval(first.start_time.toordinal(), last.end_time.toordinal())


def _as_printed(found: pd.DataFrame, name: str, described: dict, lang: str) -> pd.Series:
    """Figures as their sources print them: `about ¥4.3 trillion`."""
    units = found.get(described.get("unitField"), pd.Series(described.get("unit"), found.index))
    cells = zip(found[name], units, found[described["qualifierField"]], strict=True)
    texts = [None if pd.isna(cell[0]) else _figure(*cell, lang) for cell in cells]
    return pd.Series(texts, index=found.index, dtype=object)


def _figure(value: float, text: str, how: str, lang: str) -> str:
    scale, name = unit(text)
    return qualified(value * scale, name, how, lang)
