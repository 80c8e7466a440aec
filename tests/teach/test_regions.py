"""Region packs: what the tables hold of each, and what is refused."""

from __future__ import annotations

import shutil

import pytest
from typer.testing import CliRunner

from semibook.cli import app
from semibook.tables import frames, prefectures
from semibook.teach import listing, regions, sources
from semibook.teach.check import region_problems
from semibook.teach.schema import Region
from tests.teach.conftest import packs

NEWEST = "2026-11"


@pytest.fixture
def of_pack(tmp_path, monkeypatch):
    """A function that replaces text in a copy of a pack, and gives the problems as lines."""
    place = tmp_path / "regions"
    shutil.copytree(sources.REGIONS, place)
    for module in (sources, listing):
        monkeypatch.setattr(module, "REGIONS", place)

    def write(old: str, new: str, pack: str = "kyushu") -> list[str]:
        file = place / f"{pack}.yml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return [str(problem) for problem in region_problems("2024-02")]

    return write


def found(name: str, vintage: str = NEWEST, lang: str = "en") -> regions.Found:
    return regions.find(packs()[name], vintage, lang)


def cells(tables: list[regions.Shown], table: str, column: str) -> list[str]:
    (shown,) = (each.cells for each in tables if each.table == table)
    return list(shown[column])


def test_a_plan_is_shown_in_each_prefecture_that_its_row_names():
    for name in ("chubu", "tohoku"):
        assert "Yokkaichi and Kitakami" in cells(found(name).plants, "advanced_fabs", "place")


def test_a_prefecture_may_belong_to_two_regions():
    for name in ("chubu", "hokuriku"):
        places = cells(found(name).plants, "supply_plans", "places")
        assert "Itami, Takaoka" in places


def test_figures_are_written_as_their_sources_print_them():
    (first, *_others) = cells(found("kyushu").plants, "advanced_fabs", "investment")
    assert first == "about US$8.6 billion"
    japanese = found("kyushu", lang="ja")
    assert cells(japanese.plants, "advanced_fabs", "capacity")[0] == "月55,000枚"
    assert cells(japanese.people, "kumamoto_jobs", "published")[0] == "2022年9月"


def test_every_row_names_its_source():
    known = set(frames.load("sources", NEWEST)["id"])
    for name in packs():
        held = found(name)
        tables = [each for part in held if isinstance(part, list) for each in part]
        assert tables
        assert {source for each in tables for source in each.cells["source"]} <= known


def test_the_deck_alone_has_fewer_rows_and_no_later_consortium():
    assert found("hokkaido", "2024-02").founded == ""
    assert found("hokkaido").founded == "June 2023"
    assert not found("kyushu", "2024-02").figures


def test_what_is_not_known_follows_the_tables():
    assert found("kyushu").has_jobs and found("kyushu").has_pay
    assert not found("chugoku").has_jobs
    assert found("chubu").has_jobs and not found("chubu").has_pay


def test_a_pack_names_every_row_that_begins_with_its_name():
    rows = frames.load("statistics", NEWEST)
    for pack in packs().values():
        names = [pack.name.en, *(prefectures.names("en")[code] for code in pack.prefectures)]
        mine = rows[rows["subject"].str.match(rf"(?:{'|'.join(names)})\b")]
        missed = [
            name for name in mine["id"] if not regions.is_named(name, pack.rows["statistics"])
        ]
        assert not missed, pack.id


def test_the_packs_have_no_problems():
    assert region_problems(NEWEST) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"40"', '"48"', "prefectures.0: found 48, expected a code from 01 to 47"),
        ("[kumamoto, talent]", "[kumamotto]", "chapters.0: found kumamotto, expected one of"),
        ("consortium: kyushu", "consortium: kyoshu", "found kyoshu, expected one of chubu"),
        ("statistics:", "statistic:", "rows.statistic: expected one of rapidus_milestones"),
        ("firms-kyushu", "firms-kyoshu", "firms-kyoshu, which names no row of statistics.csv"),
    ],
)
def test_what_a_pack_names_and_is_not_there_is_told_with_its_line(of_pack, old, new, said):
    (line,) = of_pack(old, new)
    assert said in line
    assert "kyushu.yml, line " in line


def test_a_new_pack_is_in_order_as_it_is_and_is_not_written_twice(of_pack):
    run = CliRunner().invoke
    assert run(app, ["region", "new", "kanto"]).exit_code == 0
    assert sources.read(sources.REGIONS / "kanto.yml", Region).problems == []
    assert region_problems("2024-02") == []
    again = run(app, ["region", "new", "kanto"])
    assert again.exit_code == 1
    assert "is there already, expected a new name" in again.stderr


def test_the_command_lists_problems_and_ends_with_an_error(of_pack):
    of_pack('"40"', '"99"')
    result = CliRunner().invoke(app, ["region", "check"])
    assert result.exit_code == 1
    assert "found 99" in result.stderr
    assert "1 problem(s) in regions; nothing was made." in result.stderr
