"""The map of rooms in CONTRIBUTING: what is in the package, in the order that imports may have."""

from __future__ import annotations

import importlib
import re
import tomllib

from semibook import paths
from semibook.translation import words

GUIDE = (paths.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
#: Folders of tests of what is no room: chapters, the deck the data were read from, torture of all.
OTHER_TESTS = {"chapters", "deck", "torture"}


def map_of_rooms() -> list[str]:
    """The layers of the map, the lowest first."""
    (drawn,) = re.findall(r"^```text\n(data/.*?)^```", GUIDE, flags=re.M | re.S)
    return [line.strip() for line in drawn.splitlines() if line.startswith("  ")]


def described() -> set[str]:
    """What the table beneath the map tells of."""
    table = GUIDE.partition("| room | what is there |")[2].partition("\n\n")[0]
    return {name for line in table.splitlines() for name in re.findall(r"`(\w+)`", line[:25])}


def rooms() -> set[str]:
    folders = [file.parent for file in paths.PACKAGE_CODE.glob("*/__init__.py")]
    return {folder.name for folder in folders}


def ground_files() -> set[str]:
    return {file.stem for file in paths.PACKAGE_CODE.glob("*.py")} - {"__init__"}


def test_the_map_is_the_contract_read_from_below():
    settings = tomllib.loads((paths.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = settings["tool"]["importlinter"]["contracts"]
    assert map_of_rooms() == [*reversed(contract["layers"])]


def test_the_map_and_its_table_have_every_room_and_file():
    drawn = {name for layer in map_of_rooms() for name in layer.split(" | ")}
    assert drawn == described() == rooms() | ground_files()


def test_the_hallway_is_short():
    assert len(ground_files()) <= 6


def test_tests_are_in_the_folders_of_their_rooms():
    tests = {file.parent.name for file in (paths.ROOT / "tests").glob("*/test_*.py")}
    assert tests == rooms() | OTHER_TESTS


def test_the_example_of_a_chapter_names_what_there_is():
    (example,) = re.findall(r"^```python\n(from semibook.*?)^```", GUIDE, flags=re.M | re.S)
    (chapter,) = re.findall(r'Chapter\("(\w+)"', example)
    for module, name in re.findall(r"^from (\S+) import (\w+)", example, flags=re.M):
        assert hasattr(importlib.import_module(module), name)
    said = words.read(chapter)
    keys = re.findall(r'chapter\.(table|figure|finding)\("([\w-]+)"', example)
    assert {kind for kind, _key in keys} == {"table", "figure", "finding"}
    assert not [(kind, key) for kind, key in keys if key not in getattr(said, f"{kind}s")]


def test_what_lies_beside_the_modules_is_installed_with_them():
    settings = tomllib.loads((paths.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    installed = {
        file
        for package, patterns in settings["tool"]["setuptools"]["package-data"].items()
        for pattern in patterns
        for file in paths.ROOT.joinpath("src", *package.split(".")).glob(pattern)
    }
    beside = {
        file
        for file in paths.PACKAGE_CODE.rglob("*")
        if file.is_file() and file.suffix not in (".py", ".pyc")
    }
    assert beside == installed
