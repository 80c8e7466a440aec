"""How the files of a vintage's tables were read, kept so that the next one is read the same way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, ValidationError

from semibook import files, paths
from semibook.intake.shape import Shape
from semibook.tables import yamlfile
from semibook.tables.vintages import RECIPES, Vintage


class Recipe(Shape):
    """What an import was told of a file.

    Attributes:
        sheet: the worksheet.
        units: what numbers are in where the file does not say it.
        skip: headers of columns that are left out.
    """

    sheet: str = ""
    units: list[str] = Field(default_factory=list)
    skip: list[str] = Field(default_factory=list)

    @property
    def options(self) -> dict[str, Any]:
        """The same as arguments of `intake.propose`."""
        return {"sheet": self.sheet, "units": self.units, "skip": self.skip, "shape": self}


def read(place: Vintage) -> dict[str, Recipe]:
    """The recipes of a vintage, by table; none if it has no such file.

    Raises:
        ValueError: if the file is none that people write, has a table that there is not, or a key
            or value that no recipe has; in one line that names it.
    """
    file = place.folder / RECIPES
    if found := paths.irregular(file):
        raise ValueError(f"{file}: found {found}, expected a regular file")
    if not file.exists():
        return {}
    known = {table.name for table in place.tables()}
    recipes = {}
    for table, described in yamlfile.read(file).items():
        if table not in known:
            raise ValueError(f"{file}: found {table!r:.60}, expected the name of a table")
        try:
            recipes[table] = Recipe.model_validate(described)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join([table, *map(str, first["loc"])])
            raise ValueError(
                f"{file}, {where}: found {first['input']!r:.60}, expected {_expected(first)}"
            ) from error
    return recipes


def _expected(error: dict) -> str:
    if error["type"] == "extra_forbidden":
        return f"only {', '.join(Recipe.model_fields)}"
    return error["msg"].removeprefix("Input should be ")


def followed(place: Vintage) -> dict[str, Recipe]:
    """The recipes that a vintage follows: its own, and its bases' for other tables.

    Raises:
        ValueError: as `read` does.
    """
    return (followed(place.base) if place.base else {}) | read(place)


def keep(place: Vintage, table: str, recipe: Recipe) -> Path:
    """Write the recipe of a table beside those of others.

    Raises:
        OSError: if it cannot be written.
        ValueError: as `read` does.
    """
    files.write(place.folder / RECIPES, text(read(place) | {table: recipe}))
    return place.folder / RECIPES


def text(recipes: dict[str, Recipe]) -> str:
    """Recipes as their file holds them."""
    said = {name: each.model_dump(exclude_defaults=True) for name, each in sorted(recipes.items())}
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False)


def only(place: Vintage, table: str = "") -> tuple[str, Recipe]:
    """The recipe of a table, or the only one that a vintage or its bases have.

    Raises:
        ValueError: if there is none, or several and no table is named.
    """
    every = followed(place)
    if table in every:
        return table, every[table]
    if len(every) == 1 and not table:
        return next(iter(every.items()))
    said = f"recipes of {', '.join(every)}" if every else "no recipe"
    wanted = f"one of {table}" if table else "one to follow"
    hint = (
        "--table names it"
        if every
        else "semibook vintage import with --melt and the like keeps one"
    )
    raise ValueError(f"{place.folder / RECIPES}: found {said}, expected {wanted} ({hint})")
