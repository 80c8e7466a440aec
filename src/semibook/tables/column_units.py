"""Which units a column of amounts may have: a budget is in yen, never in percent or persons."""

from __future__ import annotations

from functools import cache

from semibook.tables import csvfile, vintages
from semibook.tables.schema import Table
from semibook.tables.units import COUNTERS_JA, SIGNS, Unit, unit

#: Every base unit of the tables.
NAMES = frozenset(
    {*SIGNS, *COUNTERS_JA, "1", "percent", "nm", "year", "degree", "EFLOPS"}
    | {"kW", "kWh", "kg"}
    | {f"{each}/year" for each in ("wafers", "units", "L", "kL", "m3", "t")}
    | {"wafers/month"}
)


def canonical(text: str) -> Unit:
    """A unit exactly as the tables write it.

    Raises:
        ValueError: if the text is another form of it, or its base unit is none of the tables'.
    """
    said = unit(text)
    if said.name not in NAMES or written(said) != text:
        raise ValueError(f"unit: found {text!r}, expected a form like '1e8 JPY' or 'percent'")
    return said


def _is_canonical(text: str) -> bool:
    try:
        return bool(canonical(text))
    except ValueError:
        return False


def written(said: Unit) -> str:
    """A unit as the tables write it: `1e8 JPY`, `percent`."""
    power = len(str(round(said.scale))) - 1
    return f"1e{power} {said.name}" if power else said.name


def allowed(table: Table, column: str) -> frozenset[str]:
    """The base units that the amounts of a column may have.

    Args:
        table: whose column it is.
        column: one with a `unit` or a `unitField`.

    Returns:
        The column's own unit; else those that it has in the deck, and every currency if the deck
        has more than one there; all that are known for a column of which the deck has no amounts.
    """
    described = table.field(column)
    if "unitField" not in described:
        return frozenset({unit(described.get("unit", "1")).name})
    found = _in_the_deck(table.name, described["unitField"]) or NAMES
    return frozenset(found | set(SIGNS) if len(found & set(SIGNS)) > 1 else found)


@cache
def _in_the_deck(table: str, column: str) -> frozenset[str]:
    """The base units in a column of units of the deck; none of a table that it does not have."""
    try:
        rows = csvfile.rows(vintages.find().path(table))
    except FileNotFoundError:
        return frozenset()
    texts = {row[column] for row in rows} - {""}
    return frozenset(unit(text).name for text in texts if _is_canonical(text))


def unit_columns(table: Table) -> dict[str, str]:
    """The columns of a table that hold units, each with the column whose unit it is."""
    named = [each for each in table.fields if "unitField" in each]
    # A resolution has the unit of its figure, which comes before it.
    return {each["unitField"]: each["name"] for each in reversed(named)}
