"""The lessons' office files in LibreOffice: what its formulas come to, and that slides open.

It computes every formula anew, as no workbook holds results.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from semibook.teach import slides
from semibook.teach.copy import Copy
from semibook.teach.workbook import workbook
from tests.teach.conftest import _copy, known

SOFFICE = shutil.which("soffice")
LANGUAGES = ("en", "ja")
pytestmark = pytest.mark.skipif(not SOFFICE, reason="needs LibreOffice")


def _as(kind: str, files: list[Path], space: Path) -> None:
    """Convert files with one start of LibreOffice, into the folder of that kind."""
    profile = f"-env:UserInstallation={(space / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", space / kind]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)


def _answered(copy: Copy) -> Workbook:
    """A workbook with the key's numbers in its yellow cells, and its model filled in."""
    book = load_workbook(io.BytesIO(workbook(copy)))
    for row, value in zip(_blanks(book), _numbers(copy), strict=True):
        row[2].value = value
    for place, (given, _expected) in enumerate(_model(copy), 1):
        for cell, value in given.items():
            book.worksheets[place][cell] = value
    return book


def _blanks(book: Workbook) -> list:
    """The rows of the first sheet that ask for a number."""
    return [row for row in book.worksheets[0].iter_rows(min_row=4) if row[5].value is not None]


def _numbers(copy: Copy) -> list[float]:
    asked = [copy.lesson.questions[name] for name in copy.lesson.asked]
    values = [value for question in asked if question.answer for value in copy.answer(question)]
    return [float(value.replace(",", "").replace("−", "-")) for value in values]


def _model(copy: Copy) -> list[tuple[dict, dict]]:
    """By sheet of the model, cells to fill in and what others must come to."""
    of = copy.facts
    match copy.lesson.id:
        case "good-die":
            costs = {f"E{row}": cost for row, cost in enumerate(of["costs"], 7)}
            shares = {f"D{row}": share for row, share in enumerate(of["clustered"], 7)}
            return [({"B2": of["density"], "B4": of["cost"]}, costs | shares)]
        case "people-stock":
            last, (*_first, people, percent) = 9 + of["horizon"], of["stocks"]
            return [({}, {f"C{last}": people, f"D{last}": percent / 100})]
        case "about-yen":
            return [({"B4": 900, "C4": 100}, dict(zip(("D4", "E4"), of["left_ends"], strict=True)))]
        case "what-a-town-needs":
            chosen = {f"C{row}": "=E1" for row in range(2, 6)}
            cap, cost = of["neon"]
            given = {"B2": cap, "C2": 0.1, "B3": cost, "C3": 0.1}
            share = dict(zip(("B4", "B5", "B6"), of["neon_share"], strict=True))
            return [(chosen, {"E2": 4, "F2": 0}), (given, share)]
        case _:
            return []


@pytest.fixture(scope="module")
def computed(tmp_path_factory) -> dict[tuple[str, str], Workbook]:
    """Every lesson's workbook as LibreOffice computes it."""
    space, files = tmp_path_factory.mktemp("workbooks"), []
    for name in known():
        for lang in LANGUAGES:
            files.append(space / f"{name}.{lang}.xlsx")
            _answered(_copy(name, lang, "2024-02", "")).save(files[-1])
    _as("xlsx", files, space)
    return {
        tuple(file.stem.split(".")): load_workbook(space / "xlsx" / file.name, data_only=True)
        for file in files
    }


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", sorted(known()))
def test_a_workbook_computes_what_the_package_does(name, lang, computed):
    copy, book = _copy(name, lang, "2024-02", ""), computed[name, lang]
    assert [row[5].value for row in _blanks(book)] == ["○"] * len(_numbers(copy))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [text for text in cells if str(text).startswith(("#", "Err:"))] == []
    for place, (_given, expected) in enumerate(_model(copy), 1):
        found = {cell: book.worksheets[place][cell].value for cell in expected}
        assert found == pytest.approx(expected)


def test_slides_open(tmp_path):
    files = [tmp_path / f"{name}.pptx" for name in ("kyushu-ripple", "good-die")]
    for file, lang in zip(files, LANGUAGES, strict=True):
        file.write_bytes(slides.slides(_copy(file.stem, lang, "2024-02", "")))
    _as("pdf", files, tmp_path)
    assert all((tmp_path / "pdf" / f"{file.stem}.pdf").stat().st_size for file in files)
