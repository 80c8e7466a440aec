"""Which units a column of amounts may have: a budget is in yen, never in percent or persons."""

from __future__ import annotations

from functools import cache

from semibook.tables import csvfile, schema, vintages
from semibook.tables.units import COUNTERS_JA, SIGNS, Unit, unit

#: Every base unit of the tables.
NAMES = frozenset(
    {*SIGNS, *COUNTERS_JA, "1", "percent", "nm", "year", "degree", "EFLOPS"}
    | {"kW", "kWh"}
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


@cache
def allowed(table: str, column: str) -> frozenset[str]:
    """The base units that the amounts of a column may have.

    Args:
        table: its name.
        column: one with a `unit` or a `unitField`.

    Returns:
        The column's own unit; else those that it has in the deck, and every currency if the deck
        has more than one there; all that are known for a column of which the deck has no amounts.
    """
    described = schema.field(table, column)
    if "unitField" not in described:
        return frozenset({unit(described.get("unit", "1")).name})
    rows = csvfile.rows(vintages.find().path(table))
    texts = {row[described["unitField"]] for row in rows} - {""}
    found = {unit(each).name for each in texts if _is_canonical(each)} or NAMES
    return frozenset(found | set(SIGNS) if len(found & set(SIGNS)) > 1 else found)


def unit_columns(table: str) -> dict[str, str]:
    """The columns of a table that hold units, each with the column whose unit it is."""
    fields = schema.resource(table)["schema"]["fields"]
    named = [each for each in fields if "unitField" in each]
    # A resolution has the unit of its figure, which comes before it.
    return {each["unitField"]: each["name"] for each in reversed(named)}
