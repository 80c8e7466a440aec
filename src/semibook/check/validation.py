"""Tables validated by frictionless against their schemas and our rules, its errors in our words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from frictionless import Check, Checklist, Error, Package, system

from semibook.check.problem import Problem, shown
from semibook.check.rules import known_keys
from semibook.check.rules.rule import RuleError
from semibook.tables import csvfile

#: Checked by a rule of ours.
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
        | {"schema": {name: said for name, said in each["schema"].items() if name != _KEYS}}
        | {"path": str(files[each["name"]].resolve()), "encoding": csvfile.ENCODING}
        | {"dialect": each.get("dialect", {}) | {"csv": _DIALECT}}
        for each in described
    ]
    with system.use_context(trusted=True):
        package = Package.from_descriptor({"name": "tables", "resources": placed})
        for resource, each in zip(package.resources, described, strict=True):
            keys = known_keys.of_table(each["schema"], files[each["name"]], files)
            report = resource.validate(Checklist(checks=[*rules[each["name"]], *keys]))
            for error in report.tasks[0].errors:
                if error.type != "unique-error":  # of a key, primary-key says the same
                    yield _problem(files[each["name"]], error, each["schema"])


def _problem(file: Path, error: Error, schema: dict) -> Problem:
    facts = error.to_descriptor()
    row, column = facts.get("rowNumber", 0), facts.get("fieldName", "")
    found, expected = _in_words(error, facts, len(schema["fields"]))
    if error.type == "primary-key":
        key = schema["primaryKey"]
        column = ", ".join([key] if isinstance(key, str) else key)
    return Problem(shown(file), row, column, found, expected)


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
            first = note.rpartition(" ")[2]
            if not first.isdigit():  # frictionless: 'all "None"'
                return "an empty key", "a value"
            return f"a duplicate key, the same as in row {first}", "each key once"
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
