"""A pupils' notebook: tables, questions, blanks to fill, and a check that holds no answer."""

from __future__ import annotations

import io
import json

import nbformat
from nbformat import v4

from semibook.teach import content, seals
from semibook.teach.copy import Copy
from semibook.teach.labels import labels
from semibook.translation.catalogues import PACKAGE, translator

_CHECK = '''\
import csv
import math

SEALS = {seals}


def table(name):
    """The rows of a table beside this notebook."""
    with open(f"data/{{name}}.csv", encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def check(question, *numbers):
    """Say of each number whether it is right; rounded half up."""
    for number, (decimals, salt, right) in zip(numbers, SEALS[question], strict=True):
        if not isinstance(number, (int, float)):
            print({blank!r})
            continue
        whole = math.floor(abs(number) * 10**decimals + 0.5 + 1e-9)
        whole = int(math.copysign(whole, number))
        print("○" if (whole + salt) * {factor} % {modulus} in right else {again!r})
'''


def notebook(copy: Copy) -> str:
    """The notebook as JSON; it needs Python alone."""
    words, _ = labels(copy.lang), translator(copy.lang, PACKAGE)
    seals_of = {
        name: seals.seals(copy, name)
        for name in copy.lesson.asked
        if copy.lesson.questions[name].answer
    }
    check = _CHECK.format(
        seals=json.dumps(seals_of),
        blank=_("not filled in yet"),
        again=_("once more"),
        factor=seals.FACTOR,
        modulus=seals.MODULUS,
    )
    cells = [v4.new_markdown_cell(f"# {copy.say(copy.lesson.title)}"), v4.new_code_cell(check)]
    for number, name in enumerate(copy.lesson.asked, 1):
        question = copy.lesson.questions[name]
        cells.append(
            v4.new_markdown_cell(f"## {words['question']} {number}\n\n{copy.say(question.ask)}")
        )
        cells += [
            v4.new_code_cell(f'for row in table("{each}"):\n    print(row)')
            for each in question.exhibits
            if copy.exhibit(each).table is not None
        ]
        if question.code:
            cells.append(v4.new_code_cell(copy.say(question.code)))
        if question.answer:
            cells.append(v4.new_code_cell(_blanks(copy, name)))
    for place, cell in enumerate(cells):
        cell["id"] = f"cell-{place}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    return nbformat.writes(made) + "\n"


def tables(copy: Copy) -> dict[str, bytes]:
    """The lesson's tables as CSV that Excel opens too, by the name of the file."""
    files = {}
    for name in copy.lesson.exhibits:
        shown = copy.exhibit(name)
        if shown.table is not None:
            text = io.StringIO()
            shown.table.to_csv(text, index=False, lineterminator="\n")
            files[f"data/{name}.csv"] = text.getvalue().encode("utf-8-sig")
    return files


def _blanks(copy: Copy, name: str) -> str:
    """A cell with a line for each blank, and the check of them."""
    question = copy.lesson.questions[name]
    unit = copy.say(question.unit) if question.unit else ""
    asked_for = zip(copy.blanks(question), content.places(copy, question), strict=True)
    lines = {
        f"{name}_{number}": f"{name}_{number} = ...  # {blank} {unit} ({to})"
        for number, (blank, to) in enumerate(asked_for, 1)
    }
    return "\n".join([*lines.values(), f'check("{name}", {", ".join(lines)})'])
