"""Tables validated by frictionless against their schemas and our rules, its errors in our words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from frictionless import Check, Checklist, Error, Package, system

from semibook import paths
from semibook.check.problem import Problem
from semibook.check.rules.known_keys import Held, KnownKeys
from semibook.check.rules.rule import RuleError
from semibook.tables import csvfile
from semibook.tables.schema import primary_key

_KEYS = "foreignKeys"
#: Said in full: what is not, frictionless guesses from the file.
_DIALECT = {
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
}


def problems(
    described: list[dict], files: dict[str, Path], rules: dict[str, list[Check]]
) -> Iterator[Problem]:
    """What is wrong in the rows of tables whose headers are right.

    Args:
        described: the tables' descriptors; keys refer to tables among them.
        files: where each is, by its name.
        rules: by its name, what its rows must keep besides its schema.
    """
    # Tables of a vintage and of its base lie in different folders, so the paths are absolute here,
    # which frictionless takes from trusted callers only.
    placed = [
        each
        | {"path": str(files[each["name"]].resolve()), "encoding": csvfile.ENCODING}
        | {"dialect": each.get("dialect", {}) | {"csv": _DIALECT}}
        | {"schema": {name: part for name, part in each["schema"].items() if name != _KEYS}}
        for each in described
    ]
    held = Held({each["name"]: files[each["name"]] for each in described})
    with system.use_context(trusted=True):
        package = Package.from_descriptor({"name": "tables", "resources": placed})
        for resource, each in zip(package.resources, described, strict=True):
            name, schema = each["name"], each["schema"]
            keys = KnownKeys(
                fields=schema["fields"], table=name, keys=schema.get(_KEYS, []), held=held
            )
            report = resource.validate(Checklist(checks=[*rules[name], keys]))
            for error in report.tasks[0].errors:
                if error.type != "unique-error":  # of a key, primary-key says the same
                    yield _problem(files[name], error, schema)


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
