"""What an import was told is kept, and reads the next file."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from semibook.check import tables
from semibook.cli import app
from semibook.intake import recipes
from semibook.tables import vintages
from tests.intake.conftest import csv_text, digest

LAST = [["地域名", "集計者", "2020年", "2021年"], ["Japan", "Omdia", "10", "9"]]
NEXT = [["地域名", "集計者", "2021年", "2022年"], ["Japan", "Omdia", "9", "8"]]


@pytest.fixture
def office(place, tmp_path):
    """A function that runs a command of `semibook vintage` with rows saved as CSV."""

    def run(command: str, *arguments: str, rows: list[list[str]]) -> Result:
        file = tmp_path / "office.csv"
        file.write_text(csv_text(*rows), encoding="utf-8")
        told = ["vintage", command, str(place), *arguments, str(file), "--source", "s12", "-y"]
        return CliRunner().invoke(app, told)

    return run


def import_last(office) -> Result:
    told = ("--melt", "年", "--unit", "%", "--column", "地域名=country")
    return office("import", "maker_shares", *told, rows=LAST)


def recipe_of(place: Path, text: str) -> str:
    (place / vintages.RECIPES).write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=vintages.RECIPES) as refused:
        recipes.only(vintages.find(place))
    return str(refused.value)


def test_the_next_file_needs_one_command(office, place):
    assert import_last(office).exit_code == 0
    done = office("refresh", rows=NEXT)
    assert done.exit_code == 0, done.output
    assert "1 new row(s):\n  Japan/2022/Omdia" in done.output
    assert [each for each in tables.problems(place) if vintages.RECIPES in each.file] == []


def test_a_recipe_holds_what_was_said_and_no_more(office, place):
    import_last(office)
    assert (place / vintages.RECIPES).read_text(encoding="utf-8") == (
        "maker_shares:\n  melt: 年\n  columns:\n    地域名: country\n  units:\n  - '%'\n"
    )


def test_a_file_of_another_shape_changes_nothing(office, place):
    import_last(office)
    before = digest(place)
    done = office("refresh", rows=[["地域名", "集計者", "2021年度"], ["Japan", "Omdia", "9"]])
    assert done.exit_code == 1
    assert "found '2021年度', expected a calendar year" in done.output
    assert digest(place) == before


def test_without_a_recipe_it_is_said(office):
    done = office("refresh", rows=NEXT)
    assert done.exit_code == 1
    assert "found no recipe, expected one to follow" in done.output


def test_of_several_recipes_one_is_named(office, place):
    import_last(office)
    recipes.keep(vintages.find(place), "budgets", recipes.Recipe(skip=["備考"]))
    done = office("refresh", rows=NEXT)
    assert "found recipes of budgets, maker_shares, expected one to follow" in done.output
    assert recipes.only(vintages.find(place), "maker_shares")[0] == "maker_shares"


def test_a_link_in_the_place_of_the_recipes_is_refused(place, tmp_path):
    (tmp_path / "elsewhere.yml").write_text("maker_shares: {melt: year}", encoding="utf-8")
    (place / vintages.RECIPES).symlink_to(tmp_path / "elsewhere.yml")
    with pytest.raises(ValueError, match="found a symbolic link, expected a regular file"):
        recipes.read(vintages.find(place))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("maker_shares: {file: /etc/passwd}", "maker_shares.file: found '/etc/passwd', expected"),
        ("../x: {melt: year}", "found '../x', expected the name of a table"),
        ("maker_shares: {rows: '3'}", "maker_shares.rows: found '3', expected"),
        ("maker_shares: 3", "maker_shares: found 3, expected"),
        ("maker_shares: {skip_lines: -1}", "maker_shares.skip_lines: found -1, expected"),
        ("a: {}\na: {}", "found the key 'a' again"),
    ],
)
def test_what_no_recipe_has_is_refused_in_one_line(place, text, said):
    refused = recipe_of(place, text)
    assert said in refused
    assert "\n" not in refused


@pytest.mark.parametrize("option", [("--rows", "x"), ("--column", "地域名"), ("--skip", "99")])
def test_an_option_that_says_nothing_is_refused(office, option):
    done = office("import", "maker_shares", *option, rows=LAST)
    assert done.exit_code == 1
    assert f"{option[0]}: found" in done.output
    assert isinstance(done.exception, SystemExit)
