"""What a class gets: sheets, workbook, notebook and bundles."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise

import nbformat
import pytest
from openpyxl import load_workbook

from semibook.page.ruby import ruby
from semibook.site import bundle, pdf
from semibook.teach import build, facts, leaks, notebook, places, seals, sheets
from semibook.teach.exhibits import GREYS
from semibook.teach.facts import rooms, written
from semibook.teach.labels import labels
from tests.teach.conftest import known


def test_pupils_get_nothing_of_the_key(copy):
    assert leaks.leaks(copy, build.for_pupils(copy)) == []


def test_every_page_is_one_file_that_fetches_nothing(copy):
    pages = [page(copy) for page in (*build._PUPILS.values(), *build._TEACHERS.values())]
    for page in [*pages, sheets.start(copy, ["worksheet.html"], teacher=True)]:
        addresses = re.findall(r'(?:src|href)="([^"]*)"|url\(([^)]*)\)', page)
        assert all(
            first.startswith("data:") or first == "worksheet.html" for first, _second in addresses
        )
        assert "{{" not in page


def test_pupils_of_a_lesson_on_a_model_get_its_chapter_to_try_out(copy_of, lang):
    with_one = build.for_pupils(copy_of("good-die", lang))
    page = with_one["what_if.html"].decode()
    assert re.findall(r'(?:src|href)="|url\(|@import', page) == []
    assert json.loads(re.search(r'<script type="application/json">(.*?)</script>', page)[1])
    assert "what_if.html" not in build.for_pupils(copy_of("about-yen", lang))


def test_a_leak_is_found_in_pages_tables_and_workbooks(copy_of):
    copy = copy_of("kyushu-ripple")
    key = copy.say(copy.lesson.questions["q6"].key)
    values = ", ".join(copy.answer(copy.lesson.questions["q2"]))
    picture = f'<img alt="the sum is {copy.answer(copy.lesson.questions["q4"])[0]}">'
    files = {
        "a.html": f"<p>{key[:20]}<b>{key[20:]}</b></p>".encode(),
        "b.csv": values.encode(),
        "c.html": picture.encode(),
        "d.xlsx": bundle.zipped({"xl/sharedStrings.xml": f"<t>{key}</t>".encode()}),
        "e.html": picture.replace("alt", "data-sum").encode(),
        "f.html": picture.replace("img alt", "button aria-label").encode(),
        "g.html": f'<input placeholder="{key}">'.encode(),
        "h.ipynb": notebook_with([picture], []),
        "i.ipynb": notebook_with([], [{"data": {"text/html": [picture]}}, {"text": ["6"]}]),
    }
    assert {line[0] for line in leaks.leaks(copy, files)} == set("abcdefghi")


def notebook_with(source: list[str], outputs: list[dict]) -> bytes:
    return json.dumps({"cells": [{"source": source, "outputs": outputs}]}).encode()


def test_answers_in_a_row_are_not_found_inside_other_numbers(copy_of):
    copy = copy_of("consortium-agenda", "ja", region="chugoku")
    row = ", ".join(copy.answer(copy.lesson.questions["q2"]))
    assert leaks.leaks(copy, {"a.txt": f"[3{row}04]".encode()}) == []
    assert leaks.leaks(copy, {"a.txt": f"[{row}]".encode()})


def test_a_leak_leaves_what_was_made_before(copy_of, tmp_path, monkeypatch):
    copy = copy_of("about-yen")
    monkeypatch.setattr(places, "FOLDER", tmp_path)
    monkeypatch.setattr(pdf, "browser", lambda: None)
    build.make(copy, "2024-02")
    student, _teacher = copy.place.bundles("2024-02")
    before = student.read_bytes()
    monkeypatch.setitem(build._PUPILS, "vocabulary", sheets.key)
    with pytest.raises(build.LeakError, match=r"vocabulary\.html: has .* of the key"):
        build.make(copy, "2024-02")
    assert student.read_bytes() == before


def test_bundles_have_plain_names_and_are_the_same_when_made_again(copy_of, tmp_path, monkeypatch):
    copy = copy_of("about-yen", "ja")
    monkeypatch.setattr(pdf, "browser", lambda: None)
    made = []
    for folder in ("one", "two"):
        monkeypatch.setattr(places, "FOLDER", tmp_path / folder)
        build.make(copy, "2024-02")
        made.append([path.read_bytes() for path in copy.place.bundles("2024-02")])
    assert made[0] == made[1]
    for content in made[0]:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        assert names[0] == "START.html"
        assert all(name.isascii() for name in names)
    pupils, teachers = (zipfile.ZipFile(io.BytesIO(each)).namelist() for each in made[0])
    assert not [name for name in pupils if re.search("key|plan|deck|teacher", name)]
    assert {"teacher/key.html", "teacher/plan.html", "teacher/deck.html"} <= set(teachers)
    # What the teacher hands out stands in one folder, whole.
    assert {name for name in teachers if name.startswith("student/")} == {
        f"student/{name}" for name in pupils
    }


@pytest.fixture(scope="module")
def paper(browser) -> Iterator[Callable[[str], bytes]]:
    """A function that prints a page in a browser that is already there."""
    page = browser.new_page()

    def printed(html: str) -> bytes:
        page.set_content(html)
        return page.pdf(prefer_css_page_size=True, print_background=True)

    yield printed
    page.close()


def _sheets(printed: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", printed))


@pytest.mark.skipif(not pdf.browser(), reason="needs Chromium")
def test_sheets_fit_their_paper(copy, paper):
    for page, most in ((sheets.worksheet, 2), (sheets.plan, 2)):
        assert 1 <= _sheets(paper(page(copy))) <= most


@pytest.mark.skipif(not pdf.browser(), reason="needs Chromium")
def test_a_browser_started_for_a_sheet_prints_as_many_pages(copy_of, paper):
    page = sheets.key(copy_of("kyushu-ripple", "ja"))
    assert _sheets(paper(page)) == _sheets(pdf.printed(page)) > 1


@pytest.mark.skipif(not pdf.browser(), reason="needs Chromium")
def test_a_page_printed_again_is_the_same():
    page = "<!doctype html><html lang='ja'><title>t</title><p>半導体</p></html>"
    first = pdf.printed(page)
    pdf._sheet.cache_clear()
    assert pdf.printed(page) == first


def test_the_workbook_marks_right_numbers_and_holds_none(copy):
    book = load_workbook(io.BytesIO(build.for_pupils(copy)["workbook.xlsx"]))
    marks = [row for row in book.worksheets[0].iter_rows(min_row=4) if row[5].value]
    questions = [copy.lesson.questions[name] for name in copy.lesson.asked]
    values = [value for each in questions if each.answer for value in copy.answer(each)]
    assert len(marks) == len(values)
    for (_number, _name, cell, _unit, _places, mark), value in zip(marks, values, strict=True):
        assert _marked(mark.value, cell.coordinate, float(value.replace(",", "").replace("−", "-")))
        assert not _marked(mark.value, cell.coordinate, 123.0)


def _marked(formula: str, cell: str, value: float) -> bool:
    """What Excel says of a number, by the arithmetic of the formula."""
    left = rf"MOD\(\(ROUND\({cell}\*(\d+),0\)\+(\d+)\)\*(\d+),(\d+)\)=(\d+)"
    return any(
        (round(value * scale) + salt) * factor % modulus == right
        for scale, salt, factor, modulus, right in (
            map(int, numbers) for numbers in re.findall(left, formula)
        )
    )


def test_the_notebook_runs_and_tells_right_from_wrong(copy, tmp_path, monkeypatch, capsys):
    cells = nbformat.reads(notebook.notebook(copy), 4).cells
    (tmp_path / "data").mkdir()
    for name, content in notebook.tables(copy).items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    space: dict = {}
    for cell in cells:
        if cell.cell_type == "code":
            exec(cell.source, space)  # noqa: S102 (the notebook that is tested)
    assert "○" not in capsys.readouterr().out
    for name in copy.lesson.asked:
        question = copy.lesson.questions[name]
        if question.answer:
            numbers = [float(value.replace(",", "")) for value in copy.answer(question)]
            space["check"](name, *numbers)
            assert capsys.readouterr().out.split() == ["○"] * len(numbers)
            off = [room + 1 for room in rooms(question, len(numbers))]
            space["check"](name, *map(sum, zip(numbers, off, strict=True)))
            assert "○" not in capsys.readouterr().out


def test_the_program_of_the_key_decides_as_the_key_says(
    copy_of, lang, tmp_path, monkeypatch, capsys
):
    copy = copy_of("guardrail-program", lang)
    questions = copy.lesson.questions
    (tmp_path / "data").mkdir()
    for name, content in notebook.tables(copy).items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    lines = copy.say(questions["q5"].key).splitlines()
    body = "\n    ".join(line for line in lines if line.startswith(("if ", "return ")))
    begun = copy.say(questions["q5"].code)
    cells = nbformat.reads(notebook.notebook(copy), 4).cells
    assert begun in [cell.source for cell in cells]
    space: dict = {}
    exec(cells[1].source, space)  # noqa: S102 (the notebook that is tested)
    exec(re.sub(r"\.\.\.  #.*", lambda _: body, begun), space)  # noqa: S102
    found = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [decision for _case, decision in found] == copy.answer(questions["q2"])


@pytest.mark.parametrize(
    ("value", "digits", "said"),
    [
        (2.675, 2, "2.68"),
        (0.5, 0, "1"),
        (-1.25, 1, "−1.3"),
        (-0.001, 2, "0.00"),
        (1076.6, 0, "1,077"),
    ],
)
def test_numbers_are_rounded_half_up(value, digits, said):
    assert written(value, digits) == said


def test_readings_stand_once_above_the_kanji_alone():
    seen: set[str] = set()
    assert ruby("歩留まりと歩留まり", seen) == "<ruby>歩留<rt>ぶど</rt></ruby>まりと歩留まり"
    assert (
        ruby("パワー半導体<b>", set()) == "パワー<ruby>半導体<rt>はんどうたい</rt></ruby>&lt;b&gt;"
    )


def test_greys_of_figures_stay_apart_on_paper():
    lumas = sorted(
        0.299 * int(shade[1:3], 16) + 0.587 * int(shade[3:5], 16) + 0.114 * int(shade[5:7], 16)
        for shade in GREYS
    )
    assert min(after - before for before, after in pairwise(lumas)) >= 30


def test_a_table_of_the_workbook_can_be_computed_with(copy_of):
    copy = copy_of("people-stock", "ja")
    shown = copy.exhibit("assumptions")
    book = load_workbook(io.BytesIO(build.for_pupils(copy)["workbook.xlsx"]))
    (sheet,) = (sheet for sheet in book if sheet["A1"].value == shown.title)
    values = [cell for _name, cell in sheet.iter_rows(min_row=4)]
    assert [cell.value for cell in values] == list(shown.table.iloc[:, 1])
    assert {cell.number_format for cell in values} == {"#,##0", "#,##0.00", "#,##0.000"}
    assert {cell.alignment.horizontal for cell in values} == {"right"}


def test_the_first_page_leads_to_the_files_in_the_order_of_a_lesson(copy_of):
    copy = copy_of("about-yen")
    files = ["student/vocabulary.html", "student/worksheet.html", "teacher/key.html"]
    page = sheets.start(copy, files, teacher=True)
    assert re.findall(r'href="([^"]*)"', page) == files[::-1]
    assert "Hand out the folder" in page
    assert "Hand out" not in sheets.start(copy, ["worksheet.html"], teacher=False)


def test_only_what_fits_a_lesson_is_said_of_its_figures(copy_of):
    model, deck = copy_of("good-die"), copy_of("what-a-town-needs")
    assert "Slides by number" not in sheets.plan(model)
    assert "called an assumption" in sheets.plan(model)
    assert "Slides by number" in sheets.plan(deck)
    assert "called an assumption" not in sheets.plan(deck)


def test_the_decimals_that_are_checked_are_asked_for(copy):
    page, words = sheets.worksheet(copy), labels(copy.lang)
    for question in copy.lesson.questions.values():
        if question.answer:
            for decimals in facts.digits(question, len(copy.blanks(question))):
                assert f"({words[f'places_{decimals}']})" in page


def test_later_data_change_the_key(copy_of):
    question = known()["kyushu-ripple"].questions["q2"]
    deck, later = (copy_of("kyushu-ripple", "en", each) for each in ("2024-02", "2026-03"))
    assert deck.answer(question) == ["0.90", "0.43", "0.69"]
    assert later.answer(question) == ["0.90", "0.43", "0.69", "1.12"]


def test_a_seal_depends_on_its_blank():
    salts = {seals.salt("lesson", "q1", str(place)) for place in range(20)}
    assert len(salts) == 20
    assert seals.seal(0.9, 2, 5) != seals.seal(0.43, 2, 5)


def test_a_seal_does_not_show_an_answer_of_none():
    salted = seals.salt("lesson", "q1", "0")
    assert salted not in seals.seal(0, 0, salted).right


def test_a_number_within_what_rounding_allows_is_right():
    sealed = seals.seal(268.4, 0, 5, 1)
    near = {
        number for number in range(255, 285) if seals.seal(number, 0, 5).right[0] in sealed.right
    }
    assert near == {267, 268, 269}
    assert len(seals.seal(86.5, 1, 5, 0.5).right) == 11
    assert seals.formula("C4", sealed, "again").count("MOD(") == 3
