"""Tables validated by frictionless against their schemas and our rules, its errors in our words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import attrs
from frictionless import Check, Checklist, Error, system
from frictionless.resources import TableResource

from semibook import cache, paths
from semibook.check.problem import Problem
from semibook.check.rules.known_keys import Held, KnownKeys
from semibook.check.rules.rule import RuleError
from semibook.tables import csvfile
from semibook.tables.schema import listed, primary_key

_KEYS = "foreignKeys"
#: Said in full: what is not, frictionless guesses from the file.
_DIALECT = {
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
}
#: What frictionless reads of a column; it copies whatever else is there for each table.
_READ = ("name", "type", "constraints", "trueValues", "falseValues")
#: What was found in a table, by its name, its content and its keys that lead nowhere; with its
#: description and rules at that time.
_FOUND: dict[tuple[object, ...], tuple[object, list[Problem]]] = {}
_MOST_FOUND = 1000


def problems(
    described: list[dict], files: dict[str, Path], rules: dict[str, list[Check]]
) -> Iterator[Problem]:
    """What is wrong in the rows of tables whose headers are right.

    A table is held against its rules again only when it, they, or the tables that its keys refer to
    say something else: vintages share tables with their base, and with a copy that is checked.

    Args:
        described: the tables' descriptors; keys refer to tables among them.
        files: where each is, by its name.
        rules: by its name, what its rows must keep besides its schema.
    """
    held = Held({each["name"]: files[each["name"]] for each in described})
    for each in described:
        file, given = files[each["name"]], rules[each["name"]]
        key = (each["name"], cache.content(file), *_unknown(each, held))
        state = (each, [_made_with(rule) for rule in given])
        before = _FOUND.get(key)
        if before is None or before[0] != state:
            if len(_FOUND) >= _MOST_FOUND:  # tables that are edited would be kept in each state
                _FOUND.clear()
            before = _FOUND[key] = (state, [*_read(each, held, given)])
        for problem in before[1]:
            yield replace(problem, file=str(paths.shown(file)))


def _unknown(described: dict, held: Held) -> Iterator[tuple[object, ...]]:
    """What a table refers to in other tables, of those that can be read, and is not there."""
    for key in described["schema"].get(_KEYS, []):
        fields, columns = (tuple(listed(part["fields"])) for part in (key, key["reference"]))
        table = key["reference"]["resource"] or described["name"]
        if table in held.files:
            yield fields, table, held.of(described["name"], fields) - held.of(table, columns)


def _made_with(rule: Check) -> tuple[type, dict]:
    """What a rule was made with; not what it remembers of rows."""
    return type(rule), attrs.asdict(rule, recurse=False, filter=lambda each, _: each.init)


def _read(described: dict, held: Held, rules: list[Check]) -> Iterator[Problem]:
    """What is wrong in the rows of one table."""
    name, schema = described["name"], described["schema"]
    fields = [{part: field[part] for part in _READ if part in field} for field in schema["fields"]]
    # Tables of a vintage and of its base lie in different folders, so the paths are absolute here,
    # which frictionless takes from trusted callers only.
    placed = (
        described
        | {"path": str(held.files[name].resolve()), "encoding": csvfile.ENCODING}
        | {"dialect": described.get("dialect", {}) | {"csv": _DIALECT}}
        | {"schema": {part: schema[part] for part in schema if part != _KEYS} | {"fields": fields}}
    )
    keys = KnownKeys(fields=schema["fields"], table=name, keys=schema.get(_KEYS, []), held=held)
    with system.use_context(trusted=True):
        report = TableResource.from_descriptor(placed).validate(Checklist(checks=[*rules, keys]))
    for error in report.tasks[0].errors:
        if error.type != "unique-error":  # of a key, primary-key says the same
            yield _problem(held.files[name], error, schema)


def _problem(file: Path, error: Error, schema: dict) -> Problem:
    facts = error.to_descriptor()
    row, column = facts.get("rowNumber", 0), facts.get("fieldName", "")
    found, expected = _in_words(error, facts, len(schema["fields"]))
    if error.type == "primary-key":
        column = ", ".join(primary_key(schema))
    twin = _twin(facts) if error.type == "primary-key" else 0
    refers_to = error.refers_to if isinstance(error, RuleError) else ""
    return Problem(str(paths.shown(file)), row, column, found, expected, twin, refers_to)


def _twin(facts: dict) -> int:
    """The row that has the same key, which frictionless names at the end of its note; else 0."""
    last = facts.get("note", "").rpartition(" ")[2]
    return int(last) if last.isdigit() else 0  # of an empty key: 'all "None"'


def _in_words(error: Error, facts: dict, columns: int) -> tuple[str, str]:
    """What frictionless found, and what is expected."""
    found, note = repr(facts.get("cell", "")), facts.get("note", "")
    match error.type:
        case RuleError.type:
            return error.found, error.note
        case "type-error":
            kind = note.removeprefix("type is ").strip('"').removesuffix("/default")
            return found, f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
        case "constraint-error":
            found = "an empty cell" if found == "'None'" else found
            return found, _constraint(note.removeprefix("constraint ").replace('"', ""))
        case "primary-key":
            if not _twin(facts):
                return "an empty key", "a value"
            return "a duplicate key", "each key once"
        case "missing-cell":
            return "a row that ends early", f"{columns} cells"
        case "extra-cell":
            return found, f"{columns} cells"
    return note or facts["message"], f"no {error.title.lower()}"


def _constraint(text: str) -> str:
    """A constraint as frictionless names it (`minimum is 0`) as what is expected."""
    name, _is, value = text.partition(" is ")
    said = {
        "required": "a value",
        "minimum": f"at least {value}",
        "maximum": f"at most {value}",
        "pattern": f"the form {value}",
        "enum": f"one of {value.strip('[]')}",
    }
    return said.get(name, text)
