"""Taking a vintage's own table out again."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from semibook import files
from semibook.cli import app
from semibook.intake import own_removal, recipes
from semibook.intake.own_table import propose_table
from semibook.intake.shape import Shape
from semibook.tables import vintages
from tests.intake.conftest import digest

WIDE = "県,2021年,2022年\n宮城県,1,2\n岩手県,3,4\n"


@pytest.fixture
def place(later, tmp_path):
    """A vintage with two own tables, one of which has a recipe."""
    place = vintages.find(later("my-data", "2024-02"))
    file = tmp_path / "office.csv"
    file.write_text(WIDE, encoding="utf-8")
    shape = Shape(melt="year", columns={"県": "prefecture"})
    for name in ("shipments", "workers"):
        told = {"shape": shape, "source": "s12", "units": ["人"]}
        made = propose_table(file, name, vintages.find(place.folder), **told)
        made.write()
    recipes.keep(place, "shipments", recipes.Recipe(melt="year"))
    return vintages.find(place.folder)


def removed(place, name: str, *more: str):
    return CliRunner().invoke(app, ["table", "remove", str(place.folder), name, *more])


def test_file_description_and_recipe_go_and_the_rest_stays(place):
    done = removed(place, "shipments", "-y")
    assert done.exit_code == 0, done.output
    assert [table.name for table in place.own_tables()] == ["workers"]
    names = {file.name for file in place.folder.iterdir()}
    assert names == {"vintage.yml", "datapackage.json", "workers.csv"}
    assert removed(place, "workers", "-y").exit_code == 0
    assert [file.name for file in place.folder.iterdir()] == ["vintage.yml"]


def test_nothing_goes_without_a_yes(place):
    before = digest(place.folder)
    assert removed(place, "shipments").exit_code == 1
    assert digest(place.folder) == before


def test_a_table_of_the_book_stays(place):
    done = removed(place, "statistics", "-y")
    assert done.exit_code == 1
    assert "no table that my-data brings itself, expected shipments, workers" in done.stderr


def test_what_reads_it_is_told_and_it_stays(place):
    file = place.folder / "datapackage.json"
    described = json.loads(file.read_text(encoding="utf-8"))
    key = {"fields": ["source"], "reference": {"resource": "shipments", "fields": ["source"]}}
    described["resources"][1]["schema"]["foreignKeys"].append(key)
    file.write_text(json.dumps(described), encoding="utf-8")
    code = "@claim\ndef together(shipments):\n    return total(shipments)\n"
    (place.folder / "claims.py").write_text(code, encoding="utf-8")
    before = digest(place.folder)
    done = removed(place, "shipments", "-y")
    assert done.exit_code == 1
    assert "found that claims.py, workers.csv read it" in done.stderr
    assert digest(place.folder) == before


def test_after_an_error_all_is_as_it_was(place, monkeypatch):
    write = files.write

    def refused(target, content):
        if target.name == vintages.RECIPES:
            raise OSError("full")
        write(target, content)

    recipes.keep(place, "workers", recipes.Recipe(melt="year"))
    before = digest(place.folder)
    monkeypatch.setattr(files, "write", refused)
    with pytest.raises(OSError, match="full"):
        own_removal.remove(place, "shipments")
    assert digest(place.folder) == before
