"""Scenarios: named sets of parameters for several chapters, in scenarios/*.yml."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from semibook import paths, toc
from semibook.page import headlines
from semibook.run import dependencies
from semibook.run.parameters import VINTAGES, ParameterError, checked, parameters
from semibook.tables.characters import strange
from semibook.tables.yamlfile import SettingsError
from semibook.tables.yamlfile import read as read_fields

if TYPE_CHECKING:
    import pandas as pd  # slow to import, and the plan asks only which scenarios there are

FOLDER = paths.ROOT / "scenarios"
#: Set by the edition, not by a scenario.
_RESERVED = {"lang", *VINTAGES}
#: Results are filed under a scenario's name.
_NAME = re.compile("[a-z0-9][a-z0-9_-]*")
#: Relative difference below which figures count as equal; they are shown with four digits.
_SAME = 1e-4


class ScenarioError(ValueError):
    """A scenario's file that cannot be used; the message names it."""


class Scenario(BaseModel):
    """A named set of parameters.

    Attributes:
        name: the file's name without its ending.
        title: what it is, in English.
        title_ja: the same in Japanese.
        reason: where its values come from, in English.
        reason_ja: the same in Japanese.
        chapters: by chapter, the parameters that differ from its defaults.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str
    title_ja: str
    reason: str
    reason_ja: str
    chapters: dict[str, dict[str, Any]]


def read(path: Path) -> Scenario:
    """Read a scenario and check it against the chapters that it names.

    Raises:
        ScenarioError: if the file is no YAML or has an odd name, a field is missing or unknown, a
            chapter does not exist, or a parameter is unknown or of the wrong type.
    """
    if not _NAME.fullmatch(path.stem):
        raise ScenarioError(f"{path}: found the name {path.stem!r}, expected letters a-z, 0-9, _-")
    try:
        found = read_fields(path)
        if not found:
            raise ScenarioError(f"{path}: found no fields, expected title, title_ja, reason, ...")
        if "name" in found:
            raise ScenarioError(
                f"{path}: found the key 'name', expected none: the file's name is it"
            )
        for key, text in found.items():
            if isinstance(text, str) and (said := strange(text.strip())):
                raise ScenarioError(f"{path}, {key}: found {said}, expected a text in one line")
        scenario = Scenario.model_validate({"name": path.stem} | found)
        return scenario.model_copy(
            update={"chapters": {c: _usable(c, given) for c, given in scenario.chapters.items()}}
        )
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
        raise ScenarioError(f"{path}: " + "; ".join(lines)) from error
    except SettingsError as error:
        raise ScenarioError(str(error)) from error
    except ParameterError as error:
        raise ScenarioError(f"{path}: {error}") from error


def _usable(chapter: str, given: dict[str, Any]) -> dict[str, Any]:
    able = dependencies.with_headlines()
    if chapter not in able:
        raise ParameterError(f"found a chapter {chapter!r}, expected one of {', '.join(able)}")
    if reserved := _RESERVED & set(given):
        raise ParameterError(
            f"chapter {chapter}: {', '.join(sorted(reserved))} is set for the whole book"
        )
    return checked(toc.notebook(chapter), given)


def every(folder: Path = FOLDER) -> list[Scenario]:
    """All scenarios, by name.

    Raises:
        ScenarioError: at the first file that cannot be used.
    """
    return [read(path) for path in sorted(folder.glob("*.yml"))]


def settings(scenarios: list[Scenario]) -> pd.DataFrame:
    """What the scenarios set, side by side.

    Returns:
        A row a parameter, indexed by chapter and parameter: its default, and a column a scenario;
        missing where a scenario leaves it alone.
    """
    import pandas as pd

    order = [name for name in toc.chapters() if any(name in each.chapters for each in scenarios)]
    rows = {}
    for chapter in order:
        for name, known in parameters(toc.notebook(chapter)).items():
            values = {each.name: each.chapters.get(chapter, {}).get(name) for each in scenarios}
            if any(value is not None for value in values.values()):
                rows[chapter, name] = {"default": known.default} | values
    index = pd.MultiIndex.from_tuples(rows, names=["chapter", "parameter"])
    return pd.DataFrame(rows.values(), index=index).astype(object)


def side_by_side(defaults: str | Path, results: str | Path) -> pd.DataFrame:
    """Headline figures of the scenarios beside those of the chapters' defaults.

    Args:
        defaults: figures of the runs without a scenario (chapter, figure, value).
        results: those of the scenarios (scenario, chapter, figure, value).

    Returns:
        A row a figure that some scenario moves, adds or drops, indexed by chapter and figure, in
        base units: default, and a column a scenario; missing where a run does not have the figure,
        and where a scenario leaves the chapter alone.
    """
    import pandas as pd

    before = pd.read_csv(defaults).set_index(["chapter", "figure"])["value"]
    found = pd.read_csv(results)
    # The order of the file: pivoting alone would sort.
    names = list(dict.fromkeys(found["scenario"]))
    after = found.pivot(index=["chapter", "figure"], columns="scenario", values="value")[names]
    run = before.index.get_level_values("chapter").isin(found["chapter"])
    order = [*before.index[run], *after.index.difference(before.index)]
    both = after.reindex(order)
    both.insert(0, "default", before.reindex(order))
    apart = both[names].sub(both["default"], axis=0).abs()
    moved = apart.gt(both["default"].abs() * _SAME, axis=0)
    moved |= both[names].isna().ne(both["default"].isna(), axis=0)
    ran = pd.crosstab(found["chapter"], found["scenario"]).gt(0)[names]
    ran = ran.loc[both.index.get_level_values("chapter")].set_axis(both.index)
    return both[(moved & ran).any(axis=1)]


def written(found: pd.DataFrame, titles: str | Path, lang: str = "en") -> pd.DataFrame:
    """The figures of `side_by_side` as readers see them.

    Args:
        found: from `side_by_side`.
        titles: the catalogue of headline figures (see `headlines.described`).
        lang: language of titles and values.

    Returns:
        The same columns as text, indexed by chapter and title.
    """
    import pandas as pd

    known = headlines.described(found.index, titles, lang)
    values = [
        [headlines.text(value, unit, lang) for value in row]
        for row, unit in zip(found.to_numpy(), known["unit"], strict=True)
    ]
    index = [found.index.get_level_values("chapter"), known["title"]]
    return pd.DataFrame(values, index=index, columns=found.columns)


def report(found: pd.DataFrame, titles: Path) -> str:
    """The figures of `side_by_side` as text for the terminal, a block a chapter."""
    blocks = [
        f"{chapter}\n{rows.droplevel('chapter').rename_axis(None).to_string()}"
        for chapter, rows in written(found, titles).groupby(level="chapter", sort=False)
    ]
    return "\n\n".join(blocks)
