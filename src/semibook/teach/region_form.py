"""A region pack as an Excel form, for those who fill in a sheet rather than a YAML file.

Each row of the form is one field of the pack: its name, what it asks in Japanese and English, and
the answer.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from openpyxl import Workbook
from openpyxl.styles import Alignment, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from pydantic import ValidationError

from semibook import files, paths, toc
from semibook.intake.read import sheets
from semibook.intake.workbook.cells import put_head, put_texts
from semibook.run import dependencies
from semibook.tables import frames, prefectures, yamlfile
from semibook.teach import sources
from semibook.teach.check import pack_problems
from semibook.teach.regions import BY_NAME
from semibook.teach.schema import Region
from semibook.teach.sources import Problem, Source
from semibook.translation.catalogues import PACKAGE, translator
from semibook.translation.messages import messages

SHEET = "region"
#: What is written beside a prefecture or chapter that belongs to the region, and its look-alikes.
MARK, _MARKS = "○", "○◯〇"
#: Rows for figures of the region's own.
_NUMBERS = 5
_HEADS = ("項目 / Field", "日本語", "English", "記入 / Answer")
_ANSWER = 4
_OPEN = PatternFill("solid", fgColor="FFF9E5")
_WRAP = Alignment(wrap_text=True, vertical="top")


class FormError(ValueError):
    """A form that describes no region pack: all that is wrong with it, a line each."""


class _Asked(NamedTuple):
    """A row of the form: a field's name, the question in both languages, and possible answers."""

    field: str
    ja: str
    en: str
    offered: tuple[str, ...] = ()


def write(name: str, target: Path) -> Path:
    """Write the form of a region, with what its pack says if there is one.

    Args:
        name: the pack's id.
        target: the .xlsx file; one that is there is replaced.

    Raises:
        ValueError: if the pack that is there is not in its form.
        OSError: if the file cannot be written, or has another ending.
    """
    paths.writable(target, ".xlsx")
    answers, file = {"id": name}, sources.REGIONS / f"{name}.yml"
    if file.exists():
        found = sources.read(file, Region)
        if found.problems:
            raise FormError("\n".join(map(str, found.problems)))
        answers = dict(_answers(found.entry.model_dump(exclude_defaults=True)))
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    put_head(sheet, 1, list(_HEADS))
    for y, asked in enumerate(_rows(), 2):
        said = answers.get(asked.field, "")
        put_texts(sheet, y, [asked.field, asked.ja, asked.en, said])
        for cell in sheet[y]:
            cell.alignment = _WRAP
        answer = sheet.cell(y, _ANSWER)
        answer.number_format = "@"  # so that 08 stays 08
        answer.fill, answer.protection = _OPEN, Protection(locked=False)
        if asked.offered:
            choice = DataValidation("list", formula1=f'"{",".join(asked.offered)}"')
            choice.add(answer)
            sheet.add_data_validation(choice)
    for letter, width in {"A": 26, "B": 44, "C": 44, "D": 48}.items():
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.protection.sheet = True  # from a slip only: without a password
    content = io.BytesIO()
    book.save(content)
    files.write(target, content.getvalue())
    return target


def read(form: Path, *, replace: bool = False) -> Path:
    """Write the region pack that a form describes.

    Args:
        form: the .xlsx file, as `write` makes it.
        replace: whether a pack of that id may be replaced; comments in its file are lost.

    Returns:
        The pack's file.

    Raises:
        FormError: naming the row of each answer that cannot be, all at once.
        FileExistsError: if the pack is there and `replace` is not said.
        FileError: if the file cannot be read at all.
        OSError: if the pack cannot be written.
    """
    fields, rows = _read(form)
    try:
        region = Region.model_validate(fields)
    except ValidationError as error:
        wrong = [Problem(form, *misfit) for misfit in yamlfile.misfits(error, rows)]
    else:
        wrong = pack_problems(Source(form, region, [], rows), dependencies.newest().address)
    if wrong:
        raise FormError("\n".join(map(str, wrong)))
    target = sources.REGIONS / f"{region.id}.yml"
    if target.exists() and not replace:
        raise FileExistsError(f"{paths.shown(target)}: is there already; --replace writes over it")
    said = region.model_dump(exclude_defaults=True)
    files.write(target, yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=120))
    return target


def _read(form: Path) -> tuple[dict[str, Any], dict[tuple, int]]:
    """What a form says, shaped as a pack, and the row of each field."""
    known = {asked.field for asked in _rows()}
    (sheet,) = sheets(form, SHEET)
    answers: dict[str, tuple[str, int]] = {}
    for number, row in enumerate(sheet.rows[1:], 2):
        field, *_, answer = [cell.text.strip() for cell in [*row, *row[:1] * _ANSWER][:_ANSWER]]
        if not field:
            continue
        if field not in known or field in answers:
            expected = "it once" if field in answers else "a field of semibook region form"
            raise FormError(f"{form}, line {number}: found {field!r}, expected {expected}")
        if len(row) >= _ANSWER and answer:
            answers[field] = (answer, number)
    return _shaped(form, answers)


def _shaped(
    form: Path, answers: dict[str, tuple[str, int]]
) -> tuple[dict[str, Any], dict[tuple, int]]:
    found: dict[str, Any] = {}
    rows: dict[tuple, int] = {}
    numbers: dict[str, dict] = {}
    for field, (answer, row) in answers.items():
        match field.split("."):
            case ["prefectures" | "chapters" as part, item]:
                if answer not in _MARKS:
                    raise FormError(f"{form}, line {row}: found {answer!r}, expected {MARK}")
                rows[part, len(found.setdefault(part, []))] = row
                found[part].append(item)
            case ["rows", table]:
                found.setdefault("rows", {})[table] = [each.strip() for each in answer.split(",")]
                rows["rows", table] = row
            case ["numbers", place, part]:
                number = numbers.setdefault(place, {"say": {}})
                (number if part == "source" else number["say"])[part] = answer
                rows["numbers", list(numbers).index(place)] = row
            case [part, lang]:
                found.setdefault(part, {})[lang] = answer
                rows[part,] = rows[part, lang] = row
            case [part]:
                found[part] = answer
                rows[part,] = row
    return found | ({"numbers": list(numbers.values())} if numbers else {}), rows


def _answers(pack: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """A pack as the answers of its form."""
    for part, said in pack.items():
        match part:
            case "prefectures" | "chapters":
                yield from ((f"{part}.{item}", MARK) for item in said)
            case "rows":
                yield from ((f"rows.{table}", ", ".join(names)) for table, names in said.items())
            case "numbers":
                for place, number in enumerate(said, 1):
                    for lang, text in number["say"].items():
                        yield f"numbers.{place}.{lang}", text
                    yield f"numbers.{place}.source", number["source"]
            case "name" | "asks":
                yield from ((f"{part}.{lang}", text) for lang, text in said.items())
            case _:
                yield part, said


def _rows() -> Iterator[_Asked]:
    """The form's rows, from top to bottom."""
    japanese, english = (_questions(translator(lang, PACKAGE)) for lang in ("ja", "en"))
    consortia = tuple(frames.load("consortia", dependencies.newest().address)["id"])
    for field in ("id", "name.ja", "name.en", "consortium", "asks.ja", "asks.en"):
        offered = consortia if field == "consortium" else ()
        yield _Asked(field, japanese[field], english[field], offered)
    names = prefectures.names("en")
    for code, name in prefectures.names("ja").items():
        yield _Asked(f"prefectures.{code}", name, names[code], (MARK,))
    for chapter in toc.chapters():
        heading = next(messages(toc.notebook(chapter)))
        titles = [translator(lang, chapter)(heading).lstrip("# ") for lang in ("ja", "en")]
        yield _Asked(f"chapters.{chapter}", *titles, (MARK,))
    for table in BY_NAME:
        said = (each["rows"].format(table=table) for each in (japanese, english))
        yield _Asked(f"rows.{table}", *said)
    for place in range(1, _NUMBERS + 1):
        for part in ("ja", "en", "source"):
            key = f"numbers.{part}"
            yield _Asked(f"numbers.{place}.{part}", japanese[key], english[key])


def _questions(_: Callable[[str], str]) -> dict[str, str]:
    return {
        "id": _("Id: small letters, digits and hyphens, such as shikoku"),
        "name.ja": _("The region's name in Japanese"),
        "name.en": _("The region's name in English"),
        "consortium": _("Its consortium, if the book has it"),
        "asks.ja": _("A question of local interest to close a lesson with, in Japanese"),
        "asks.en": _("A question of local interest to close a lesson with, in English"),
        "rows": _("Ids in {table}.csv of rows about it, with commas; * stands for any letters"),
        "numbers.ja": _("A figure of the region, as a sentence in Japanese"),
        "numbers.en": _("The same sentence in English"),
        "numbers.source": _("Where it is printed: an id of sources.csv"),
    }
