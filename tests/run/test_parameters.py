"""A chapter's parameters: read from its parameters cell, and checked by name and type."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from semibook import toc
from semibook.run.parameters import VINTAGES, ParameterError, checked, parameters

CELL = """\
lang: str = "en"  # language of the chapter
rounds: int = 3  # number of rounds
rate: float = 0.05  # discount rate per year
shares: list[float] = [0.2, 0.5]  # shares to compare
detailed: bool = False  # whether to show every row
firm: str | None = None  # one firm alone, or all
names: list[str] = ["a"]  # firms to leave out
own_jobs: list[float] = []  # persons; empty takes those of the deck
growth_range: list[float] = [0.0, 0.1]  # assumption
rates: dict[str, float] = {"2020": 106.78}  # yen per dollar by year
"""


@pytest.fixture
def chapter(tmp_path) -> Callable[..., Path]:
    """A function that writes a notebook with the given parameters cells."""

    def write(*sources: str) -> Path:
        cells = [
            nbformat.v4.new_code_cell(each, metadata={"tags": ["parameters"]}) for each in sources
        ]
        path = tmp_path / "example.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
        return path

    return write


def test_parameters_have_type_default_and_meaning(chapter):
    known = parameters(chapter(CELL))
    rate = known["rate"]
    assert list(known)[:6] == ["lang", "rounds", "rate", "shares", "detailed", "firm"]
    assert (rate.type, rate.default, rate.help) == ("float", 0.05, "discount rate per year")
    assert (known["shares"].type, known["shares"].default) == ("list[float]", [0.2, 0.5])


@pytest.mark.parametrize(
    "line",
    [
        'place: str = "熊本県"  # the prefecture',
        "rates: list[float] = [\n  1.0,\n]  # the prefecture",
    ],
    ids=["Japanese default", "default of several lines"],
)
def test_the_meaning_is_the_comment_after_the_default(chapter, line):
    (parameter,) = parameters(chapter(line)).values()
    assert parameter.help == "the prefecture"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lang", "ja"),
        ("rounds", 5),
        ("rate", 0.1),
        ("shares", [0.1]),
        ("names", []),
        ("own_jobs", []),
        ("growth_range", [0.1, 0.2, 0.3]),
        ("detailed", True),
        ("firm", None),
        ("firm", "ルネサス"),
    ],
)
def test_values_of_the_right_type_pass_unchanged(chapter, name, value):
    assert checked(chapter(CELL), {name: value}) == {name: value}


def test_an_int_is_a_float_too(chapter):
    values = checked(chapter(CELL), {"rate": 1, "shares": [1, 0]})
    assert values == {"rate": 1.0, "shares": [1.0, 0.0]}
    assert isinstance(values["rate"], float)
    assert all(isinstance(each, float) for each in values["shares"])


@pytest.mark.parametrize(
    ("name", "value", "found", "expected"),
    [
        ("lang", 1, "1 (int)", "str"),
        ("rounds", 2.5, "2.5 (float)", "int"),
        ("rounds", True, "True (bool)", "int"),
        ("rate", "0.1", "'0.1' (str)", "float"),
        ("rate", True, "True (bool)", "float"),
        ("rate", None, "None (NoneType)", "float"),
        ("shares", 0.1, "0.1 (float)", "list[float]"),
        ("shares", ["a"], "['a'] (list)", "list[float]"),
        ("detailed", 1, "1 (int)", "bool"),
        ("rate", float("nan"), "nan (float)", "float (finite)"),
        ("shares", [1.0, float("inf")], "[1.0, inf] (list)", "list[float] (finite)"),
        ("shares", [], "[] (list)", "a value or more"),
        ("rates", {}, "{} (dict)", "a value or more"),
        ("growth_range", [0.1], "[0.1] (list)", "two values or more, rising"),
        ("growth_range", [0.2, 0.1], "[0.2, 0.1] (list)", "two values or more, rising"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_with_both_types(
    chapter, name, value, found, expected
):
    with pytest.raises(ParameterError) as error:
        checked(chapter(CELL), {name: value})
    assert f"{name}: found {found}, expected {expected}" in str(error.value)


def test_an_unknown_name_is_refused_with_those_there_are(chapter):
    with pytest.raises(ParameterError, match="ratte: no such parameter; example has lang, rounds"):
        checked(chapter(CELL), {"ratte": 0.1})


def test_all_problems_are_told_at_once(chapter):
    with pytest.raises(ParameterError) as error:
        checked(chapter(CELL), {"ratte": 0.1, "rounds": "3", "shares": 1, "lang": "ja"})
    told = [line.split(":")[0].strip() for line in str(error.value).splitlines()[1:]]
    assert told == ["ratte", "rounds", "shares"]


def test_one_problem_is_one_line(chapter):
    with pytest.raises(ParameterError) as error:
        checked(chapter(CELL), {"ratte": 0.1})
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize("rate", [0, -1])
def test_an_exchange_rate_is_above_zero(chapter, rate):
    given = chapter("usd_jpy: float = 135.0  # yen per dollar")
    with pytest.raises(
        ParameterError, match=rf"usd_jpy: found {rate} .int., expected a rate above"
    ):
        checked(given, {"usd_jpy": rate})


def test_a_vintage_is_looked_for_from_the_folder_where_its_path_was_typed(
    chapter, later, monkeypatch
):
    given = chapter('vintage: str = "2024-02"  # the data')
    monkeypatch.chdir(later("own").parent)
    assert checked(given, {"vintage": "own"}) == {"vintage": str(Path("own").resolve())}
    assert checked(given, {"vintage": "2024-02"}) == {"vintage": "2024-02"}
    with pytest.raises(ParameterError, match=r"vintage nope: no vintage\.yml.*2024-02"):
        checked(given, {"vintage": "nope"})


@pytest.mark.parametrize("count", [0, 2])
def test_a_chapter_has_one_parameters_cell(chapter, count):
    with pytest.raises(ParameterError, match=f"found {count} cells tagged"):
        parameters(chapter(*["x: int = 1  # a number"] * count))


@pytest.mark.parametrize(
    "line",
    ["x = 1  # a number", "import os", "x: int", "x: int = 2 * 3  # six", "x: int ="],
    ids=["no type", "other code", "no default", "computed default", "no Python"],
)
def test_a_line_of_another_form_is_refused_with_the_form(chapter, line):
    with pytest.raises(ParameterError, match=r"expected 'name: type = value  # help'"):
        parameters(chapter(line))


def test_a_missing_chapter_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="no chapter 'nowhere'"):
        parameters(tmp_path / "nowhere.ipynb")


@pytest.mark.parametrize("chapter", toc.chapters())
def test_a_vintage_that_is_not_there_is_refused_whichever_parameter_names_it(chapter):
    known = parameters(toc.notebook(chapter))
    for name in [name for name in known if name in VINTAGES]:
        with pytest.raises(ParameterError, match="no vintage"):
            known[name].check("no-such-vintage")


def test_a_later_vintage_is_found_from_any_folder(later, monkeypatch):
    folder = later("mine", "2024-02", "sources")
    monkeypatch.chdir(folder.parent)
    since = parameters(toc.notebook("rapidus"))["since"]
    assert since.check("./mine") == str(folder.resolve())
